"""What comes in, what goes out, and what is found wrong: plain values, with nothing of a web server."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Request:
    """A request, as it was sent: the target is the path and the query, still percent-encoded."""

    method: str
    target: str
    headers: Headers = ()
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    @property
    def origin(self) -> str:
        """Where the client believes that the server is: scheme and host."""
        return f"http://{self.header('host') or '127.0.0.1'}"

    @property
    def content_type(self) -> str:
        """The media type without its parameters, in lower case; "" where none is told."""
        return self.header("content-type").partition(";")[0].strip().lower()

    def header(self, name: str) -> str:
        """The value of a header, the first if it came several times; "" where it did not come."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def has_header(self, name: str) -> bool:
        return any(key.lower() == name.lower() for key, _ in self.headers)


@dataclass(frozen=True)
class Response:
    """An answer, and what becomes of it on the way.

    Attributes:
        delay: How many seconds it takes until it is sent.
        reset: Whether the connection is broken off instead.
    """

    status: int
    headers: Headers = ()
    body: bytes = b""
    delay: float = 0.0
    reset: bool = False

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def with_headers(self, *headers: tuple[str, str]) -> Response:
        return replace(self, headers=(*self.headers, *headers))

    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


def json_response(status: int, value: object, *, media_type: str = "application/json") -> Response:
    """An answer that holds a value as JSON."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
    return Response(status, (("content-type", media_type),), body)


@dataclass(frozen=True)
class Violation:
    """One thing that is wrong with a request.

    Attributes:
        field: The name of what is wrong, as it is on the wire: `From`, `params.play[0].type`.
        what: What is wrong with it, to be read after the name.
        reason: The kind of fault in kebab-case: `missing`, `invalid`, `unknown`, `too-long`, `too-many`, ...
        status: The HTTP status that it must be answered with; 0 leaves it to the document.
        code: The service's own code for it; "" leaves it to the document.
    """

    field: str
    what: str
    reason: str = "invalid"
    status: int = 0
    code: str = ""

    def __str__(self) -> str:
        return f"{self.field} {self.what}"
