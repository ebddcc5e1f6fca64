"""Connections, one level below requests: how they are made, read, written, secured and given up."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import time
from collections.abc import Callable, Coroutine, Generator
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import httpcore2
import pytest
import trustme

from dialwright.python.runtime import TransportRequest, network, network_async
from dialwright.python.runtime.address import parse_address
from dialwright.python.runtime.deadline import Exchange
from dialwright.python.runtime.network import KEEPALIVE_SECONDS, MAX_CONNECTIONS, Network
from dialwright.python.runtime.network_async import AsyncNetwork

from .certificates import server_tls
from .server import answer, serving

SYNC: Any = SimpleNamespace(**vars(network))
ASYNC: Any = SimpleNamespace(**vars(network_async))

Info = tuple[Any, Any, int, str, Any]


def info(port: int, host: str = "127.0.0.1") -> Info:
    return (socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))


class Wire:
    """A connection of either kind, driven without await."""

    def __init__(self, kind: str, loop: asyncio.AbstractEventLoop) -> None:
        self.kind = kind
        self._loop = loop
        self.stream: Any = None

    def run(self, found: Any) -> Any:
        return self._loop.run_until_complete(found) if self.kind == "async" else found

    def idle(self) -> None:
        """Let the event loop see what came."""
        if self.kind == "async":
            self._loop.run_until_complete(asyncio.sleep(0.05))

    def connect(self, host: str, port: int, timeout: Any = None) -> Any:
        backend = (ASYNC if self.kind == "async" else SYNC)._Backend()
        self.stream = self.run(backend.connect_tcp(host, port, timeout))
        return self

    def read(self, most: int = 1000, timeout: Any = None) -> bytes:
        return bytes(self.run(self.stream.read(most, timeout)))

    def write(self, data: bytes, timeout: Any = None) -> None:
        self.run(self.stream.write(data, timeout))

    def secure(self, context: ssl.SSLContext, name: str, timeout: Any = None) -> None:
        # Where it fails, it has given the connection up.
        plain, self.stream = self.stream, None
        self.stream = self.run(plain.start_tls(context, name, timeout))

    def close(self) -> None:
        if self.stream is not None:
            self.run(self.stream.aclose() if self.kind == "async" else self.stream.close())
            self.stream = None


@pytest.fixture(params=["sync", "async"])
def wire(request: pytest.FixtureRequest) -> Generator[Wire]:
    loop = asyncio.new_event_loop()
    made = Wire(str(request.param), loop)
    yield made
    made.close()
    loop.close()


@pytest.fixture
def listener() -> Generator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        sock.settimeout(20)
        yield sock


def port_of(listener: socket.socket) -> int:
    return int(listener.getsockname()[1])


@pytest.fixture
def joined(wire: Wire, listener: socket.socket) -> Generator[tuple[Wire, socket.socket]]:
    """A connection, and its other end."""
    wire.connect("127.0.0.1", port_of(listener))
    other, _ = listener.accept()
    other.settimeout(20)
    with other:
        yield wire, other


@pytest.fixture
def addresses(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have every host be at these addresses."""

    def be_at(*found: Info) -> None:
        async def later(host: str, port: int) -> list[Info]:
            return [*found]

        def at_once(host: str, port: int, seconds: float | None) -> list[Info]:
            return [*found]

        monkeypatch.setattr(network, "look_up", at_once)
        monkeypatch.setattr(network_async, "look_up_async", later)

    return be_at


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return port_of(sock)


