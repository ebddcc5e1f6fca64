"""What carries requests: TLS as it must be, event loops, threads and forks, and transports of one's own."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import trustme

from dialwright.python.runtime import (
    APIConnectionError,
    APITimeoutError,
    AsyncTransportResponse,
    CertificateError,
    OutcomeUnknownError,
    Transport,
    TransportRequest,
    TransportResponse,
)
from dialwright.python.runtime.network import shared_tls

from .acme import Acme, AsyncAcme
from .certificates import server_tls
from .conftest import Driver
from .server import answer, hang, serving

CALL = {"sid": "CA1"}


def fetch(client: Any) -> Any:
    return client.voice.calls.fetch("CA1")


def create(client: Any) -> Any:
    return client.voice.calls.create(to="+15550100", from_="+15550101", url="")


def test_tls(drive: Driver, authority: trustme.CA, tmp_path: Path) -> None:
    with serving(answer(200, CALL), tls=server_tls(tmp_path, authority)) as server:
        assert drive(server, fetch).sid == "CA1"
    assert shared_tls() is shared_tls()


@pytest.mark.parametrize("odd", ["unknown authority", "other name"])
def test_certificates_that_are_refused(
    drive: Driver, authority: trustme.CA, tmp_path: Path, odd: str
) -> None:
    unknown, name = odd == "unknown authority", "other.example" if odd == "other name" else "localhost"
    tls = server_tls(tmp_path, trustme.CA() if unknown else authority, name)
    with serving(answer(200, CALL), tls=tls) as server, pytest.raises(CertificateError) as caught:
        drive(server, fetch)
    assert (server.connections, server.requests, caught.value.sent) == (1, [], "no")
    assert "certificate" in str(caught.value)


@pytest.mark.usefixtures("authority", "no_pause")
def test_a_server_that_speaks_no_tls(drive: Driver) -> None:
    def refuse(listener: socket.socket) -> None:
        for _ in range(3):
            with listener.accept()[0] as sock:
                sock.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as threads:
        refused = threads.submit(refuse, listener)
        with pytest.raises(APIConnectionError) as caught:
            drive(f"https://127.0.0.1:{listener.getsockname()[1]}", create)
        refused.result()
    assert (caught.value.sent, type(caught.value)) == ("no", APIConnectionError)


@pytest.mark.usefixtures("authority")
def test_a_handshake_that_hangs(drive: Driver) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.raises(APITimeoutError) as caught:
        drive(f"https://127.0.0.1:{listener.getsockname()[1]}", create, timeout=0.3)
    assert caught.value.sent == "no"
    assert not isinstance(caught.value, OutcomeUnknownError)


def test_threads_share_a_client() -> None:
    with serving(answer(200, CALL)) as server, Acme("p", "t", base_url=server.url) as client:
        with ThreadPoolExecutor(20) as threads:
            calls = list(threads.map(client.voice.calls.fetch, ["CA1"] * 100))
        assert {call.sid for call in calls} == {"CA1"}
    assert len(server.requests) == 100
    assert server.connections <= 20


def test_a_fork_opens_its_own_connections() -> None:
    with serving(answer(200, CALL)) as server, Acme("p", "t", base_url=server.url) as client:
        client.voice.calls.fetch("CA1")
        child = os.fork()
        if not child:
            os._exit(0 if client.voice.calls.fetch("CA1").sid == "CA1" else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        client.voice.calls.fetch("CA1")
    assert [request.connection for request in server.requests] == [1, 2, 1]


def test_cancelled_tasks_leave_no_trace() -> None:
    async def main(url: str) -> Any:
        async with AsyncAcme("p", "t", base_url=url) as client:
            tasks = [asyncio.create_task(client.voice.calls.fetch("CA1")) for _ in range(150)]
            await asyncio.sleep(0.3)
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            assert {type(error) for error in ended} == {asyncio.CancelledError}
            server.then(answer(200, CALL))
            return await client.voice.calls.fetch("CA1")

    with serving(hang) as server:
        assert asyncio.run(main(server.url)).sid == "CA1"


def test_one_asynchronous_client_in_several_loops() -> None:
    with serving(answer(200, CALL)) as server:
        client = AsyncAcme("p", "t", base_url=server.url)

        async def once() -> str:
            async with client:
                return (await client.voice.calls.fetch("CA1")).sid

        assert [asyncio.run(once()) for _ in range(3)] == ["CA1"] * 3


def test_many_at_once() -> None:
    async def main(url: str) -> list[Any]:
        async with AsyncAcme("p", "t", base_url=url) as client:
            return await asyncio.gather(*(client.voice.calls.fetch("CA1") for _ in range(50)))

    with serving(answer(200, CALL)) as server:
        assert len(asyncio.run(main(server.url))) == 50


class Canned:
    """A transport of one's own."""

    def __init__(self, *outcomes: TransportResponse | Exception) -> None:
        self.requests: list[TransportRequest] = []
        self.closed = 0
        self._outcomes = list(outcomes)

    def send(self, request: TransportRequest, /) -> TransportResponse:
        self.requests.append(request)
        outcome = self._outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def close(self) -> None:
        self.closed += 1


