"""Making clients: surfaces, credentials, addresses, settings, requests by hand, and closing."""

from __future__ import annotations

import base64
from operator import attrgetter
from typing import Any, TypeAlias, cast

import pytest

from dialwright_signalwire import Options, SignalWire
from dialwright_signalwire.compat.calls import Calls
from dialwright_signalwire.errors import (
    APIConnectionError,
    APITimeoutError,
    ArgumentError,
    CredentialsError,
    NotFoundError,
    ResponseDecodeError,
    ServerError,
)
from dialwright_signalwire.rest import Client, RestClient
from runtime.server import Server, answer, hang

from .harness import ACCOUNT, PROJECT, TOKEN, Connect

Surface: TypeAlias = type[SignalWire] | type[RestClient] | type[Client]

PLACES = {SignalWire: "compat.calls", RestClient: "compat.calls", Client: "calls"}
SPACES: dict[Surface, str] = {SignalWire: "space", RestClient: "host", Client: "signalwire_space_url"}
ENVIRONMENT = ("SIGNALWIRE_PROJECT_ID", "SIGNALWIRE_API_TOKEN", "SIGNALWIRE_SPACE")

CALL = answer(200, {"sid": "call-1", "status": "queued"})
BUSY = answer(503, {"code": 20503, "message": "busy"}, headers={"Retry-After": "0"})

every_surface = pytest.mark.parametrize("surface", SPACES)


def calls(surface: Surface, client: object) -> Calls:
    """The calls of a client, wherever its surface has them."""
    return cast(Calls, attrgetter(PLACES[surface])(client))


class TestSurfaces:
    @every_surface
    def test_each_has_the_compatibility_api(
        self, connect: Connect, server: Server, surface: Surface
    ) -> None:
        server.then(CALL)
        assert calls(surface, connect(surface)).fetch("call-1").status == "queued"
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
        calls(surface, connect(surface, **given)).fetch("a")
        make: Any = surface
        with make("p", "t", server.url) as client:
            calls(surface, client).fetch("a")
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
        calls(surface, connect(surface, project=None, token=None, base_url=None)).fetch("a")
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

    def test_only_what_is_missing_is_named(
        self, connect: Connect, monkeypatch: pytest.MonkeyPatch
    ) -> None:
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


class TestSettings:
    def test_headers_for_every_call(self, connect: Connect, server: Server) -> None:
        connect(Client, headers={"X-Trace": "1", "User-Agent": "app/2"}).calls.fetch("a")
        headers = server.requests[0].headers
        assert (headers["x-trace"], headers["user-agent"]) == ("1", "app/2")

    @pytest.mark.parametrize("retries", [0, 1, 2])
    def test_retries(self, connect: Connect, server: Server, retries: int) -> None:
        server.then(BUSY)
        with pytest.raises(ServerError):
            connect(Client, max_retries=retries).calls.fetch("a")
        assert len(server.requests) == 1 + retries

    def test_two_retries_where_nothing_is_said(self, client: Client, server: Server) -> None:
        server.then(BUSY, BUSY, CALL)
        assert client.calls.fetch("call-1").sid == "call-1"
        assert len(server.requests) == 3

    def test_a_timeout(self, connect: Connect, server: Server) -> None:
        server.then(hang)
        with pytest.raises(APITimeoutError) as caught:
            connect(Client, timeout=0.1, max_retries=0).calls.fetch("a")
        assert isinstance(caught.value, TimeoutError)
        assert caught.value.sent == "maybe"

    @pytest.mark.parametrize(
        "settings",
        [{"timeout": 0}, {"timeout": -1}, {"timeout": float("nan")}, {"timeout": True}, {"max_retries": -1}],
    )
    def test_settings_that_are_none(self, connect: Connect, settings: dict[str, Any]) -> None:
        name = next(iter(settings))
        with pytest.raises(ArgumentError, match=name):
            connect(Client, **settings)
        with pytest.raises(ArgumentError, match=name):
            Options(**settings)

    @pytest.mark.parametrize("name", ["Host", "Content-Length", "Transfer-Encoding", "X Y", "X:Y", ""])
    def test_headers_that_a_call_may_not_set(self, client: Client, server: Server, name: str) -> None:
        with pytest.raises(ArgumentError):
            client.calls.fetch("a", options=Options(headers={name: "1"}))
        assert server.requests == []

    def test_strict_is_for_those_who_ask(self, connect: Connect, server: Server) -> None:
        server.then(answer(200, {"sid": "a", "duration": "long"}))
        assert connect(Client).calls.fetch("a").duration is None
        with pytest.raises(ResponseDecodeError) as caught:
            connect(Client, strict=True).calls.fetch("a")
        assert caught.value.pointer


