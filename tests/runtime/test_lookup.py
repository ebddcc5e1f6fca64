"""Looking up hosts: bounded by the deadline, also where the system's resolver is not."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Generator
from typing import Any

import pytest

from dialwright.python.runtime import APIConnectionError, APITimeoutError, OutcomeUnknownError, deadline
from dialwright.python.runtime.lookup import look_up, look_up_async

from .conftest import Driver
from .server import answer, serving

Lookup = Callable[..., Any]


def create(client: Any) -> Any:
    return client.voice.calls.create(to="a", from_="b", url="c")


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Generator[list[str]]:
    """A resolver that hangs; the hosts it was asked for."""
    asked: list[str] = []
    over = threading.Event()
    usual = socket.getaddrinfo

    def slow(host: Any, *arguments: Any, **named: Any) -> Any:
        if host != "slow.acme.example":
            return usual(host, *arguments, **named)
        asked.append(host)
        over.wait(20)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    yield asked
    over.set()
    for thread in threading.enumerate():
        if thread.name == "name lookup":
            thread.join(5)


def test_the_deadline_holds_against_a_slow_resolver(drive: Driver, resolver: list[str]) -> None:
    began = time.monotonic()
    with pytest.raises(APITimeoutError) as caught:
        drive("https://slow.acme.example", create, timeout=0.4)
    # The end of the event loop does not wait for it either.
    assert 0.3 < time.monotonic() - began < 3
    assert (caught.value.sent, resolver) == ("no", ["slow.acme.example"])
    assert not isinstance(caught.value, OutcomeUnknownError)


def test_so_does_the_time_for_connecting(
    drive: Driver, resolver: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("network", "network_async"):
        monkeypatch.setattr(f"dialwright.python.runtime.{module}.CONNECT_SECONDS", 0.3)
    began = time.monotonic()
    with pytest.raises(APITimeoutError):
        drive("https://slow.acme.example", create, timeout=None, max_retries=0)
    assert time.monotonic() - began < deadline.CONNECT_SECONDS


def test_the_proxy_is_looked_up_in_time_too(drive: Driver, resolver: list[str]) -> None:
    began = time.monotonic()
    with pytest.raises(APITimeoutError) as caught:
        drive("https://acme.example", create, proxy="http://slow.acme.example:3128", timeout=1.5)
    assert time.monotonic() - began < 4
    assert (caught.value.sent, resolver) == ("no", ["slow.acme.example"])


def test_addresses_need_no_lookup(drive: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*arguments: Any) -> Any:
        raise AssertionError("a thread for an address")

    monkeypatch.setattr("dialwright.python.runtime.lookup._in_thread", never)
    with serving(answer(200, {"sid": "CA1"})) as server:
        assert drive(server, create).sid == "CA1"
    assert look_up("::1", 80, 1)[0][4][:2] == ("::1", 80)


def test_addresses_are_told_with_their_port() -> None:
    async def later(host: str) -> Any:
        return await look_up_async(host, 80)

    for host in ("127.0.0.2", "::1", "localhost"):
        usual = socket.getaddrinfo(host, 80, type=socket.SOCK_STREAM)
        assert usual[0][4][1] == 80
        assert look_up(host, 80, 5) == usual
        assert asyncio.run(later(host)) == usual


def test_a_lookup_that_takes_too_long_goes_on_without_keeping_anybody(resolver: list[str]) -> None:
    with pytest.raises(TimeoutError, match=r"^the address of slow\.acme\.example was not found in time$"):
        look_up("slow.acme.example", 80, 0.1)
    [thread] = [one for one in threading.enumerate() if one.name == "name lookup"]
    assert thread.daemon, "the program may end"


def test_names_are_found(drive: Driver) -> None:
    with serving(answer(200, {"sid": "CA1"})) as server:
        assert drive(f"http://localhost:{server.port}", create).sid == "CA1"


def test_names_are_found_when_no_thread_is_to_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in what runs when the program ends."""

    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert look_up("localhost", 80, 1) == socket.getaddrinfo("localhost", 80, type=socket.SOCK_STREAM)


@pytest.mark.usefixtures("no_pause")
def test_names_that_there_are_none_of(drive: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(APIConnectionError, match="not known") as caught:
        drive("https://nowhere.acme.example", create)
    assert caught.value.sent == "no"
