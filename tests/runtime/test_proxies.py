"""Proxies: what goes to them and what does not, how they fail, and where they come from."""

from __future__ import annotations

import io
import logging
import socket
import time
from base64 import b64decode
from collections.abc import Callable, Generator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import trustme

from dialwright.python.runtime import (
    APIConnectionError,
    APITimeoutError,
    ArgumentError,
    CertificateError,
    ClientError,
    OutcomeUnknownError,
    ProxyError,
    Secret,
    network,
)
from dialwright.python.runtime import tunnel as tunnels
from dialwright.python.runtime.address import parse_address
from dialwright.python.runtime.proxies import Environment
from dialwright.python.runtime.route import Route
from dialwright.python.runtime.tls_in_tls import AsyncTlsInTls, TlsInTls

from .acme import Acme, AsyncAcme
from .certificates import server_tls
from .conftest import PROJECT, TOKEN, Driver
from .proxy import ESTABLISHED, tunnel
from .server import Server, Step, answer, close, drip, hang, raw, reset, serving
from .test_secrets import told

HOST = "api.acme.example"
URL = f"https://{HOST}"
CALL = {"sid": "CA1"}
PASSWORD = "PWsecret:9@8"
QUOTED = "PWsecret%3A9%408"
ENCODED = "dXNlcjpQV3NlY3JldDo5QDg="  # user:PWsecret:9@8


def fetch(client: Any) -> Any:
    return client.voice.calls.fetch("CA1")


def create(client: Any) -> Any:
    return client.voice.calls.create(to="+15550100", from_="+15550101", url="")


def state(client: object) -> str:
    """All that a client shows of itself, and of what it is made of."""
    held: dict[str, object] = vars(client)
    return repr(held) + "".join(repr(vars(part)) for part in held.values() if hasattr(part, "__dict__"))


class World:
    """A service that only a proxy can reach, since nobody else knows where its host is."""

    def __init__(self, closing: ExitStack, folder: Path, authority: trustme.CA) -> None:
        self._closing = closing
        self._folder = folder
        self._authority = authority
        self.service = self.serve(answer(200, CALL))

    def serve(self, *steps: Step, name: str = HOST) -> Server:
        """A server with a certificate of this name."""
        return self._closing.enter_context(
            serving(*steps, tls=server_tls(self._folder, self._authority, name))
        )

    def proxy(self, *steps: Step) -> Server:
        """A proxy, which leads to the service if nothing else is said."""
        return self._closing.enter_context(serving(*(steps or (tunnel(self.service.port),))))


@pytest.fixture
def world(authority: trustme.CA, tmp_path: Path) -> Generator[World]:
    with ExitStack() as closing:
        yield World(closing, tmp_path, authority)


def at(proxy: Server, user: str = f"user:{QUOTED}@") -> str:
    """The address of a proxy, with its credentials."""
    return f"http://{user}127.0.0.1:{proxy.port}"


def test_what_goes_where(drive: Driver, world: World) -> None:
    proxy = world.proxy()
    assert drive(URL, fetch, proxy=at(proxy)).sid == "CA1"
    [asked], [sent] = proxy.requests, world.service.requests
    assert (asked.method, asked.target, asked.headers["host"]) == ("CONNECT", f"{HOST}:443", f"{HOST}:443")
    assert asked.headers["proxy-authorization"] == f"Basic {ENCODED}"
    assert b64decode(ENCODED).decode() == f"user:{PASSWORD}"
    assert "authorization" not in asked.headers
    assert (sent.method, sent.target) == ("GET", "/api/Accounts/project-1/Calls/CA1.json")
    assert "authorization" in sent.headers
    assert "proxy-authorization" not in sent.headers


@pytest.mark.parametrize("address", ["http://127.0.0.1:{}", "127.0.0.1:{}", "http://127.0.0.1:{}/"])
def test_a_proxy_that_asks_for_no_credentials(drive: Driver, world: World, address: str) -> None:
    proxy = world.proxy()
    assert drive(URL, fetch, proxy=address.format(proxy.port)).sid == "CA1"
    assert set(proxy.requests[0].headers) == {"host"}


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_one_tunnel_serves_many_calls(drive: Driver, world: World, scheme: str) -> None:
    def several(client: Any) -> Any:
        return several_later(client) if drive.kind == "async" else [fetch(client).sid for _ in range(3)]

    async def several_later(client: Any) -> list[str]:
        return [(await fetch(client)).sid for _ in range(3)]

    steps = tunnel(world.service.port)
    proxy = world.proxy(steps) if scheme == "http" else world.serve(steps, name="localhost")
    assert drive(URL, several, proxy=f"{scheme}://localhost:{proxy.port}") == ["CA1"] * 3
    assert (len(proxy.requests), world.service.connections) == (1, 1)


