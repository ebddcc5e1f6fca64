"""The local server as tests of clients use it: what was sent in a form to compare, and answers to decide.

A client's package has a class of its own that extends `LocalServer` with its document and its credentials.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from .clock import Clock
from .journal import Entry
from .messages import Headers, Request, Response, Violation, json_response
from .server import MockServer

Fields: TypeAlias = Mapping[str, "str | list[str]"]
"""Names and texts of a query or a form; of a name that came several times, all texts in order."""

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Sent:
    """A request, as far as it has a meaning: two that mean the same are equal.

    Attributes:
        method: HTTP method.
        path: The path, percent-encoded as it came.
        query: What the query says.
        form: What the form in the body says; None where there is none.
        json: What the JSON in the body says; None where there is none.
        content: Any other body.
    """

    method: str
    path: str
    query: Fields = field(default_factory=dict[str, "str | list[str]"])
    form: Fields | None = None
    json: Any = None
    content: str = ""

    @classmethod
    def of(cls, entry: Entry) -> Sent:
        """What an entry of the journal says."""
        kind = next((value for name, value in entry.headers if name.lower() == "content-type"), "")
        essence = kind.partition(";")[0].strip().lower()
        is_form, is_json = essence == _FORM, essence.endswith("json") and bool(entry.body)
        return cls(
            entry.method,
            entry.path,
            _fields(entry.query),
            _fields(parse_qsl(entry.body, keep_blank_values=True)) if is_form else None,
            json.loads(entry.body) if is_json else None,
            "" if is_form or is_json else entry.body,
        )


@dataclass(frozen=True)
class Answer:
    """An answer that a test decides.

    Attributes:
        body: Bytes as they are, anything else as JSON; None for no body.
        status: HTTP status.
        headers: Headers besides the one that says what the body is.
    """

    body: object = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def response(self) -> Response:
        """The answer, as the server gives it."""
        if self.body is None:
            made = Response(self.status)
        elif isinstance(self.body, bytes):
            made = Response(self.status, (("content-type", "application/octet-stream"),), self.body)
        else:
            made = json_response(self.status, self.body)
        return made.with_headers(*self.headers.items())


class LocalServer(MockServer):
    """A server on this machine that plays an API, for as long as a `with` block lasts.

    Without the block nothing listens, and `handle` answers in the process itself.

    Args:
        document: The path of the document.
        credentials: The user and the password that are right; any are, with None.
        speed: How many seconds pass for the API in one second; with 0 time stands still between calls of
            `advance`.
        seed: What identifiers and the like are drawn from.
    """

    def __init__(
        self, document: Path, credentials: tuple[str, str] | None, *, speed: float = 1.0, seed: int = 0
    ) -> None:
        super().__init__(document, credentials=credentials, clock=Clock(speed=speed), seed=seed)

    @property
    def requests(self) -> Sequence[Entry]:
        """The journal: every request with what was wrong with it, the oldest first."""
        return [*self.engine.journal]

    @property
    def sent(self) -> list[Sent]:
        """Every request, the oldest first, in a form to compare with."""
        return [Sent.of(entry) for entry in self.engine.journal]

    @property
    def violations(self) -> list[Violation]:
        """Everything that was wrong with the requests, as the document tells."""
        return self.engine.journal.violations

    def answers(self, *answers: Answer) -> None:
        """Decide how the next good requests are answered, in this order, instead of carrying them out."""
        self.engine.answer_next(*(answer.response for answer in answers))

    def reset(self) -> None:
        """Forget every record, every request, and the answers that were decided."""
        self.engine.reset()

    def handle(
        self, method: str, target: str, headers: Headers, content: bytes
    ) -> tuple[int, Headers, bytes]:
        """Answer a request in this process: status, headers and body.

        Raises:
            ConnectionResetError: The connection would be broken off.
        """
        response = self.engine.handle(Request(method, target, headers, content))
        if response.reset:
            raise ConnectionResetError("the connection was broken off")
        return response.status, response.headers, response.body

    @property
    def origin(self) -> str:
        """Scheme, host and port; without a port where nothing listens."""
        return super().origin if self._socket is not None else "http://127.0.0.1"


def _fields(pairs: Sequence[tuple[str, str]]) -> dict[str, str | list[str]]:
    found: dict[str, list[str]] = {}
    for name, text in pairs:
        found.setdefault(name, []).append(text)
    return {name: texts[0] if len(texts) == 1 else texts for name, texts in found.items()}
