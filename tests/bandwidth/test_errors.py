"""Failures: which error each is, what may be repeated, and when a call may have been placed."""

from __future__ import annotations

import base64
import traceback
from collections.abc import Callable
from typing import TypeAlias

import pytest

import dialwright_bandwidth
from dialwright_bandwidth import errors
from dialwright_bandwidth.errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    BandwidthError,
    ConflictError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitError,
    RequestTimeoutError,
    ResponseDecodeError,
    ServerError,
    UnprocessableError,
)
from dialwright_bandwidth.voice import Client
from runtime.server import Server, Step, answer, close, hang, raw, reset

from .harness import CALLS, SECRET, TOKEN, Connect, sent

Action: TypeAlias = Callable[[Client], object]

REFUSED = {"code": "call-invalid-state", "message": "The call is over.", "category": "bad-request"}
TEMPLATE = "/users/{userId}/calls"
PLACED = answer(201, headers={"Location": f"{CALLS}/c-1"})
BUSY = answer(503, REFUSED, headers={"Retry-After": "0"})

# What dials, or may: never sent twice.
DIALLING: dict[str, Action] = {
    "create_call": lambda api: api.create_call("+15550101", "+15550100"),
    "transfer_call": lambda api: api.transfer_call("c-1", "+15550100"),
    "update_call": lambda api: api.update_call("c-1", state="transferring", transfer_to="+15550100"),
}
# What else does something each time that it is sent.
ACTING: dict[str, Action] = {
    "answer_call": lambda api: api.answer_call("c-1"),
    "reject_call": lambda api: api.reject_call("c-1"),
    "hangup_call": lambda api: api.hangup_call("c-1"),
    "play_audio_to_call": lambda api: api.play_audio_to_call("c-1", "a.mp3"),
    "play_audio_file_to_call": lambda api: api.play_audio_file_to_call("c-1", "a.mp3"),
    "speak_sentence_to_call": lambda api: api.speak_sentence_to_call("c-1", "Hi"),
    "send_dtmf_to_call": lambda api: api.send_dtmf_to_call("c-1", "1"),
    "create_call_gather": lambda api: api.create_call_gather("c-1"),
    "update_call_gather": lambda api: api.update_call_gather("c-1", "g-1", "completed"),
}
# What may be sent twice.
SAFE: dict[str, Action] = {
    "enable_call_recording": lambda api: api.enable_call_recording("c-1"),
    "disable_call_recording": lambda api: api.disable_call_recording("c-1"),
    "get_call": lambda api: api.get_call("c-1"),
    "get_call_event": lambda api: api.get_call_event("c-1", "e-1"),
    "get_call_gather": lambda api: api.get_call_gather("c-1", "g-1"),
    "list_calls": lambda api: list(api.list_calls()),
    "list_call_recordings": lambda api: list(api.list_call_recordings("c-1")),
    "list_call_transcriptions": lambda api: list(api.list_call_transcriptions("c-1")),
    "list_call_events": lambda api: list(api.list_call_events("c-1")),
}
ONCE = {**DIALLING, **ACTING}


def each(actions: dict[str, Action]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("action", actions.values(), ids=actions)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequestError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (409, ConflictError),
        (415, APIError),
        (422, UnprocessableError),
        (429, RateLimitError),
        (500, ServerError),
        (503, ServerError),
    ],
)
def test_each_status(connect: Connect, server: Server, status: int, kind: type[APIError]) -> None:
    server.then(answer(status, REFUSED, headers={"X-Request-Id": "request-1"}))
    with pytest.raises(BandwidthError) as caught:
        connect(Client, max_retries=0).get_call("c-1")
    error = caught.value
    assert type(error) is kind
    assert isinstance(error, APIError)
    assert (error.status, error.code, error.message) == (status, "call-invalid-state", "The call is over.")
    assert (error.request_id, error.sent, error.method, error.path) == (
        "request-1",
        "yes",
        "GET",
        f"{TEMPLATE}/{{callId}}",
    )
    for part in (str(status), "The call is over.", "call-invalid-state", "request-1"):
        assert part in str(error)


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ({"code": "bad", "message": "no"}, "bad", "no"),
        ({"message": "no"}, None, "no"),
        ({"code": 17, "message": "no"}, "17", "no"),
        (b"plain text", None, "plain text"),
        (b"", None, ""),
    ],
)
def test_each_envelope(api: Client, server: Server, body: object, code: str | None, message: str) -> None:
    server.then(answer(400, body))
    with pytest.raises(BadRequestError) as caught:
        api.create_call("+15550101", "+15550100")
    assert caught.value.code == code
    assert message in caught.value.message
    assert caught.value.message
    assert not isinstance(caught.value, OutcomeUnknownError)


def test_one_base() -> None:
    kinds = [getattr(errors, name) for name in errors.__all__ if name != "ErrorDetail"]
    assert len(kinds) > 20
    assert all(issubclass(kind, BandwidthError) for kind in kinds)
    assert all(getattr(dialwright_bandwidth, name) is getattr(errors, name) for name in errors.__all__)


