"""Settings of a client and of one call, requests by hand, and closing."""

from __future__ import annotations

from typing import Any

import pytest

from dialwright_signalwire import Options, SignalWire
from dialwright_signalwire.errors import (
    APIConnectionError,
    APITimeoutError,
    ArgumentError,
    NotFoundError,
    ResponseDecodeError,
    ServerError,
)
from dialwright_signalwire.rest import Client
from runtime.server import Server, answer, hang

from .harness import ACCOUNT, Connect, Surface, calls_of, every_surface

CALL = answer(200, {"sid": "call-1", "status": "queued"})
BUSY = answer(503, {"code": 20503, "message": "busy"}, headers={"Retry-After": "0"})


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
        calls_of(client, surface).fetch("a")  # the tree exists before the twin does
        calls_of(client.with_options(headers={"X-Twin": "1"}), surface).fetch("b")
        calls_of(client, surface).fetch("c")
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
        [
            "https://evil.example/a",
            "//evil.example/a",
            "a",
            "",
            "/a/../b",
            "/%2e%2E/b",
            "/a?b=c",
            "/a\r\nX: 1",
        ],
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
            calls_of(client, surface).fetch("a")
        # A closed client opens new connections when it is used again.
        calls_of(client, surface).fetch("b")
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
