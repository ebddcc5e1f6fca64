"""Making clients: by every name they have, from arguments and the environment, and for other addresses."""

from __future__ import annotations

import base64
import os
import pickle
from collections.abc import AsyncIterator
from traceback import TracebackException
from typing import Any, cast

import pytest

from dialwright_bandwidth import AsyncBandwidth, Bandwidth
from dialwright_bandwidth._runtime import AsyncTransportResponse, TransportRequest, TransportResponse
from dialwright_bandwidth.errors import ArgumentError, CredentialsError
from dialwright_bandwidth.voice import AsyncClient, AsyncVoice, Client, Voice
from runtime.server import Server, answer

from .harness import CALLS, SECRET, TOKEN, USER, Connect, real

ENVIRONMENT = {
    "BANDWIDTH_USER_ID": "u-2",
    "BANDWIDTH_API_TOKEN": "t-2",
    "BANDWIDTH_API_SECRET": "s-2",
}
NOTHING = {"user_id": None, "api_token": None, "api_secret": None}

Surface = type[Client] | type[Bandwidth]
every_surface = pytest.mark.parametrize("surface", [Client, Bandwidth])
every_kind = pytest.mark.parametrize("kind", [Client, Bandwidth, AsyncClient, AsyncBandwidth])


def voice(client: object) -> Voice:
    """The voice API of a client, wherever it has it."""
    place: Any = client
    return cast(Voice, place if isinstance(real(client), (Client, AsyncClient)) else place.voice)


def credentials(server: Server) -> str:
    return base64.b64decode(server.requests[-1].headers["authorization"].split()[1]).decode()


class TestFrontDoors:
    @every_surface
    def test_each_has_the_voice_api(self, connect: Connect, server: Server, surface: Surface) -> None:
        server.then(answer(200, {"id": "c-1", "state": "active"}))
        assert voice(connect(surface)).get_call("c-1")["state"] == "active"
        assert (server.requests[0].method, server.requests[0].target) == ("GET", f"{CALLS}/c-1")
        assert credentials(server) == f"{TOKEN}:{SECRET}"

    def test_they_are_one_api(self) -> None:
        with Bandwidth("u", "t", "s") as front, Client("u", "t", "s") as api:
            assert type(front.voice) is Voice
            assert front.voice is front.voice
            assert isinstance(api, Voice)
        assert type(AsyncBandwidth("u", "t", "s").voice) is AsyncVoice
        assert isinstance(AsyncClient("u", "t", "s"), AsyncVoice)

    @every_surface
    def test_credentials_by_position(self, server: Server, surface: Surface) -> None:
        """As the vendor's client takes them: the user, the token, then the secret."""
        with surface("u", "t", "s", base_url=server.url) as client:
            voice(client).hangup_call("c-1")
        assert server.requests[0].path == "/users/u/calls/c-1"
        assert credentials(server) == "t:s"


