"""The token is in nothing that can be reached from a client, and in nothing that any failure prints."""

from __future__ import annotations

import asyncio
import base64
import json
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, TypeAlias
from urllib.parse import quote, quote_plus

import pytest
import trustme

from dialwright.python.runtime import (
    ClientError,
    CredentialsError,
    ResponseDecodeError,
    TransportRequest,
    TransportResponse,
    errors,
    network,
)
from dialwright.python.runtime.network import default_tls

from .acme import Acme, AsyncAcme
from .certificates import server_tls
from .reach import forms, leaks, reachable, shown
from .server import Server, Step, answer, close, hang, raw, reset, serving
from .test_transports import AsyncCanned

PROJECT = "project-1"
TOKEN = "PT+secret/0123=456 é"
SECRET = forms(TOKEN, f"{PROJECT}:", f"Basic {PROJECT}:", "proxy-1:", "Basic proxy-1:")
BASIC = next(form for form in SECRET if form.startswith("cHJvamVjdC0x"))

Action: TypeAlias = Callable[[Any], Any]


def fetch(client: Any) -> Any:
    return client.voice.calls.fetch("CA1")


def create(client: Any) -> Any:
    return client.voice.calls.create(to="+15550100", from_="+15550101", url="")


def page(client: Any) -> Any:
    return client.voice.calls.list()


def twice(client: Any) -> Any:
    """Two pages of a list."""
    if isinstance(client, AsyncAcme):
        return _twice_later(client)
    first = client.voice.calls.page()
    return first.next_page()


async def _twice_later(client: Any) -> Any:
    return await (await client.voice.calls.page()).next_page()


def check_object(start: object) -> None:
    """Print everything that is reachable."""
    for found in reachable(start):
        for text in shown(found):
            assert not leaks(text, SECRET), type(found)


def tell(error: BaseException) -> Iterator[str]:
    """Print a failure in every way: alone, with locals, and each local on its own as debuggers do."""
    trace = error.__traceback__
    while trace is not None and not _is_ours(trace.tb_frame):
        trace = trace.tb_next
    yield from (repr(error), str(error), repr(error.args), repr(vars(error)))
    yield from _locals(trace)
    yield from _traceback(error, trace)


def check_failure(error: BaseException) -> None:
    """A failure gives nothing away, whichever way it is printed."""
    for text in tell(error):
        assert not leaks(text, SECRET), text[:2000]
    if isinstance(error, ClientError):
        assert error.__context__ is error.__cause__ is None
        for found in (error.args, vars(error)):
            check_object(found)


def _traceback(error: BaseException, trace: Any) -> list[str]:
    try:
        return [*traceback.TracebackException(type(error), error, trace, capture_locals=True).format()]
    except AttributeError:
        # It does not get over an object that is interrupted before it has its attributes.
        assert isinstance(error, Interruption)
        return []


def _locals(trace: Any) -> Iterator[str]:
    while trace is not None:
        for value in trace.tb_frame.f_locals.values():
            yield from shown(value)
        trace = trace.tb_next


def _is_ours(frame: FrameType) -> bool:
    """Whether a frame is one of the client's. Those of the tests have the token because they gave it."""
    file = frame.f_code.co_filename
    return "/python/runtime/" in file or "/acme/" in file


def failing(kind: str, server: Server | str, action: Action, **given: Any) -> ClientError:
    """What an action fails with; the client it was done with is looked through as well."""
    base_url = server if isinstance(server, str) else server.url
    settings: dict[str, Any] = {"base_url": base_url, "max_retries": 0, "timeout": 10, **given}
    if kind == "async":
        return asyncio.run(_failing_later(action, settings))
    with Acme(PROJECT, TOKEN, **settings) as client:
        check_object(client)
        with pytest.raises(ClientError) as caught:
            action(client)
        check_object(client)
    return caught.value


