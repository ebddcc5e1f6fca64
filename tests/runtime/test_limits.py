"""Bounds: of time, of size, and of what is taken for JSON."""

from __future__ import annotations

import gzip
import json
import time
from typing import Any

import pytest

from dialwright.python.runtime import APITimeoutError, ClientError, ResponseDecodeError, ResponseTooLargeError
from dialwright.python.runtime.response import read_json

from .conftest import Driver
from .server import Step, answer, drip, hang, raw, serving

CALL = {"sid": "CA1"}
PACKED = gzip.compress(json.dumps(CALL).encode(), mtime=0)


def fetch(client: Any) -> Any:
    return client.voice.calls.fetch("CA1")


@pytest.mark.parametrize(
    "fault",
    [
        hang,
        drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 500),
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n" + b" " * 400),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\n \r\n" * 100),
        drip(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 50),
    ],
    ids=["silence", "header", "body", "chunks", "hints"],
)
def test_the_deadline_holds_against_a_slow_server(drive: Driver, fault: Step) -> None:
    with serving(fault) as server:
        began = time.monotonic()
        with pytest.raises(APITimeoutError) as caught:
            drive(server, fetch, timeout=0.5, max_retries=0)
        assert 0.4 < time.monotonic() - began < 1.5
    assert isinstance(caught.value, TimeoutError)
    assert caught.value.sent in ("maybe", "yes")


def test_the_deadline_holds_against_a_server_that_does_not_read(drive: Driver) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        began = time.monotonic()
        with pytest.raises(ClientError):
            drive(
                f"http://127.0.0.1:{listener.getsockname()[1]}",
                lambda client: client.request("POST", "/x", json="x" * 30_000_000),
                timeout=0.5,
                max_retries=0,
            )
        assert time.monotonic() - began < 2


def test_no_limit_of_time(drive: Driver) -> None:
    slow = drip(b"HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n" + json.dumps(CALL).encode(), 0.002)
    with serving(slow) as server:
        assert drive(server, fetch, timeout=None).sid == "CA1"


@pytest.mark.parametrize("packed", [True, False])
def test_a_body_that_is_too_large(drive: Driver, packed: bool) -> None:
    with (
        serving(answer(200, b" " * 40_000_000, packed=packed)) as server,
        pytest.raises(ResponseTooLargeError, match="larger than 16777216 bytes") as caught,
    ):
        drive(server, fetch)
    assert (caught.value.status, caught.value.sent) == (200, "yes")
    assert len(server.requests) == 1


def test_a_body_that_just_fits(drive: Driver) -> None:
    body = json.dumps(CALL).encode()
    with serving(answer(200, b" " * (16 * 1024 * 1024 - len(body)) + body, packed=True)) as server:
        assert drive(server, fetch).sid == "CA1"


def test_packed_answers(drive: Driver) -> None:
    body = json.dumps(CALL).encode()
    members = gzip.compress(body[:5]) + gzip.compress(body[5:])
    gz = {"Content-Encoding": "x-gzip"}
    with serving(answer(200, CALL, packed=True), answer(200, members, headers=gz)) as server:
        for _ in range(2):
            assert drive(server, fetch).sid == "CA1"
    assert server.requests[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("body", "encoding", "message"),
    [
        (PACKED[:-9], "gzip", "ends too soon"),
        (PACKED + b"more", "gzip", "damaged"),
        (b'{"sid": "CA1"}', "gzip", "damaged"),
        (b'{"sid": "CA1"}', "br", "packed as 'br'"),
    ],
)
def test_packing_that_is_damaged(drive: Driver, body: bytes, encoding: str, message: str) -> None:
    with (
        serving(answer(200, body, headers={"Content-Encoding": encoding})) as server,
        pytest.raises(ResponseDecodeError, match=message),
    ):
        drive(server, fetch)