class TestOptions:
    def test_one_call_alone(self, client: Client, server: Server) -> None:
        options = Options(
            headers={"X-Once": "yes"}, extra_query={"Debug": True}, extra_body={"Beta": ["a", "b"]}
        )
        client.calls("a").update(status="completed", options=options)
        client.calls("a").update(status="completed")
        first, second = server.requests
        assert first.headers["x-once"] == "yes"
        assert first.query == [("Debug", "true")]
        assert first.form == [("Status", "completed"), ("Beta", "a"), ("Beta", "b")]
        assert "x-once" not in second.headers
        assert (second.query, second.form) == ([], [("Status", "completed")])

    def test_a_parameter_that_the_method_does_not_know(self, client: Client, server: Server) -> None:
        server.then(answer(200, {"calls": [], "next_page_uri": None}))
        client.calls.list(status="busy", options=Options(extra_query={"Status": "ringing", "New": 1}))
        assert server.requests[0].query == [("Status", "ringing"), ("New", "1")]

    def test_timeout_and_retries(self, connect: Connect, server: Server) -> None:
        client = connect(Client, timeout=0.1, max_retries=0)
        server.then(BUSY, CALL)
        assert client.calls.fetch("a", options=Options(timeout=30, max_retries=1)).sid == "call-1"
        server.then(hang)
        with pytest.raises(APITimeoutError):
            connect(Client).calls.fetch("a", options=Options(timeout=0.1, max_retries=0))

    def test_every_page_of_a_list(self, client: Client, server: Server) -> None:
        first = {"calls": [{"sid": "a"}], "next_page_uri": f"{ACCOUNT}/Calls.json?Page=1"}
        server.then(answer(200, first), answer(200, {"calls": [], "next_page_uri": None}))
        client.calls.list(options=Options(headers={"X-Once": "yes"}))
        assert [request.headers.get("x-once") for request in server.requests] == ["yes", "yes"]

    def test_its_repr_tells_no_secret(self) -> None:
        shown = repr(Options(headers={"X-Key": "hush"}, extra_body={"Password": "hush"}))
        assert "X-Key" in shown
        assert "hush" not in shown


class TestWithOptions:
    @every_surface
    def test_another_view_of_the_same_client(
        self, connect: Connect, server: Server, surface: Surface
    ) -> None:
        client = connect(surface)
        calls(surface, client).fetch("a")  # the tree exists before the twin does
        calls(surface, client.with_options(headers={"X-Twin": "1"})).fetch("b")
        calls(surface, client).fetch("c")
        assert [request.headers.get("x-twin") for request in server.requests] == [None, "1", None]
        assert server.connections == 1

    def test_each_setting(self, client: Client, server: Server) -> None:
        server.then(BUSY)
        with pytest.raises(ServerError):
            client.with_options(max_retries=0).calls.fetch("a")
        assert len(server.requests) == 1
        server.then(hang)
        with pytest.raises(APITimeoutError):
            client.with_options(max_retries=0, timeout=0.1).calls.fetch("a")
        server.then(answer(200, {"duration": "long"}))
        with pytest.raises(ResponseDecodeError):
            client.with_options(strict=True).calls.fetch("a")
        with pytest.raises(ArgumentError, match="max_retries"):
            client.with_options(max_retries=-1)

    def test_headers_are_added(self, connect: Connect, server: Server) -> None:
        client = connect(Client, headers={"X-A": "1", "X-B": "1"})
        client.with_options(headers={"X-B": "2"}).calls.fetch("a")
        headers = server.requests[0].headers
        assert (headers["x-a"], headers["x-b"]) == ("1", "2")


