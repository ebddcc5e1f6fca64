"""Answers of many items, each handed on when it comes: server-sent events, and JSON line by line."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .download import AsyncParts, Parts, PartSource
from .errors import ResponseDecodeError
from .guards import Unreadable
from .pieces import Cutter, EventParser
from .response import Headers, read_json
from .result import decoder_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .pieces import RawEvent

__all__ = ["AsyncEventStream", "AsyncItemStream", "Event", "EventStream", "ItemStream"]

T = TypeVar("T")

_EVENTS = "text/event-stream"
_MARKS = {"application/json-seq": re.compile(b"\x1e")}
_LINE_FEED = re.compile(b"\n")


class Event(Generic[T]):
    """A server-sent event.

    Attributes:
        text: What it says, as it came: the lines of `data`.
        event: What kind of event it is; `message` where the service does not say.
        id: The last identifier that the service gave, or `""`.
        retry: Milliseconds after which the service wants to be asked again when the connection is lost.
    """

    def __init__(self, raw: RawEvent, kind: Any, strict: bool) -> None:
        self.text = raw.text
        self.event = raw.event
        self.id = raw.id
        self.retry = raw.retry
        self._kind = kind
        self._strict = strict

    @cached_property
    def data(self) -> T:
        """What it says, as the type that the document gives.

        Raises:
            ResponseDecodeError: It is not of that type, such as a last event that says `[DONE]`: see `text`.
        """
        value = self.text if self._kind is str else _read(self.text.encode(), self._kind, self._strict)
        return cast(T, value)

    def __repr__(self) -> str:
        return f"Event(event={self.event!r}, id={self.id!r})"


def _read(content: bytes, kind: Any, strict: bool) -> Any:
    """A JSON text as a type."""
    try:
        return decoder_of(kind)(read_json(content), strict)
    except Unreadable as error:
        where = f" at {error.pointer!r}" if error.steps else ""
        problem = f"An item of the answer{where} {error.problem}."
    except ValueError as error:
        problem = str(error)
    raise ResponseDecodeError(problem)


class _Events(PartSource[Event[T]]):
    """Cuts an answer into events."""

    def _begin(self, headers: Sequence[tuple[str, str]]) -> None:
        super()._begin(headers)
        self._parser = EventParser()
        essence = Headers(headers).get("content-type", "").partition(";")[0].strip().lower()
        if essence != _EVENTS:
            raise ResponseDecodeError(f"The answer is {essence[:80] or 'of no type'!r}, not {_EVENTS!r}.")

    def _parts(self, data: bytes) -> Iterator[Event[T]]:
        kind, strict = self._request.result, self._settings.strict
        return (Event[T](raw, kind, strict) for raw in self._parser.feed(data))


class _Items(PartSource[T]):
    """Cuts an answer into JSON texts; an empty one is none, and the last one may lack its end mark."""

    def _begin(self, headers: Sequence[tuple[str, str]]) -> None:
        super()._begin(headers)
        self._cutter = Cutter(_MARKS.get(self._request.accept, _LINE_FEED))

    def _parts(self, data: bytes) -> Iterator[T]:
        for piece in self._cutter.feed(data):
            yield from self._item(piece)

    def _last(self) -> Iterator[T]:
        yield from self._item(self._cutter.rest())

    def _item(self, piece: bytes) -> Iterator[T]:
        text = piece.strip()
        if text:
            yield cast(T, _read(text, self._request.result, self._settings.strict))


class EventStream(_Events[T], Parts[Event[T]]):
    """Server-sent events as they come. Nothing is sent before the first one is asked for.

    Use it in a `with` statement, or to its end, so that its connection is given back. A connection that is
    lost raises an error, and is not made again by itself: the last `id` says where to go on.
    """


class ItemStream(_Items[T], Parts[T]):
    """The items of an answer as they come. Nothing is sent before the first one is asked for.

    Use it in a `with` statement, or to its end, so that its connection is given back.
    """


class AsyncEventStream(_Events[T], AsyncParts[Event[T]]):
    """Server-sent events as they come. Nothing is sent before the first one is asked for.

    Use it in an `async with` statement, or to its end, so that its connection is given back. A connection
    that is lost raises an error, and is not made again by itself: the last `id` says where to go on.
    """


class AsyncItemStream(_Items[T], AsyncParts[T]):
    """The items of an answer as they come. Nothing is sent before the first one is asked for.

    Use it in an `async with` statement, or to its end, so that its connection is given back.
    """
