"""Bytes that come in chunks of any size, cut into what they hold: lines, events, JSON texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .body import LIMIT
from .errors import ResponseTooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Cutter", "EventParser", "RawEvent"]

_LINE_END = re.compile(rb"\r\n|\n|\r")
_BOM = b"\xef\xbb\xbf"


class Cutter:
    """Cuts at an end mark; what is between two marks may be as large as `LIMIT`, in bytes.

    Args:
        mark: What ends a piece. A single byte, or a carriage return with a line feed, which count as one.
    """

    def __init__(self, mark: re.Pattern[bytes] = _LINE_END) -> None:
        self._mark = mark
        self._rest = bytearray()
        self._after_return = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The pieces that end in this chunk."""
        if not data:
            return
        if self._after_return:
            # The line ended with the carriage return; a line feed that follows belongs to that.
            self._after_return = False
            data = data.removeprefix(b"\n") if self._mark is _LINE_END else data
        begin = 0
        for match in self._mark.finditer(data):
            self._add(data[begin : match.start()])
            begin = match.end()
            yield self.rest()
        self._after_return = data.endswith(b"\r")
        self._add(data[begin:])

    def rest(self) -> bytes:
        """What came since the last mark; it is taken out."""
        piece = bytes(self._rest)
        self._rest.clear()
        return piece

    def _add(self, data: bytes) -> None:
        self._rest += data
        if len(self._rest) > LIMIT:
            raise ResponseTooLargeError(f"The answer has a line of more than {LIMIT} bytes.")


class RawEvent:
    """A server-sent event as it came."""

    __slots__ = ("event", "id", "retry", "text")

    def __init__(self, text: str, event: str, id: str, retry: int | None) -> None:
        self.text = text
        self.event = event
        self.id = id
        self.retry = retry


class EventParser:
    """Server-sent events, by the rules of the HTML standard.

    A line ends with a carriage return, a line feed or both; an event ends with an empty line, and one that
    is cut off is none; comments and unknown fields are passed over, and a byte order mark at the start too.
    """

    def __init__(self) -> None:
        self._lines = Cutter()
        self._first = True
        self._data: list[str] = []
        self._size = 0
        self._event = ""
        self._id = ""
        self._retry: int | None = None

    def feed(self, data: bytes) -> Iterator[RawEvent]:
        """The events that end in this chunk."""
        for line in self._lines.feed(data):
            if self._first:
                self._first, line = False, line.removeprefix(_BOM)
            if line:
                self._take(line)
            elif (event := self._ended()) is not None:
                yield event

    def _take(self, line: bytes) -> None:
        name, _, value = line.decode("utf-8", "replace").partition(":")
        value = value.removeprefix(" ")
        match name:
            case "data":
                self._size += len(line)
                if self._size > LIMIT:
                    raise ResponseTooLargeError(f"The answer has an event of more than {LIMIT} bytes.")
                self._data.append(value)
            case "event":
                self._event = value
            case "id" if "\0" not in value:
                self._id = value
            case "retry" if value.isascii() and value.isdigit():
                self._retry = int(value[:18])
            case _:
                pass

    def _ended(self) -> RawEvent | None:
        """The event that an empty line ends; one without data is none."""
        data, event = self._data, self._event
        self._data, self._size, self._event = [], 0, ""
        return RawEvent("\n".join(data), event or "message", self._id, self._retry) if data else None
