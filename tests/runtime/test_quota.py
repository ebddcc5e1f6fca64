"""The quota for retries: a client whose retries come to nothing stops them, until its calls succeed again."""

from __future__ import annotations

import asyncio
import copy
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

from dialwright.python.runtime import (
    APIConnectionError,
    APITimeoutError,
    ClientError,
    Options,
    ServerError,
    TransportRequest,
    TransportResponse,
)
from dialwright.python.runtime.quota import CAPACITY, Quota

from .acme import Acme, AsyncAcme
from .conftest import Driver
from .server import answer, serving
from .test_transports import AsyncCanned, Canned

CALL = {"sid": "CA1"}


def test_what_is_taken_and_given_back() -> None:
    quota = Quota()
    assert quota.take(CAPACITY - 7)
    assert repr(quota) == "Quota(7 of 500)"
    assert quota.take(5)
    assert not quota.take(5)
    assert quota.take(2)
    assert not quota.take(1)
    quota.give_back(10)
    assert quota.take(10)
    quota.give_back(CAPACITY + 100)
    assert repr(quota) == "Quota(500 of 500)"


def test_it_is_not_copied() -> None:
    """Two of it would be twice as much."""
    with pytest.raises(TypeError, match="cannot be pickled or copied"):
        copy.deepcopy(Quota())


def test_threads_take_no_more_than_there_is() -> None:
    quota = Quota()
    with ThreadPoolExecutor(16) as threads:
        taken = sum(threads.map(quota.take, [5] * 1000))
    assert taken == CAPACITY / 5
    quota = Quota()
    assert quota.take(CAPACITY)
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(quota.give_back, [1] * 300))
    assert repr(quota) == "Quota(300 of 500)"


class Flaky:
    """Fails as often as it is told, then answers."""

    def __init__(self, failure: ClientError | int = 503) -> None:
        self.failure = failure
        self.failures_left = 10**9
        self.tries = 0

    def send(self, request: TransportRequest, /) -> TransportResponse:
        self.tries += 1
        self.failures_left -= 1
        if self.failures_left < 0:
            return TransportResponse(200, [], [b'{"sid":"CA1"}'])
        if isinstance(self.failure, ClientError):
            raise self.failure
        return TransportResponse(self.failure, [], [b"{}"])

    def close(self) -> None:
        pass


def fetch(client: Acme) -> None:
    client.voice.calls.fetch("CA1")


def left(client: Acme | AsyncAcme) -> str:
    return repr(client.__session__.settings.quota).removeprefix("Quota(").partition(" ")[0]


