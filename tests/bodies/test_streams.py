"""Answers without an end: server-sent events as the standard for browsers has them, and JSON lines."""

from __future__ import annotations

import asyncio
import gc
import importlib
from collections.abc import Iterable, Iterator
from threading import Event
from typing import Any

import pytest

from .conftest import Drive
from .service import Answer, Service

PACKAGE = "news_client"


async def _gathered(stream: Any) -> list[Any]:
    async with stream:
        return [item async for item in stream]


def read(client: Any, stream: Any) -> Any:
    """All of a stream, of either kind."""
    if type(client).__name__.startswith("Async"):
        return _gathered(stream)
    with stream:
        return [*stream]


def events(*pieces: bytes) -> Answer:
    return Answer(list(pieces), "text/event-stream")


def notes(drive: Drive) -> list[tuple[str, str, str, int | None]]:
    found = drive(lambda client: read(client, client.feeds.follow_notes()))
    return [(event.event, event.data, event.id, event.retry) for event in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"data: a\n\n", [("message", "a", "", None)]),
        (b"data:a\r\rdata:  b\r\r", [("message", "a", "", None), ("message", " b", "", None)]),
        (b"event: add\r\ndata: 1\r\ndata: 2\r\nid: 7\r\nretry: 300\r\n\r\n", [("add", "1\n2", "7", 300)]),
        (b": hello\n\nevent: none\n\ndata: x\n\n", [("message", "x", "", None)]),
        (
            b"id: 1\ndata\n\ndata: y\n\nid\ndata: z\n\n",
            [("message", "", "1", None), ("message", "y", "1", None), ("message", "z", "", None)],
        ),
        (b"id: a\0b\nretry: 1x\nother: 1\ndata: q\n\n", [("message", "q", "", None)]),
        (b"\xef\xbb\xbfdata: bom\n\n", [("message", "bom", "", None)]),
        (b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\ndata: b\n\n", [("message", "b", "", None)]),
        ("data: zwölf €\n\n".encode(), [("message", "zwölf €", "", None)]),
        (b"data: whole\n\ndata: cut off", [("message", "whole", "", None)]),
        (b"data: whole\n\ndata: no blank line\n", [("message", "whole", "", None)]),
        (b"", []),
    ],
)
def test_events_as_browsers_read_them(
    drive: Drive, service: Service, text: bytes, expected: list[tuple[str, str, str, int | None]]
) -> None:
    service.will(events(text), events(*(bytes([byte]) for byte in text)))
    assert notes(drive) == expected
    assert notes(drive) == expected
    assert service.last.headers["accept"] == "text/event-stream"


def test_ends_of_lines_that_fall_between_two_parts(package: object, sources: object) -> None:
    reader: Any = importlib.import_module(f"{PACKAGE}._runtime.events").Events(None)
    text = b"event: add\r\ndata: 1\r\n\r\ndata: 2\r\n\r\n"
    found = [event for byte in text for event in reader.feed(bytes([byte]))]
    assert [(event.event, event.text) for event in found] == [("add", "1"), ("message", "2")]


class TestTypes:
    def test_the_data_of_an_event(self, drive: Drive, service: Service) -> None:
        service.will(
            events(b'data: {"id": "1"}\n\ndata: {"id": "2"}\n\ndata: [DONE]\n\ndata: {"id": "3"}\n\n')
        )
        found = drive(lambda client: read(client, client.feeds.follow_ticker()))
        assert [(type(event.data).__name__, event.data.id) for event in found] == [("Job", "1"), ("Job", "2")]

    def test_data_that_is_something_else(self, drive: Drive, service: Service, package: Any) -> None:
        service.will(events(b"event: ping\ndata: now\n\n"))
        [event] = drive(lambda client: read(client, client.feeds.follow_ticker()))
        assert (event.event, event.text) == ("ping", "now")
        with pytest.raises(package.ResponseDecodeError, match="not JSON"):
            _ = event.data

    def test_lines(self, drive: Drive, service: Service) -> None:
        service.will(Answer([b'{"id": "1"}\n\r\n{"i', b'd": "2"}\r\n{"id":"3"}'], "application/jsonl"))
        found = drive(lambda client: read(client, client.feeds.read_rows()))
        assert [(type(row).__name__, row.id) for row in found] == [("Job", "1"), ("Job", "2"), ("Job", "3")]

    def test_records(self, drive: Drive, service: Service) -> None:
        service.will(Answer([b"\x1e1\n\x1e", b"2\n\x1e3\n"], "application/json-seq"))
        assert drive(lambda client: read(client, client.feeds.read_records())) == [1, 2, 3]

    def test_a_line_that_is_something_else(self, drive: Drive, service: Service, package: Any) -> None:
        service.will(Answer([b'{"id": "1"}\nnonsense\n'], "application/jsonl"))
        with pytest.raises(package.ResponseDecodeError, match="not JSON"):
            drive(lambda client: read(client, client.feeds.read_rows()))

    def test_whole_or_in_pieces(self, drive: Drive, service: Service) -> None:
        service.will(Answer(b'{"lines": 2}'), events(b'data: {"id": "1"}\n\n'))
        assert drive(lambda client: client.feeds.ask(text="?")).lines == 2
        found = drive(lambda client: read(client, client.feeds.stream_ask(text="?", stream=True)))
        assert [event.data.id for event in found] == ["1"]
        assert service.last.body == b'{"text":"?","stream":true}'


