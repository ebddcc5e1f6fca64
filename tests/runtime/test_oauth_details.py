"""Small print of tokens that a client fetches: what exactly is sent, told, shown and kept."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from urllib.parse import quote

import pytest

from dialwright.python.runtime import (
    APIError,
    ApiInfo,
    APITimeoutError,
    Argument,
    ArgumentError,
    AsyncClient,
    AuthenticationError,
    ClientCredentials,
    ClientError,
    Options,
    RateLimitError,
    Request,
    Secret,
    Security,
    SyncClient,
    TransportRequest,
    TransportResponse,
)

from .ledger import CLIENT, GET, SECRET, Login, client_of, send, use
from .server import answer, close, hang, serving, wait_until
from .test_oauth import BASIC, Clock
from .test_transports import AsyncCanned

REQUEST: Request[Any] = Request("GET", "/entries", dict)
SENT = quote(SECRET, safe="")

pytestmark = pytest.mark.usefixtures("no_pause")


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def failure(kind: str, *steps: Any, given: dict[str, str] | None = None, **settings: Any) -> Any:
    """The error of a request whose token is refused."""
    with serving(*steps) as server, pytest.raises(ClientError) as caught:
        use(client_of(kind, given or {}, base_url=server.url, **settings), GET)
    return caught.value


class TestWhatIsSent:
    def test_headers(self, kind: str) -> None:
        login = Login()
        with serving(login) as server:
            use(client_of(kind, base_url=server.url, headers={"User-Agent": "mine"}), GET)
        sent = {name: value for name, value in login.asked[0].headers.items() if name != "host"}
        assert sent == {
            "user-agent": "ledger/1",
            "accept": "application/json",
            "accept-encoding": "gzip",
            "authorization": BASIC,
            "content-type": "application/x-www-form-urlencoded",
            "content-length": "48",
        } | ({"connection": sent["connection"]} if "connection" in sent else {})

    def test_headers_are_spelt_as_usual(self) -> None:
        own = Interrupted(never=True)
        use(client_of("sync", transport=own), GET)
        assert own.seen == {"User-Agent", "Accept", "Accept-Encoding", "Content-Type", "Authorization"}

    def test_fields(self, kind: str) -> None:
        login = Login()
        with serving(login) as server:
            use(client_of(kind, {"token_auth": "body"}, base_url=server.url), GET)
        assert login.asked[0].body.decode() == (
            f"grant_type=client_credentials&scope=read%20write&client_id=client%201%26co&client_secret={SENT}"
        )

    def test_slashes_are_encoded_as_well(self, kind: str) -> None:
        login = Login()
        with serving(login) as server:
            given = {"client_id": "a/b", "scopes": "  https://api.example/all  ", "token_auth": "body"}
            use(client_of(kind, given, base_url=server.url), GET)
        sent = login.asked[0].body
        assert b"&scope=https%3A%2F%2Fapi.example%2Fall&client_id=a%2Fb&" in sent

    def test_without_arguments_for_it(self) -> None:
        """The document says all of it."""
        scheme = ClientCredentials("token", "client_id", "client_secret", token_url="/grant")
        names = ("token", "client_id", "client_secret")
        api = ApiInfo(
            name="Plain",
            user_agent="plain/1",
            server="https://plain.example",
            arguments=tuple(Argument(name, secret=True) for name in names),
            auth=Security({"oauth": scheme}, (("oauth",),)),
        )
        given = {"token": Secret(""), "client_id": Secret(CLIENT), "client_secret": Secret(SECRET)}
        granted = answer(200, {"access_token": "abc"})
        with (
            serving(granted, answer(200, {})) as server,
            SyncClient(api, given, base_url=server.url) as client,
        ):
            GET(client)
        asked = server.requests[0]
        assert (asked.target, asked.body) == ("/grant", b"grant_type=client_credentials")
        assert asked.headers["authorization"] == BASIC

    def test_a_token_url_of_the_users_may_be_relative(self, kind: str) -> None:
        login = Login()
        with serving(login) as server:
            use(client_of(kind, {"token_url": "/other/oauth/token"}, base_url=f"{server.url}/v1"), GET)
        assert login.asked[0].target == "/other/oauth/token"


class TestTwoGrants:
    API = ApiInfo(
        name="Two",
        user_agent="two/1",
        server="https://two.example",
        arguments=tuple(Argument(f"{name}{n}", secret=True) for n in (1, 2) for name in ("t", "id", "key")),
        auth=Security(
            {
                f"oauth{n}": ClientCredentials(f"t{n}", f"id{n}", f"key{n}", token_url=f"/{n}/oauth/token")
                for n in (1, 2)
            },
            (("oauth1",),),
        ),
    )

    def test_each_has_a_token_of_its_own(self, kind: str) -> None:
        login = Login()
        given = {f"{name}{n}": Secret("given" * n) for n in (1, 2) for name in ("id", "key")}
        given |= {"t1": Secret(""), "t2": Secret("")}
        second = partial(send, request=Request("GET", "/entries", dict, security=(("oauth2",),)))
        with serving(login) as server:
            client = (SyncClient if kind == "sync" else AsyncClient)(self.API, given, base_url=server.url)
            use(client, GET, second, login.before(second))
        assert [asked.target for asked in login.asked] == [f"/{n}/oauth/token" for n in (1, 2, 2)]
        assert repr(client.__session__.settings.tokens) == "Tokens(id1, id2)"
        told = " ".join(f"token-{n}-secret" for n in (1, 2, 3))
        assert client.__session__.settings.redact(told) == "*** *** ***"


class TestWhatIsShown:
    def test_in_a_debugger(self) -> None:
        values = {name: Secret("x") for name in ("client_id", "client_secret", "token_url", "scopes")}
        values |= {"token": Secret(""), "token_auth": Secret("")}
        scheme = ClientCredentials("token", "client_id", "client_secret", token_url="/t")
        assert scheme.kind == "bearer"
        proof = scheme.proof(values)
        assert proof is not None
        assert (proof.place, proof.name, bool(proof.value)) == ("header", "Authorization", False)
        assert repr(proof.grant) == "Grant(client_id)"
        own = scheme.proof({**values, "token": Secret("mine")})
        assert own is not None
        assert (own.value.reveal(), own.grant) == ("Bearer mine", None)

    def test_no_secrets_without_credentials(self) -> None:
        values = {name: Secret("") for name in ("token", "client_id", "client_secret")}
        scheme = ClientCredentials("token", "client_id", "client_secret", token_url="/t")
        assert scheme.secrets(values) == ()
        assert scheme.grant(values) is None
        assert not scheme.is_given(values, frozenset())
        assert scheme.is_given(values, frozenset({"authorization"}))

    @pytest.mark.parametrize("way", ["basic", "body"])
    def test_what_a_refusal_repeats_is_no_secret(self, kind: str, way: str) -> None:
        told = f"{SECRET} {SENT} {BASIC}"
        refusal = answer(400, {"error": "invalid_client", "error_description": told})
        error = failure(kind, refusal, given={"token_auth": way})
        assert error.message.endswith(": invalid_client: *** *** Basic ***")
        assert SECRET not in error.body
        assert SENT not in error.body
        assert BASIC not in error.body

    def test_a_token_is_kept_from_texts(self, kind: str) -> None:
        granted, told = answer(200, {"access_token": "tok/en+1"}), answer(400, {"message": "tok/en+1?"})
        error = failure(kind, granted, told)
        assert error.message == "***?"


class TestWhatIsTold:
    @pytest.mark.parametrize(
        ("body", "told"),
        [
            ({"error": "e", "error_description": ""}, "e"),
            ({"error": "", "error_description": "d"}, "d"),
            ({"error": "", "message": "from the API"}, "from the API"),
            ({"error": "e", "error_description": 1, "error_uri": 1}, "e"),
            ({"error": "e", "error_description": "d" * 400}, "e: " + "d" * 297),
            ({"error": 3, "message": "from the API"}, "from the API"),
        ],
    )
    def test_of_a_refusal(self, kind: str, body: Any, told: str) -> None:
        error = failure(kind, answer(400, body))
        assert type(error) is AuthenticationError
        assert error.message.partition("/oauth/token: ")[2] == told
        assert error.args == (error.message,)

    def test_all_that_it_said(self, kind: str) -> None:
        body = {"error": "e", "error_description": "d", "error_uri": "u"}
        error = failure(kind, answer(400, body, headers={"Retry-After": "9"}))
        [detail] = error.errors
        assert (detail.message, detail.code, detail.more_info) == ("d", "e", "u")
        assert (error.status, error.retry_after) == (400, 9)
        assert '"error_uri"' in error.body

    def test_where_it_said_something_else(self, kind: str) -> None:
        error = failure(kind, answer(400, {"message": "no", "code": 17}))
        assert [(detail.message, str(detail.code)) for detail in error.errors] == [("no", "17")]

    def test_where_it_said_only_what_it_is(self, kind: str) -> None:
        error = failure(kind, answer(400, {"error": "e"}))
        [detail] = error.errors
        assert (detail.message, detail.code, detail.more_info) == ("", "e", None)

    def test_queries_are_not(self, kind: str) -> None:
        with serving(answer(400, {})) as server, pytest.raises(ClientError) as caught:
            use(client_of(kind, {"token_url": f"{server.url}/in?tenant=1"}, base_url=server.url), GET)
        assert caught.value.message.startswith(f"No access token was given by {server.url}/in: ")

    def test_when_to_come_back(self, kind: str) -> None:
        error = failure(kind, answer(429, {}, headers={"Retry-After": "7200"}))
        assert type(error) is RateLimitError
        assert error.retry_after == 7200

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            (b"[]", "The answer is not a JSON object."),
            (b"[1]", "The answer is not a JSON object."),
            (b"<", "The answer is not a JSON object."),
            ({"access_token": None}, "The answer has no access_token."),
            ({"access_token": ""}, "The answer has no access_token."),
            ({"access_token": "a b"}, "The access_token of the answer has characters that cannot be sent."),
            ({"access_token": "aé"}, "The access_token of the answer has characters that cannot be sent."),
            ({"access_token": "a", "token_type": 1}, "The answer has a token_type other than 'bearer'."),
        ],
    )
    def test_of_answers_of_no_use(self, kind: str, body: Any, told: str) -> None:
        error = failure(kind, answer(200, body))
        assert error.message.partition("/oauth/token: ")[2] == told
        assert error.status == 200

    def test_the_way_must_be_one_of_two(self) -> None:
        with pytest.raises(ArgumentError) as caught:
            client_of("sync", {"token_auth": "Basic"})
        assert str(caught.value) == "token_auth must be one of basic, body."

    def test_nothing_where_the_address_cannot_be(self) -> None:
        with pytest.raises(ArgumentError) as caught:
            client_of("sync", {"token_url": "http://a.example"})
        assert str(caught.value).startswith("token_url must use https")

    @pytest.mark.parametrize("name", ["bearer", "BEARER", "Bearer", None])
    def test_bearer_in_any_case(self, kind: str, name: str | None) -> None:
        granted = answer(200, {"access_token": "!~", "token_type": name})
        with serving(granted, answer(200, {})) as server:
            use(client_of(kind, base_url=server.url), GET)
        assert server.requests[1].headers["authorization"] == "Bearer !~"


class TestLifetime:
    @pytest.mark.parametrize(
        ("lasts", "good", "ended"),
        [
            (1000, 969.9, 0.2),
            (200, 179.9, 0.2),
            (10, 8.9, 0.2),
            (2.0, 1.7, 0.2),
            (5, 4.4, None),
            (5, 4.4, 0.2),
            ("600", 569.9, 0.2),
            (10**30, 10**9 - 31, 2),
            ("9" * 40, 10**9 - 31, 2),
            ("600.5", 10**12, None),
            ("²", 10**12, None),
            (True, 10**12, None),
            ([], 10**12, None),
        ],
    )
    def test_it_ends(
        self, kind: str, lasts: object, good: float, ended: float | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clock, login = Clock(monkeypatch), Login(lasts=lasts)
        kept = [GET, clock.later(good)]
        with serving(login) as server:
            use(client_of(kind, base_url=server.url), *kept, *([clock.later(ended)] if ended else []))
        assert len(login.asked) == (2 if ended else 1)

    @pytest.mark.parametrize(("lasts", "left"), [(0, 0.0), (-5, 0.0), (100, 90.0), ("0" * 15 + "9", 0.0)])
    def test_at_its_end_it_is_over(
        self, kind: str, lasts: object, left: float, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clock, login = Clock(monkeypatch), Login(lasts=lasts)
        with serving(login) as server:
            use(client_of(kind, base_url=server.url), GET, clock.later(left))
        assert len(login.asked) == 2


class TestTries:
    def test_none_where_none_may_be(self, kind: str) -> None:
        with serving(close) as server, pytest.raises(ClientError):
            use(client_of(kind, base_url=server.url, max_retries=0), GET)
        assert len(server.requests) == 1

    def test_as_many_as_the_request_may_have(self, kind: str) -> None:
        with serving(answer(503, {})) as server, pytest.raises(APIError) as caught:
            use(client_of(kind, base_url=server.url, max_retries=3), GET)
        assert (len(server.requests), caught.value.status, caught.value.sent) == (4, 503, "no")

    def test_time_ends_as_that_of_the_request(self, kind: str) -> None:
        begun = time.monotonic()
        error = failure(kind, hang, timeout=0.3, max_retries=5)
        assert type(error) is APITimeoutError
        assert error.sent == "no"
        assert time.monotonic() - begun < 10

    def test_no_time_at_all(self, kind: str) -> None:
        def hurried(client: Any) -> Any:
            return client.__session__.send(REQUEST, Options(timeout=1e-9))

        with serving(Login()) as server, pytest.raises(APITimeoutError) as caught:
            use(client_of(kind, base_url=server.url), hurried)
        about = f"No access token was given by {server.url}/oauth/token: "
        assert caught.value.message == f"{about}Time ran out before an access token was fetched."
        assert (caught.value.sent, server.requests) == ("no", [])

    def test_without_a_limit(self, kind: str) -> None:
        login = Login()

        def patient(client: Any) -> Any:
            return client.__session__.send(REQUEST, Options(timeout=None))

        with serving(login) as server:
            use(client_of(kind, base_url=server.url), patient)
        assert len(login.others) == 1


class Interruption(BaseException):
    """As if somebody had pressed Ctrl-C."""


class Interrupted:
    """A transport in which the first request is interrupted."""

    def __init__(self, *, never: bool = False) -> None:
        self.count = 1 if never else 0
        self.seen: set[str] = set()
        self.may_end = threading.Event()
        self.may_end.set()

    def send(self, request: TransportRequest, /) -> TransportResponse:
        self.count += 1
        self.seen = self.seen or {name for name, _ in request.headers}
        if self.count == 1:
            self.may_end.wait(20)
            raise Interruption("now")
        return TransportResponse(200, [], [b'{"access_token": "abc"}'])

    def close(self) -> None:
        pass


def test_an_interruption_is_itself_and_the_next_request_asks_anew(kind: str) -> None:
    own = Interrupted()
    client = client_of(kind, transport=own if kind == "sync" else AsyncCanned(own))

    async def twice() -> BaseException:
        async with client:
            with pytest.raises(Interruption) as caught:
                await GET(client)
            await GET(client)
        return caught.value

    if kind == "async":
        error = asyncio.run(twice())
    else:
        with client, pytest.raises(Interruption) as caught:
            GET(client)
        error = caught.value
        use(client, GET)
    assert (str(error), own.count) == ("now", 3)
    assert error.__cause__ is error.__context__ is None


def test_who_waits_for_one_that_is_interrupted_asks_itself() -> None:
    own = Interrupted()
    own.may_end.clear()
    client = client_of("sync", transport=own)

    def interrupted() -> None:
        with pytest.raises(Interruption):
            GET(client)

    with client, ThreadPoolExecutor(2) as threads:
        first = threads.submit(interrupted)
        wait_until(lambda: own.count == 1)
        second = threads.submit(GET, client)
        time.sleep(0.3)
        own.may_end.set()
        first.result(20)
        assert second.result(20) == {"access_token": "abc"}
    assert own.count == 3
