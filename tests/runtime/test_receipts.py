"""Receipts: status, headers and request id of every kind of call, each with its own."""

from __future__ import annotations

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dialwright.python.runtime import (
    APIConnectionError,
    ClientError,
    NotFoundError,
    Options,
    OutcomeUnknownError,
    Receipt,
    ResponseDecodeError,
)

from .acme import Acme
from .conftest import PROJECT, TOKEN, Driver
from .server import Connection, Received, Step, answer, close, raw, serving

CALL = {"sid": "CA1"}


def named(number: object, status: int = 200, body: object = None, **more: str) -> Step:
    """An answer with a request id."""
    return answer(status, body, headers={"X-Request-Id": f"r-{number}", **more})


def create(options: Options) -> Callable[[Any], Any]:
    return lambda client: client.voice.calls.create(to="a", from_="b", url="c", options=options)


def test_a_result(drive: Driver) -> None:
    receipt = Receipt()
    assert (receipt.status, receipt.request_id, receipt.attempts) == (None, None, 0)
    assert (dict(receipt.headers), receipt.responses) == ({}, [])
    with serving(named(1, 201, CALL, **{"X-Left": "7"})) as server:
        assert drive(server, create(Options(receipt=receipt))).sid == "CA1"
    assert (receipt.status, receipt.request_id, receipt.attempts) == (201, "r-1", 1)
    assert receipt.headers["x-LEFT"] == "7"
    assert repr(receipt) == "Receipt(status=201, attempts=1)"
    assert repr(receipt.responses) == "[ResponseHead(201)]"


def test_no_result(drive: Driver) -> None:
    receipt = Receipt()
    with serving(raw(b"HTTP/1.1 204 No Content\r\nX-Request-Id: r-1\r\n\r\n", keep=True)) as server:
        drive(server, lambda client: client.voice.calls("CA1").delete(options=Options(receipt=receipt)))
    assert (receipt.status, receipt.request_id) == (204, "r-1")


def test_a_request_by_hand(drive: Driver) -> None:
    receipt = Receipt()
    with serving(named(1, 200, {})) as server:
        drive(server, lambda client: client.request("GET", "/x", options=Options(receipt=receipt)))
    assert (receipt.status, receipt.request_id) == (200, "r-1")


@pytest.mark.parametrize("method", ["list", "page", "get_page"])
def test_lists(drive: Driver, method: str) -> None:
    receipt = Receipt()
    options = Options(receipt=receipt)
    first = {"calls": [{"sid": "a"}], "next_page_uri": "/api/Accounts/project-1/Calls.json?Page=1"}

    def read(client: Any) -> Any:
        calls = client.voice.calls
        if method == "get_page":
            return calls.get_page("/api/Accounts/project-1/Calls.json", options=options)
        return getattr(calls, method)(options=options)

    with serving(named(1, 200, first), named(2, 200, {"calls": [], "next_page_uri": None})) as server:
        drive(server, read)
    pages = 2 if method == "list" else 1
    assert [head.request_id for head in receipt.responses] == ["r-1", "r-2"][:pages]
    assert (receipt.attempts, receipt.request_id) == (pages, f"r-{pages}")


@pytest.mark.usefixtures("no_pause")
def test_retries(drive: Driver) -> None:
    receipt = Receipt()
    options = Options(receipt=receipt)
    with serving(named(1, 503, {}), close, named(3, 200, CALL)) as server:
        drive(server, lambda client: client.voice.calls.fetch("CA1", options=options))
    assert receipt.attempts == 3
    assert [(head.status, head.request_id) for head in receipt.responses] == [(503, "r-1"), (200, "r-3")]


@pytest.mark.parametrize(
    ("step", "kind", "status"),
    [
        (named(1, 404, {"message": "no"}), NotFoundError, 404),
        (named(1, 500, {}), OutcomeUnknownError, 500),
        (named(1, 201, b"<html>"), ResponseDecodeError, 201),
        (raw(b"HTTP/1.1 201 A\r\nX-Request-Id: r-1\r\nContent-Length: 9\r\n\r\n{"), OutcomeUnknownError, 201),
    ],
)
def test_errors(drive: Driver, step: Step, kind: type[ClientError], status: int) -> None:
    receipt = Receipt()
    with serving(step) as server, pytest.raises(kind):
        drive(server, create(Options(receipt=receipt)))
    assert (receipt.status, receipt.request_id, receipt.attempts) == (status, "r-1", 1)


def test_no_answer(drive: Driver) -> None:
    receipt = Receipt()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(APIConnectionError):
        drive(address, create(Options(receipt=receipt, max_retries=0)))
    assert (receipt.status, receipt.responses, receipt.attempts) == (None, [], 1)


def test_nothing_sent(drive: Driver) -> None:
    receipt = Receipt()
    with pytest.raises(ClientError):
        drive(
            "http://127.0.0.1:9",
            lambda client: client.voice.calls("..").fetch(options=Options(receipt=receipt)),
        )
    assert receipt.attempts == 0


@pytest.mark.parametrize("way", ["file", "bytes"])
def test_downloads(drive: Driver, tmp_path: Path, way: str) -> None:
    receipt = Receipt()
    options = Options(receipt=receipt)

    def read(client: Any) -> Any:
        recording = client.voice.recordings("RE1")
        if way == "file":
            return recording.download(tmp_path / "a.wav", options=options)
        stream = recording.iter_bytes(options=options)
        return b"".join(stream) if drive.kind == "sync" else read_later(stream)

    async def read_later(stream: Any) -> bytes:
        return b"".join([part async for part in stream])

    with (
        serving(named(2, 200, b"RIFF", **{"Content-Type": "audio/wav"})) as elsewhere,
        serving(named(1, 302, Location=f"{elsewhere.url}/a")) as server,
    ):
        drive(server, read)
    assert [(head.status, head.request_id) for head in receipt.responses] == [(302, "r-1"), (200, "r-2")]
    assert receipt.headers["content-type"] == "audio/wav"


def test_each_call_has_its_own() -> None:
    def echo(connection: Connection, request: Received) -> bool:
        number = request.path.rpartition("/")[2].partition(".")[0]
        return named(number, 200, {"sid": number})(connection, request)

    with serving(echo) as server, Acme(PROJECT, TOKEN, base_url=server.url) as client:

        def one(number: int) -> bool:
            receipt = Receipt()
            call = client.voice.calls.fetch(str(number), options=Options(receipt=receipt))
            return (receipt.request_id, receipt.attempts) == (f"r-{call.sid}", 1)

        with ThreadPoolExecutor(20) as threads:
            assert all(threads.map(one, range(200)))


def test_what_is_on_it_is_no_secret(drive: Driver) -> None:
    receipt = Receipt()
    options = Options(receipt=receipt, headers={"Authorization": TOKEN})
    with serving(named(1, 200, CALL)) as server:
        drive(server, create(options))
    assert TOKEN not in repr(options) + repr(receipt) + repr(dict(receipt.headers))