def test_a_proxy_that_is_spoken_to_by_https(drive: Driver, world: World) -> None:
    world.service.then(answer(201, {"sid": "CA1", "note": "x" * 900_000}))
    proxy = world.serve(tunnel(world.service.port), name="localhost")

    def request(client: Any) -> Any:
        return client.request("POST", "/x", json={"note": "y" * 600_000})

    response = drive(URL, request, proxy=f"https://user:{QUOTED}@localhost:{proxy.port}")
    assert len(response.json()["note"]) == 900_000
    assert len(world.service.requests[0].body) == 600_011
    assert proxy.requests[0].headers["proxy-authorization"] == f"Basic {ENCODED}"


@pytest.mark.parametrize(
    "fault", [hang, drip(b"HTTP/1.1 201 Created\r\nX: " + b"x" * 500)], ids=["hang", "drip"]
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_deadline_holds_in_the_tunnel(drive: Driver, world: World, scheme: str, fault: Step) -> None:
    world.service.then(fault)
    steps = tunnel(world.service.port)
    proxy = world.proxy(steps) if scheme == "http" else world.serve(steps, name="localhost")
    began = time.monotonic()
    with pytest.raises(OutcomeUnknownError) as caught:
        drive(URL, create, proxy=f"{scheme}://localhost:{proxy.port}", timeout=1)
    assert 0.9 < time.monotonic() - began < 4
    assert isinstance(caught.value, APITimeoutError)
    assert len(world.service.requests) == 1


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_what_was_sent_into_the_tunnel_is_not_repeated(drive: Driver, world: World, scheme: str) -> None:
    world.service.then(close)
    steps = tunnel(world.service.port)
    proxy = world.proxy(steps) if scheme == "http" else world.serve(steps, name="localhost")
    with pytest.raises(OutcomeUnknownError) as caught:
        drive(URL, create, proxy=f"{scheme}://localhost:{proxy.port}")
    assert (caught.value.sent, len(world.service.requests), len(proxy.requests)) == ("maybe", 1, 1)


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize(("status", "tries"), [(407, 1), (403, 1), (302, 1), (500, 3), (502, 3), (503, 3)])
def test_a_proxy_that_refuses(drive: Driver, world: World, status: int, tries: int) -> None:
    proxy = world.proxy(answer(status, {"message": PASSWORD}))
    with pytest.raises(ProxyError) as caught:
        drive(URL, create, proxy=at(proxy))
    assert caught.value.message == (
        f"The proxy 127.0.0.1:{proxy.port} refused to connect to the service: it answered {status}."
    )
    assert (caught.value.status, caught.value.sent) == (status, "no")
    assert isinstance(caught.value, ConnectionError)
    assert not isinstance(caught.value, OutcomeUnknownError)
    assert (len(proxy.requests), world.service.connections) == (tries, 0)


ENDLESS = b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 40_000


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (close, "closed the connection."),
        (reset, "could not be reached: [Errno 104] Connection reset by peer."),
        (raw(b"HTTP/1.1 200 OK\r\nX: "), "closed the connection."),
        (raw(b"nonsense\r\n\r\n"), "gave an answer that is not HTTP."),
        (raw(b"SSH-2.0-x\r\n\r\n" * 2), "gave an answer that is not HTTP."),
        (raw(ENDLESS), "gave an answer without an end."),
        (raw(ESTABLISHED + b"more"), "sent more than its answer."),
    ],
)
def test_a_proxy_that_fails(drive: Driver, world: World, fault: Step, message: str) -> None:
    proxy = world.proxy(fault)
    with pytest.raises(APIConnectionError) as caught:
        drive(URL, create, proxy=at(proxy))
    assert caught.value.sent == "no"
    assert caught.value.message == f"The proxy 127.0.0.1:{proxy.port} {message}"
    assert not isinstance(caught.value, OutcomeUnknownError)
    assert (len(proxy.requests), world.service.requests) == (3, [])
    proxy.then(fault, tunnel(world.service.port))
    assert drive(URL, create, proxy=at(proxy)).sid == "CA1"
    assert len(world.service.requests) == 1