class TestConnecting:
    def test_to_an_address(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, other = joined
        wire.write(b"there")
        assert other.recv(10) == b"there"
        sock = wire.stream.get_extra_info("socket")
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

    def test_each_address_is_tried(self, wire: Wire, addresses: Callable[..., None]) -> None:
        with socket.create_server(("127.0.0.2", 0)) as there:
            # Nobody listens on this port at the first address.
            port = port_of(there)
            addresses(info(port), info(port, "127.0.0.2"), info(port, "127.0.0.3"))
            wire.connect("acme.example", port)
            there.accept()[0].close()
        assert wire.stream.get_extra_info("socket").getpeername() == ("127.0.0.2", port)

    def test_the_last_failure_is_told(self, wire: Wire, addresses: Callable[..., None]) -> None:
        port = closed_port()
        addresses(info(port), info(port, "127.0.0.2"))
        with pytest.raises(httpcore2.ConnectError) as caught:
            wire.connect("acme.example", port)
        assert isinstance(caught.value.args[0], ConnectionRefusedError)
        assert isinstance(caught.value.__cause__, ConnectionRefusedError)

    def test_a_host_without_address(self, wire: Wire, addresses: Callable[..., None]) -> None:
        addresses()
        with pytest.raises(httpcore2.ConnectError, match=r"acme\.example has no address"):
            wire.connect("acme.example", 80)

    def test_a_host_that_cannot_be_one(self, wire: Wire) -> None:
        with pytest.raises(httpcore2.ConnectError):
            wire.connect("a" * 70 + ".example", 80)

    def test_there_is_no_time_left(self, wire: Wire, listener: socket.socket) -> None:
        with pytest.raises(httpcore2.ConnectTimeout) as caught:
            wire.connect("127.0.0.1", port_of(listener), Exchange(0.0))
        assert isinstance(caught.value.args[0], TimeoutError)

    @pytest.mark.parametrize(("timeout", "limit"), [(1.6, 5.0), (None, 1.6)])
    def test_one_that_does_not_answer_leaves_time_for_the_others(
        self,
        wire: Wire,
        addresses: Callable[..., None],
        monkeypatch: pytest.MonkeyPatch,
        timeout: float | None,
        limit: float,
    ) -> None:
        """The first address does not take connections: half of the time is for it, and the other answers."""
        for module in (network, network_async):
            monkeypatch.setattr(module, "CONNECT_SECONDS", limit)
        with Full() as first, socket.create_server(("127.0.0.2", first.getsockname()[1])) as there:
            port = port_of(there)
            addresses(info(port), info(port, "127.0.0.2"))
            began = time.monotonic()
            wire.connect("acme.example", port, timeout)
            took = time.monotonic() - began
            assert wire.stream.get_extra_info("socket").getpeername() == ("127.0.0.2", port)
        assert 0.7 < took < 1.5

    def test_it_takes_no_longer_than_it_may(self, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in (network, network_async):
            monkeypatch.setattr(module, "CONNECT_SECONDS", 0.4)
        with Full() as nobody:
            began = time.monotonic()
            with pytest.raises(httpcore2.ConnectTimeout):
                wire.connect("127.0.0.1", port_of(nobody))
        assert 0.3 < time.monotonic() - began < 4


class Full:
    """A listener whose queue is full, so that connecting to it gets no answer."""

    def __enter__(self) -> socket.socket:
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(0)
        self._waiting: list[socket.socket] = []
        for _ in range(4):
            sock = socket.socket()
            sock.setblocking(False)
            sock.connect_ex(self._listener.getsockname())
            self._waiting.append(sock)
        return self._listener

    def __exit__(self, *failure: object) -> None:
        for sock in (*self._waiting, self._listener):
            sock.close()


class TestReading:
    def test_what_came(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, other = joined
        other.sendall(b"HTTP/1.1 200 OK\r\n\r\nnext")
        exchange = Exchange(None)
        assert wire.read(timeout=exchange) == b"HTTP/1.1 200 OK\r\n\r\n"
        assert wire.read(2, exchange) == b"ne", "what is left is read first"
        assert wire.read(timeout=exchange) == b"xt"

    def test_the_end(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, other = joined
        other.sendall(b"x")
        other.close()
        assert (wire.read(), wire.read(), wire.read()) == (b"x", b"", b"")

    def test_a_break(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, other = joined
        break_off(other)
        wire.idle()
        with pytest.raises(httpcore2.ReadError) as caught:
            wire.read()
        assert isinstance(caught.value.args[0], ConnectionResetError)

    def test_silence(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, _ = joined
        began = time.monotonic()
        with pytest.raises(httpcore2.ReadTimeout) as caught:
            wire.read(timeout=0.3)
        assert 0.2 < time.monotonic() - began < 4
        assert isinstance(caught.value.args[0], TimeoutError)

    def test_there_is_no_time_left(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, other = joined
        other.sendall(b"x")
        wire.idle()
        with pytest.raises(httpcore2.ReadTimeout):
            wire.read(timeout=Exchange(0.0))


def break_off(sock: socket.socket) -> None:
    import struct

    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


class TestWriting:
    def test_all_of_it(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, other = joined
        data = os.urandom(3_000_000)
        came = bytearray()

        def gather() -> None:
            while len(came) < len(data):
                came.extend(other.recv(1_000_000))

        thread = Thread(target=gather)
        thread.start()
        exchange = Exchange(time.monotonic() + 20)
        wire.write(data, exchange)
        thread.join(20)
        assert bytes(came) == data
        assert exchange.sent is True

    def test_nothing_was_sent_where_there_is_no_time(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, _ = joined
        exchange = Exchange(0.0)
        with pytest.raises(httpcore2.WriteTimeout) as caught:
            wire.write(b"x", exchange)
        assert isinstance(caught.value.args[0], TimeoutError)
        assert exchange.sent is False

    def test_one_who_does_not_read(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, _ = joined
        exchange = Exchange(time.monotonic() + 0.4)
        with pytest.raises(httpcore2.WriteTimeout):
            wire.write(b"x" * 30_000_000, exchange)
        assert exchange.sent is True

    def test_a_break(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, other = joined
        break_off(other)
        wire.idle()
        with pytest.raises(httpcore2.WriteError) as caught:
            self.write_on(wire)
        assert str(caught.value.args[0]) != "None"

    def write_on(self, wire: Wire) -> None:
        for _ in range(20):
            wire.write(b"x" * 100_000)
            wire.idle()


class TestAgain:
    """Whether a connection that is idle can be used again."""

    def readable(self, wire: Wire) -> object:
        wire.idle()
        return wire.stream.get_extra_info("is_readable")

    def test_one_that_is_silent(self, joined: tuple[Wire, socket.socket]) -> None:
        assert self.readable(joined[0]) is False

    def test_one_that_has_something(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, other = joined
        other.sendall(b"x")
        assert self.readable(wire) is True

    def test_one_that_has_something_left(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, other = joined
        other.sendall(b"a\n\nb")
        assert wire.read() == b"a\n\n"
        assert self.readable(wire) is True
        assert wire.read() == b"b"
        assert self.readable(wire) is False

    def test_one_that_ended(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, other = joined
        other.close()
        assert self.readable(wire) is True

    def test_one_whose_latest_answer_may_go_on(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, _ = joined
        exchange = Exchange(None)
        wire.write(b"x", exchange)
        assert self.readable(wire) is False
        exchange.spoilt = True
        assert self.readable(wire) is True

    def test_what_else_it_tells(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, other = joined
        ours = wire.stream.get_extra_info("socket")
        assert ours.getpeername() == other.getsockname()
        assert wire.stream.get_extra_info("ssl_object") is None
        assert wire.stream.get_extra_info("no such thing") is None


class TestClosing:
    def test_tells_the_other_side(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, other = joined
        wire.close()
        try:
            assert other.recv(1) == b""
        except ConnectionResetError:
            return

    def test_what_is_closed_is_not_read(self, joined: tuple[Wire, socket.socket]) -> None:
        wire, _ = joined
        stream = wire.stream
        wire.close()
        if wire.kind == "sync":
            with pytest.raises(httpcore2.ReadError, match="the client was closed"):
                stream.read(1)
            with pytest.raises(httpcore2.WriteError, match="the client was closed"):
                stream.write(b"x")


class TestTls:
    @pytest.fixture
    def trusting(self, authority: trustme.CA) -> ssl.SSLContext:
        context = ssl.create_default_context()
        context.load_verify_locations(cadata=authority.cert_pem.bytes().decode("ascii"))
        return context

    def test_it_is_agreed_on(
        self, wire: Wire, authority: trustme.CA, trusting: ssl.SSLContext, tmp_path: Path
    ) -> None:
        with serving(answer(200, "x"), tls=server_tls(tmp_path, authority)) as server:
            wire.connect("127.0.0.1", server.port)
            wire.secure(trusting, "localhost", 20)
            told = wire.stream.get_extra_info("ssl_object")
            assert told.version().startswith("TLS")
            assert told.selected_alpn_protocol() is None
            wire.write(b"GET / HTTP/1.1\r\n\r\n")
            exchange = Exchange(time.monotonic() + 20)
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += wire.read(timeout=exchange)
            assert head.startswith(b"HTTP/1.1 200")
            assert wire.read(3, exchange) == b'"x"'
            wire.close()

    def test_another_name_is_refused(
        self, wire: Wire, authority: trustme.CA, trusting: ssl.SSLContext, tmp_path: Path
    ) -> None:
        with serving(answer(200, "x"), tls=server_tls(tmp_path, authority)) as server:
            wire.connect("127.0.0.1", server.port)
            with pytest.raises(httpcore2.ConnectError) as caught:
                wire.secure(trusting, "other.example", 20)
            assert isinstance(caught.value.args[0], ssl.SSLCertVerificationError)

    def test_a_handshake_that_hangs(
        self, joined: tuple[Wire, socket.socket], trusting: ssl.SSLContext
    ) -> None:
        wire, other = joined
        with pytest.raises(httpcore2.ConnectTimeout) as caught:
            wire.secure(trusting, "localhost", 0.3)
        assert isinstance(caught.value.args[0], TimeoutError)
        hello = other.recv(10_000)
        assert hello
        try:
            assert other.recv(10_000) == b"", "the connection is given up"
        except ConnectionResetError:
            return

    def test_a_handshake_has_its_own_limit(
        self,
        joined: tuple[Wire, socket.socket],
        trusting: ssl.SSLContext,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for module in (network, network_async):
            monkeypatch.setattr(module, "CONNECT_SECONDS", 0.3)
        began = time.monotonic()
        with pytest.raises(httpcore2.ConnectTimeout):
            joined[0].secure(trusting, "localhost", 30)
        assert time.monotonic() - began < 10

    def test_bytes_before_it_are_refused(
        self, joined: tuple[Wire, socket.socket], trusting: ssl.SSLContext
    ) -> None:
        wire, other = joined
        other.sendall(b"a\n\nb")
        assert wire.read() == b"a\n\n"
        with pytest.raises(httpcore2.ConnectError, match=r"^bytes came before the TLS handshake$"):
            wire.secure(trusting, "localhost", 20)

    def test_an_end_during_it(self, joined: tuple[Wire, socket.socket], trusting: ssl.SSLContext) -> None:
        wire, other = joined
        other.close()
        with pytest.raises(httpcore2.ConnectError) as caught:
            wire.secure(trusting, "localhost", 20)
        assert isinstance(caught.value.args[0], OSError)


class TestPipe:
    """What asyncio hands over is kept, up to a limit."""

    def of(self, check: Callable[[Any], Coroutine[Any, Any, None]]) -> None:
        async def main() -> None:
            pipe = ASYNC._Pipe()
            pipe.transport = SimpleNamespace(
                told=[],
                pause_reading=lambda: pipe.transport.told.append("pause"),
                resume_reading=lambda: pipe.transport.told.append("resume"),
            )
            await check(pipe)

        asyncio.run(main())

    def test_reading_pauses_and_goes_on(self) -> None:
        most = ASYNC._MOST_BUFFERED
        assert most == 256 * 1024

        async def check(pipe: Any) -> None:
            exchange = Exchange(None)
            exchange.rest = 10**9
            pipe.data_received(b"x" * most)
            assert pipe.transport.told == [], "as much as may be kept"
            pipe.data_received(b"x" * 2)
            pipe.data_received(b"x" * 2)
            assert pipe.transport.told == ["pause"], "once"
            await pipe.take(3, exchange)
            assert pipe.transport.told == ["pause"], "still too much"
            await pipe.take(1, exchange)
            assert pipe.transport.told == ["pause", "resume"]
            await pipe.take(1, exchange)
            assert pipe.transport.told == ["pause", "resume"], "once"
            pipe.data_received(b"x" * 2)
            assert pipe.transport.told == ["pause", "resume", "pause"], "and again"

        self.of(check)

    def test_reading_does_not_go_on_at_the_end(self) -> None:
        async def check(pipe: Any) -> None:
            exchange = Exchange(None)
            exchange.rest = 10**9
            pipe.data_received(b"x" * (ASYNC._MOST_BUFFERED + 1))
            pipe.connection_lost(None)
            assert len(await pipe.take(100, exchange)) == 100
            assert pipe.transport.told == ["pause"]
            assert pipe.ended is True

        self.of(check)

    def test_what_came_before_a_break_is_read_first(self) -> None:
        async def check(pipe: Any) -> None:
            broken = ConnectionResetError("gone")
            pipe.data_received(b"xy")
            pipe.connection_lost(broken)
            assert await pipe.take(10, Exchange(None)) == b"xy"
            with pytest.raises(httpcore2.ReadError) as caught:
                await pipe.take(10, Exchange(None))
            assert caught.value.args == (broken,)

        self.of(check)

    def test_whoever_waits_is_woken_by_the_end(self) -> None:
        async def check(pipe: Any) -> None:
            for end in (pipe.eof_received, lambda: pipe.connection_lost(None)):
                pipe.ended = False
                waiting = asyncio.ensure_future(pipe.take(10, Exchange(None)))
                await asyncio.sleep(0)
                assert not waiting.done()
                end()
                assert await asyncio.wait_for(waiting, 10) == b""

        self.of(check)

    def test_writing_waits_while_it_has_to(self) -> None:
        async def check(pipe: Any) -> None:
            await asyncio.wait_for(pipe.drained(), 10)
            pipe.pause_writing()
            waiting = asyncio.ensure_future(pipe.drained())
            await asyncio.sleep(0)
            assert not waiting.done()
            pipe.resume_writing()
            await asyncio.wait_for(waiting, 10)
            pipe.pause_writing()
            waiting = asyncio.ensure_future(pipe.drained())
            await asyncio.sleep(0)
            broken = ConnectionResetError("gone")
            pipe.connection_lost(broken)
            pipe.connection_lost(broken)
            with pytest.raises(httpcore2.WriteError) as caught:
                await asyncio.wait_for(waiting, 10)
            assert caught.value.args == (broken,)

        self.of(check)

    def test_an_end_without_a_failure_is_told_too(self) -> None:
        async def check(pipe: Any) -> None:
            pipe.connection_lost(None)
            with pytest.raises(httpcore2.WriteError, match=r"^closed by the server$"):
                await pipe.drained()

        self.of(check)


# --- pools -------------------------------------------------------------------------------------------------


def request_to(url: str, **given: Any) -> TransportRequest:
    return TransportRequest("GET", parse_address(url, "url"), "/", [], **given)


def test_pools_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (MAX_CONNECTIONS, KEEPALIVE_SECONDS) == (100, 5.0)
    made: list[dict[str, Any]] = []

    def note(**given: Any) -> Any:
        made.append(given)
        return SimpleNamespace()

    monkeypatch.setattr(httpcore2, "ConnectionPool", note)
    monkeypatch.setattr(httpcore2, "AsyncConnectionPool", note)
    for kind in (Network(), AsyncNetwork()):
        transport: Any = kind
        transport._made("http", None)
        transport._made("https", None)
    assert [one["max_connections"] for one in made] == [100] * 4
    assert [one["keepalive_expiry"] for one in made] == [5.0] * 4
    assert [one["ssl_context"] is None for one in made] == [True, False] * 2
    assert all(one["network_backend"] is not None for one in made)


def test_each_scheme_has_a_pool_of_its_own() -> None:
    transport: Any = Network()
    local, away = parse_address("http://127.0.0.1:9", "url"), parse_address("https://acme.example", "url")
    assert transport._pool(local) is transport._pool(local)
    assert transport._pool(local) is not transport._pool(away)
    transport.close()

    async def later() -> None:
        transport: Any = AsyncNetwork()
        assert transport._pool(local) is transport._pool(local)
        assert transport._pool(local) is not transport._pool(away)
        await transport.close()

    asyncio.run(later())


def test_a_closed_transport_opens_new_connections() -> None:
    with serving(answer(200, "x")) as server:
        transport = Network()
        for _ in range(2):
            response = transport.send(request_to(server.url))
            assert b"".join(response.body) == b'"x"'
            response.close()
            transport.close()
            transport.close()

        async def later() -> None:
            transport = AsyncNetwork()
            for _ in range(2):
                response = await transport.send(request_to(server.url))
                assert [part async for part in response.body] == [b'"x"']
                await response.close()
                await transport.close()
                await transport.close()

        asyncio.run(later())
        assert server.connections == 4


def test_a_transport_that_was_never_used_is_closed() -> None:
    Network().close()

    async def later() -> None:
        await AsyncNetwork().close()

    asyncio.run(later())


def test_connections_end_with_their_event_loop(caplog: pytest.LogCaptureFixture) -> None:
    async def use(url: str) -> Any:
        transport = AsyncNetwork()
        response = await transport.send(request_to(url))
        assert [part async for part in response.body] == [b'"x"']
        await response.close()
        return transport

    with serving(answer(200, "x")) as server:
        transport = asyncio.run(use(server.url))
    assert transport._pools == {}
    assert caplog.records == [], "nothing went wrong meanwhile"
