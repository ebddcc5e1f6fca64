"""`toggle_call_recording` reads the call, then does the opposite, or nothing where the call does not say."""

from __future__ import annotations

from typing import Any

import pytest

from dialwright_bandwidth import Options
from dialwright_bandwidth.errors import (
    APIError,
    BandwidthError,
    NotFoundError,
    OutcomeUnknownError,
    ResponseDecodeError,
)
from dialwright_bandwidth.voice import Client
from runtime.server import Server, Step, answer, close

from .harness import CALLS, Connect, Sent, sent

CALL = f"{CALLS}/c-1"
READ: Sent = ("GET", CALL, {}, None)
BUSY = answer(503, {}, headers={"Retry-After": "0"})


def call(recorded: object) -> Step:
    return answer(200, {"id": "c-1", "recordingEnabled": recorded})


@pytest.mark.parametrize("recorded", [True, False])
def test_the_opposite(api: Client, server: Server, recorded: bool) -> None:
    server.then(call(recorded), answer(200))
    result: Any = api.toggle_call_recording
    assert result("c-1") is None
    assert [sent(request) for request in server.requests] == [
        READ,
        ("POST", CALL, {}, {"recordingEnabled": not recorded}),
    ]


@pytest.mark.parametrize(
    "step",
    [
        *(answer(200, {"id": "c-1"}), call(None), call("true"), call("")),
        *(call(0), call(1), call(["true"]), call({"on": True})),
    ],
)
def test_a_call_that_does_not_say(api: Client, server: Server, step: Step) -> None:
    server.then(step)
    with pytest.raises(ResponseDecodeError, match="nothing was changed"):
        api.toggle_call_recording("c-1")
    assert [sent(request) for request in server.requests] == [READ]


@pytest.mark.parametrize(
    "step", [answer(404, {"code": "call-not-found", "message": "none"}), answer(403, {})]
)
def test_a_call_that_cannot_be_read(api: Client, server: Server, step: Step) -> None:
    server.then(step)
    with pytest.raises(APIError):
        api.toggle_call_recording("c-1")
    assert len(server.requests) == 1


def test_a_change_that_is_refused(api: Client, server: Server) -> None:
    server.then(call(False), answer(404, {"code": "call-not-found", "message": "over"}))
    with pytest.raises(NotFoundError, match="over"):
        api.toggle_call_recording("c-1")
    assert len(server.requests) == 2


@pytest.mark.usefixtures("no_pause")
def test_both_requests_are_repeated(api: Client, server: Server) -> None:
    """Turning it on twice does no more than once; the call is not read again in between."""
    server.then(BUSY, call(False), close, BUSY, answer(200))
    api.toggle_call_recording("c-1")
    assert [request.method for request in server.requests] == ["GET", "GET", "POST", "POST", "POST"]
    assert len({request.body for request in server.requests[2:]}) == 1


def test_no_outcome_is_unknown(connect: Connect, server: Server) -> None:
    server.then(call(True), close)
    with pytest.raises(BandwidthError) as caught:
        connect(Client, max_retries=0).toggle_call_recording("c-1")
    assert not isinstance(caught.value, OutcomeUnknownError)


def test_options_are_for_both(api: Client, server: Server) -> None:
    server.then(call(True), answer(200))
    api.toggle_call_recording("c-1", options=Options(headers={"X-Once": "yes"}))
    assert [request.headers.get("x-once") for request in server.requests] == ["yes", "yes"]
