"""What was asked of the server: the latest requests, with what was wrong with them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl

from .messages import Headers, Request, Violation

LONGEST_BODY = 4096  # characters of a body that are kept
_LONGEST_HEADER = 1024
_SECRET = ("authorization", "proxy-authorization", "cookie")
_HIDDEN = "(hidden)"


@dataclass(frozen=True)
class Entry:
    """One request. The credentials are not kept, and of a long body only the beginning is.

    Attributes:
        number: Its place among all requests, from 1.
        time: When it came, on the clock of the API.
        operation: The `operationId` of what it asked for; "" where it has none or nothing matched.
        template: The path of that operation in the document; "" where nothing matched.
        query: Names and values, decoded.
        body: The body as text.
        violations: What was wrong with it; empty for a good request.
        status: How it was answered; 0 where the connection was broken off.
        fault: The trouble that was made on request, such as `429`; "" where none was.
    """

    number: int
    time: datetime
    method: str
    path: str
    operation: str
    template: str
    query: tuple[tuple[str, str], ...]
    headers: Headers
    body: str
    violations: tuple[Violation, ...]
    status: int
    fault: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The entry as JSON has it."""
        violations = [{"field": v.field, "what": v.what, "reason": v.reason} for v in self.violations]
        headers = [list(header) for header in self.headers]
        query = [list(pair) for pair in self.query]
        plain = {"time": self.time.isoformat(), "violations": violations, "headers": headers, "query": query}
        return asdict(self) | plain


class Journal:
    """The latest requests, at most so many.

    Args:
        size: How many are kept; older ones are forgotten.
    """

    def __init__(self, size: int = 10_000) -> None:
        self._entries: deque[Entry] = deque(maxlen=size)
        self.count = 0
        """How many requests there were in all since it was cleared last."""

    def add(
        self,
        request: Request,
        *,
        time: datetime,
        operation: str,
        template: str,
        violations: tuple[Violation, ...],
        status: int,
        fault: str = "",
        secret: frozenset[str] = frozenset(),
    ) -> Entry:
        """Keep a request. `secret` names headers and query parameters that hold credentials."""
        self.count += 1
        entry = Entry(
            number=self.count,
            time=time,
            method=request.method,
            path=request.path,
            operation=operation,
            template=template,
            query=tuple(_hidden(parse_qsl(request.query, keep_blank_values=True), secret)),
            headers=tuple(_hidden(request.headers, {*secret, *_SECRET})),
            body=_text(request.body),
            violations=violations,
            status=status,
            fault=fault,
        )
        self._entries.append(entry)
        return entry

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
        self.count = 0

    def latest(self, number: int) -> list[Entry]:
        """The latest entries, oldest first."""
        return list(islice(self._entries, max(0, len(self._entries) - number), None))

    @property
    def violations(self) -> list[Violation]:
        """Everything that was wrong with the requests that are kept."""
        return [violation for entry in self._entries for violation in entry.violations]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, index: int) -> Entry:
        return self._entries[index]


def _hidden(
    pairs: list[tuple[str, str]] | Headers, secret: frozenset[str] | set[str]
) -> Iterator[tuple[str, str]]:
    for name, value in pairs:
        yield name, _HIDDEN if name.lower() in secret else value[:_LONGEST_HEADER]


def _text(body: bytes) -> str:
    return body[: 4 * LONGEST_BODY].decode("utf-8", "backslashreplace")[:LONGEST_BODY]
