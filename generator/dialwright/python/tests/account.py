"""Whose requests the tests send: credentials that the local server takes, and what they fill in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from ...openapi import ApiDescription, View
from ...words import Words, kebab, split
from ..names import Names

_VARIABLE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Account:
    """The credentials of the tests.

    Attributes:
        credentials: Constructor arguments of the client, with their values.
        user: The names of those that are user and password.
        filled: Path parameter that the client fills in -> what it fills in.
        prefix: What the paths of the service begin with.
        base: What most paths begin with: all up to the last that the client fills in.
    """

    credentials: dict[str, str]
    user: tuple[str, str]
    filled: dict[str, str]
    prefix: str
    base: str


def account_of(description: ApiDescription, names: Names) -> Account:
    """The credentials that the document asks for."""
    client = description.client
    assert client is not None
    arguments = [
        split(view.text("name")) for view in client.views("arguments") if not view.has("server-variable")
    ]
    known = names.clients.arguments
    told = client.view("credentials")
    user = (split(told.text("username")), split(told.text("password"))) if told is not None else ((), ())
    bound = client.view("bound")
    bindings = bound.texts() if bound is not None else {}
    filled = _filled(description, {name: split(argument) for name, argument in bindings.items()})
    return Account(
        credentials={known[words]: _value(words) for words in arguments},
        user=(known.get(user[0], ""), known.get(user[1], "")),
        filled=filled,
        prefix=_prefix(description),
        base=_prefix(description) + _base(description, filled),
    )


def _value(words: Words) -> str:
    return f"local-{kebab(words)}"


def _filled(description: ApiDescription, bindings: dict[str, Words]) -> dict[str, str]:
    parameters = (one for operation in description.operations for one in operation.path_parameters)
    return {
        one.name: _value(bindings[one.text("x-bound")])
        for one in parameters
        if one.text("x-bound") in bindings
    }


def _prefix(description: ApiDescription) -> str:
    return path_of(description.server) if description.server is not None else ""


def path_of(server: View) -> str:
    """The path of a server's address, where the local server has what belongs to that."""
    variables = {name: View(server.document, node) for name, node in server.children("variables")}

    def default(match: re.Match[str]) -> str:
        variable = variables.get(match[0][1:-1])
        return str(variable.scalar("default")) if variable is not None else "x"

    return urlsplit(_VARIABLE.sub(default, server.text("url"))).path.rstrip("/")


def _base(description: ApiDescription, filled: dict[str, str]) -> str:
    """The beginning that the most paths share, with what the client fills in."""
    begun: Counter[str] = Counter()
    for operation in description.operations:
        names = [name for name in filled if f"{{{name}}}" in operation.template]
        if names:
            end = max(operation.template.index(f"{{{name}}}") + len(name) + 2 for name in names)
            begun[operation.template[:end]] += 1
    template = next((text for text, _ in begun.most_common(1)), "")
    return _VARIABLE.sub(lambda match: filled[match[0][1:-1]], template)