async def _failing_later(action: Action, settings: dict[str, Any]) -> ClientError:
    async with AsyncAcme(PROJECT, TOKEN, **settings) as client:
        check_object(client)
        with pytest.raises(ClientError) as caught:
            await action(client)
        check_object(client)
    return caught.value


def echo(status: int, **headers: str) -> Step:
    """A service that repeats the credentials in every form, escaped as JSON libraries and URLs do it."""
    as_ascii = "".join(rf"\u{ord(letter):04X}" for letter in TOKEN)
    lower = "".join(f"%{byte:02x}" for byte in TOKEN.encode())
    inside = (base64.b64encode(f"{'-' * at}{TOKEN}{'-' * (at % 2)}".encode()).decode() for at in range(6))
    told = " ".join([TOKEN, BASIC, quote(TOKEN, safe=""), quote_plus(TOKEN), lower, "\0", *inside])
    plain = json.dumps({"message": told, "errors": [{"code": TOKEN, "message": told}]}, ensure_ascii=False)
    body = plain.replace("/", r"\/").replace(r"\u0000", as_ascii)
    return answer(status, body.encode(), headers=headers)


JUNK = f"<html>{TOKEN} {BASIC} {TOKEN.replace('/', '%2f').replace('+', '%2B')}".encode()
HTML = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(JUNK), JUNK)
LARGE = b"HTTP/1.1 200 OK\r\n\r\n" + JUNK + b" " * 17_000_000
CALLS = {"calls": [{"sid": "CA1"}]}

FAILURES: list[tuple[type[ClientError], Action, Step]] = [
    (errors.ArgumentError, lambda client: client.voice.calls("..").fetch(), echo(200)),
    (
        errors.ArgumentError,
        lambda client: client.voice.calls.create(to="\ud800", from_="", url=""),
        echo(200),
    ),
    (errors.ArgumentError, lambda client: client.request("GET", "/x\n"), echo(200)),
    (errors.ArgumentError, lambda client: client.request("POST", "/x", json={"a": object()}), echo(200)),
    (errors.APITimeoutError, fetch, hang),
    (errors.APIConnectionError, fetch, close),
    (errors.APIConnectionError, fetch, reset),
    (errors.APIConnectionError, fetch, raw(b"not http " + JUNK + b"\r\n\r\n")),
    (errors.APIConnectionError, fetch, raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + JUNK)),
    (errors.ResponseDecodeError, fetch, raw(HTML)),
    (errors.ResponseDecodeError, fetch, answer(200, [TOKEN, BASIC])),
    (errors.ResponseDecodeError, page, answer(200, {"calls": TOKEN})),
    (errors.ResponseDecodeError, page, answer(200, {TOKEN: BASIC})),
    (errors.ResponseDecodeError, page, answer(200, {**CALLS, "next_page_uri": [TOKEN]})),
    (errors.ResponseTooLargeError, fetch, raw(LARGE)),
    (errors.UnsafeNextPageError, twice, answer(200, {**CALLS, "next_page_uri": "https://b.example/"})),
    (errors.UnsafeNextPageError, page, answer(200, {**CALLS, "next_page_uri": "//b.example/"})),
    (errors.RepeatedPageError, page, answer(200, {**CALLS, "next_page_uri": "/same?page=2"})),
    (errors.APIError, fetch, echo(418)),
    (errors.RedirectError, fetch, echo(302, Location=f"https://b.example/{BASIC}")),
    (errors.BadRequestError, fetch, echo(400)),
    (errors.AuthenticationError, fetch, echo(401)),
    (errors.PermissionDeniedError, fetch, echo(403)),
    (errors.NotFoundError, fetch, echo(404)),
    (errors.RequestTimeoutError, fetch, echo(408)),
    (errors.ConflictError, fetch, echo(409)),
    (errors.UnprocessableError, fetch, echo(422)),
    (errors.RateLimitError, fetch, echo(429)),
    (errors.ServerError, fetch, echo(500)),
    (errors.ConnectionOutcomeUnknown, create, reset),
    (errors.ConnectionOutcomeUnknown, create, raw(b"not http " + JUNK + b"\r\n\r\n")),
    (errors.TimeoutOutcomeUnknown, create, hang),
    (errors.RequestTimeoutOutcomeUnknown, create, echo(408)),
    (errors.ServerOutcomeUnknown, create, echo(503)),
    (errors.DecodeOutcomeUnknown, create, raw(HTML)),
    (errors.TooLargeOutcomeUnknown, create, raw(LARGE)),
]

