"""Making clients: by every name they have, from arguments and the environment, for every kind of address."""

from __future__ import annotations

import base64
import os
from collections.abc import AsyncIterator
from traceback import TracebackException
from typing import Any

import pytest

from dialwright_signalwire._runtime import AsyncTransportResponse, TransportRequest, TransportResponse
from dialwright_signalwire.errors import ArgumentError, CredentialsError
from dialwright_signalwire.rest import Client
from runtime.server import Server, answer

from .harness import ACCOUNT, PROJECT, SPACES, TOKEN, TWINS, Connect, Surface, calls_of, every_surface, real

ENVIRONMENT = ("SIGNALWIRE_PROJECT_ID", "SIGNALWIRE_API_TOKEN", "SIGNALWIRE_SPACE")


class TestSurfaces:
    @every_surface
    def test_each_has_the_compatibility_api(self, connect: Connect, server: Server, surface: Surface) -> None:
        server.then(answer(200, {"sid": "call-1", "status": "queued"}))
        assert calls_of(connect(surface), surface).fetch("call-1").status == "queued"
        request = server.requests[0]
        assert (request.method, request.target) == ("GET", f"{ACCOUNT}/Calls/call-1.json")
        credentials = base64.b64encode(f"{PROJECT}:{TOKEN}".encode()).decode()
        assert request.headers["authorization"] == f"Basic {credentials}"
        assert request.headers["accept"] == "application/json"
        assert request.headers["user-agent"].startswith("dialwright-signalwire/")

    @every_surface
    def test_credentials_by_position(self, connect: Connect, server: Server, surface: Surface) -> None:
        """As the references write it: the project, the token, then the space."""
        given = {"project": "p", "token": "t", SPACES[surface]: server.url, "base_url": None}
        calls_of(connect(surface, **given), surface).fetch("a")
        make: Any = surface
        with make("p", "t", server.url) as client:
            calls_of(client, surface).fetch("a")
        assert {request.headers["authorization"] for request in server.requests} == {"Basic cDp0"}