def flaky(transport: Flaky, retries: int = 2) -> Acme:
    return Acme("p", "t", base_url="https://acme.example", transport=transport, max_retries=retries)


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize(
    ("failure", "cost", "kind"),
    [
        (503, 5, ServerError),
        (APIConnectionError("broke", sent="maybe"), 5, APIConnectionError),
        (APITimeoutError("slow", sent="maybe"), 10, APITimeoutError),
    ],
)
def test_when_it_is_used_up(failure: ClientError | int, cost: int, kind: type[ClientError]) -> None:
    transport = Flaky(failure)
    client = flaky(transport)
    for _ in range(CAPACITY // (2 * cost)):
        with pytest.raises(kind):
            fetch(client)
    assert (transport.tries, left(client)) == (3 * CAPACITY // (2 * cost), "0")
    transport.tries = 0
    for _ in range(10):
        with pytest.raises(kind):
            fetch(client)
    assert transport.tries == 10


@pytest.mark.usefixtures("no_pause")
def test_successes_fill_it_again() -> None:
    transport = Flaky()
    client = flaky(transport, retries=100)
    with pytest.raises(ServerError):
        fetch(client)
    assert (transport.tries, left(client)) == (101, "0")
    transport.failures_left = 0
    for _ in range(5):
        fetch(client)
    assert left(client) == "5"
    transport.failures_left = 1
    fetch(client)  # its retry took 5, and its success gives that back
    assert left(client) == "5"
    transport.failures_left = 2
    transport.tries = 0
    with pytest.raises(ServerError):
        fetch(client)
    assert (transport.tries, left(client)) == (2, "0")


@pytest.mark.usefixtures("no_pause")
def test_refusals_give_nothing_back() -> None:
    transport = Flaky()
    client = flaky(transport, retries=1)
    with pytest.raises(ServerError):
        fetch(client)
    transport.failure = 404
    for _ in range(10):
        with suppress(ClientError):
            fetch(client)
    assert left(client) == "495"


@pytest.mark.usefixtures("no_pause")
def test_twins_share_it() -> None:
    transport = Flaky()
    client = flaky(transport)
    twin = client.with_options(max_retries=100)
    with pytest.raises(ServerError):
        fetch(twin)
    transport.tries = 0
    with pytest.raises(ServerError):
        fetch(client)
    assert transport.tries == 1
    other = flaky(transport)
    with pytest.raises(ServerError):
        fetch(other)
    assert transport.tries == 4


@pytest.mark.usefixtures("no_pause")
def test_it_counts_for_both_kinds_of_client(drive: Driver) -> None:
    def exhaust(client: Any) -> Any:
        return _exhaust_later(client) if drive.kind == "async" else _exhaust(client)

    with serving(answer(503, {})) as server:
        drive(server, exhaust, max_retries=100)
    assert len(server.requests) == 102


def _exhaust(client: Any) -> None:
    for _ in range(2):
        with pytest.raises(ServerError):
            client.voice.calls.fetch("CA1")


async def _exhaust_later(client: Any) -> None:
    for _ in range(2):
        with pytest.raises(ServerError):
            await client.voice.calls.fetch("CA1")


@pytest.mark.usefixtures("no_pause")
def test_the_retries_of_a_download_are_paid_for(drive: Driver) -> None:
    failed = [TransportResponse(503, [], [b""]) for _ in range(3)]
    done = TransportResponse(200, [], [b"RIFF"])
    canned = Canned(*failed, done)
    settings: dict[str, Any] = {"base_url": "https://acme.example", "max_retries": 3}

    def read(client: Any) -> Any:
        recording = client.voice.recordings("RE1")
        client.__session__.settings.quota.take(CAPACITY - 15)
        return (b"".join(recording.iter_bytes()), left(client))

    async def read_later(client: Any) -> Any:
        client.__session__.settings.quota.take(CAPACITY - 15)
        parts = [part async for part in client.voice.recordings("RE1").iter_bytes()]
        return (b"".join(parts), left(client))

    if drive.kind == "sync":
        assert drive("", read, transport=canned, **settings) == (b"RIFF", "5")
    else:
        assert drive("", read_later, transport=AsyncCanned(canned), **settings) == (b"RIFF", "5")


@pytest.mark.usefixtures("no_pause")
def test_the_log_tells(caplog: pytest.LogCaptureFixture) -> None:
    client = flaky(Flaky(), retries=100)
    with caplog.at_level(logging.DEBUG, "dialwright"), pytest.raises(ServerError):
        fetch(client)
    path = "GET /api/Accounts/{AccountSid}/Calls/{Sid}.json"
    with caplog.at_level(logging.DEBUG, "dialwright"):
        caplog.clear()
        with pytest.raises(ServerError):
            fetch(client)
    first, second = (record.getMessage() for record in caplog.records if record.name == "dialwright")
    assert first.startswith(f"{path}: 503 in ")
    assert second == f"{path}: not retried, because too many retries of the client came to nothing"


@pytest.mark.usefixtures("no_pause")
def test_the_log_tells_of_waits(drive: Driver, caplog: pytest.LogCaptureFixture) -> None:
    busy = answer(503, {}, headers={"Retry-After": "0.01"})
    with serving(busy, answer(200, CALL)) as server, caplog.at_level(logging.DEBUG, "dialwright"):
        drive(server, lambda client: client.voice.calls.fetch("CA1", options=Options(timeout=9)))
    lines = [record.getMessage() for record in caplog.records if record.name == "dialwright"]
    path = "GET /api/Accounts/{AccountSid}/Calls/{Sid}.json"
    assert [line.partition(" ms")[0].rstrip("0123456789") for line in lines] == [
        f"{path}: 503 in ",
        f"{path}: retrying in 0.01 s",
        f"{path}: 200 in ",
    ]


def test_tasks_share_it() -> None:
    async def main(url: str) -> str:
        async with AsyncAcme("p", "t", base_url=url, max_retries=1) as client:
            client.__session__.settings.quota.take(CAPACITY - 15)
            tasks = (client.voice.calls.fetch("CA1") for _ in range(10))
            await asyncio.gather(*tasks, return_exceptions=True)
            return left(client)

    with serving(answer(503, {}, headers={"Retry-After": "0"})) as server:
        assert asyncio.run(main(server.url)) == "0"
    assert len(server.requests) == 13
