"""Hooks: told of every attempt, of nothing private, and never the reason that a call looks failed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dialwright.python.runtime import (
    APIConnectionError,
    APIError,
    ArgumentError,
    ClientError,
    Options,
    OutcomeUnknownError,
    RequestEvent,
    ResponseEvent,
    ServerError,
    TransportResponse,
)

from .acme import Acme, AsyncAcme
from .conftest import PROJECT, TOKEN, Driver
from .server import Step, answer, close, hang, raw, reset, serving
from .test_downloads import redirect
from .test_secrets import check, told
from .test_transports import Canned

CALL = {"sid": "CA1"}
PATH = "/api/Accounts/{AccountSid}/Calls/{Sid}.json"
CALLS = "/api/Accounts/{AccountSid}/Calls.json"


def fetch(client: Any) -> Any:
    return client.voice.calls.fetch("CA1")


def create(client: Any) -> Any:
    return client.voice.calls.create(to="+15550100", from_="+15550101", url="https://private.example/a")


class Tracer:
    """Keeps what its two hooks are told."""

    def __init__(self, adds: Mapping[str, str] | None = None) -> None:
        self.requests: list[RequestEvent] = []
        self.responses: list[ResponseEvent] = []
        self._adds = adds

    def on_request(self, event: RequestEvent) -> Mapping[str, str] | None:
        self.requests.append(event)
        event.state["span"] = object()
        return self._adds

    def on_response(self, event: ResponseEvent) -> None:
        self.responses.append(event)

    @property
    def hooks(self) -> dict[str, Any]:
        return {"on_request": self.on_request, "on_response": self.on_response}

    @property
    def ends(self) -> list[tuple[int, int | None, str | None]]:
        return [(event.attempt, event.status, event.error) for event in self.responses]


@pytest.mark.usefixtures("no_pause")
def test_each_attempt_is_told(drive: Driver) -> None:
    tracer = Tracer()
    steps = answer(503, {}, headers={"X-Request-Id": "r-1"}), close, answer(200, CALL)
    with serving(*steps) as server:
        drive(server, fetch, **tracer.hooks)
    assert [(event.method, event.path, event.attempt) for event in tracer.requests] == [
        ("GET", PATH, 1),
        ("GET", PATH, 2),
        ("GET", PATH, 3),
    ]
    assert [(event.method, event.path) for event in tracer.responses] == [("GET", PATH)] * 3
    assert tracer.ends == [(1, 503, None), (2, None, "APIConnectionError"), (3, 200, None)]
    assert [event.request_id for event in tracer.responses] == ["r-1", None, None]
    assert all(0 < event.seconds < 10 for event in tracer.responses)
    spans = [event.state["span"] for event in tracer.requests]
    assert [event.state["span"] for event in tracer.responses] == spans
    assert len(set(map(id, spans))) == 3


def test_each_page_is_told(drive: Driver) -> None:
    first = {"calls": [{"sid": "a"}], "next_page_uri": "/api/Accounts/project-1/Calls.json?Page=1"}
    tracer = Tracer()
    with serving(answer(200, first), answer(200, {"calls": [], "next_page_uri": None})) as server:
        drive(server, lambda client: client.voice.calls.list(), **tracer.hooks)
    assert tracer.ends == [(1, 200, None), (1, 200, None)]


@pytest.mark.parametrize("status", [400, 401, 404, 500, 302])
def test_answers_that_say_no(drive: Driver, status: int) -> None:
    tracer = Tracer()
    with serving(answer(status, {"message": "no"})) as server, pytest.raises(APIError):
        drive(server, create, **tracer.hooks)
    assert tracer.ends == [(1, status, None)]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (reset, "APIConnectionError"),
        (hang, "APITimeoutError"),
        (raw(b"HTTP/1.1 201 Created\r\nContent-Length: 9\r\n\r\n{"), "APIConnectionError"),
        (answer(201, b" " * 17_000_000, packed=True), "ResponseTooLargeError"),
    ],
)
def test_no_usable_answer(drive: Driver, fault: Step, error: str) -> None:
    tracer = Tracer()
    with serving(fault) as server, pytest.raises(OutcomeUnknownError):
        drive(server, create, timeout=0.5, **tracer.hooks)
    assert tracer.ends == [(1, None, error)]


def test_headers_that_a_hook_adds(drive: Driver) -> None:
    tracer = Tracer({"traceparent": "00-1-2-01", "X-Trace": "hook"})
    with serving(answer(200, CALL)) as server:
        drive(server, fetch, headers={"x-trace": "client"}, **tracer.hooks)
    headers = server.requests[0].headers
    assert (headers["traceparent"], headers["x-trace"]) == ("00-1-2-01", "hook")
    assert headers["authorization"].startswith("Basic ")


@pytest.mark.usefixtures("no_pause")
def test_headers_are_those_of_the_attempt(drive: Driver) -> None:
    def number(event: RequestEvent) -> Mapping[str, str] | None:
        return {"X-Attempt": str(event.attempt)} if event.attempt < 3 else None

    with serving(answer(503, {}), answer(503, {}), answer(200, CALL)) as server:
        drive(server, fetch, on_request=number)
    assert [request.headers.get("x-attempt") for request in server.requests] == ["1", "2", None]


@pytest.mark.parametrize(
    "added",
    [
        {"Authorization": "Basic x"},
        {"AUTHORIZATION": "Basic x"},
        {"Proxy-Authorization": "Basic x"},
        {"Cookie": "x"},
        {"Host": "evil.example"},
        {"Content-Length": "0"},
        {"Transfer-Encoding": "chunked"},
        {"X-A": "b\r\nX-C: d"},
        {"X A": "b"},
        {"X-A": "é"},
        {"": "b"},
        [("X-A", "b")],
        "X-A: b",
    ],
)
def test_headers_that_a_hook_may_not_add(drive: Driver, added: Any) -> None:
    def on_request(event: RequestEvent) -> Mapping[str, str]:
        result: Mapping[str, str] = added
        return result

    tracer = Tracer()
    with serving(answer(200, CALL)) as server, pytest.raises(ArgumentError) as caught:
        drive(server, create, on_request=on_request, on_response=tracer.on_response)
    assert (caught.value.sent, server.requests, tracer.responses) == ("no", [], [])


class Broken(Exception):
    """What a hook raises."""


@pytest.mark.parametrize("kind", [Broken, OSError, TimeoutError, APIConnectionError])
def test_a_hook_that_fails_before_sending(drive: Driver, kind: type[Exception]) -> None:
    """What it raises comes through as it is, and is not taken for a failure of the connection."""

    def on_request(event: RequestEvent) -> None:
        raise kind("hook")

    with serving(answer(200, CALL)) as server, pytest.raises(kind, match="hook") as caught:
        drive(server, create, on_request=on_request)
    assert type(caught.value) is kind
    assert server.requests == []
    check(told(caught.value))


@pytest.mark.usefixtures("no_pause")
def test_a_hook_that_fails_before_a_retry(drive: Driver) -> None:
    def on_request(event: RequestEvent) -> None:
        if event.attempt == 2:
            raise Broken

    with serving(answer(429, {})) as server, pytest.raises(Broken):
        drive(server, create, on_request=on_request)
    assert len(server.requests) == 1


@pytest.mark.parametrize("kind", [Broken, OSError, ClientError])
def test_a_hook_that_fails_afterwards(
    drive: Driver, kind: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    """A call that was placed is not reported as failed: who placed it again would place two."""

    def on_response(event: ResponseEvent) -> None:
        raise kind("hook")

    with serving(answer(201, CALL)) as server:
        assert drive(server, create, on_response=on_response).sid == "CA1"
        server.then(answer(500, {}))
        with pytest.raises(OutcomeUnknownError):
            drive(server, create, on_response=on_response)
    assert len(server.requests) == 2
    warned = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert [record.getMessage() for record in warned] == [f"on_response failed for POST {CALLS}"] * 2
    assert warned[0].exc_info is not None
    assert warned[0].exc_info[0] is kind


def test_what_hooks_are_not_told(drive: Driver) -> None:
    tracer = Tracer()

    def both(client: Any) -> Any:
        return client.voice.calls("CA1").update(
            url="https://private.example", options=Options(extra_query={"q": "hush"})
        )

    with serving(answer(200, {"sid": "CA1", "to": "+15550100"})) as server:
        drive(server, both, **tracer.hooks)
        drive(server, create, **tracer.hooks)
    for event in (*tracer.requests, *tracer.responses):
        names = {name for kind in type(event).__mro__ for name in getattr(kind, "__slots__", ())}
        shown = repr({name: getattr(event, name) for name in names}) + repr(event)
        check(shown)
        for private in ("CA1", "hush", "private", "+1555", PROJECT):
            assert private not in shown


def test_headers_of_hooks_stay_with_the_service(drive: Driver, tmp_path: Path) -> None:
    """What is kept elsewhere is fetched without credentials, and without what hooks add."""
    tracer = Tracer({"traceparent": "00-1-2-01"})
    with serving(answer(200, b"RIFF")) as elsewhere, serving(redirect(f"{elsewhere.url}/a")) as server:
        drive(
            server,
            lambda client: client.voice.recordings("RE1").download(tmp_path / "a.wav"),
            **tracer.hooks,
        )
    assert "traceparent" in server.requests[0].headers
    assert "traceparent" not in elsewhere.requests[0].headers
    assert tracer.ends == [(1, 302, None), (1, 200, None)]


def test_clients_with_other_hooks() -> None:
    first, second = Tracer(), Tracer()
    with (
        serving(answer(200, CALL)) as server,
        Acme(PROJECT, TOKEN, base_url=server.url, on_request=first.on_request) as client,
    ):
        fetch(client)
        fetch(client.with_options(timeout=30))
        fetch(client.with_options(**second.hooks))
        fetch(client.with_options(on_request=None))
        fetch(client)
    assert (len(first.requests), len(second.requests), len(second.responses)) == (3, 1, 1)


async def awaited(event: RequestEvent) -> None:
    """A hook that cannot be called without waiting."""


@pytest.mark.parametrize("name", ["on_request", "on_response"])
@pytest.mark.parametrize("hook", ["print", 1, awaited])
@pytest.mark.parametrize("kind", [Acme, AsyncAcme])
def test_what_is_no_hook(kind: Callable[..., Any], hook: Any, name: str) -> None:
    with pytest.raises(ArgumentError, match=f"{name} must be a plain function"):
        kind(PROJECT, TOKEN, base_url="https://acme.example", **{name: hook})
    with pytest.raises(ArgumentError, match=f"{name} must be a plain function"):
        kind(PROJECT, TOKEN, base_url="https://acme.example").with_options(**{name: hook})


def test_a_call_that_is_cancelled_is_told_too() -> None:
    tracer = Tracer()

    async def main(url: str) -> None:
        async with AsyncAcme(PROJECT, TOKEN, base_url=url, **tracer.hooks) as client:
            task = asyncio.create_task(client.voice.calls.fetch("CA1"))
            await asyncio.sleep(0.2)
            task.cancel()
            await asyncio.wait([task])

    with serving(hang) as server:
        asyncio.run(main(server.url))
    assert tracer.ends == [(1, None, "CancelledError")]


def test_an_attempt_that_is_interrupted_is_told_too() -> None:
    tracer = Tracer()

    class Interrupted(Canned):
        def send(self, request: Any, /) -> Any:
            raise KeyboardInterrupt

    client = Acme(PROJECT, TOKEN, base_url="https://a.example", transport=Interrupted(), **tracer.hooks)
    with pytest.raises(KeyboardInterrupt):
        create(client)
    assert tracer.ends == [(1, None, "KeyboardInterrupt")]


@pytest.mark.usefixtures("no_pause")
def test_one_hook_alone(drive: Driver) -> None:
    tracer = Tracer()
    with serving(answer(500, {})) as server, pytest.raises(ServerError):
        drive(server, fetch, on_response=tracer.on_response, max_retries=1)
    assert tracer.ends == [(1, 500, None), (2, 500, None)]
    assert [event.state for event in tracer.responses] == [{}, {}]


def test_a_header_of_a_hook_stands_instead_of_the_usual_one() -> None:
    transport = Canned(TransportResponse(200, [], [b"{}"]))

    def hook(event: RequestEvent) -> dict[str, str]:
        return {"User-Agent": "mine", "X-Trace": "t"}

    client = Acme("p", "t", base_url="https://acme.example", transport=transport, on_request=hook)
    client.request("GET", "/x")
    (sent,) = transport.requests
    assert [value for name, value in sent.headers if name.lower() == "user-agent"] == ["mine"]
    assert dict(sent.headers)["X-Trace"] == "t"


def test_what_is_no_plain_function_may_be_a_hook_if_it_can_be_called() -> None:
    told: list[RequestEvent] = []
    transport = Canned(TransportResponse(200, [], [b"{}"]))
    Acme(
        "p", "t", base_url="https://acme.example", transport=transport, on_request=partial(told.append)
    ).request("GET", "/x")
    assert [event.path for event in told] == ["/x"]
