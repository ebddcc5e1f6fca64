"""Tokens that a client fetches itself: how it asks, how long it keeps them, and what it makes of refusals."""

from __future__ import annotations

import io
import logging
from base64 import b64encode
from typing import Any

import pytest

from dialwright.python.runtime import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    ArgumentError,
    AuthenticationError,
    ClientError,
    CredentialsError,
    RateLimitError,
    RedirectError,
    Request,
    ResponseTooLargeError,
    ServerError,
    TransportRequest,
    TransportResponse,
    granting,
    tokens,
)

from .ledger import CLIENT, GET, POST, SECRET, Login, client_of, paths, send, use
from .server import Step, answer, close, hang, raw, reset, serving

ENCODED = "client%201%26co:CS%2Bsecret%2F0123%3D456%20%C3%A9%3A%25"
BASIC = "Basic " + b64encode(ENCODED.encode()).decode()

pytestmark = pytest.mark.usefixtures("no_pause")


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Clock:
    """The time, as the runtime sees it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        patch.setattr(tokens, "monotonic", lambda: self.now)
        patch.setattr(granting, "monotonic", lambda: self.now)

    def later(self, seconds: float) -> Any:
        def action(client: Any) -> Any:
            self.now += seconds
            return GET(client)

        return action


class TestAsking:
    def test_with_http_basic(self, kind: str) -> None:
        login = Login()
        with serving(login) as server:
            use(client_of(kind, base_url=server.url), GET)
        [asked], [other] = login.asked, login.others
        assert (asked.method, asked.target) == ("POST", "/oauth/token")
        assert asked.body == b"grant_type=client_credentials&scope=read%20write"
        assert asked.headers["authorization"] == BASIC
        assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
        assert asked.headers["accept"] == "application/json"
        assert (other.target, other.headers["authorization"]) == ("/entries", "Bearer token-1-secret")

    def test_with_the_fields_of_the_form(self, kind: str) -> None:
        login = Login()
        with serving(login) as server:
            use(client_of(kind, {"token_auth": "body", "scopes": " "}, base_url=server.url), GET)
        [asked] = login.asked
        assert "authorization" not in asked.headers
        assert (
            asked.form
            == [
                ("grant_type", "client_credentials"),
                ("client_id", CLIENT),
                ("client_secret", SECRET),
            ]
            or asked.body.isascii()
        )
        assert dict(asked.form)["client_secret"] == SECRET
        assert "scope" not in dict(asked.form)

    def test_scopes_may_be_others(self, kind: str) -> None:
        login = Login()
        with serving(login) as server:
            use(client_of(kind, {"scopes": "audit"}, base_url=server.url), GET)
        assert dict(login.asked[0].form)["scope"] == "audit"

    def test_headers_of_the_user_are_not_sent_there_and_hooks_are_not_told(self, kind: str) -> None:
        login, seen = Login(), list[str]()

        def hook(event: Any) -> dict[str, str]:
            seen.append(f"{event.method} {event.path}")
            return {"X-Trace": "1"}

        with serving(login) as server:
            use(client_of(kind, base_url=server.url, headers={"X-Own": "1"}, on_request=hook), GET)
        assert seen == ["GET /entries"]
        assert not {"x-own", "x-trace"} & login.asked[0].headers.keys()
        assert {"x-own", "x-trace"} <= login.others[0].headers.keys()

    def test_a_transport_of_the_users_own_carries_it(self) -> None:
        sent: list[TransportRequest] = []

        class Own:
            def send(self, request: TransportRequest, /) -> TransportResponse:
                sent.append(request)
                body = b'{"access_token":"abc"}' if request.method == "POST" else b"{}"
                return TransportResponse(200, [], [body])

            def close(self) -> None:
                pass

        use(client_of("sync", {"token_auth": "body"}, transport=Own()), GET)
        assert [request.url for request in sent] == [
            "https://eu.ledger.example/oauth/token",
            "https://eu.ledger.example/v1/entries",
        ]
        assert b"client_secret=CS%2Bsecret" in sent[0].content
        assert sent[0].content_length == len(sent[0].content)

    def test_from_the_environment(self, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LEDGER_CLIENT", CLIENT)
        monkeypatch.setenv("LEDGER_SECRET", SECRET)
        login = Login()
        with serving(login) as server:
            use(client_of(kind, {"client_id": "", "client_secret": ""}, base_url=server.url), GET)
        assert login.asked[0].headers["authorization"] == BASIC

    def test_a_token_that_is_given_wins(self, kind: str) -> None:
        with serving(answer(200, {})) as server:
            use(client_of(kind, {"token": "by-hand"}, base_url=server.url), GET)
            use(client_of(kind, base_url=server.url, headers={"Authorization": "Bearer own"}), GET)
        assert paths(server.requests) == ["GET /entries"] * 2
        assert [one.headers["authorization"] for one in server.requests] == ["Bearer by-hand", "Bearer own"]

    def test_what_is_missing_is_named(self, kind: str) -> None:
        for given in ({"client_id": ""}, {"client_secret": ""}):
            with pytest.raises(CredentialsError) as caught:
                use(client_of(kind, given, base_url="http://127.0.0.1:1"), GET)
            assert str(caught.value) == (
                "The request needs credentials: give the client token= (or client_id= and client_secret=)."
            )


class TestWhere:
    @pytest.mark.parametrize(
        ("base_url", "token_url", "expected"),
        [
            ("", "/login?tenant=1", "POST /login?tenant=1"),
            ("", "", "POST /oauth/token"),
            ("/v1", "", "POST /oauth/token"),
            ("/gate/v1", "", "POST /gate/oauth/token"),
        ],
    )
    def test_it_moves_along_with_the_api(
        self, kind: str, base_url: str, token_url: str, expected: str
    ) -> None:
        granted, done = answer(200, {"access_token": "abc"}), answer(200, {})
        with serving(granted, done) as server:
            url = f"{server.url}{token_url}" if token_url else ""
            use(client_of(kind, {"token_url": url}, base_url=server.url + base_url), GET)
        assert paths(server.requests) == [expected, f"GET {base_url}/entries"]

    @pytest.mark.parametrize(
        "url",
        [
            "http://login.example/token",
            "http://127.0.0.1.evil.example/token",
            "https://user:password@login.example/token",
            "ftp://login.example/token",
            "https://login.example/to ken",
            "https://login.example/\ntoken",
            "https://login.example/token#part",
            "https://",
        ],
    )
    def test_it_is_where_a_secret_may_be_sent(self, kind: str, url: str) -> None:
        with pytest.raises(ArgumentError, match="token_url"):
            client_of(kind, {"token_url": url})

    def test_how_it_is_asked_is_one_of_two(self, kind: str) -> None:
        with pytest.raises(ArgumentError, match="token_auth must be one of basic, body"):
            client_of(kind, {"token_auth": "post"})


class TestKeeping:
    def test_until_shortly_before_the_end(self, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
        clock, login = Clock(monkeypatch), Login(lasts=3600)
        with serving(login) as server:
            actions = (GET, clock.later(3569), clock.later(2), clock.later(3569), clock.later(2))
            use(client_of(kind, base_url=server.url), *actions)
        assert (len(login.asked), len(login.others)) == (3, 5)

    @pytest.mark.parametrize(
        ("lasts", "good", "ended"), [(10, 8.9, 0.2), ("3600", 3569, 2), (None, 10**8, None), (0, None, 0.0)]
    )
    def test_what_is_told_of_the_end(
        self,
        kind: str,
        lasts: object,
        good: float | None,
        ended: float | None,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        clock, login = Clock(monkeypatch), Login(lasts=lasts)
        steps = [GET, *(clock.later(time) for time in (good, ended) if time is not None)]
        with serving(login) as server:
            use(client_of(kind, base_url=server.url), *steps)
        assert len(login.asked) == (1 if ended is None else 2)

    @pytest.mark.parametrize("lasts", ["soon", -5, True, [1], 10**400, "9" * 40])
    def test_nonsense_about_the_end_is_no_failure(self, kind: str, lasts: object) -> None:
        login = Login(lasts=lasts)
        with serving(login) as server:
            use(client_of(kind, base_url=server.url), GET, GET)
        assert len(login.others) == 2

    def test_twins_and_closed_clients_share_it(self, kind: str) -> None:
        login = Login()
        with serving(login) as server:
            client = client_of(kind, base_url=server.url)
            use(client, GET, lambda client: GET(client.with_options(timeout=5)))
            use(client, GET)
            use(client_of(kind, base_url=server.url), GET)
        assert (len(login.asked), len(login.others)) == (2, 4), "another client has a token of its own"


class TestRefusedTokens:
    @pytest.mark.parametrize("action", [GET, POST])
    def test_a_kept_one_is_fetched_anew_and_the_request_sent_once_more(self, kind: str, action: Any) -> None:
        login = Login()
        with serving(login) as server:
            client = client_of(kind, base_url=server.url, max_retries=0)
            use(client, GET, login.before(action))
        assert len(login.asked) == 2
        assert [one.headers["authorization"][-8:] for one in login.others] == [
            "1-secret",
            "1-secret",
            "2-secret",
        ]
        assert login.others[1].body == login.others[2].body

    def test_a_new_one_is_not(self, kind: str) -> None:
        granted = answer(200, {"access_token": "of no use"[:2]})
        with serving(granted, answer(401, {})) as server, pytest.raises(AuthenticationError) as caught:
            use(client_of(kind, base_url=server.url), POST)
        assert paths(server.requests) == ["POST /oauth/token", "POST /entries"]
        assert (caught.value.sent, caught.value.status) == ("yes", 401)

    def test_it_is_done_once(self, kind: str) -> None:
        granted, refused = answer(200, {"access_token": "abc"}), answer(401, {})
        steps = (granted, answer(200, {}), refused, granted, refused)
        with serving(*steps) as server, pytest.raises(AuthenticationError):
            use(client_of(kind, base_url=server.url), GET, POST)
        assert paths(server.requests) == [
            *("POST /oauth/token", "GET /entries", "POST /entries", "POST /oauth/token", "POST /entries"),
        ]

    def test_not_where_the_body_is_gone(self, kind: str) -> None:
        class Stream(io.RawIOBase):
            """Cannot go back."""

            def __init__(self) -> None:
                self.parts = [b"abc", b""]

            def readable(self) -> bool:
                return True

            def read(self, size: int = -1, /) -> bytes:
                return self.parts.pop(0)

        login = Login()

        def upload(client: Any) -> Any:
            login.revoke()
            return send(client, Request("POST", "/scans", dict, content=Stream(), content_type="text/plain"))

        with serving(login) as server, pytest.raises(AuthenticationError):
            use(client_of(kind, base_url=server.url), GET, upload)
        assert (len(login.asked), len(login.others)) == (1, 2)

    def test_of_a_token_by_hand_there_is_no_other(self, kind: str) -> None:
        with serving(answer(200, {}), answer(401, {})) as server, pytest.raises(AuthenticationError):
            use(client_of(kind, {"token": "by-hand"}, base_url=server.url), GET, GET)
        assert len(server.requests) == 2


HTML = raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>")
LARGE = raw(b"HTTP/1.1 200 OK\r\n\r\n" + b" " * 17_000_000)
WRONG = {
    "error": "invalid_client",
    "error_description": "Client authentication failed.",
    "error_uri": "https://e.example",
}

FAULTS: list[tuple[Step, type[ClientError], int, str]] = [
    (answer(401, WRONG), AuthenticationError, 401, "invalid_client: Client authentication failed."),
    (answer(400, {"error": "invalid_scope"}), AuthenticationError, 400, "invalid_scope"),
    (answer(403, b"<html>no</html>"), AuthenticationError, 403, "The service said no more"),
    (answer(404, {"message": "no such page"}), AuthenticationError, 404, "no such page"),
    (answer(302, {}, headers={"Location": "https://b.example/"}), RedirectError, 302, ""),
    (answer(429, {}, headers={"Retry-After": "7200"}), RateLimitError, 429, ""),
    (answer(503, {}), ServerError, 503, ""),
    (HTML, AuthenticationError, 200, "The answer is not a JSON object."),
    (answer(200, b"[]"), AuthenticationError, 200, "The answer is not a JSON object."),
    (answer(200, {"id_token": "private"}), AuthenticationError, 200, "The answer has no access_token."),
    (answer(200, {"access_token": ""}), AuthenticationError, 200, "The answer has no access_token."),
    (answer(200, {"access_token": 7}), AuthenticationError, 200, "The answer has no access_token."),
    (answer(200, {"access_token": "a\r\nX: 1"}), AuthenticationError, 200, "characters that cannot be sent"),
    (
        answer(200, {"access_token": "a", "token_type": "mac"}),
        AuthenticationError,
        200,
        "token_type other than",
    ),
    (answer(200, {"access_token": "a", "token_type": []}), AuthenticationError, 200, "token_type other than"),
    (answer(204), AuthenticationError, 204, "The answer is not a JSON object."),
    (LARGE, AuthenticationError, 200, "larger than"),
    (close, APIConnectionError, 0, "The connection failed"),
    (reset, APIConnectionError, 0, ""),
    (hang, APITimeoutError, 0, "Time ran out"),
]


class TestFaults:
    @pytest.mark.parametrize(("step", "expected", "status", "told"), FAULTS)
    @pytest.mark.parametrize("action", [GET, POST])
    def test_the_request_is_not_sent(
        self, kind: str, step: Step, expected: type[ClientError], status: int, told: str, action: Any
    ) -> None:
        login = Login(step)
        timeout = 0.4 if step is hang else 20
        with serving(login) as server:
            client = client_of(kind, base_url=server.url, timeout=timeout, max_retries=0)
            with pytest.raises(expected) as caught:
                use(client, action)
            error: Any = caught.value
            assert login.others == []
            where = f"No access token was given by {server.url}/oauth/token: "
            assert error.message.startswith(where), error.message
        assert type(error) is expected
        assert told in error.message
        assert (error.sent, error.path) == ("no", "/entries")
        assert getattr(error, "status", 0) == status
        assert not isinstance(error, ResponseTooLargeError)
        assert "private" not in repr(vars(error))

    def test_what_the_answer_says_can_be_asked_for(self, kind: str) -> None:
        with serving(Login(answer(401, WRONG))) as server, pytest.raises(AuthenticationError) as caught:
            use(client_of(kind, base_url=server.url), GET)
        error = caught.value
        assert (error.code, error.more_info) == ("invalid_client", "https://e.example")
        assert str(error).endswith("Client authentication failed. (code invalid_client) [GET /entries]")

    def test_closed_ports(self, kind: str) -> None:
        with pytest.raises(APIConnectionError) as caught:
            use(client_of(kind, base_url="http://127.0.0.1:1"), POST)
        assert (caught.value.sent, caught.value.path) == ("no", "/entries")
        assert "No access token was given by http://127.0.0.1:1/oauth/token: " in str(caught.value)

    def test_what_passes_is_tried_again(self, kind: str) -> None:
        login = Login()
        with serving(answer(503, {}), close, login) as server:
            use(client_of(kind, base_url=server.url), POST)
        assert paths(server.requests) == [*["POST /oauth/token"] * 3, "POST /entries"]

    def test_retries_are_not_multiplied(self, kind: str) -> None:
        with serving(answer(503, {})) as server, pytest.raises(ServerError):
            use(client_of(kind, base_url=server.url, max_retries=2), GET)
        assert len(server.requests) == 3

    def test_redirects_are_not_followed(self, kind: str) -> None:
        with serving(answer(200, {"access_token": "a"})) as other:
            there = answer(307, {}, headers={"Location": f"{other.url}/oauth/token"})
            with serving(there) as server, pytest.raises(APIError):
                use(client_of(kind, base_url=server.url), GET)
            assert other.requests == []

    def test_after_a_failure_it_is_asked_for_again(self, kind: str) -> None:
        login = Login()
        with serving(answer(400, {"error": "invalid_client"}), login) as server:
            client = client_of(kind, base_url=server.url)
            with pytest.raises(AuthenticationError):
                use(client, GET)
            use(client, GET)
        assert len(login.others) == 1

    def test_the_log_tells_of_it_without_anything_private(
        self, kind: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        login = Login()
        with serving(login) as server, caplog.at_level(logging.DEBUG, "dialwright"):
            use(client_of(kind, base_url=server.url), GET)
        lines = [record.getMessage() for record in caplog.records if record.name == "dialwright"]
        assert [line.partition(" in ")[0] for line in lines] == ["POST {token_url}: 200", "GET /entries: 200"]