BAD_JSON = [
    (b"", "empty"),
    (b"<html>", "not JSON"),
    (b"{", "not JSON"),
    (b'{"a": 1} 2', "not JSON"),
    (b"[" * 100_000, "nested too deeply"),
    (b"[" * 150 + b"]" * 150, "nested too deeply"),
    (b'{"a":' * 101 + b"1" + b"}" * 101, "nested too deeply"),
    (b"[" + b"9" * 5000 + b"]", "not JSON"),
    (b'{"a": NaN}', "NaN is not"),
    (b'{"a": -Infinity}', "-Infinity is not"),
    (b'{"a": 1e999}', "1e999 is larger"),
    (b'{"a": 1, "a": 1}', "a name occurs twice"),
    (b'\xef\xbb\xbf{"a": 1}', "not JSON"),
    ('{"a": 1}'.encode("utf-16"), "not UTF-8"),
    (b'{"a": "\xff"}', "not UTF-8"),
    (b'{"a": "\\ud800"}', "surrogate"),
    (b'{"\\uDC00": 1}', "surrogate"),
    (b'{"a": "\xed\xa0\x80"}', "not UTF-8"),
]


@pytest.mark.parametrize(("body", "message"), BAD_JSON)
def test_what_is_not_taken_for_json(drive: Driver, body: bytes, message: str) -> None:
    with (
        serving(answer(200, body, headers={"X-Request-Id": "r-1"})) as server,
        pytest.raises(ResponseDecodeError, match=message) as caught,
    ):
        drive(server, fetch)
    error = caught.value
    assert (error.status, error.request_id, error.sent) == (200, "r-1", "yes")
    assert error.body == body.decode("utf-8", "replace")[:512]
    assert (error.method, error.path) == ("GET", "/api/Accounts/{AccountSid}/Calls/{Sid}.json")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "\\ud83d\\ude00"}',
        '{"a": "\\\\ud800"}',
        "[" * 100 + "]" * 100,
        json.dumps([{"a": [{}]}] * 500),
        '"text"',
        "null",
        " [1e300, -0.5] ",
    ],
)
def test_what_is(text: str) -> None:
    assert read_json(text.encode()) == json.loads(text)


@pytest.mark.parametrize(
    "stray", [b"{}", b"HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n" + json.dumps({"sid": "XX"}).encode()]
)
def test_a_stray_body_is_not_the_next_answer(drive: Driver, stray: bytes) -> None:
    def both(client: Any) -> Any:
        if drive.kind == "async":
            return _both_later(client)
        client.voice.calls("CA1").delete()
        return client.voice.calls.create(to="a", from_="b", url="c")

    spoilt = raw(b"HTTP/1.1 204 No Content\r\n\r\n" + stray, keep=True)
    with serving(spoilt, answer(201, CALL)) as server:
        assert drive(server, both).sid == "CA1"
    assert server.connections == 2


async def _both_later(client: Any) -> Any:
    await client.voice.calls("CA1").delete()
    return await client.voice.calls.create(to="a", from_="b", url="c")


def test_connections_are_used_again(drive: Driver) -> None:
    def several(client: Any) -> Any:
        if drive.kind == "async":
            return _several_later(client)
        return [client.voice.calls("CA1").delete() for _ in range(3)]

    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    with serving(raw(hints + b"HTTP/1.1 204 No Content\r\n\r\n", keep=True)) as server:
        drive(server, several)
    assert (server.connections, len(server.requests)) == (1, 3)


async def _several_later(client: Any) -> Any:
    return [await client.voice.calls("CA1").delete() for _ in range(3)]


def _nested(levels: int, beside: int, inner: int) -> bytes:
    """Lists in lists, with others beside the innermost but so many."""
    text = "[" * levels + "]" * levels
    place = len(text) // 2 - inner
    return f"{text[:place]}{'[],' * beside}{text[place:]}".encode()


@pytest.mark.parametrize("beside", [0, 1, 2, 50, 500])
@pytest.mark.parametrize("inner", [1, 2, 50, 99])
def test_nesting_is_told_wherever_it_is(beside: int, inner: int) -> None:
    assert json.loads(_nested(100, beside, inner)) == read_json(_nested(100, beside, inner))
    with pytest.raises(ValueError, match="nested too deeply"):
        read_json(_nested(101, beside, inner))