class TestBounds:
    def test_a_line_without_end(self, drive: Drive, service: Service, package: Any) -> None:
        service.will(events(*[b"data: " + b"x" * 100_000] * 60))
        with pytest.raises(package.ResponseTooLargeError):
            notes(drive)

    def test_an_event_without_end(self, drive: Drive, service: Service, package: Any) -> None:
        service.will(events(*[b"data: " + b"x" * 100_000 + b"\n"] * 60))
        with pytest.raises(package.ResponseTooLargeError):
            notes(drive)

    def test_a_failure_is_raised_before_anything_comes(
        self, drive: Drive, service: Service, package: Any
    ) -> None:
        service.will(Answer(b'{"message": "no"}', status=404))
        with pytest.raises(package.NotFoundError, match="no"):
            notes(drive)

    def test_each_is_handed_on_at_once_and_the_connection_given_back(
        self, drive: Drive, service: Service
    ) -> None:
        """The second piece comes only after the first was read: were the stream gathered, this would hang."""
        seen = Event()

        def pieces() -> Iterator[bytes]:
            yield b"data: one\n\n"
            assert seen.wait(10)
            yield b"data: two\n\n"
            seen.wait(0.2)

        service.will(events_of(pieces()))

        def first(client: Any) -> Any:
            if type(client).__name__.startswith("Async"):
                return first_later(client)
            with client.feeds.follow_notes() as stream:
                texts = [next(stream).data]
                seen.set()
                return [*texts, next(stream).data]

        async def first_later(client: Any) -> list[str]:
            async with client.feeds.follow_notes() as stream:
                texts = [(await anext(stream)).data]
                seen.set()
                return [*texts, (await anext(stream)).data]

        assert drive(first) == ["one", "two"]
        gc.collect()

    def test_silence_is_bounded_and_not_the_whole(self, drive: Drive, service: Service, package: Any) -> None:
        """The timeout is for each part: together these take longer than it."""
        pause, stopped = Event(), Event()

        def pieces() -> Iterator[bytes]:
            for _ in range(4):
                yield b"data: x\n\n"
                pause.wait(0.5)
            stopped.wait(5)

        service.will(events_of(pieces()))
        seen: list[str] = []

        def follow(client: Any) -> Any:
            options = package.Options(timeout=1.5)
            stream = client.feeds.follow_notes(options=options)
            if type(client).__name__.startswith("Async"):
                return follow_later(stream)
            with stream:
                seen.extend(event.data for event in stream)
            return None

        async def follow_later(stream: Any) -> None:
            async with stream:
                async for event in stream:
                    seen.append(event.data)

        with pytest.raises(package.APITimeoutError):
            drive(follow)
        stopped.set()
        assert seen == ["x"] * 4


def events_of(pieces: Iterable[bytes]) -> Answer:
    return Answer(pieces, "text/event-stream")


def test_nothing_is_left_open_by_a_stream_that_is_dropped(
    sources: object, package: Any, service: Service
) -> None:
    service.will(events(b"data: 1\n\n", b"data: 2\n\n"))

    async def drop() -> None:
        async with package.AsyncNews(base_url=service.url) as client:
            stream = client.feeds.follow_notes()
            assert (await anext(stream)).data == "1"
            await stream.close()

    asyncio.run(drop())
    gc.collect()


def test_what_is_no_stream_of_events_is_refused(drive: Drive, service: Service) -> None:
    service.will(Answer(b'{"data": "a"}', "application/json"))
    with pytest.raises(Exception, match="'application/json', not 'text/event-stream'"):
        drive(lambda client: read(client, client.feeds.follow_notes()))
