"""A call that may have been placed ends in `OutcomeUnknownError`, and is not placed again."""

from __future__ import annotations

import pytest

from dialwright_signalwire.compat.calls import CallRecord
from dialwright_signalwire.errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    OutcomeUnknownError,
    RateLimitError,
    RequestTimeoutError,
    ResponseDecodeError,
    ServerError,
    SignalWireError,
)
from dialwright_signalwire.rest import Client
from runtime.server import Server, Step, answer, close, hang, raw, reset

from .harness import Connect

REFUSAL = {"code": 21210, "message": "not verified", "status": 400}


def create(client: Client) -> CallRecord:
    """What must not happen twice."""
    return client.calls.create(from_="+15550101", to="+15550100", url="https://example.com")


@pytest.mark.parametrize(
    ("step", "kind", "sent"),
    [
        (close, APIConnectionError, "maybe"),
        (reset, APIConnectionError, "maybe"),
        (hang, APITimeoutError, "maybe"),
        (raw(b"HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\n{"), APIConnectionError, "yes"),
        (raw(b"nonsense\r\n\r\n"), APIConnectionError, "maybe"),
        (answer(200, b"<html>"), ResponseDecodeError, "yes"),
        (answer(200, b""), ResponseDecodeError, "yes"),
        (answer(408, {}), RequestTimeoutError, "yes"),
        (answer(500, REFUSAL), ServerError, "yes"),
        (answer(503, REFUSAL), ServerError, "yes"),
    ],
)
def test_unknown(connect: Connect, server: Server, step: Step, kind: type[Exception], sent: str) -> None:
    server.then(step)
    with pytest.raises(OutcomeUnknownError) as caught:
        create(connect(Client, timeout=0.5))
    error = caught.value
    assert isinstance(error, kind)
    assert error.sent == sent
    assert (error.method, error.path) == ("POST", "/api/laml/2010-04-01/Accounts/{AccountSid}/Calls.json")
    assert "may have taken effect" in str(error)
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422])
def test_known(client: Client, server: Server, status: int) -> None:
    server.then(answer(status, REFUSAL))
    with pytest.raises(APIError) as caught:
        create(client)
    assert not isinstance(caught.value, OutcomeUnknownError)


def test_turned_away_and_tried_again(connect: Connect, server: Server) -> None:
    server.then(answer(429, {}, headers={"Retry-After": "0"}), answer(201, {"sid": "a"}))
    call = create(connect(Client))
    assert call.sid == "a"
    assert len(server.requests) == 2


def test_turned_away_for_long(connect: Connect, server: Server) -> None:
    server.then(answer(429, REFUSAL, headers={"Retry-After": "3600"}))
    with pytest.raises(RateLimitError) as caught:
        create(connect(Client))
    assert caught.value.retry_after == 3600
    assert len(server.requests) == 1


@pytest.mark.parametrize("step", [close, reset, hang, answer(500, {})])
def test_reading_is_never_unknown(connect: Connect, server: Server, step: Step) -> None:
    server.then(step)
    with pytest.raises(SignalWireError) as caught:
        connect(Client, timeout=0.5, max_retries=0).calls.fetch("a")
    assert not isinstance(caught.value, OutcomeUnknownError)