class TestCredentials:
    @every_surface
    @pytest.mark.parametrize("space", ["SIGNALWIRE_SPACE", "SIGNALWIRE_SPACE_URL"])
    def test_from_the_environment(
        self,
        connect: Connect,
        server: Server,
        monkeypatch: pytest.MonkeyPatch,
        surface: Surface,
        space: str,
    ) -> None:
        monkeypatch.setenv("SIGNALWIRE_PROJECT_ID", "project-2")
        monkeypatch.setenv("SIGNALWIRE_API_TOKEN", "token-2")
        monkeypatch.setenv(space, server.url)
        calls_of(connect(surface, project=None, token=None, base_url=None), surface).fetch("a")
        request = server.requests[0]
        assert request.path == "/api/laml/2010-04-01/Accounts/project-2/Calls/a.json"
        assert base64.b64decode(request.headers["authorization"].split()[1]) == b"project-2:token-2"

    def test_arguments_come_before_the_environment(
        self, connect: Connect, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ENVIRONMENT:
            monkeypatch.setenv(name, "other")
        connect(Client, base_url=None, signalwire_space_url=server.url).calls.fetch("a")
        assert server.requests[0].path == f"{ACCOUNT}/Calls/a.json"

    @every_surface
    def test_all_that_is_missing_is_named_at_once(self, connect: Connect, surface: Surface) -> None:
        with pytest.raises(CredentialsError) as caught:
            connect(surface, project=None, token=None, base_url=None)
        for name in ("project=", "token=", f"{SPACES[surface]}=", *ENVIRONMENT, "SIGNALWIRE_SPACE_URL"):
            assert name in str(caught.value)
        assert isinstance(caught.value, ValueError)
        assert caught.value.sent == "no"

    def test_only_what_is_missing_is_named(self, connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SIGNALWIRE_PROJECT_ID", "")
        with pytest.raises(CredentialsError) as caught:
            connect(Client, project="")
        assert "project=" in str(caught.value)
        assert "token" not in str(caught.value).lower()
        assert "space" not in str(caught.value).lower()

    @pytest.mark.parametrize("token", ["a\nb", "a\r\nX-Evil: 1", "a\0b"])
    def test_credentials_hold_no_line_breaks(self, connect: Connect, token: str) -> None:
        with pytest.raises(CredentialsError, match="token") as caught:
            connect(Client, token=token)
        assert token not in str(caught.value)

    def test_credentials_beyond_ascii(self, connect: Connect, server: Server) -> None:
        connect(Client, token="jeton-é").calls.fetch("a")
        header = server.requests[0].headers["authorization"]
        assert base64.b64decode(header.split()[1]).decode() == f"{PROJECT}:jeton-é"


class TestAddresses:
    @every_surface
    @pytest.mark.parametrize(
        ("space", "address"),
        [
            ("example", "https://example.signalwire.com"),
            ("my-space-1", "https://my-space-1.signalwire.com"),
            ("example.signalwire.com", "https://example.signalwire.com"),
            ("https://example.signalwire.com", "https://example.signalwire.com"),
            ("https://example.signalwire.com/", "https://example.signalwire.com"),
            ("example.signalwire.com:8443", "https://example.signalwire.com:8443"),
            ("example.signalwire.com:443", "https://example.signalwire.com"),
            ("pbx.example.org", "https://pbx.example.org"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ],
    )
    def test_a_space_by_name_host_or_address(
        self, connect: Connect, surface: Surface, space: str, address: str
    ) -> None:
        client = connect(surface, base_url=None, **{SPACES[surface]: space})
        assert repr(client).endswith(f"Client {address}>") or repr(client).endswith(f"SignalWire {address}>")

    @every_surface
    @pytest.mark.parametrize(
        "space",
        [
            "http://example.signalwire.com",
            "ftp://example.signalwire.com",
            "https://user:secret@example.signalwire.com",
            "user:secret@example.signalwire.com",
            "https://example.signalwire.com?x=1",
            "https://example.signalwire.com#x",
            "exa mple",
            "example\n.signalwire.com",
            "example/../other",
            "https://",
            "-",
        ],
    )
    def test_what_is_no_space(self, connect: Connect, surface: Surface, space: str) -> None:
        with pytest.raises(ArgumentError, match=SPACES[surface]) as caught:
            connect(surface, base_url=None, **{SPACES[surface]: space})
        assert "secret" not in str(caught.value)

    @pytest.mark.parametrize("address", ["http://example.com", "example.com", "", "https://a b", "file:///"])
    def test_what_is_no_base_url(self, connect: Connect, address: str) -> None:
        with pytest.raises(ArgumentError, match="base_url"):
            connect(Client, base_url=address)

    def test_a_proxy_with_a_path_of_its_own(self, connect: Connect, server: Server) -> None:
        first = {"calls": [{"sid": "a"}], "next_page_uri": f"{ACCOUNT}/Calls.json?Page=1"}
        server.then(answer(200, first), answer(200, {"calls": [], "next_page_uri": None}))
        connect(Client, base_url=f"{server.url}/proxy/").calls.list()
        targets = [request.target for request in server.requests]
        assert targets == [f"/proxy{ACCOUNT}/Calls.json", f"/proxy{ACCOUNT}/Calls.json?Page=1"]


class Canned:
    """A transport of one's own, which has one answer for everything."""

    def __init__(self) -> None:
        self.requests: list[TransportRequest] = []
        self.closed = False

    def send(self, request: TransportRequest, /) -> TransportResponse:
        self.requests.append(request)
        return TransportResponse(200, [], [b'{"sid": "call-1"}'])

    def close(self) -> None:
        self.closed = True


class AsyncCanned:
    """Its twin."""

    def __init__(self) -> None:
        self.canned = Canned()

    async def send(self, request: TransportRequest, /) -> AsyncTransportResponse:
        answer = self.canned.send(request)
        return AsyncTransportResponse(answer.status, answer.headers, self._body(answer))

    async def _body(self, answer: TransportResponse) -> AsyncIterator[bytes]:
        for chunk in answer.body:
            yield chunk

    async def close(self) -> None:
        self.canned.close()


@every_surface
def test_a_transport_of_one_s_own(connect: Connect, surface: Surface) -> None:
    """It is told where the space is, and what to send there; it alone talks to anybody."""
    later = AsyncCanned()
    canned = later.canned if connect.asynchronous else Canned()
    transport = later if connect.asynchronous else canned
    with connect(surface, base_url=None, transport=transport, **{SPACES[surface]: "example"}) as client:
        assert calls_of(client, surface)("call-1").update(status="completed").sid == "call-1"
        closed_before = canned.closed
    assert (closed_before, canned.closed) == (False, True)
    request = canned.requests[0]
    assert (request.method, request.content) == ("POST", b"Status=completed")
    assert request.url == f"https://example.signalwire.com{ACCOUNT}/Calls/call-1.json"
    assert TOKEN not in repr(request)


@every_surface
def test_nothing_shows_the_token(connect: Connect, surface: Surface) -> None:
    client = connect(surface)
    place = calls_of(client, surface)
    shown: list[object] = [client, place, place("a"), place.fetch, vars(real(client)), vars(real(place))]
    assert TOKEN not in repr(shown)


@pytest.mark.parametrize("kind", [*TWINS, *TWINS.values()])
def test_no_traceback_shows_the_token(monkeypatch: pytest.MonkeyPatch, kind: Any) -> None:
    """Not even one with every local value, of a client that could not be made."""
    monkeypatch.setenv("SIGNALWIRE_API_TOKEN", TOKEN)
    with pytest.raises(ArgumentError) as from_environment:
        kind("p", base_url="http://example.com")
    with pytest.raises(ArgumentError) as as_argument:
        kind("p", os.environ["SIGNALWIRE_API_TOKEN"], base_url="http://example.com")
    for caught in (from_environment, as_argument):
        shown = TracebackException.from_exception(caught.value, capture_locals=True)
        assert TOKEN not in "".join(shown.format())