@pytest.mark.parametrize("more", [0, 9])
def test_a_proxy_that_speaks_in_place_of_the_service(drive: Driver, world: World, more: int) -> None:
    """What it sends beside its answer, however that is cut into pieces, is never taken for the service's."""
    forged = b'HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{"sid":"FORGED"}'
    head = b"HTTP/1.1 200 OK\r\nX: %s\r\n\r\n"
    exactly_one_read = head % (b"x" * (4096 - len(head % b"") - more))
    proxy = world.proxy(tunnel(world.service.port, exactly_one_read + forged))
    with pytest.raises(APIConnectionError) as caught:
        drive(URL, create, proxy=at(proxy), max_retries=0)
    assert (caught.value.sent, world.service.requests) == ("no", [])


@pytest.mark.usefixtures("no_pause")
def test_a_proxy_that_is_down(drive: Driver, world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(APIConnectionError, match=f"proxy 127.0.0.1:{port} could not be reached") as caught:
        drive(URL, create, proxy=f"http://user:{QUOTED}@127.0.0.1:{port}")
    assert caught.value.sent == "no"
    assert not isinstance(caught.value, OutcomeUnknownError)


@pytest.mark.parametrize("fault", [hang, drip(ENDLESS)], ids=["hang", "drip"])
@pytest.mark.parametrize("limit", ["the call's", "ours"])
def test_a_proxy_that_is_slow(
    drive: Driver, world: World, monkeypatch: pytest.MonkeyPatch, fault: Step, limit: str
) -> None:
    if limit == "ours":
        monkeypatch.setattr(tunnels, "TUNNEL_SECONDS", 0.5)
    proxy = world.proxy(fault)
    began = time.monotonic()
    with pytest.raises(APITimeoutError) as caught:
        drive(URL, create, proxy=at(proxy), timeout=None if limit == "ours" else 0.5, max_retries=0)
    assert 0.4 < time.monotonic() - began < 3
    assert caught.value.message == (
        f"The proxy 127.0.0.1:{proxy.port} did not connect to the service in time."
    )
    assert (caught.value.sent, world.service.requests) == ("no", [])
    assert not isinstance(caught.value, OutcomeUnknownError)


def test_a_handshake_with_the_proxy_that_hangs(drive: Driver, world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"https://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(APITimeoutError) as caught:
            drive(URL, create, proxy=address, timeout=0.4)
    assert caught.value.sent == "no"


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("limit", ["the call's", "ours"])
def test_a_handshake_in_the_tunnel_that_hangs(
    drive: Driver, world: World, monkeypatch: pytest.MonkeyPatch, scheme: str, limit: str
) -> None:
    if limit == "ours":
        for module in ("network", "network_async", "tls_in_tls"):
            monkeypatch.setattr(f"dialwright.python.runtime.{module}.CONNECT_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        steps = tunnel(silent.getsockname()[1])
        proxy = world.proxy(steps) if scheme == "http" else world.serve(steps, name="localhost")
        address, timeout = f"{scheme}://localhost:{proxy.port}", None if limit == "ours" else 0.5
        began = time.monotonic()
        with pytest.raises(APITimeoutError) as caught:
            drive(URL, create, proxy=address, timeout=timeout, max_retries=0)
    assert (caught.value.sent, time.monotonic() - began < 4) == ("no", True)
    assert not isinstance(caught.value, OutcomeUnknownError)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_certificates_are_checked_in_the_tunnel(
    drive: Driver, world: World, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    """And connections that come to nothing take no place in the pool."""
    monkeypatch.setattr(network, "MAX_CONNECTIONS", 1)
    impostor = world.serve(answer(200, CALL), name="other.example")
    steps = tunnel(impostor.port), tunnel(impostor.port), tunnel(world.service.port)
    proxy = world.proxy(*steps) if scheme == "http" else world.serve(*steps, name="localhost")

    def several(client: Any) -> Any:
        return several_later(client) if drive.kind == "async" else [attempt(client) for _ in range(3)]

    def attempt(client: Any) -> Any:
        try:
            return fetch(client).sid
        except CertificateError as error:
            return error.sent

    async def several_later(client: Any) -> list[Any]:
        return [await attempt_later(client) for _ in range(3)]

    async def attempt_later(client: Any) -> Any:
        try:
            return (await fetch(client)).sid
        except CertificateError as error:
            return error.sent

    ended = drive(URL, several, proxy=f"{scheme}://localhost:{proxy.port}")
    assert ended == ["no", "no", "CA1"]
    assert impostor.requests == []


def test_the_certificate_of_the_proxy_is_checked(drive: Driver, world: World) -> None:
    proxy = world.serve(tunnel(world.service.port), name="other.example")
    with pytest.raises(CertificateError, match="The proxy localhost") as caught:
        drive(URL, create, proxy=f"https://localhost:{proxy.port}")
    assert (caught.value.sent, proxy.requests) == ("no", [])


def test_plain_http_does_not_leave_the_machine(drive: Driver, world: World) -> None:
    proxy = world.proxy()
    with serving(answer(200, CALL)) as local:
        assert drive(local, fetch, proxy=at(proxy)).sid == "CA1"
    assert proxy.connections == 0


class TestEnvironment:
    @pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
    def test_it_names_the_proxy(
        self, drive: Driver, world: World, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        proxy = world.proxy()
        monkeypatch.setenv(name, at(proxy))
        assert drive(URL, fetch).sid == "CA1"
        assert proxy.requests[0].headers["proxy-authorization"] == f"Basic {ENCODED}"

    def test_the_nearest_variable_counts(
        self, drive: Driver, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        proxy = world.proxy()
        for name in ("HTTPS_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        monkeypatch.setenv("https_proxy", at(proxy))
        assert drive(URL, fetch).sid == "CA1"

    def test_an_argument_comes_before_it(
        self, drive: Driver, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("NO_PROXY", "*")
        assert drive(URL, fetch, proxy=at(world.proxy())).sid == "CA1"

    @pytest.mark.parametrize("name", ["HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY", "http_proxy"])
    def test_loopback_is_reached_without(
        self,
        drive: Driver,
        world: World,
        monkeypatch: pytest.MonkeyPatch,
        name: str,
    ) -> None:
        proxy = world.proxy()
        monkeypatch.setenv(name, at(proxy))
        local = world.serve(answer(200, CALL), name="localhost")
        assert drive(local.url, fetch).sid == "CA1"
        with serving(answer(200, CALL)) as plain:
            assert drive(plain, fetch).sid == "CA1"
        assert proxy.connections == 0

    @pytest.mark.parametrize("how", ["NO_PROXY", "empty argument", "HTTP_PROXY alone"])
    def test_going_without(
        self, drive: Driver, world: World, monkeypatch: pytest.MonkeyPatch, how: str
    ) -> None:
        proxy = world.proxy()
        monkeypatch.setenv("HTTP_PROXY" if how == "HTTP_PROXY alone" else "HTTPS_PROXY", at(proxy))
        if how == "NO_PROXY":
            monkeypatch.setenv("NO_PROXY", "other.example, acme.example")
        usual = socket.getaddrinfo

        def here(host: str, *arguments: Any, **named: Any) -> Any:
            return usual("127.0.0.1" if host == HOST else host, *arguments, **named)

        monkeypatch.setattr(socket, "getaddrinfo", here)
        settings = {"proxy": ""} if how == "empty argument" else {}
        assert drive(f"{URL}:{world.service.port}", fetch, **settings).sid == "CA1"
        assert proxy.connections == 0

    def test_it_is_read_once(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        proxy = world.proxy()
        with Acme(PROJECT, TOKEN, base_url=URL) as client:
            monkeypatch.setenv("HTTPS_PROXY", at(proxy))
            fetch(client)
            monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
            monkeypatch.setenv("NO_PROXY", "*")
            client.close()
            fetch(client)
        assert len(proxy.requests) == 2

    @pytest.mark.parametrize("name", ["HTTPS_PROXY", "all_proxy"])
    @pytest.mark.parametrize(
        "value", ["socks5://user:{}@host:1080", "http://user:{}@", "http://user:{}@h:1/x"]
    )
    def test_what_names_no_proxy(
        self, drive: Driver, monkeypatch: pytest.MonkeyPatch, name: str, value: str
    ) -> None:
        monkeypatch.setenv(name, value.format("PWsecret"))
        with pytest.raises(ArgumentError, match=f"{name} in the environment must be") as caught:
            drive(URL, create)
        assert caught.value.sent == "no"
        assert "PWsecret" not in told(caught.value)


@pytest.mark.parametrize(
    ("excepted", "address", "goes_through"),
    [
        ("", "https://api.acme.example", True),
        ("", "https://api.xxxx", True),
        ("10.1.2.3/8", "https://10.9.9.9", False),
        ("[2001:db8::1]", "https://[2001:db8::1]", False),
        ("[2001:db8::1]:443", "https://[2001:db8::1]", False),
        ("[2001:db8::1]:8443", "https://[2001:db8::1]", True),
        ("*", "https://api.acme.example", False),
        ("acme.example", "https://api.acme.example", False),
        ("acme.example", "https://acme.example", False),
        ("acme.example", "https://not-acme.example", True),
        ("acme.example", "https://acme.example.evil.example", True),
        (".acme.example", "https://api.acme.example", False),
        ("*.acme.example", "https://api.acme.example", False),
        ("ACME.Example", "https://API.acme.example", False),
        ("a.example,acme.example", "https://api.acme.example", False),
        ("a.example  acme.example,,", "https://api.acme.example", False),
        ("api.acme.example:443", "https://api.acme.example", False),
        ("api.acme.example:8443", "https://api.acme.example", True),
        ("api.acme.example:8443", "https://api.acme.example:8443", False),
        ("example", "https://api.acme.example", False),
        ("ample", "https://api.acme.example", True),
        ("10.0.0.1", "https://10.0.0.1", False),
        ("10.0.0.1", "https://10.0.0.11", True),
        ("10.0.0.0/8", "https://10.200.3.4", False),
        ("10.0.0.0/8", "https://11.0.0.1", True),
        ("10.0.0.0/8", "https://api.acme.example", True),
        ("10.0.0.0/99", "https://10.0.0.1", True),
        ("10.0.0.1:8443", "https://10.0.0.1", True),
        ("10.0.0.1:8443", "https://10.0.0.1:8443", False),
        ("fd00::/8", "https://[fd12::1]", False),
        ("fd12::1", "https://[fd12::1]", False),
        ("[fd12::1]:443", "https://[fd12::1]", False),
        ("[fd12::1]:1", "https://[fd12::1]", True),
        ("fd12::2", "https://[fd12::1]", True),
        ("", "https://localhost", False),
        ("", "https://a.localhost:8443", False),
        ("", "https://127.0.0.1", False),
        ("", "https://127.8.9.1", False),
        ("", "https://[::1]", False),
        ("", "https://localhost.evil.example", True),
        ("", "https://128.0.0.1", True),
    ],
)
def test_who_is_reached_through_the_proxy_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, excepted: str, address: str, goes_through: bool
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://user:PWsecret@proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", excepted)
    proxy = Environment("HTTPS_PROXY").proxy_to(parse_address(address, "address"))
    assert repr(proxy) == ("Proxy('http://proxy.example:3128')" if goes_through else "None")


@pytest.mark.parametrize(
    "value",
    [
        "socks5://user:PWsecret@host:1080",
        "socks5h://user:PWsecret@host",
        "ftp://user:PWsecret@host",
        "http://",
        "http://user:PWsecret@",
        "http://user:PWsecret@host:99999",
        "http://user:PWsecret@host:port",
        "http://user:PWsecret@host/path",
        "http://user:PWsecret@host?query",
        "http://user:PWsecret@host#fragment",
        "http://user:PWsecret/x@host:3128",
        "http://user:PWsecret\r\nX: y@host:3128",
        "http://user:PWsecret@host\\evil:3128",
        "http://user:PWsecret@[::1",
        "http://user:PWsecret@ho st:3128",
        b"http://user:PWsecret@host:3128",
    ],
)
@pytest.mark.parametrize("kind", [Acme, AsyncAcme])
def test_what_is_no_proxy(kind: Callable[..., object], value: object) -> None:
    with pytest.raises(ArgumentError, match="proxy must be the address") as caught:
        kind(PROJECT, TOKEN, base_url=URL, proxy=value)
    assert "PWsecret" not in told(caught.value)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("kind", [Acme, AsyncAcme])
def test_no_traceback_of_the_constructor_shows_the_password(kind: Callable[..., object]) -> None:
    with pytest.raises(ClientError) as caught:
        kind(PROJECT, TOKEN, base_url="http://remote.example", proxy="http://user:PWsecret@host:3128")
    assert "PWsecret" not in told(caught.value)


@pytest.mark.parametrize("kind", [Acme, AsyncAcme])
@pytest.mark.parametrize("setting", ["proxy", "ssl_context"])
def test_a_transport_of_ones_own_has_its_own_proxy(kind: Callable[..., object], setting: str) -> None:
    given: dict[str, Any] = {setting: "" if setting == "proxy" else object()}
    with pytest.raises(ArgumentError, match="transport carries"):
        kind(PROJECT, TOKEN, base_url=URL, transport=object(), **given)


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize("fault", [answer(407, {}), answer(502, {}), close, hang, raw(b"x\r\n\r\n")])
def test_nothing_shows_the_password(drive: Driver, world: World, fault: Step) -> None:
    written = io.StringIO()
    handler, root = logging.StreamHandler(written), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    shown: list[str] = []

    def attempt(client: Any) -> Any:
        shown.append(repr(client) + state(client))
        return create(client)

    try:
        with pytest.raises(ClientError) as caught:
            drive(URL, attempt, proxy=at(world.proxy(fault)), timeout=0.5)
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
    everything = told(caught.value) + written.getvalue() + "".join(shown)
    assert "retrying" in everything or "attempt 1" in everything
    for secret in (PASSWORD, QUOTED, ENCODED, "PWsecret", TOKEN):
        assert secret not in everything
    assert caught.value.__context__ is None


def test_an_interruption_shows_nothing_either(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    usual = socket.socket.recv

    def interrupt(self: socket.socket, size: int) -> bytes:
        if threading.current_thread() is not threading.main_thread():
            return usual(self, size)
        raise KeyboardInterrupt

    with Acme(PROJECT, TOKEN, base_url=URL, proxy=at(world.proxy())) as client:
        monkeypatch.setattr(socket.socket, "recv", interrupt)
        with pytest.raises(KeyboardInterrupt) as caught:
            fetch(client)
        monkeypatch.undo()
    assert "PWsecret" not in told(caught.value)
    assert ENCODED not in told(caught.value)


def test_where_no_proxy_is_set_nothing_of_it_is_loaded() -> None:
    import subprocess
    import sys

    code = (
        "import os, sys\n"
        "for name in tuple(os.environ):\n"
        "    if name.lower().endswith('_proxy'): del os.environ[name]\n"
        "from dialwright_signalwire import SignalWire\n"
        "client = SignalWire('p', 't', base_url='https://127.0.0.1:1', max_retries=0)\n"
        "try: client.compat.calls.fetch('a')\n"
        "except ConnectionError: pass\n"
        "print(*(name.rpartition('.')[2] for name in sys.modules if '._runtime.' in name))"
    )
    import dialwright_signalwire

    source = str(Path(dialwright_signalwire.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {source!r})\n{code}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert {"network", "route"} <= loaded
    assert {"proxies", "tunnel", "tls_in_tls", "hooks", "receipts"}.isdisjoint(loaded)


def test_no_route_leads_plain_http_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    plain, safe = (parse_address(f"{scheme}://127.0.0.1", "address") for scheme in ("http", "https"))
    assert Route().proxy_to(plain) is None
    given = Route(proxy=Secret("http://127.0.0.1:9"))
    assert given.proxy_to(plain) is None
    assert repr(given.proxy_to(safe)) == "Proxy('http://127.0.0.1:9')"


@pytest.mark.parametrize("kind", [TlsInTls, AsyncTlsInTls])
def test_what_a_connection_in_a_tunnel_says_of_itself(kind: Any) -> None:
    class Outer:
        def get_extra_info(self, info: str) -> str:
            return f"outer {info}"

    stream = kind(Outer())
    for more in (True, False):
        stream._engine = SimpleNamespace(has_more=more, tls="inner")
        assert stream.get_extra_info("is_readable") == (True if more else "outer is_readable")
        assert stream.get_extra_info("ssl_object") == "inner"
        assert stream.get_extra_info("socket") == "outer socket"
