"""Answers without an end: server-sent events, and JSON values one after the other, each as it comes.

`timeout` holds for each part of such an answer: it is how long the service may stay silent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .download import AsyncStream, Stream
from .errors import ResponseDecodeError, ResponseTooLargeError
from .guards import Unreadable
from .response import Headers, read_json
from .result import decoder_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .options import Options
    from .request import Request
    from .session import AsyncSession, Session

__all__ = ["AsyncEventStream", "AsyncJsonStream", "EventStream", "JsonStream", "ServerSentEvent"]

T = TypeVar("T")

LONGEST = 4 * 1024 * 1024
"""How long one line, or the data of one event, may be, in bytes."""

_LINE_END = re.compile(rb"\r\n|\r|\n")
_LINE_FEED = re.compile(rb"\n")
_SEPARATOR = re.compile(rb"\x1e")
_BOM = b"\xef\xbb\xbf"
_DONE = "[DONE]"


class ServerSentEvent(Generic[T]):
    """One event.

    Args:
        text: Its data as it came.
        event: What kind it is; `"message"` where the service does not say.
        id: Identifier of the latest event that had one, `""` for none: where to go on from.
        retry: Milliseconds after which to connect again, where this event says so.
    """

    __slots__ = ("_read", "event", "id", "retry", "text")

    def __init__(
        self, text: str, event: str, id: str, retry: int | None, read: Callable[[str], T] | None = None
    ) -> None:
        self.text = text
        self.event = event
        self.id = id
        self.retry = retry
        self._read = read

    @property
    def data(self) -> T:
        """The data, as the API describes it.

        Raises:
            ResponseDecodeError: It is something else; `text` has it as it came.
        """
        return self._read(self.text) if self._read is not None else cast(T, self.text)

    def __repr__(self) -> str:
        return f"ServerSentEvent(event={self.event!r}, id={self.id!r}, {len(self.text)} characters)"


class Lines:
    """Cuts what comes into lines, whose ends may be of several kinds, and fall between two parts."""

    def __init__(self, end: re.Pattern[bytes]) -> None:
        self._end = end
        self._left = bytearray()
        self._after_return = False

    def feed(self, part: bytes) -> Iterator[bytes]:
        """The lines that are complete with this part."""
        if self._after_return and part:
            # The line ended with the carriage return before; a line feed here belongs to that end.
            part = part.removeprefix(b"\n")
            self._after_return = False
        start, first = 0, True
        for found in self._end.finditer(part):
            line = part[start : found.start()]
            yield bytes(self._left) + line if first else line
            self._left.clear()
            start, first = found.end(), False
            self._after_return = found[0] == b"\r" and start == len(part)
        self._left += part[start:]
        if len(self._left) > LONGEST:
            raise ResponseTooLargeError(f"A line of the answer is longer than {LONGEST} bytes.")

    def rest(self) -> bytes:
        """What is left at the end."""
        return bytes(self._left)


class Events:
    """Reads server-sent events as browsers do."""

    def __init__(self, read: Callable[[str], Any] | None) -> None:
        self.is_over = False
        self._read = read
        self._lines = Lines(_LINE_END)
        self._begun = False
        self._first = b""
        self._id = ""
        self._clear()

    def feed(self, part: bytes) -> Iterator[ServerSentEvent[Any]]:
        """The events that are complete with this part."""
        for line in self._lines.feed(part if self._begun else self._without_mark(part)):
            if line:
                self._field(line.decode("utf-8", "replace"))
            elif (event := self._dispatched()) is not None:
                if event.text == _DONE and self._read is not None:
                    self.is_over = True
                    return
                yield event

    def finish(self) -> Iterator[ServerSentEvent[Any]]:
        """Nothing: an event without the blank line at its end is none."""
        return iter(())

    def _dispatched(self) -> ServerSentEvent[Any] | None:
        """What the lines before a blank one make; without data they make nothing."""
        text = "\n".join(self._data)
        event = ServerSentEvent(text, self._event or "message", self._id, self._retry, self._read)
        there = bool(self._data)
        self._clear()
        return event if there else None

    def _without_mark(self, part: bytes) -> bytes:
        """The beginning without a byte order mark, once there is enough of it to tell."""
        self._first += part
        if len(self._first) < len(_BOM) and _BOM.startswith(self._first):
            return b""
        self._begun = True
        return self._first.removeprefix(_BOM)

    def _clear(self) -> None:
        self._event = ""
        self._retry: int | None = None
        self._data: list[str] = []
        self._size = 0

    def _field(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._add(value)
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self._id = value
        elif name == "retry" and value.isascii() and value.isdigit():
            self._retry = int(value[:9])

    def _add(self, value: str) -> None:
        self._data.append(value)
        self._size += len(value) + 1
        if self._size > LONGEST:
            raise ResponseTooLargeError(f"The data of an event is longer than {LONGEST} bytes.")


class Values:
    """Reads JSON values, each on a line of its own or behind a record separator."""

    is_over = False

    def __init__(self, read: Callable[[str], Any], end: re.Pattern[bytes]) -> None:
        self._read = read
        self._lines = Lines(end)

    def feed(self, part: bytes) -> Iterator[Any]:
        """The values that are complete with this part."""
        yield from self._values(self._lines.feed(part))

    def finish(self) -> Iterator[Any]:
        """The last value, which needs no end."""
        yield from self._values(iter([self._lines.rest()]))

    def _values(self, lines: Iterator[bytes]) -> Iterator[Any]:
        for line in lines:
            if stripped := line.strip(b" \t\r\n"):
                yield self._read(stripped.decode("utf-8", "replace"))


def _reader(request: Request[Any], strict: bool) -> Callable[[str], Any]:
    """What makes a JSON text what a request answers with."""
    decoder = decoder_of(request.result)

    def read(text: str) -> Any:
        try:
            return decoder(read_json(text.encode("utf-8")), strict)
        except Unreadable as error:
            problem, pointer = error.problem, error.pointer
        except ValueError as error:
            problem, pointer = str(error), None
        failure = ResponseDecodeError(f"A part of the answer cannot be used: {problem}")
        failure.pointer = pointer
        raise failure

    return read


def _events(session: Session | AsyncSession, request: Request[Any]) -> Events:
    plain = request.result is str
    return Events(None if plain else _reader(request, session.settings.strict))


def _values(session: Session | AsyncSession, request: Request[Any]) -> Values:
    end = _SEPARATOR if "json-seq" in request.accept else _LINE_FEED
    return Values(_reader(request, session.settings.strict), end)


def _check_type(headers: Sequence[tuple[str, str]]) -> None:
    """Refuse an answer that is said to be something else than events: it would look like one without any."""
    essence = Headers(headers).get("content-type", "").partition(";")[0].strip().lower()
    if essence != "text/event-stream":
        raise ResponseDecodeError(f"The answer is {essence[:80]!r}, not 'text/event-stream'.")


class EventStream(Stream[ServerSentEvent[T]]):
    """Server-sent events as they come, up to the end of the answer, or to one whose data is `[DONE]`.

    Nothing is sent before the first one is asked for. Use it in a `with` statement, or to its end, so that
    its connection is given back.
    """

    def __init__(self, session: Session, request: Request[T], options: Options | None) -> None:
        super().__init__(session, request, options, _events(session, request))

    def _begin(self, headers: Sequence[tuple[str, str]]) -> None:
        super()._begin(headers)
        _check_type(headers)


class AsyncEventStream(AsyncStream[ServerSentEvent[T]]):
    """The twin of `EventStream`; use it in an `async with` statement."""

    def __init__(self, session: AsyncSession, request: Request[T], options: Options | None) -> None:
        super().__init__(session, request, options, _events(session, request))

    def _begin(self, headers: Sequence[tuple[str, str]]) -> None:
        super()._begin(headers)
        _check_type(headers)


class JsonStream(Stream[T]):
    """JSON values as they come, one after the other.

    Nothing is sent before the first one is asked for. Use it in a `with` statement, or to its end, so that
    its connection is given back.
    """

    def __init__(self, session: Session, request: Request[T], options: Options | None) -> None:
        super().__init__(session, request, options, _values(session, request))


class AsyncJsonStream(AsyncStream[T]):
    """The twin of `JsonStream`; use it in an `async with` statement."""

    def __init__(self, session: AsyncSession, request: Request[T], options: Options | None) -> None:
        super().__init__(session, request, options, _values(session, request))