ELSEWHERE = {
    errors.ClientError,  # never raised by itself, as the next three
    errors.TransportError,
    errors.OutcomeUnknownError,
    errors.PaginationError,
    errors.CredentialsError,  # these four have tests of their own below
    errors.CertificateError,
    errors.PoolTimeoutError,
    errors.ProxyError,
    errors.WebhookError,  # never raised by itself; with the next two no client has to do
    errors.WebhookPayloadError,
    errors.WebhookSignatureError,
}

both_kinds = pytest.mark.parametrize("kind", ["sync", "async"])


def test_every_class_of_error_is_here() -> None:
    classes = {made for name in errors.__all__ if isinstance(made := getattr(errors, name), type)}
    known = {kind for kind in classes if issubclass(kind, ClientError)}
    assert {kind for kind, *_ in FAILURES} | ELSEWHERE >= known


@both_kinds
def test_a_proxy_that_refuses(kind: str) -> None:
    """What the client proves itself to the proxy with is kept as well."""
    with serving(echo(407)) as server:
        proxy = f"http://proxy-1:{quote(TOKEN, safe='')}@{server.url.partition('//')[2]}"
        error = failing(kind, "https://service.example", fetch, proxy=proxy)
    assert type(error) is errors.ProxyError
    check_failure(error)


@both_kinds
@pytest.mark.parametrize(
    ("expected", "action", "step"),
    FAILURES,
    ids=[f"{kind.__name__}-{i}" for i, (kind, *_) in enumerate(FAILURES)],
)
def test_a_failure_tells_no_secret(
    kind: str, expected: type[ClientError], action: Action, step: Step
) -> None:
    with serving(step) as server:
        failure = failing(kind, server, action, timeout=0.3 if step is hang else 10)
    assert type(failure) is expected
    check_failure(failure)


@both_kinds
def test_strict_reading_tells_no_secret(kind: str) -> None:
    """What an answer has in fields that are not odd may be the token itself: that of an account is."""
    call = {"sid": "CA1", "duration": "long", "pin": TOKEN}
    for action, body in (
        (fetch, call),
        (create, call),
        (page, {"calls": [call]}),
        (page, {TOKEN: 1, "calls": 1}),
    ):
        with serving(answer(200, body)) as server:
            failure = failing(kind, server, action, strict=True)
        assert isinstance(failure, ResponseDecodeError)
        check_failure(failure)


@both_kinds
def test_a_link_is_told_without_what_is_secret_in_it(kind: str) -> None:
    body = {**CALLS, "next_page_uri": f"https://b.example/{quote(TOKEN)}?t={BASIC}"}
    with serving(answer(200, body)) as server:
        failure = failing(kind, server, twice)
    assert type(failure) is errors.UnsafeNextPageError
    assert "https://b.example/***?t=***" in str(failure)


