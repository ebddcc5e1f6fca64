"""Neither the client's secret nor a token it fetched is in anything that is printed, whatever happens."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from base64 import b64encode
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from dialwright.python.runtime import (
    APIError,
    AuthenticationError,
    ClientError,
    TransportRequest,
    TransportResponse,
)

from .ledger import CLIENT, GET, POST, SECRET, Login, client_of, use
from .reach import forms, leaks, reachable, shown
from .server import Connection, Received, Step, answer, close, hang, raw, reset, serving
from .test_secrets_everywhere import Interruption, interrupt_at, tell
from .test_transports import AsyncCanned

TOKEN = "AT+access/0123=456.tok"
_ENCODED = quote(SECRET, safe="")
_BEFORE = f"{quote(CLIENT, safe='')}:"
PRIVATE = (
    forms(SECRET, f"{CLIENT}:", f"Basic {CLIENT}:")
    | forms(_ENCODED, _BEFORE, f"Basic {_BEFORE}")
    | forms(TOKEN, "Bearer ")
)
BASIC = b64encode(f"{_BEFORE}{_ENCODED}".encode()).decode()

both_kinds = pytest.mark.parametrize("kind", ["sync", "async"])
both_ways = pytest.mark.parametrize("way", ["basic", "body"])


def check(start: object) -> None:
    """Print everything that is reachable."""
    for found in reachable(start):
        for text in shown(found):
            assert not leaks(text, PRIVATE), (type(found), text[:300])


def check_failure(error: BaseException) -> None:
    """Print a failure in every way."""
    for text in tell(error):
        assert not leaks(text, PRIVATE), text[:2000]
    if isinstance(error, ClientError):
        assert error.__context__ is error.__cause__ is None
        check(vars(error))


def echo(status: int, token: str = "") -> Step:
    """A service that repeats all it was sent, and the token that it gave, in every form."""

    def step(connection: Connection, request: Received) -> bool:
        header, sent = request.headers.get("authorization", ""), request.body.decode()
        given = (SECRET, _ENCODED, quote_plus(SECRET), BASIC, token, quote(token, safe=""))
        told = " ".join([*given, header, sent])
        body = {"error": SECRET, "error_description": told, "error_uri": BASIC, "message": told}
        return answer(status, body)(connection, request)

    return step


GRANTED = answer(200, {"access_token": TOKEN, "token_type": "bearer", "expires_in": 3600, "more": SECRET})
JUNK = f"<html>{SECRET} {BASIC} {TOKEN}".encode()
SPOKEN = f"<html>{SECRET} {BASIC}".encode()
FAILURES: list[list[Step]] = [
    [echo(400)],
    [echo(401)],
    [echo(302)],
    [echo(500)],
    [answer(200, JUNK)],
    [answer(200, {"token": TOKEN, "note": SECRET})],
    [answer(200, {"access_token": TOKEN, "token_type": SECRET})],
    [answer(200, {"access_token": f"{TOKEN}\n"})],
    [raw(b"not http " + SPOKEN + b"\r\n\r\n")],
    [raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + JUNK)],
    [close],
    [reset],
    [hang],
    [GRANTED, echo(400, TOKEN)],
    [GRANTED, echo(401, TOKEN)],
    [GRANTED, echo(503, TOKEN)],
    [GRANTED, answer(200, JUNK)],
    [GRANTED, reset],
    [GRANTED, hang],
]


@both_kinds
@both_ways
@pytest.mark.parametrize("steps", FAILURES, ids=range(len(FAILURES)))
@pytest.mark.parametrize("action", [GET, POST], ids=["get", "post"])
def test_failures_tell_nothing(
    kind: str, way: str, steps: list[Step], action: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "dialwright")
    timeout = 0.5 if steps[-1] is hang else 20
    with serving(*steps) as server:
        client = client_of(kind, {"token_auth": way}, base_url=server.url, max_retries=0, timeout=timeout)
        check(client)
        with pytest.raises(ClientError) as caught:
            use(client, action)
        check(client)
    check_failure(caught.value)
    assert not leaks("\n".join(r.getMessage() for r in caplog.records if r.name == "dialwright"), PRIVATE)


@both_kinds
def test_a_token_that_took_the_place_of_another_is_kept_from_texts_as_well(kind: str) -> None:
    """And so is the one before: an answer to a request that was sent with it may still come."""
    login = Login()

    def tell_both(connection: Connection, request: Received) -> bool:
        if len(login.others) < 2 or request.path == "/oauth/token":
            return login(connection, request)
        return answer(400, {"message": "token-1-secret token-2-secret"})(connection, request)

    with serving(tell_both) as server:
        client = client_of(kind, base_url=server.url)
        with pytest.raises(APIError) as caught:
            use(client, GET, login.before(POST))
    assert "-secret" not in caught.value.body
    assert caught.value.message == "*** ***"


def test_a_client_that_cannot_be_made_tells_nothing() -> None:
    with pytest.raises(ClientError) as caught:
        client_of("sync", {"token_url": "http://a.example"})
    check_failure(caught.value)


class Ready:
    """A transport that has the answers already."""

    def send(self, request: TransportRequest, /) -> TransportResponse:
        body = {"access_token": TOKEN} if request.target == "/oauth/token" else {"done": True}
        assert not request.target.startswith("/v1") or TOKEN in dict(request.headers)["Authorization"]
        return TransportResponse(200, [], [json.dumps(body).encode()])

    def close(self) -> None:
        pass


class TestInterruptions:
    """Ctrl-C and cancellation may come between any two lines."""

    @both_ways
    def test_anywhere(self, way: str) -> None:
        count = 0
        while self._interrupted(way, count):
            count += 1
        assert count > 200

    def _interrupted(self, way: str, number: int) -> bool:
        client, before = client_of("sync", {"token_auth": way}, transport=Ready()), sys.gettrace()
        try:
            sys.settrace(interrupt_at(number))
            GET(client)
        except Interruption as error:
            sys.settrace(before)
            check_failure(error)
            return True
        finally:
            sys.settrace(before)
        return False

    @both_ways
    def test_anywhere_in_a_loop(self, way: str) -> None:
        async def main() -> int:
            count = 0
            while await self._interrupted_later(way, count):
                count += 1
            return count

        assert asyncio.run(main()) > 200

    async def _interrupted_later(self, way: str, number: int) -> bool:
        transport, before = AsyncCanned(Ready()), sys.gettrace()
        client = client_of("async", {"token_auth": way}, transport=transport)
        try:
            sys.settrace(interrupt_at(number))
            await GET(client)
        except Interruption as error:
            sys.settrace(before)
            check_failure(error)
            return True
        finally:
            sys.settrace(before)
        return False


@both_kinds
def test_errors_that_wait_for_another_call_tell_nothing(kind: str) -> None:
    with serving(echo(401)) as server, pytest.raises(AuthenticationError) as caught:
        use(client_of(kind, base_url=server.url), GET)
    assert "***" in str(caught.value)
    check_failure(caught.value)
