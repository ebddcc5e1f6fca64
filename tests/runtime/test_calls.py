"""One call, without I/O: what is sent, and what is made of each outcome."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from dialwright.python.runtime import (
    APIConnectionError,
    ApiInfo,
    APITimeoutError,
    Argument,
    ArgumentError,
    BasicAuth,
    ClientError,
    Options,
    OutcomeUnknownError,
    RateLimitError,
    Request,
    ResponseDecodeError,
    Rule,
    Secret,
    ServerError,
    SyncClient,
    call,
)
from dialwright.python.runtime.address import parse_address
from dialwright.python.runtime.call import Call, Reading
from dialwright.python.runtime.envelope import Envelope
from dialwright.python.runtime.errors import (
    DecodeOutcomeUnknown,
    ResponseTooLargeError,
    TooLargeOutcomeUnknown,
)
from dialwright.python.runtime.prepare import prepare
from dialwright.python.runtime.response import Headers, RawResponse
from dialwright.python.runtime.settings import Settings

URL = "http://127.0.0.1:9"


def settings() -> Settings:
    api = ApiInfo(
        name="Plain",
        user_agent="plain/1",
        server=URL,
        arguments=(Argument("user", secret=True), Argument("password", secret=True)),
        auth=BasicAuth("user", "password"),
    )
    client = SyncClient(api, {"user": Secret("u"), "password": Secret("p")})
    return client.__session__.settings


def a_call(**given: Any) -> Call:
    usual: dict[str, Any] = {"repeatable": True, "timeout": None, "max_retries": 3, **given}
    method, headers = usual.pop("method", "POST"), usual.pop("headers", [("X-A", "1")])
    address = parse_address(URL, "url")
    return Call(settings(), method, "/x/{id}", address, "/x/1?y", headers, b"", **usual)


def answered(status: int, body: bytes = b"", **headers: str) -> RawResponse:
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return RawResponse(status, Headers(pairs), body)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A clock that stands still at 100."""

    def set_to(now: float) -> None:
        monkeypatch.setattr(call, "monotonic", lambda: now)

    set_to(100.0)
    return set_to


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the retries before which there was a pause of one second."""
    seen: list[int] = []

    def pause(retry: int) -> float:
        seen.append(retry)
        return 1.0

    monkeypatch.setattr(call, "pause", pause)
    return seen


class TestReading:
    def test_an_answer(self) -> None:
        reading = Reading(a_call(), 200, [("X-Request-Id", "r1"), ("x-b", "2")])
        assert reading.feed(b"ab")
        assert reading.feed(b"c")
        response = reading.finish()
        assert (response.status, response.content, response.url) == (200, b"abc", f"{URL}/x/1?y")
        assert (response.request_id, response.headers["X-B"]) == ("r1", "2")

    def test_that_takes_too_long(self, clock: Callable[[float], None]) -> None:
        reading = Reading(a_call(timeout=5.0), 200, [])
        clock(105.0)
        assert reading.feed(b"ab")
        clock(105.1)
        with pytest.raises(APITimeoutError) as caught:
            reading.feed(b"c")
        assert caught.value.message == "Time ran out while the answer was being read."
        assert caught.value.sent == "yes"


class TestAttempt:
    def test_has_the_credentials_and_no_patience(self) -> None:
        request = a_call(timeout=5.0).attempt()
        assert list(request.headers) == [("X-A", "1"), ("Authorization", "Basic dTpw")]
        assert (request.patience, request.until) == (None, 105.0)

    def test_of_a_stream_has_patience(self) -> None:
        assert a_call(timeout=5.0, streamed=True).attempt().patience == 5.0

    def test_elsewhere_has_no_credentials(self) -> None:
        assert list(a_call(authorized=False).attempt().headers) == [("X-A", "1")]

    @pytest.mark.parametrize("name", ["Authorization", "authorization"])
    def test_a_header_of_ones_own_takes_their_place(self, name: str) -> None:
        assert list(a_call(headers=[(name, "Mine")]).attempt().headers) == [(name, "Mine")]


class TestVerdict:
    def test_retries_are_counted(self, pauses: list[int]) -> None:
        made = a_call()
        assert [made.judge(answered(503)) for _ in range(3)] == [1.0] * 3
        with pytest.raises(ServerError):
            made.judge(answered(503))
        assert pauses == [0, 1, 2]

    @pytest.mark.parametrize(("seconds", "waits"), [("60", True), ("61", False), ("0", True)])
    def test_the_longest_wait(self, seconds: str, waits: bool) -> None:
        made, outcome = a_call(), answered(429, retry_after=seconds)
        if waits:
            assert made.judge(outcome) == float(seconds)
            return
        with pytest.raises(RateLimitError):
            made.judge(outcome)

    @pytest.mark.parametrize(("seconds", "waits"), [("4.9", True), ("5", False), ("6", False)])
    def test_no_wait_goes_beyond_the_end(self, seconds: str, waits: bool) -> None:
        made, outcome = a_call(timeout=5.0), answered(429, retry_after=seconds)
        if waits:
            assert made.judge(outcome) == 4.9
            return
        with pytest.raises(RateLimitError):
            made.judge(outcome)

    @pytest.mark.parametrize(("status", "sent"), [(503, "yes"), (429, "no")])
    def test_whether_it_was_sent_is_about_every_attempt(self, status: int, sent: str) -> None:
        """One that was turned away does not count, one that failed otherwise does."""
        made = a_call()
        made.judge(answered(status))
        made.judge(APIConnectionError("refused", sent="no"))
        made.judge(APIConnectionError("refused", sent="no"))
        with pytest.raises(APIConnectionError) as caught:
            made.judge(APIConnectionError("refused", sent="no"))
        assert caught.value.sent == sent

    def test_an_attempt_that_may_have_arrived_is_not_forgotten(self) -> None:
        made = a_call(max_retries=1)
        made.judge(APIConnectionError("broke", sent="maybe"))
        with pytest.raises(APIConnectionError) as caught:
            made.judge(APIConnectionError("refused", sent="no"))
        assert (caught.value.sent, caught.value.message) == ("maybe", "refused")

    @pytest.mark.parametrize(
        ("failure", "kind"),
        [
            (ResponseDecodeError("odd"), DecodeOutcomeUnknown),
            (ResponseTooLargeError("large"), TooLargeOutcomeUnknown),
        ],
    )
    def test_a_success_that_cannot_be_read_is_an_outcome_unknown(
        self, failure: ResponseDecodeError, kind: type[ClientError]
    ) -> None:
        failure.status, failure.body, failure.pointer = 201, "body", "/a"
        with pytest.raises(OutcomeUnknownError) as caught:
            a_call(repeatable=False).judge(failure)
        error = caught.value
        assert type(error) is kind
        assert isinstance(error, ResponseDecodeError)
        assert (error.status, error.body, error.pointer, error.sent) == (201, "body", "/a", "yes")


# --- from a request to a call ------------------------------------------------------------------------------


def sent(
    request: Request[Any], options: Options | None = None, *, streamed: bool = False
) -> tuple[dict[str, str], bytes]:
    """The headers, with their names as they are spelled, and the body."""
    made = prepare(settings(), request, options, streamed=streamed).attempt()
    return dict(made.headers), made.content


class TestRequest:
    def test_introduces_itself(self) -> None:
        assert sent(Request("GET", "/a", None))[0] == {
            "User-Agent": "plain/1",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "Authorization": "Basic dTpw",
        }

    @pytest.mark.parametrize(
        ("result", "streamed", "accept", "encoding"),
        [
            (bytes, False, "application/json, */*;q=0.5", "gzip"),
            (str, False, "application/json, */*;q=0.5", "gzip"),
            (bytes, True, "*/*", "identity"),
        ],
    )
    def test_says_what_it_can_read(self, result: Any, streamed: bool, accept: str, encoding: str) -> None:
        headers, _ = sent(Request("GET", "/a", result), streamed=streamed)
        assert (headers["Accept"], headers["Accept-Encoding"]) == (accept, encoding)
        assert sent(Request("GET", "/a", result, accept="text/x"))[0]["Accept"] == "text/x"

    @pytest.mark.parametrize(
        ("given", "content_type", "body"),
        [
            ({"json": {"a": 1}}, "application/json", b'{"a":1}'),
            ({"json": [1], "content_type": "application/x+json"}, "application/x+json", b"[1]"),
            ({"form": {"a": 1}}, "application/x-www-form-urlencoded", b"a=1"),
            ({"content": b"x"}, "application/octet-stream", b"x"),
            ({"content": "x", "content_type": "text/x"}, "text/x", b"x"),
            (
                {"json": {"a": 1}, "envelope": Envelope("params", {"c": "d"})},
                "application/json",
                b'{"c":"d","params":{"a":1}}',
            ),
            (
                {"json": {"a": 1}, "envelope": Envelope("p", {}), "content_type": "application/x+json"},
                "application/x+json",
                b'{"p":{"a":1}}',
            ),
        ],
    )
    def test_says_what_it_sends(self, given: dict[str, Any], content_type: str, body: bytes) -> None:
        headers, content = sent(Request("POST", "/a", None, **given))
        assert (headers["Content-Type"], content) == (content_type, body)

    @pytest.mark.parametrize(
        ("given", "body"),
        [
            ({"json": {"a": 1}}, {"a": 1, "b": 2}),
            ({"json": {"a": 1}, "envelope": Envelope("p", {})}, {"p": {"a": 1, "b": 2}}),
        ],
    )
    def test_sends_more_where_more_is_given(self, given: dict[str, Any], body: object) -> None:
        headers, content = sent(Request("POST", "/a", None, **given), Options(extra_body={"b": 2}))
        assert (headers["Content-Type"], json.loads(content)) == ("application/json", body)

    @pytest.mark.parametrize("place", ["query", "form", "json", "fields"])
    def test_rules_are_about_every_argument(self, place: str) -> None:
        rule = Rule("at-least-one-of", {"A": "a", "B": "b"})
        given: dict[str, Any] = {place: {"A": 1}, "rules": (rule,), "content_type": "application/json"}
        sent(Request("POST", "/a", None, **given))
        given[place] = {"C": 1}
        with pytest.raises(ArgumentError):
            sent(Request("POST", "/a", None, **given))


class TestResponse:
    def test_headers_of_one_name_are_joined(self) -> None:
        headers = Headers([("A", "1"), ("b", "2"), ("a", "3"), ("B", "4"), ("a", "5")])
        assert dict(headers) == {"a": "1, 3, 5", "b": "2, 4"}
        assert (headers["A"], len(headers), repr(headers)) == ("1, 3, 5", 2, "Headers(['a', 'b'])")

    def test_what_the_service_calls_a_request_is_cut(self) -> None:
        assert answered(200, x_request_id="x" * 201).request_id == "x" * 200
        assert answered(200).request_id is None

    def test_needs_no_address(self) -> None:
        assert answered(200).url == ""
        assert RawResponse(200, Headers([]), b"", URL).url == URL
        assert repr(answered(200, b"abc")) == "RawResponse(200, 3 bytes)"
