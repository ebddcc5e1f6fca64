"""The `testing` module of a client: the local server with the document and the credentials of one API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from ...openapi import ApiDescription, Operation
from ...openapi.bundled import carried
from ...words import pascal, plural, snake, split, titled
from ..code import lines, literal, mapping, one_line
from ..names import Names, identifier
from .account import Account, account_of
from .subjects import subjects_of
from .testable import untested

# What a local server is and does besides.
_TAKEN = frozenset(
    (
        *("add", "advance", "answers", "client", "credentials", "engine", "handle", "origin", "requests"),
        *("reset", "sent", "start", "stop", "transport", "url", "violations"),
    )
)


@dataclass(frozen=True)
class Table:
    """Records of one kind: the property that gives them, and the operation that lists them."""

    name: str
    operation: str
    text: str


@dataclass(frozen=True)
class LocalPackage:
    """What the `testing` module says."""

    api: str
    package: str
    distribution: str
    name: str  # of the server's class
    fixture: str
    client: str
    credentials: tuple[tuple[str, str], ...]
    statements: tuple[str, ...]  # that set the credentials, and say which of them are user and password
    asynchronous: str  # the class of asynchronous clients
    tables: tuple[Table, ...]
    document: str
    untested: tuple[str, ...]  # methods of which no test can be made, each by its class and its name


def local_package(description: ApiDescription, names: Names, distribution: str) -> LocalPackage:
    """The local server of an API."""
    account = account_of(description, names)
    title = description.info.text("title")
    words = split(title)
    front = next(
        (surface for surface in names.clients.surfaces if surface.is_front), names.clients.surfaces[0]
    )
    return LocalPackage(
        api=titled(one_line(title)),
        package=names.clients.package,
        distribution=distribution,
        name=f"Local{identifier(words, pascal)}",
        fixture=f"local_{''.join(words)}",
        client=front.name,
        credentials=tuple(account.credentials.items()),
        statements=tuple(_statements(account)),
        asynchronous=f"Async{front.name}",
        tables=tuple(_tables(description)),
        document=json.dumps(carried(description), indent=1, ensure_ascii=False, default=str) + "\n",
        untested=tuple(untested(subjects_of(description), names)),
    )


def _statements(account: Account) -> Iterator[str]:
    entries = ((literal(name), literal(value)) for name, value in account.credentials.items())
    yield from lines("self.credentials: Credentials = ", mapping(entries), indent=8)
    user = [f"self.credentials[{literal(name)}]" for name in account.user if name]
    yield f"user = ({', '.join(user)})" if len(user) == 2 else "user = None"


def _tables(description: ApiDescription) -> Iterator[Table]:
    """One for each kind of record that is listed, named after it; the first list counts."""
    seen: set[str] = set()
    for operation in description.operations:
        record = _record(operation) if operation.has("x-pagination") and operation.id else ""
        if record and record not in seen:
            seen.add(record)
            name = identifier(plural(split(record)), snake, _TAKEN)
            yield Table(name, operation.id, f"Every {' '.join(split(record))}")


def _record(operation: Operation) -> str:
    """The name of what is listed."""
    page, pages = operation.success, operation.view("x-pagination")
    schema = page.json if page is not None else None
    paths = (pages.strings("items") if pages is not None else ()) or ("",)
    found = schema.at(paths[0]) if schema is not None else None
    return found.items.core.name if found is not None and found.items is not None else ""
