"""Server-sent events as the standard of browsers has them, and JSON values one after the other."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dialwright.python.runtime import (
    APITimeoutError,
    ArgumentError,
    AsyncEventStream,
    AsyncJsonStream,
    EventStream,
    JsonStream,
    MappingModel,
    NotFoundError,
    Options,
    Request,
    ResponseDecodeError,
    ServerSentEvent,
)
from dialwright.python.runtime.errors import ResponseTooLargeError
from dialwright.python.runtime.events import LONGEST, Events, Lines, Values
from dialwright.python.runtime.response import read_json

from .plain import perform
from .server import Connection, Received, Server, Step, answer, drip, hang, raw, serving

Told = tuple[str, str, str, int | None]

ENDS = re.compile(rb"\r\n|\r|\n")

EVENTS: list[tuple[bytes, list[Told]]] = [
    (b"data: a\n\n", [("message", "a", "", None)]),
    (b"data: a\ndata: b\ndata:\ndata: c\n\n", [("message", "a\nb\n\nc", "", None)]),
    (b"data:a\r\rdata:  b\r\r", [("message", "a", "", None), ("message", " b", "", None)]),
    (b"data:a\r\ndata:b\r\n\r\n", [("message", "a\nb", "", None)]),
    (b"event: add\r\ndata: 1\r\ndata: 2\r\nid: 7\r\nretry: 300\r\n\r\n", [("add", "1\n2", "7", 300)]),
    # The kind and the time to retry are of one event; the identifier stays.
    (
        b"event: add\nid: 7\nretry: 300\ndata: 1\n\ndata: 2\n\n",
        [("add", "1", "7", 300), ("message", "2", "7", None)],
    ),
    # Comments and unknown fields say nothing; an event without data is none, and its kind is forgotten.
    (b": hello\n\nevent: none\n\ndata: x\n\n", [("message", "x", "", None)]),
    (b"other: 1\nData: y\ndata: x\n\n", [("message", "x", "", None)]),
    (b"id: 1\n\ndata: x\n\n", [("message", "x", "1", None)]),
    (b"\n\n\ndata: x\n\n\n", [("message", "x", "", None)]),
    # A field without a colon is empty.
    (
        b"id: 1\ndata\n\ndata: y\n\nid\ndata: z\n\n",
        [("message", "", "1", None), ("message", "y", "1", None), ("message", "z", "", None)],
    ),
    (b"event\ndata: x\n\n", [("message", "x", "", None)]),
    (b"data: a:b: c\n\n", [("message", "a:b: c", "", None)]),
    # An identifier with a NUL, and a time that is no number, are passed over.
    (b"id: a\0b\nretry: 1x\ndata: q\n\n", [("message", "q", "", None)]),
    (b"id: 1\nid: a\0b\nretry: -1\ndata: q\n\n", [("message", "q", "1", None)]),
    ("retry: ٣\ndata: q\n\n".encode(), [("message", "q", "", None)]),
    ("retry: ²\ndata: q\n\n".encode(), [("message", "q", "", None)]),
    (b"retry:\ndata: q\n\n", [("message", "q", "", None)]),
    (b"retry: 0\ndata: q\n\n", [("message", "q", "", 0)]),
    (b"retry: 123456789\ndata: q\n\n", [("message", "q", "", 123456789)]),
    # One byte order mark at the beginning says nothing.
    (b"\xef\xbb\xbfdata: bom\n\n", [("message", "bom", "", None)]),
    (b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\ndata: b\n\n", [("message", "b", "", None)]),
    (
        b"data: a\n\n\xef\xbb\xbfdata: b\n\ndata: c\n\n",
        [("message", "a", "", None), ("message", "c", "", None)],
    ),
    (b"\xef\xbbdata: a\n\ndata: b\n\n", [("message", "b", "", None)]),
    ("data: zwölf €\n\n".encode(), [("message", "zwölf €", "", None)]),
    (b"data: \xff.\n\n", [("message", "\ufffd.", "", None)]),
    # What no blank line ends is no event.
    (b"data: whole\n\ndata: cut off", [("message", "whole", "", None)]),
    (b"data: whole\n\ndata: no blank line\n", [("message", "whole", "", None)]),
    (b"data: [DONE]\n\ndata: x\n\n", [("message", "[DONE]", "", None), ("message", "x", "", None)]),
    (b"", []),
]


def told(events: list[ServerSentEvent[Any]]) -> list[Told]:
    return [(event.event, event.text, event.id, event.retry) for event in events]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(("text", "expected"), EVENTS)
def test_events_as_browsers_read_them(text: bytes, expected: list[Told], size: int) -> None:
    reader = Events(None)
    parts = [text[start : start + size] for start in range(0, len(text), size)]
    found = [event for part in parts for event in reader.feed(part)] + [*reader.finish()]
    assert told(found) == expected
    assert reader.is_over is False


def test_an_event_is_handed_on_with_its_blank_line() -> None:
    reader = Events(None)
    assert told([*reader.feed(b"data: 1\n")]) == []
    assert told([*reader.feed(b"\nda")]) == [("message", "1", "", None)]
    assert told([*reader.feed(b"ta: 2\r")]) == []
    assert told([*reader.feed(b"\r")]) == [("message", "2", "", None)], "the second end may be a whole one"
    assert told([*reader.feed(b"\ndata: 3\n\n")]) == [("message", "3", "", None)], "of which this is a part"


def test_empty_parts_say_nothing() -> None:
    reader = Events(None)
    parts = [b"", b"\xef", b"", b"\xbb\xbf", b"data: 1\r", b"", b"\n", b"", b"\n"]
    assert told([event for part in parts for event in reader.feed(part)]) == [("message", "1", "", None)]


def test_nothing_that_comes_after_the_last_one_matters() -> None:
    reader = Events(read_json_text)
    [event] = reader.feed(b"data: 1\n\ndata: [DONE]\n\ndata: 2\n\n")
    assert (event.data, reader.is_over) == (1, True)
    assert Events(None).is_over is False


def read_json_text(text: str) -> Any:
    return read_json(text.encode())


class TestEvent:
    def test_its_data_is_read_when_it_is_asked_for(self) -> None:
        seen: list[str] = []

        def read(text: str) -> int:
            seen.append(text)
            return 7

        event = ServerSentEvent("x", "add", "1", 300, read)
        assert (event.text, event.event, event.id, event.retry) == ("x", "add", "1", 300)
        assert seen == []
        assert (event.data, seen) == (7, ["x"])
        assert ServerSentEvent[str]("x", "add", "1", None).data == "x"

    def test_shows_no_data(self) -> None:
        event = ServerSentEvent[str]("+15550100", "add", "7", None)
        assert repr(event) == "ServerSentEvent(event='add', id='7', 9 characters)"


class TestLines:
    @pytest.mark.parametrize("size", [1, 2, 5, 100])
    def test_ends_of_every_kind(self, size: int) -> None:
        lines = Lines(ENDS)
        text = b"a\rb\nc\r\n\r\n\n\r\rd\n\re\r\n"
        parts = [text[start : start + size] for start in range(0, len(text), size)]
        found = [line for part in parts for line in lines.feed(part)]
        assert found == [b"a", b"b", b"c", b"", b"", b"", b"", b"d", b"", b"e"]
        assert lines.rest() == b""

    def test_the_first_may_be_empty(self) -> None:
        assert [*Lines(ENDS).feed(b"\na\n")] == [b"", b"a"]

    def test_what_has_no_end_is_left(self) -> None:
        lines = Lines(ENDS)
        assert [*lines.feed(b"a\nbc")] == [b"a"]
        assert [*lines.feed(b"de")] == []
        assert lines.rest() == b"bcde"
        assert [*lines.feed(b"\nf\n")] == [b"bcde", b"f"]

    def test_have_a_longest(self) -> None:
        lines = Lines(ENDS)
        assert [*lines.feed(b"x" * LONGEST)] == [], "as long as can be"
        with pytest.raises(
            ResponseTooLargeError, match=r"^A line of the answer is longer than 4194304 bytes\.$"
        ):
            list(lines.feed(b"x"))
        assert LONGEST == 4 * 1024 * 1024


class TestBounds:
    def test_the_data_of_an_event_has_a_longest(self) -> None:
        reader = Events(None)
        line = b"data: " + b"x" * (LONGEST // 4 - 1) + b"\n"
        assert [*reader.feed(line * 4)] == [], "as long as can be, the ends of lines counted"
        with pytest.raises(
            ResponseTooLargeError, match=r"^The data of an event is longer than 4194304 bytes\.$"
        ):
            list(reader.feed(b"data\n"))

    def test_each_event_has_room_of_its_own(self) -> None:
        reader = Events(None)
        text = b"data: " + b"x" * (LONGEST // 2) + b"\n\n"
        assert sum(len(event.text) for _ in range(4) for event in reader.feed(text)) == 2 * LONGEST


class TestValues:
    def test_lines(self) -> None:
        values = Values(read_json_text, re.compile(rb"\n"))
        assert [*values.feed(b'{"a": 1}\n\r\n \t\r\n[')] == [{"a": 1}]
        assert [*values.feed(b"2]\n 3 \r\n4")] == [[2], 3]
        assert [*values.finish()] == [4]
        assert values.is_over is False

    def test_records(self) -> None:
        values = Values(read_json_text, re.compile(rb"\x1e"))
        assert [*values.feed(b"\x1e1\n\x1e{\n}\n\x1e3")] == [1, {}]
        assert [*values.finish()] == [3]

    def test_an_end_may_come_before_the_end(self) -> None:
        values = Values(read_json_text, re.compile(rb"\n"))
        assert [*values.feed(b"1\n")] == [1]
        assert [*values.finish()] == []

    def test_what_is_no_text(self) -> None:
        seen: list[str] = []
        values = Values(seen.append, re.compile(rb"\n"))
        assert [*values.feed(b"\xff\n")] == [None]
        assert seen == ["\ufffd"]

    def test_no_more_is_cut_off_than_json_allows_around_a_value(self) -> None:
        seen: list[str] = []
        values = Values(seen.append, re.compile(rb"\n"))
        assert len([*values.feed(b" \t1\r\n\x0c2\nX3X\n")]) == 3
        assert seen == ["1", "\x0c2", "X3X"]


# --- on the wire -------------------------------------------------------------------------------------------


@pytest.fixture(params=["sync", "async"])
def flavour(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def streamed(*pieces: bytes, content_type: str = "text/event-stream; charset=utf-8") -> Step:
    """Answer with a body in pieces."""

    def step(connection: Connection, request: Received) -> bool:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nTransfer-Encoding: chunked\r\n\r\n"
        connection.socket.sendall(head.encode())
        for piece in pieces:
            connection.socket.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        connection.socket.sendall(b"0\r\n\r\n")
        return True

    return step


def follow(flavour: str, server: Server, result: Any = str, **settings: Any) -> Any:
    request: Request[Any] = Request("GET", "/events", result, accept="text/event-stream")
    kind: Any = EventStream if flavour == "sync" else AsyncEventStream
    return perform(flavour, server.url, lambda session: kind(session, request, None), **settings)


def values(
    flavour: str, server: Server, result: Any, accept: str = "application/jsonl", **settings: Any
) -> Any:
    request: Request[Any] = Request("GET", "/values", result, accept=accept)
    kind: Any = JsonStream if flavour == "sync" else AsyncJsonStream
    return perform(flavour, server.url, lambda session: kind(session, request, None), **settings)


def test_events_of_an_answer(flavour: str) -> None:
    with serving(streamed(b"data: 1\n", b"\ndata: [DONE]\n\nid: 3\nda", b"ta: 2\n\n")) as server:
        found = follow(flavour, server)
        assert [event.data for event in found] == ["1", "[DONE]", "2"], "text has no end of its own"
    assert server.requests[0].headers["accept"] == "text/event-stream"
    assert server.requests[0].headers["accept-encoding"] == "identity"


def test_the_data_of_events_is_typed(flavour: str) -> None:
    text = b'data: {"a": 1}\n\ndata: now\n\ndata: "text"\n\ndata: [DONE]\n\ndata: {"a": 2}\n\n'
    with serving(streamed(text)) as server:
        first, second, third = follow(flavour, server, MappingModel)
    assert (type(first.data), first.data["a"]) == (MappingModel, 1)
    with pytest.raises(
        ResponseDecodeError, match=r"^A part of the answer cannot be used: .*not JSON"
    ) as caught:
        _ = second.data
    assert (second.text, caught.value.pointer, caught.value.__context__) == ("now", None, None)
    with pytest.raises(ResponseDecodeError, match=r"^A part of the answer cannot be used: is not an object"):
        _ = third.data


@pytest.mark.parametrize("content_type", ["text/event-stream", "Text/Event-Stream ; charset=UTF-8"])
def test_what_says_to_be_events_is_read(flavour: str, content_type: str) -> None:
    with serving(streamed(b"data: 1\n\n", content_type=content_type)) as server:
        assert [event.data for event in follow(flavour, server)] == ["1"]


@pytest.mark.parametrize(
    ("content_type", "said"), [("application/json", "application/json"), ("x" * 99, "x" * 80)]
)
def test_what_is_no_stream_of_events_is_refused(flavour: str, content_type: str, said: str) -> None:
    with (
        serving(streamed(b"{}", content_type=content_type)) as server,
        pytest.raises(ResponseDecodeError) as caught,
    ):
        follow(flavour, server)
    assert caught.value.message == f"The answer is '{said}', not 'text/event-stream'."
    assert caught.value.sent == "yes"


def test_an_answer_that_does_not_say_what_it_is_is_no_stream_of_events(flavour: str) -> None:
    for step in (
        answer(200, b"", headers={"Content-Type": ""}),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    ):
        with serving(step) as server, pytest.raises(ResponseDecodeError, match=r"^The answer is '', not"):
            follow(flavour, server)


def test_packed_events_are_unpacked(flavour: str) -> None:
    step = answer(200, b"data: 1\n\n", headers={"Content-Type": "text/event-stream"}, packed=True)
    with serving(step) as server:
        assert [event.data for event in follow(flavour, server)] == ["1"]


def test_lines_of_an_answer(flavour: str) -> None:
    with serving(streamed(b'{"a": 1}\n\r\n{"a"', b": 2}\r\n{}", content_type="application/jsonl")) as server:
        found = values(flavour, server, MappingModel)
    assert [dict(one) for one in found] == [{"a": 1}, {"a": 2}, {}]


def test_records_of_an_answer(flavour: str) -> None:
    with serving(streamed(b"\x1e[1,\n2]\n\x1e", b"[3]\n", content_type="application/json-seq")) as server:
        assert values(flavour, server, list[int], "application/json-seq") == [[1, 2], [3]]


def test_where_a_value_is_odd_is_told_if_strict(flavour: str) -> None:
    step = streamed(b'[1]\n["x"]\n', content_type="application/jsonl")
    with serving(step, step) as server:
        with pytest.raises(ResponseDecodeError) as caught:
            values(flavour, server, list[int], strict=True)
        assert caught.value.pointer == "/0"
        assert caught.value.message == "A part of the answer cannot be used: is not a whole number"
        assert caught.value.__context__ is None
        lenient = values(flavour, server, list[Any])
    assert lenient == [[1], ["x"]]


def test_the_data_of_an_event_is_read_strictly_if_asked_for(flavour: str) -> None:
    with serving(streamed(b'data: ["x", 1]\n\n')) as server:
        [lenient] = follow(flavour, server, list[int])
        [strict] = follow(flavour, server, list[int], strict=True)
    assert lenient.data == [1]
    with pytest.raises(ResponseDecodeError) as caught:
        _ = strict.data
    assert caught.value.pointer == "/0"


@pytest.mark.parametrize("events", [True, False])
def test_options_are_for_streams_too(flavour: str, events: bool) -> None:
    kinds = (EventStream, AsyncEventStream) if events else (JsonStream, AsyncJsonStream)
    kind: Any = kinds[flavour == "async"]
    request: Request[Any] = Request("GET", "/a", str, accept="text/event-stream")
    options = Options(headers={"X-A": "1"})
    with serving(streamed(b"")) as server:
        assert perform(flavour, server.url, lambda session: kind(session, request, options)) == []
    assert server.requests[0].headers["x-a"] == "1"


def test_a_failure_is_raised_as_of_any_request(flavour: str) -> None:
    with serving(answer(404, {"message": "gone"})) as server:
        for read in (follow, values):
            with pytest.raises(NotFoundError, match="gone"):
                read(flavour, server, str)


def test_nothing_is_sent_before_the_first_is_asked_for() -> None:
    request: Request[Any] = Request("GET", "/events", str, accept="text/event-stream")
    with serving(streamed(b"data: 1\n\n")) as server:

        def later(session: Any) -> list[str]:
            stream = EventStream(session, request, None)
            assert server.requests == []
            return [event.data for event in stream]

        assert perform("sync", server.url, later) == ["1"]


def test_timeout_is_how_long_the_service_may_stay_silent(flavour: str) -> None:
    """Byte by byte the event takes longer than the timeout, and is read nevertheless."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"

    def step(connection: Connection, request: Received) -> bool:
        connection.socket.sendall(head)
        drip(b"data: 12\n\n", 0.1)(connection, request)
        return hang(connection, request)

    seen: list[str] = []
    request: Request[Any] = Request("GET", "/events", str, accept="text/event-stream")

    def follow_for_long(session: Any) -> Any:
        if flavour == "async":
            return follow_later(AsyncEventStream(session, request, Options(timeout=0.7)))
        for event in EventStream(session, request, Options(timeout=0.7)):
            seen.append(event.text)
        return None

    async def follow_later(stream: AsyncEventStream[Any]) -> None:
        async for event in stream:
            seen.append(event.text)

    with serving(step) as server, pytest.raises(APITimeoutError):
        perform(flavour, server.url, follow_for_long)
    assert seen == ["12"]


def test_a_path_is_checked(flavour: str) -> None:
    kind: Any = EventStream if flavour == "sync" else AsyncEventStream
    request: Request[Any] = Request("GET", "/{id}", str, path={"id": ""})
    with pytest.raises(ArgumentError, match="'id'"):
        perform(flavour, "http://127.0.0.1:9", lambda session: kind(session, request, None))