class TestCredentials:
    @every_surface
    def test_from_the_environment(
        self, connect: Connect, server: Server, monkeypatch: pytest.MonkeyPatch, surface: Surface
    ) -> None:
        for name, value in ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        voice(connect(surface, **NOTHING)).hangup_call("c-1")
        assert server.requests[0].path == "/users/u-2/calls/c-1"
        assert credentials(server) == "t-2:s-2"

    def test_arguments_come_first(
        self, connect: Connect, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name, value in ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        connect(Client, api_token=None).hangup_call("c-1")
        assert server.requests[0].path == f"{CALLS}/c-1"
        assert credentials(server) == f"t-2:{SECRET}"

    @every_surface
    @pytest.mark.parametrize("missing", NOTHING)
    @pytest.mark.parametrize("value", [None, ""])
    def test_each_is_needed(
        self, connect: Connect, server: Server, surface: Surface, missing: str, value: str | None
    ) -> None:
        with pytest.raises(CredentialsError, match=f"{missing}=") as caught:
            connect(surface, **{missing: value})
        assert isinstance(caught.value, ValueError)
        assert caught.value.sent == "no"
        said = str(caught.value)
        assert [name for name in ENVIRONMENT if name in said] == [f"BANDWIDTH_{missing.upper()}"]
        assert server.connections == 0

    @every_kind
    def test_all_that_is_missing_is_named_at_once(self, kind: Any) -> None:
        with pytest.raises(CredentialsError) as caught:
            kind()
        for name in (*(f"{name}=" for name in NOTHING), *ENVIRONMENT):
            assert name in str(caught.value)

    @every_surface
    @pytest.mark.parametrize("value", ["a\nb", "a\0b"])
    @pytest.mark.parametrize("name", NOTHING)
    def test_what_is_no_credential(self, connect: Connect, surface: Surface, name: str, value: str) -> None:
        with pytest.raises(ArgumentError, match=name):
            voice(connect(surface, **{name: value})).hangup_call("c-1")


class TestAddresses:
    def test_the_service_s_own(self, connect: Connect) -> None:
        assert repr(connect(Client, base_url=None)).endswith("Client https://api.catapult.inetwork.com/v1>")

    @pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/", "/proxy/v2"])
    def test_another_path(self, connect: Connect, server: Server, path: str) -> None:
        connect(Client, base_url=server.url + path).hangup_call("c-1")
        assert server.requests[0].target == f"{path.rstrip('/')}{CALLS}/c-1"

    @pytest.mark.parametrize("address", ["http://example.com", "example.com", "", "https://a b", "file:///"])
    def test_what_is_none(self, connect: Connect, address: str) -> None:
        with pytest.raises(ArgumentError, match="base_url"):
            connect(Client, base_url=address)


class Canned:
    """A transport of one's own, which answers everything alike."""

    def __init__(self) -> None:
        self.requests: list[TransportRequest] = []

    def send(self, request: TransportRequest, /) -> TransportResponse:
        self.requests.append(request)
        return TransportResponse(201, [("Location", "/calls/c-1")], [])

    def close(self) -> None:
        """There is nothing to close."""


class AsyncCanned:
    """Its twin."""

    def __init__(self) -> None:
        self.canned = Canned()

    async def send(self, request: TransportRequest, /) -> AsyncTransportResponse:
        response = self.canned.send(request)
        return AsyncTransportResponse(response.status, response.headers, self._body())

    async def _body(self) -> AsyncIterator[bytes]:
        for _ in range(0):
            yield b""

    async def close(self) -> None:
        """There is nothing to close."""


@every_surface
def test_a_transport_of_one_s_own(connect: Connect, surface: Surface) -> None:
    """It is told the service's own address, with the version in its path."""
    later = AsyncCanned()
    transport = later if connect.asynchronous else later.canned
    client = connect(surface, base_url=None, transport=transport)
    assert voice(client).create_call("+15550101", "+15550100") == "c-1"
    (request,) = later.canned.requests
    assert (request.method, request.url) == ("POST", f"https://api.catapult.inetwork.com/v1{CALLS}")
    for secret in (TOKEN, SECRET):
        assert secret not in repr(request)


@every_surface
def test_other_options(connect: Connect, server: Server, surface: Surface) -> None:
    client = connect(surface)
    voice(client).hangup_call("a")
    voice(client.with_options(headers={"X-Twin": "1"})).hangup_call("b")
    voice(client).hangup_call("c")
    assert [request.headers.get("x-twin") for request in server.requests] == [None, "1", None]
    assert server.connections == 1


def test_what_no_method_covers(connect: Connect, server: Server) -> None:
    server.then(answer(200, {"balance": "1.00"}))
    response = connect(Bandwidth).request("GET", "/users/{userId}/account")
    assert response.json() == {"balance": "1.00"}
    assert server.requests[0].target == f"/users/{USER}/account"


class TestSecrets:
    @every_surface
    def test_nothing_shows_them(self, connect: Connect, surface: Surface) -> None:
        client = connect(surface)
        api = voice(client)
        places: list[object] = [client, str(client), api, api.get_call, vars(real(client)), vars(real(api))]
        shown = repr(places)
        for secret in (TOKEN, SECRET, base64.b64encode(f"{TOKEN}:{SECRET}".encode()).decode()):
            assert secret not in shown

    @every_kind
    def test_no_traceback_shows_them(self, monkeypatch: pytest.MonkeyPatch, kind: Any) -> None:
        """Not even one with every local value, of a client that could not be made."""
        monkeypatch.setenv("BANDWIDTH_API_TOKEN", TOKEN)
        monkeypatch.setenv("BANDWIDTH_API_SECRET", SECRET)
        with pytest.raises(ArgumentError) as from_environment:
            kind("u", base_url="http://example.com")
        token, secret = "BANDWIDTH_API_TOKEN", "BANDWIDTH_API_SECRET"
        with pytest.raises(ArgumentError) as as_arguments:
            kind("u", os.environ[token], os.environ[secret], base_url="http://example.com")
        for caught in (from_environment, as_arguments):
            shown = "".join(TracebackException.from_exception(caught.value, capture_locals=True).format())
            assert TOKEN not in shown
            assert SECRET not in shown

    @every_kind
    def test_no_pickle_holds_them(self, kind: Any) -> None:
        with pytest.raises(TypeError, match="cannot be pickled"):
            pickle.dumps(kind("u", TOKEN, SECRET))
