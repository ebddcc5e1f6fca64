"""What is repeated, and what never is: one `create` places at most one call."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from email.utils import formatdate
from typing import Any

import pytest

from dialwright.python.runtime import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    ClientError,
    NotFoundError,
    Options,
    OutcomeUnknownError,
    PoolTimeoutError,
    RateLimitError,
    RedirectError,
    RequestTimeoutError,
    ResponseDecodeError,
    ResponseTooLargeError,
    ServerError,
)
from dialwright.python.runtime.retry import pause, requested_wait

from .conftest import Driver
from .server import Step, answer, close, drip, hang, raw, reset, serving

CALL = {"sid": "CA1"}
ERROR = {"message": "no"}


def create(client: Any) -> Any:
    return client.voice.calls.create(to="+15550100", from_="+15550101", url="https://example.com")


def fetch(client: Any) -> Any:
    return client.voice.calls.fetch("CA1")


def fetch_with(options: Options | None) -> Callable[[Any], Any]:
    return lambda client: client.voice.calls.fetch("CA1", options=options)


def update(client: Any) -> Any:
    return client.voice.calls("CA1").update(status="completed")


def delete(client: Any) -> Any:
    return client.voice.calls("CA1").delete()


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize("action", [fetch, update, delete])
@pytest.mark.parametrize(
    "fault", [close, reset, *(answer(status, ERROR) for status in (408, 429, 500, 502, 503, 504))]
)
def test_what_may_be_repeated_is(drive: Driver, action: Callable[[Any], Any], fault: Step) -> None:
    with serving(fault, fault, answer(200, CALL)) as server:
        drive(server, action)
        assert len(server.requests) == 3
        server.then(fault)
        with pytest.raises(ClientError) as caught:
            drive(server, action)
    assert len(server.requests) == 6
    assert not isinstance(caught.value, OutcomeUnknownError)


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize(
    ("fault", "kind", "sent"),
    [
        (close, APIConnectionError, "maybe"),
        (reset, APIConnectionError, "maybe"),
        (answer(408, ERROR), RequestTimeoutError, "yes"),
        *((answer(status, ERROR), ServerError, "yes") for status in (500, 501, 502, 503, 504, 599)),
        (answer(201, b"<html>"), ResponseDecodeError, "yes"),
        (answer(201, b""), ResponseDecodeError, "yes"),
        (answer(201, [1]), ResponseDecodeError, "yes"),
        (answer(201, b"x" * 17_000_000), ResponseTooLargeError, "yes"),
        (raw(b"HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\n{"), APIConnectionError, "yes"),
        (raw(b"nonsense\r\n\r\n"), APIConnectionError, "maybe"),
    ],
)
def test_a_call_whose_outcome_is_unknown_is_placed_once(
    drive: Driver, fault: Step, kind: type[ClientError], sent: str
) -> None:
    with serving(fault) as server, pytest.raises(OutcomeUnknownError) as caught:
        drive(server, create)
    error = caught.value
    assert len(server.requests) == 1
    assert isinstance(error, kind)
    assert error.sent == sent
    assert (error.method, error.path) == ("POST", "/api/Accounts/{AccountSid}/Calls.json")
    assert "may have taken effect" in str(error)


@pytest.mark.parametrize(
    "fault", [hang, drip(b"HTTP/1.1 201 Created\r\nContent-Length: 9\r\n\r\n123456789")], ids=["hang", "drip"]
)
def test_a_call_that_times_out_is_placed_once(drive: Driver, fault: Step) -> None:
    began = time.monotonic()
    with serving(fault) as server, pytest.raises(OutcomeUnknownError) as caught:
        drive(server, create, timeout=0.4)
    assert len(server.requests) == 1
    assert isinstance(caught.value, APITimeoutError)
    assert isinstance(caught.value, TimeoutError)
    assert 0.3 < time.monotonic() - began < 2


@pytest.mark.usefixtures("no_pause")
def test_a_call_that_was_turned_away_is_tried_again(drive: Driver) -> None:
    with serving(answer(429, ERROR), answer(201, CALL)) as server:
        assert drive(server, create).sid == "CA1"
    assert [request.body for request in server.requests] == [server.requests[0].body] * 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 422, 301, 307])
def test_a_refusal_is_final_and_certain(drive: Driver, status: int) -> None:
    elsewhere = {"Location": "http://127.0.0.1:9/"}
    with serving(answer(status, ERROR, headers=elsewhere)) as server, pytest.raises(APIError) as caught:
        drive(server, create)
    assert len(server.requests) == 1
    assert caught.value.status == status
    assert caught.value.sent == "yes"
    assert not isinstance(caught.value, OutcomeUnknownError)
    assert isinstance(caught.value, RedirectError) == (status < 400)


def refused() -> str:
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.usefixtures("no_pause")
def test_a_connection_that_was_never_made(drive: Driver) -> None:
    with pytest.raises(APIConnectionError) as caught:
        drive(refused(), create)
    assert caught.value.sent == "no"
    assert isinstance(caught.value, ConnectionError)
    assert not isinstance(caught.value, OutcomeUnknownError)


@pytest.mark.usefixtures("no_pause")
def test_a_host_that_does_not_exist(drive: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def nowhere(host: object, *_: object, **__: object) -> None:
        tried.append(str(host))
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(APIConnectionError, match="not known") as caught:
        drive("https://nowhere.acme.example", create)
    assert (caught.value.sent, tried) == ("no", ["nowhere.acme.example"] * 3)


def fetch_in_vain(client: Any) -> None:
    with suppress(ClientError):
        fetch(client)


@pytest.mark.usefixtures("no_pause")
def test_a_busy_pool_is_an_error_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Thread

    from dialwright.python.runtime import deadline, network

    from .acme import Acme
    from .server import wait_until

    monkeypatch.setattr(network, "MAX_CONNECTIONS", 1)
    monkeypatch.setattr(deadline, "POOL_SECONDS", 0.05)
    with serving(hang) as server, Acme("p", "t", base_url=server.url, max_retries=0, timeout=1) as client:
        holder = Thread(target=fetch_in_vain, args=(client,))
        holder.start()
        wait_until(lambda: len(server.requests) == 1)
        with pytest.raises(PoolTimeoutError) as caught:
            create(client)
        assert (caught.value.sent, len(server.requests)) == ("no", 1)
        holder.join()


@pytest.mark.usefixtures("no_pause")
def test_a_deletion_that_was_repeated_finds_nothing(drive: Driver) -> None:
    with serving(answer(503, ERROR), answer(404, ERROR)) as server:
        assert drive(server, delete) is None
        server.then(answer(404, ERROR))
        with pytest.raises(NotFoundError):
            drive(server, delete)


@pytest.mark.usefixtures("no_pause")
def test_how_often(drive: Driver) -> None:
    with serving(answer(503, ERROR)) as server:
        cases: list[tuple[dict[str, Any], Options | None, int]] = [
            ({"max_retries": 0}, None, 1),
            ({"max_retries": 3}, None, 4),
            ({"max_retries": 0}, Options(max_retries=1), 2),
        ]
        for settings, options, count in cases:
            server.requests.clear()
            with pytest.raises(ServerError):
                drive(server, fetch_with(options), **settings)
            assert len(server.requests) == count


def test_the_wait_that_the_service_asks_for(drive: Driver) -> None:
    began = time.monotonic()
    with serving(answer(429, ERROR, headers={"Retry-After": "0.3"}), answer(201, CALL)) as server:
        drive(server, create)
    assert 0.3 <= time.monotonic() - began < 2


@pytest.mark.parametrize("wait", ["61", "100000"])
def test_a_wait_that_is_too_long_is_the_callers_business(drive: Driver, wait: str) -> None:
    with (
        serving(answer(429, ERROR, headers={"Retry-After": wait})) as server,
        pytest.raises(RateLimitError) as caught,
    ):
        drive(server, create, timeout=None)
    assert len(server.requests) == 1
    assert caught.value.retry_after == float(wait)


def test_a_wait_beyond_the_deadline_is_not_begun(drive: Driver) -> None:
    began = time.monotonic()
    with (
        serving(answer(429, ERROR, headers={"Retry-After": "30"})) as server,
        pytest.raises(RateLimitError) as caught,
    ):
        drive(server, fetch, timeout=5)
    assert caught.value.retry_after == 30
    assert time.monotonic() - began < 2


def test_retries_share_one_deadline(drive: Driver) -> None:
    began = time.monotonic()
    with serving(hang) as server, pytest.raises(APITimeoutError):
        drive(server, fetch, timeout=0.4, max_retries=50)
    assert len(server.requests) == 1
    assert time.monotonic() - began < 2


def test_nonsense_is_no_wait() -> None:
    for nonsense in ("", "-1", "nan", "inf", "-inf", "soon", "Thu, 99 Sep 2018 10:00:00 GMT", "1" * 400):
        assert requested_wait({"retry-after": nonsense}) is None
        assert requested_wait({"retry-after-ms": nonsense, "retry-after": "2"}) == 2
    assert requested_wait({}) is None
    assert requested_wait({"retry-after-ms": "1500", "retry-after": "9"}) == 1.5


def test_a_date_is_read_by_the_clock_of_the_service() -> None:
    now = 1_600_000_000
    headers = {"retry-after": formatdate(now + 20, usegmt=True), "date": formatdate(now, usegmt=True)}
    assert requested_wait(headers) == 20
    assert requested_wait({**headers, "date": formatdate(now + 60, usegmt=True)}) == 0
    soon = requested_wait({"retry-after": formatdate(time.time() + 20, usegmt=True)})
    assert soon is not None
    assert 15 < soon <= 21


def test_pauses_are_random_and_bounded() -> None:
    for retry, most in [(0, 0.5), (1, 1), (2, 2), (3, 4), (4, 8), (5, 8), (5000, 8)]:
        drawn = [pause(retry) for _ in range(200)]
        assert 0 <= min(drawn) < most / 4
        assert most / 2 < max(drawn) <= most


@pytest.mark.usefixtures("no_pause")
def test_a_connection_that_the_server_closed_meanwhile(drive: Driver) -> None:
    def close_after(connection: Any, request: Any) -> bool:
        return not answer(200, CALL)(connection, request)

    def twice(client: Any) -> Any:
        if drive.kind == "sync":
            create(client)
            time.sleep(0.05)
            return create(client)
        return _twice_later(client)

    with serving(close_after) as server:
        assert drive(server, twice).sid == "CA1"
    assert len(server.requests) == 2


async def _twice_later(client: Any) -> Any:
    import asyncio

    await create(client)
    await asyncio.sleep(0.05)
    return await create(client)


def test_a_failure_that_breaks_off_is_still_that_failure(drive: Driver) -> None:
    broken = raw(b"HTTP/1.1 300 Multiple Choices\r\nContent-Length: 50\r\n\r\n{")
    with serving(broken) as server, pytest.raises(RedirectError) as caught:
        drive(server, fetch)
    assert caught.value.status == 300


def test_a_success_that_breaks_off_can_be_asked_about(drive: Driver) -> None:
    broken = raw(b"HTTP/1.1 201 Created\r\nX-Request-Id: req-1\r\nContent-Length: 50\r\n\r\n{")
    with serving(broken) as server, pytest.raises(OutcomeUnknownError) as caught:
        drive(server, create)
    assert (caught.value.request_id, caught.value.sent) == ("req-1", "yes")