class AsyncCanned:
    """Its twin."""

    def __init__(self, canned: Transport) -> None:
        self._canned = canned

    async def send(self, request: TransportRequest, /) -> AsyncTransportResponse:
        response = self._canned.send(request)

        async def body() -> AsyncIterator[bytes]:
            for part in response.body:
                yield part

        return AsyncTransportResponse(response.status, response.headers, body())

    async def close(self) -> None:
        self._canned.close()


def carried(drive: Driver, canned: Canned) -> dict[str, Any]:
    return {
        "base_url": "https://acme.example",
        "transport": canned if drive.kind == "sync" else AsyncCanned(canned),
    }


def test_a_transport_of_ones_own(drive: Driver) -> None:
    closed: list[bool] = []
    response = TransportResponse(200, [], [b'{"sid":', b'"CA1"}'], lambda: closed.append(True))
    canned = Canned(response)
    drive_with = carried(drive, canned)
    call = drive("", fetch, **drive_with)
    assert (call.sid, canned.closed) == ("CA1", 1)
    request = canned.requests[0]
    assert (request.method, request.url) == (
        "GET",
        "https://acme.example/api/Accounts/project-1/Calls/CA1.json",
    )
    assert dict(request.headers)["Authorization"].startswith("Basic ")
    assert request.seconds_left is not None
    assert 55 < request.seconds_left <= 60
    assert closed == ([True] if drive.kind == "sync" else [])


@pytest.mark.usefixtures("no_pause")
def test_a_transport_that_fails(drive: Driver) -> None:
    good = TransportResponse(200, [], [b'{"sid":"CA1"}'])
    canned = Canned(APIConnectionError("no route", sent="no"), OSError("odd"), good)
    call = drive("", fetch, **carried(drive, canned))
    assert call.sid == "CA1"
    for failure, unknown in [
        (APIConnectionError("no route", sent="no"), False),
        (APIConnectionError("broke", sent="maybe"), True),
        (ConnectionResetError("broke"), True),
        (TimeoutError("slow"), True),
    ]:
        canned = Canned(failure, failure, failure)
        with pytest.raises(APIConnectionError if "slow" not in str(failure) else APITimeoutError) as caught:
            drive(
                "",
                create,
                **carried(drive, canned),
            )
        assert isinstance(caught.value, OutcomeUnknownError) == unknown
        assert len(canned.requests) == (1 if unknown else 3)


def test_a_transport_that_breaks_off(drive: Driver) -> None:
    def body() -> Generator[bytes]:
        yield b'{"sid":'
        raise ConnectionResetError("gone")

    canned = Canned(TransportResponse(201, [], body()))
    with pytest.raises(OutcomeUnknownError) as caught:
        drive("", create, **carried(drive, canned))
    assert caught.value.sent == "yes"
    assert "gone" in str(caught.value)


def test_what_the_other_side_has_ended_is_not_used_again() -> None:
    from dialwright.python.runtime import network_async

    async def main() -> None:
        pipe = vars(network_async)["_Pipe"]()
        assert pipe.ended is False
        # False lets the event loop close the connection.
        assert pipe.eof_received() is False
        assert pipe.ended is True

    asyncio.run(main())