class TestRequest:
    """What no method covers, with the credentials, checks and errors of the others."""

    def test_the_bound_account_is_filled_in(self, client: Client, server: Server) -> None:
        server.then(answer(200, {"ok": True}, headers={"X-Request-Id": "r-1"}))
        path = "/api/laml/2010-04-01/Accounts/{AccountSid}/New.json"
        response = client.request("GET", path, query={"A": [1, True], "B": None})
        assert response.status == 200
        assert response.json() == {"ok": True}
        assert response.text == response.content.decode() == '{"ok": true}'
        assert response.headers["content-TYPE"] == "application/json"
        assert response.request_id == "r-1"
        assert server.requests[0].target == f"{ACCOUNT}/New.json?A=1&A=true"
        assert "authorization" in server.requests[0].headers

    def test_bodies(self, client: Client, server: Server) -> None:
        client.request("post", "/a", form={"A": "b c", "D": None})
        client.request("PUT", "/a", json={"A": [None, 1], "B": None})
        form, json = server.requests
        assert (form.method, form.body) == ("POST", b"A=b+c")
        assert form.headers["content-type"] == "application/x-www-form-urlencoded"
        assert (json.method, json.body) == ("PUT", b'{"A":[null,1]}')
        assert json.headers["content-type"] == "application/json"

    def test_its_errors(self, client: Client, server: Server) -> None:
        server.then(answer(404, {"code": 20404, "message": "no such thing"}))
        with pytest.raises(NotFoundError, match="no such thing") as caught:
            client.request("GET", "/a")
        assert caught.value.code == "20404"

    @pytest.mark.parametrize(
        "path",
        ["https://evil.example/a", "//evil.example/a", "a", "", "/a/../b", "/%2e%2E/b", "/a?b=c", "/a\r\nX: 1"],
    )
    def test_paths_that_lead_elsewhere(self, client: Client, server: Server, path: str) -> None:
        with pytest.raises(ArgumentError):
            client.request("GET", path)
        assert server.requests == []

    def test_a_method_that_is_none(self, client: Client, server: Server) -> None:
        with pytest.raises(ArgumentError, match="FETCH"):
            client.request("FETCH", "/a")
        assert server.requests == []


class TestClosing:
    @every_surface
    def test_a_context_manager(self, connect: Connect, server: Server, surface: Surface) -> None:
        with connect(surface) as client:
            calls(surface, client).fetch("a")
        # A closed client opens new connections when it is used again.
        calls(surface, client).fetch("b")
        client.close()
        client.close()
        assert server.connections == 2

    def test_closing_what_was_never_used(self, connect: Connect) -> None:
        connect(SignalWire).close()

    def test_one_connection_serves_many_calls(self, client: Client, server: Server) -> None:
        for _ in range(5):
            client.calls.fetch("a")
        assert server.connections == 1

    def test_nobody_there(self, connect: Connect, server: Server) -> None:
        server.stop()
        with pytest.raises(APIConnectionError) as caught:
            connect(Client, max_retries=0).calls.create(from_="a", to="b", url="https://example.com")
        assert isinstance(caught.value, ConnectionError)
        assert caught.value.sent == "no"


@every_surface
def test_nothing_shows_the_token(connect: Connect, surface: Surface) -> None:
    client = connect(surface)
    place = calls(surface, client)
    for shown in (client, place, place("a"), vars(place), place.fetch):
        assert TOKEN not in repr(shown)
    settings: Any = client
    assert TOKEN not in repr(vars(settings))