class TestOnce:
    @each(ONCE)
    @pytest.mark.parametrize(
        ("step", "kind", "told"),
        [
            (close, APIConnectionError, "maybe"),
            (reset, APIConnectionError, "maybe"),
            (hang, APITimeoutError, "maybe"),
            (raw(b"HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\n{"), APIConnectionError, "yes"),
            (answer(408, REFUSED), RequestTimeoutError, "yes"),
            (answer(500, REFUSED), ServerError, "yes"),
            (BUSY, ServerError, "yes"),
        ],
        ids=["close", "reset", "hang", "cut", "408", "500", "503"],
    )
    def test_it_may_have_taken_effect(
        self, connect: Connect, server: Server, action: Action, step: Step, kind: type, told: str
    ) -> None:
        server.then(step)
        with pytest.raises(OutcomeUnknownError) as caught:
            action(connect(Client, timeout=0.5))
        error = caught.value
        assert isinstance(error, kind)
        assert (error.sent, error.method) == (told, "POST")
        assert error.path.startswith(TEMPLATE)
        assert "may have taken effect" in str(error)
        assert len(server.requests) == 1

    @each(ONCE)
    def test_turned_away_and_tried_again(self, api: Client, server: Server, action: Action) -> None:
        server.then(answer(429, REFUSED, headers={"Retry-After": "0"}), PLACED)
        action(api)
        assert len(server.requests) == 2

    def test_turned_away_for_long(self, api: Client, server: Server) -> None:
        server.then(answer(429, REFUSED, headers={"Retry-After": "3600"}))
        with pytest.raises(RateLimitError) as caught:
            api.create_call("+15550101", "+15550100")
        assert caught.value.retry_after == 3600
        assert not isinstance(caught.value, OutcomeUnknownError)
        assert len(server.requests) == 1

    def test_nobody_there(self, connect: Connect, server: Server) -> None:
        server.stop()
        with pytest.raises(APIConnectionError) as caught:
            connect(Client, max_retries=0).create_call("+15550101", "+15550100")
        assert caught.value.sent == "no"
        assert not isinstance(caught.value, OutcomeUnknownError)


@pytest.mark.usefixtures("no_pause")
class TestAgain:
    @pytest.mark.parametrize("name", SAFE)
    @pytest.mark.parametrize("step", [close, reset, answer(408), answer(500), answer(502), BUSY])
    def test_it_is_repeated(self, api: Client, server: Server, name: str, step: Step) -> None:
        server.then(step, step, answer(200, [] if name.startswith("list") else {"id": "a"}))
        SAFE[name](api)
        assert len({str(sent(request)) for request in server.requests}) == 1
        assert len(server.requests) == 3

    @each(SAFE)
    def test_its_outcome_is_never_unknown(self, connect: Connect, server: Server, action: Action) -> None:
        server.then(close)
        with pytest.raises(APIConnectionError) as caught:
            action(connect(Client, max_retries=1))
        assert not isinstance(caught.value, OutcomeUnknownError)
        assert len(server.requests) == 2


class TestIdentifiers:
    """A success tells in its `Location` header what was made."""

    MADE = ("create_call", "transfer_call", "create_call_gather")

    @pytest.mark.parametrize("name", MADE)
    @pytest.mark.parametrize("location", [None, "", "/", "https://example.com", "https://example.com/?a=/b"])
    def test_one_that_is_missing(self, api: Client, server: Server, name: str, location: str | None) -> None:
        """The call may well have been placed, so the error says so."""
        server.then(answer(201, {"id": "c-1"}, headers={} if location is None else {"Location": location}))
        with pytest.raises(OutcomeUnknownError) as caught:
            ONCE[name](api)
        assert isinstance(caught.value, ResponseDecodeError)
        assert (caught.value.status, caught.value.sent) == (201, "yes")
        assert len(server.requests) == 1

    @pytest.mark.parametrize("name", MADE)
    @pytest.mark.parametrize(
        "location",
        [
            "https://api.catapult.inetwork.com/v1/users/u-abc123/calls/c-9",
            "https://example.com/v1/users/u/calls/c-9/",
            "/v1/users/u/calls/c-9?expand=true#top",
            "c-9",
        ],
    )
    def test_its_last_segment(self, api: Client, server: Server, name: str, location: str) -> None:
        server.then(answer(201, headers={"Location": location}))
        assert ONCE[name](api) == "c-9"

    @pytest.mark.parametrize("body", [None, {"id": "c-1"}])
    def test_a_change_makes_nothing(self, api: Client, server: Server, body: object) -> None:
        server.then(answer(200, body))
        assert api.update_call("c-1", state="completed") is None

    def test_a_change_that_makes_something_without_a_name(self, api: Client, server: Server) -> None:
        server.then(answer(201, headers={"Location": "/"}))
        with pytest.raises(OutcomeUnknownError):
            api.update_call("c-1", state="transferring", transfer_to="+15550100")


@pytest.mark.parametrize("content", [b"", b"<html>", b"{", b"[]", b'"text"', b"17", b'{"a": 1, "a": 2}'])
def test_a_success_that_cannot_be_read(api: Client, server: Server, content: bytes) -> None:
    server.then(answer(200, content, headers={"X-Request-Id": "request-1"}))
    with pytest.raises(ResponseDecodeError) as caught:
        api.get_call("c-1")
    assert (caught.value.status, caught.value.request_id, caught.value.sent) == (200, "request-1", "yes")


@pytest.mark.parametrize("action", [DIALLING["create_call"], SAFE["get_call"], SAFE["list_calls"]])
@pytest.mark.parametrize(
    "step",
    [
        answer(401, {"message": f"bad credentials {TOKEN}:{SECRET}"}),
        answer(200, f"{TOKEN}:{SECRET}".encode()),
        close,
        hang,
    ],
)
def test_no_error_tells_a_secret(connect: Connect, server: Server, action: Action, step: Step) -> None:
    """Not even a traceback that shows every local value."""
    server.then(step)
    api = connect(Client, timeout=0.3, max_retries=0)
    with pytest.raises(BandwidthError) as caught:
        action(api)
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    shown += f"{caught.value} {caught.value!r} {vars(caught.value)}"
    for secret in (TOKEN, SECRET, base64.b64encode(f"{TOKEN}:{SECRET}".encode()).decode()):
        assert secret not in shown