@both_kinds
def test_closed_ports_and_full_pools_tell_no_secret(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    failure = failing(kind, "http://127.0.0.1:1", create)
    assert type(failure) is errors.APIConnectionError
    check_failure(failure)
    monkeypatch.setattr(network, "MAX_CONNECTIONS", 0)
    monkeypatch.setattr("dialwright.python.runtime.network_async.MAX_CONNECTIONS", 0)
    failure = failing(kind, "http://127.0.0.1:1", create, timeout=0.2)
    assert type(failure) is errors.PoolTimeoutError
    check_failure(failure)


@both_kinds
def test_refused_certificates_tell_no_secret(kind: str, tmp_path: Path) -> None:
    default_tls.cache_clear()
    with serving(echo(200), tls=server_tls(tmp_path, trustme.CA())) as server:
        failure = failing(kind, server, fetch)
    assert type(failure) is errors.CertificateError
    check_failure(failure)


REFUSED: list[dict[str, Any]] = [
    {"host": "x", "project": None},
    {"host": None},
    {"host": "a b"},
    {"host": "x", "token": f"{TOKEN}\n"},
    {"host": "x", "token": f"{TOKEN}\udcff"},
    {"host": "x", "project": f"{PROJECT}\udcff"},
    {"host": "x", "timeout": "soon"},
    {"host": "x", "max_retries": "some"},
    {"host": "x", "headers": 7},
    {"base_url": "ftp://a.example"},
    {"base_url": f"https://{PROJECT}:x@a.example"},
    {"base_url": 7},
]


@pytest.mark.parametrize("client", [Acme, AsyncAcme])
@pytest.mark.parametrize("given", REFUSED)
def test_a_client_that_cannot_be_made_tells_no_secret(
    client: Any, given: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Exception, match=r".") as caught:
        client(**{"project": PROJECT, "token": TOKEN, **given})
    check_failure(caught.value)
    if "token" in given:
        assert isinstance(caught.value, CredentialsError)
        assert "token" in str(caught.value)


class Ready:
    """A transport that has the answer already, so that an interruption leaves no socket behind."""

    def send(self, request: TransportRequest, /) -> TransportResponse:
        assert BASIC in dict(request.headers)["Authorization"]
        return TransportResponse(200, [], [json.dumps({"sid": "CA1", **CALLS}).encode()])

    def close(self) -> None:
        pass


class TestInterruptions:
    """Ctrl-C and cancellation may come between any two lines."""

    @pytest.mark.parametrize("action", [fetch, create, page])
    def test_anywhere(self, action: Action) -> None:
        client = Acme(PROJECT, TOKEN, "example", transport=Ready())
        action(client)
        count = 0
        while interrupted(lambda: action(client), count):
            count += 1
        assert count > 150

    def test_anywhere_while_a_client_is_made(self) -> None:
        count = 0
        while interrupted(lambda: Acme(PROJECT, TOKEN, "example"), count):
            count += 1
        assert count > 40

    @pytest.mark.parametrize("action", [fetch, create, page])
    def test_anywhere_in_a_loop(self, action: Action) -> None:
        async def main() -> int:
            client = AsyncAcme(PROJECT, TOKEN, "example", transport=AsyncCanned(Ready()))
            await action(client)
            count = 0
            while await interrupted_later(lambda: action(client), count):
                count += 1
            return count

        assert asyncio.run(main()) > 150


class Interruption(BaseException):
    """Stands for KeyboardInterrupt, which is nobody's to catch."""


def interrupt_at(number: int) -> Any:
    """A trace function that interrupts before this line of the runtime's, counted from 0."""
    left = number

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal left
        file = frame.f_code.co_filename
        if "/python/runtime/" not in file or file.endswith("/secret.py"):
            return None  # not where the token is taken over from whoever gives it
        if event == "line":
            left -= 1
            if left < 0:
                raise Interruption
        return trace

    return trace


def interrupted(action: Callable[[], Any], number: int) -> bool:
    """Whether an action lasts long enough to be interrupted there; if so, what that tells is looked at."""
    before = sys.gettrace()
    try:
        sys.settrace(interrupt_at(number))
        action()
    except Interruption as error:
        sys.settrace(before)
        check_failure(error)
        return True
    finally:
        sys.settrace(before)
    return False


async def interrupted_later(action: Callable[[], Any], number: int) -> bool:
    before = sys.gettrace()
    try:
        sys.settrace(interrupt_at(number))
        await action()
    except Interruption as error:
        sys.settrace(before)
        check_failure(error)
        return True
    finally:
        sys.settrace(before)
    return False
