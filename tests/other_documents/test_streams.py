"""Answers that come item by item: server-sent events and JSON texts, over a real socket."""

from __future__ import annotations

import asyncio
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from .harness import Answer, Server, complaints, made

WAIT = 20.0
"""Seconds after which something that should have happened is taken not to happen."""


@pytest.fixture(scope="module")
def made_client(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    return made("streams.yaml", tmp_path_factory.mktemp("streams"))


@pytest.fixture
def package(made_client: tuple[Any, Path]) -> Any:
    return made_client[0]


def events(*pieces: bytes) -> Answer:
    return 200, {"Content-Type": "text/event-stream; charset=utf-8"}, list(pieces)


def all_of(package: Any, server: Server, flavour: str, method: str, **arguments: Any) -> list[Any]:
    """All that a method's stream gives."""
    if flavour == "sync":
        with package.Ticker(base_url=server.url) as client:
            return list(getattr(client.market, method)(**arguments))

    async def run() -> list[Any]:
        async with package.AsyncTicker(base_url=server.url) as client:
            return [item async for item in getattr(client.market, method)(**arguments)]

    return asyncio.run(run())


flavours = pytest.mark.parametrize("flavour", ["sync", "async"])

LETTER = (
    "\ufeff: hello\n\nevent: add\ndata: one\ndata:  two\ndata\nid: 7\nretry: 1500\nother: x\n\n"
    "data: grün €\n\ndata: cut off"
)
RULES: list[tuple[str, list[tuple[str, str, str, int | None]]]] = [
    # what is sent, and for each event: its text, its kind, its identifier and its retry
    (LETTER, [("one\n two\n", "add", "7", 1500), ("grün €", "message", "7", 1500)]),
    ("data\n\n", [("", "message", "", None)]),
    ("event: x\n\ndata: a\n\n", [("a", "message", "", None)]),
    ("id: 1\n\ndata: a\nid\n\n", [("a", "message", "", None)]),
    ("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n", [("a", "message", "1", None), ("b", "message", "1", None)]),
    ("retry: soon\nretry: -1\nretry: \u0662\ndata:a:b\n\n", [("a:b", "message", "", None)]),
    ("data: \ufeffa\n\n", [("\ufeffa", "message", "", None)]),
    ("DATA: a\n data: b\n\n", []),
    ("", []),
]


@flavours
@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize(("sent", "expected"), RULES)
def test_events_by_the_rules(
    package: Any, server: Server, flavour: str, sent: str, ending: str, expected: list[Any]
) -> None:
    data = sent.replace("\n", ending).encode()
    server.answers = [events(data) if data else events()]
    found = all_of(package, server, flavour, "news")
    assert [(event.text, event.event, event.id, event.retry) for event in found] == expected
    assert server.arrived[0].headers["accept"] == "text/event-stream"


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n"])
def test_wherever_the_chunks_end(package: Any, server: Server, size: int, ending: str) -> None:
    data = LETTER.replace("\n", ending).encode()
    server.answers = [events(*(data[at : at + size] for at in range(0, len(data), size)))]
    found = all_of(package, server, "sync", "news")
    assert [event.text for event in found] == ["one\n two\n", "grün €"]


@flavours
@pytest.mark.parametrize("method", ["prices", "wrapped"])
def test_events_have_the_type_of_the_document(
    package: Any, server: Server, flavour: str, method: str
) -> None:
    server.answers = [events(b'data: {"amount":\ndata: 1.5}\n\ndata: [DONE]\n\n')]
    price, last = all_of(package, server, flavour, method)
    assert price.data == package.models.Price(amount=1.5)
    assert last.text == "[DONE]"
    with pytest.raises(package.ResponseDecodeError):
        print(last.data)


@flavours
def test_text_is_text_where_the_document_gives_no_type(package: Any, server: Server, flavour: str) -> None:
    server.answers = [events(b'data: {"a": 1}\n\n')]
    assert [event.data for event in all_of(package, server, flavour, "news")] == ['{"a": 1}']


@flavours
def test_an_answer_at_once_or_bit_by_bit(package: Any, server: Server, flavour: str) -> None:
    server.answers = [events(b'data: {"amount": 2}\n\n')]
    (event,) = all_of(package, server, flavour, "stream_ask", question="how much?", stream=True)
    assert event.data.amount == 2
    assert json.loads(server.arrived[0].body) == {"question": "how much?", "stream": True}
    server.answer_json({"amount": 3})
    with package.Ticker(base_url=server.url) as client:
        assert client.market.ask(question="how much?").amount == 3
    assert server.arrived[1].headers["accept"] == "application/json"


def test_an_event_is_there_when_it_was_sent(package: Any, server: Server) -> None:
    seen = threading.Event()
    server.between = lambda number: None if number == 0 or seen.wait(WAIT) else pytest.fail("not seen")
    server.answers = [events(b"data: a\n\n", b"data: b\n\n")]
    with package.Ticker(base_url=server.url) as client, client.market.news() as stream:
        assert next(stream).text == "a"
        seen.set()
        assert [event.text for event in stream] == ["b"]


@flavours
def test_leaving_the_block_gives_the_connection_up(package: Any, server: Server, flavour: str) -> None:
    server.answers = [events(*[b"data: " + b"a" * 60000 + b"\n\n"] * 2000)]
    if flavour == "sync":
        with package.Ticker(base_url=server.url) as client:
            with client.market.news() as stream:
                next(stream)
            assert server.gone.wait(WAIT)
            assert list(stream) == []
        return

    async def run() -> None:
        async with package.AsyncTicker(base_url=server.url) as client:
            async with client.market.news() as stream:
                await anext(stream)
            assert await asyncio.to_thread(server.gone.wait, WAIT)

    asyncio.run(run())


@flavours
def test_what_is_no_stream_of_events_is_refused(package: Any, server: Server, flavour: str) -> None:
    server.answer_json({"amount": 1})
    with pytest.raises(package.ResponseDecodeError, match="text/event-stream"):
        all_of(package, server, flavour, "prices")


@flavours
def test_a_refusal_is_the_usual_error(package: Any, server: Server, flavour: str) -> None:
    server.answer_json({"message": "no"}, status=404)
    with pytest.raises(package.NotFoundError):
        all_of(package, server, flavour, "prices")


@flavours
@pytest.mark.parametrize("method", ["news", "trades"])
def test_a_line_without_end_is_refused(package: Any, server: Server, flavour: str, method: str) -> None:
    kind = "text/event-stream" if method == "news" else "application/x-ndjson"
    server.answers = [(200, {"Content-Type": kind}, [b"data: " + b"a" * 1048576] * 20)]
    with pytest.raises(package.ResponseTooLargeError, match="a line of more than 16777216 bytes"):
        all_of(package, server, flavour, method)


def test_an_event_without_end_is_refused(package: Any, server: Server) -> None:
    server.answers = [events(*[b"data: " + b"a" * 1048576 + b"\n"] * 20)]
    with pytest.raises(package.ResponseTooLargeError, match="an event of more than"):
        all_of(package, server, "sync", "news")


@flavours
@pytest.mark.parametrize("size", [1, 5, 1000])
def test_json_line_by_line(package: Any, server: Server, flavour: str, size: int) -> None:
    data = '{"amount": 1}\r\n\n{"amount": 2, "name": "grün"}\n{"amount": 3}'.encode()
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    server.answers = [(200, {"Content-Type": "application/x-ndjson"}, pieces)]
    found = all_of(package, server, flavour, "trades")
    assert [(price.amount, price.name) for price in found] == [(1, None), (2, "grün"), (3, None)]
    assert server.arrived[0].headers["accept"] == "application/x-ndjson"


@flavours
def test_json_texts_with_a_mark_before_each(package: Any, server: Server, flavour: str) -> None:
    pieces = [b'\x1e{"amount":\n 1}\n\x1e"clo', b'sed"\n']
    server.answers = [(200, {"Content-Type": "application/json-seq"}, pieces)]
    price, text = all_of(package, server, flavour, "sequence")
    assert (price.amount, text) == (1, "closed")


@flavours
def test_a_line_that_is_cut_off_is_an_error(package: Any, server: Server, flavour: str) -> None:
    server.answers = [(200, {"Content-Type": "application/x-ndjson"}, [b'{"amount": 1}\n{"amou'])]
    with pytest.raises(package.ResponseDecodeError):
        all_of(package, server, flavour, "trades")


def test_nothing_is_wrong_with_the_code(made_client: tuple[Any, Path]) -> None:
    assert complaints(made_client[1]) == ""
