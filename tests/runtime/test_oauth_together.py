"""Many that need a token at once: one fetches it for all, and nobody waits for who is no longer there."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from dialwright.python.runtime import (
    APITimeoutError,
    AuthenticationError,
    ClientError,
    Options,
    Request,
    tokens,
)

from .ledger import GET, Login, client_of, slow, use
from .server import Connection, Received, answer, hang, serving, wait_until

MANY = 50
WAITED = r"^Time ran out while another call fetched the access token\."
REQUEST: Request[Any] = Request("GET", "/entries", dict)


def at_once(client: Any, count: int = MANY) -> list[Any]:
    """What so many threads get that all need a token."""
    barrier = threading.Barrier(count)

    def work(_: int) -> Any:
        barrier.wait(20)
        try:
            return GET(client)
        except ClientError as error:
            return error

    with client, ThreadPoolExecutor(count) as threads:
        return list(threads.map(work, range(count)))


async def at_once_later(client: Any, count: int = MANY) -> list[Any]:
    """What so many tasks get."""
    async with client:
        return await asyncio.gather(*(GET(client) for _ in range(count)), return_exceptions=True)


def results(kind: str, client: Any) -> list[Any]:
    return at_once(client) if kind == "sync" else asyncio.run(at_once_later(client))


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def late_login() -> Login:
    """It takes its time, so that everybody waits."""
    login = Login()
    login.gives(slow(login, 0.3))
    return login


def test_one_asks_for_all(kind: str) -> None:
    login = late_login()
    with serving(login) as server:
        found = results(kind, client_of(kind, base_url=server.url, timeout=60))
    assert found == [{"done": True}] * MANY
    assert (len(login.asked), len(login.others)) == (1, MANY)


def test_one_asks_anew_for_all_whose_token_was_refused(kind: str) -> None:
    login = Login()
    with serving(login) as server:
        client = client_of(kind, base_url=server.url, timeout=60)
        use(client, GET)
        login.revoke()
        login.gives(slow(login, 0.3))
        found = results(kind, client)
    assert found == [{"done": True}] * MANY
    assert len(login.asked) == 2


def test_one_failure_is_told_to_all_each_in_an_error_of_its_own(kind: str) -> None:
    def refuse(connection: Connection, request: Received) -> bool:
        connection.stopped.wait(0.5)
        return answer(401, {"error": "invalid_client"})(connection, request)

    login = Login(refuse)
    with serving(login) as server:
        found = results(kind, client_of(kind, base_url=server.url, timeout=60))
    assert {type(error) for error in found} == {AuthenticationError}
    assert {error.sent for error in found} == {"no"}
    assert len({id(error) for error in found}) == MANY
    assert login.others == []
    assert len(login.asked) < MANY / 2


class TestImpatience:
    """Those who wait keep their own deadline; that of another is not theirs."""

    def test_of_who_waits(self) -> None:
        login = Login(hang)
        with serving(login) as server, client_of("sync", base_url=server.url, timeout=30) as client:
            first = threading.Thread(target=self._fail, args=(client,))
            first.start()
            wait_until(lambda: len(login.asked) == 1)
            begun = time.monotonic()
            with pytest.raises(APITimeoutError, match=WAITED) as caught:
                client.__session__.send(REQUEST, Options(timeout=0.3))
            assert time.monotonic() - begun < 10
            assert caught.value.sent == "no"
            server.stop()
            first.join(20)

    def _fail(self, client: Any) -> None:
        with pytest.raises(ClientError):
            GET(client)

    def test_of_who_waits_in_a_loop(self) -> None:
        async def main(url: str) -> None:
            async with client_of("async", base_url=url, timeout=30) as client:
                first = asyncio.create_task(GET(client))
                await asyncio.sleep(0.2)
                with pytest.raises(APITimeoutError, match=WAITED):
                    await client.__session__.send(REQUEST, Options(timeout=0.3))
                first.cancel()

        with serving(Login(hang)) as server:
            asyncio.run(main(server.url))

    def test_of_who_asks(self) -> None:
        login = Login()
        login.gives(hang, answer(200, {"access_token": "token-2-secret"}))
        with serving(login) as server, client_of("sync", base_url=server.url, max_retries=0) as client:
            failures: list[Any] = []

            def hurried() -> None:
                with pytest.raises(APITimeoutError) as caught:
                    client.__session__.send(REQUEST, Options(timeout=1))
                failures.append(caught.value.sent)

            first = threading.Thread(target=hurried)
            first.start()
            wait_until(lambda: len(login.asked) == 1)
            assert GET(client) == {"done": True}
            first.join(20)
        assert (failures, len(login.asked)) == (["no"], 2)

    def test_of_who_asks_in_a_loop(self) -> None:
        login = Login()
        login.gives(hang, answer(200, {"access_token": "token-2-secret"}))

        async def main(url: str) -> list[Any]:
            async with client_of("async", base_url=url, max_retries=0) as client:
                hurried = client.__session__.send(REQUEST, Options(timeout=1))
                return [*await asyncio.gather(hurried, GET(client), return_exceptions=True)]

        with serving(login) as server:
            failure, done = asyncio.run(main(server.url))
        assert (type(failure), done, len(login.asked)) == (APITimeoutError, {"done": True}, 2)


def test_where_the_one_that_asks_is_cancelled_another_does() -> None:
    login = Login()
    login.gives(hang, answer(200, {"access_token": "token-2-secret"}))

    async def main(url: str) -> Any:
        async with client_of("async", base_url=url, timeout=30) as client:
            first = asyncio.create_task(GET(client))
            await asyncio.sleep(0.2)
            second = asyncio.create_task(GET(client))
            await asyncio.sleep(0.1)
            first.cancel()
            with pytest.raises(asyncio.CancelledError):
                await first
            return await second

    with serving(login) as server:
        assert asyncio.run(main(server.url)) == {"done": True}
    assert len(login.asked) == 2


def test_every_event_loop_asks_for_itself_and_finds_what_is_kept() -> None:
    login = Login()
    with serving(login) as server:
        client = client_of("async", base_url=server.url)
        assert asyncio.run(GET(client)) == asyncio.run(GET(client)) == {"done": True}
    assert (len(login.asked), len(login.others)) == (1, 2)


def test_event_loops_have_flights_of_their_own() -> None:
    """For a task cannot wait for what happens in another loop."""
    kept, one, other = tokens.Tokens(), object(), object()
    first, is_own = kept.join("oauth", None, one, threading.Event)
    assert is_own
    assert kept.join("oauth", None, one, threading.Event) == (first, False)
    second, is_own = kept.join("oauth", None, other, threading.Event)
    assert is_own
    assert second is not first


FORK = """
import os, sys, threading, time
from runtime.ledger import GET, client_of
from runtime.server import wait_until
with client_of("sync", base_url=sys.argv[1]) as other:
    GET(other)  # so that no module is being loaded when the process is forked
client = client_of("sync", base_url=sys.argv[1], timeout=30)
tokens = client.__session__.settings.tokens
first = threading.Thread(target=lambda: GET(client))
first.start()
wait_until(lambda: bool(tokens._flights))
with tokens._lock:  # as another thread may hold it
    child = os.fork()
if not child:
    os._exit(0 if GET(client) == {"done": True} else 1)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
first.join(20)
assert GET(client) == {"done": True}
client.close()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_process_waits_for_nobody_of_its_parent() -> None:
    token = {"access_token": "always the same".replace(" ", "-")}

    def step(connection: Connection, request: Received) -> bool:
        if request.path == "/oauth/token":
            connection.stopped.wait(1)
            return answer(200, token)(connection, request)
        return answer(200, {"done": True})(connection, request)

    with serving(step) as server:
        done = subprocess.run(
            [sys.executable, "-c", FORK, server.url],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert (done.returncode, done.stderr) == (0, "")
    asked = [request for request in server.requests if request.path == "/oauth/token"]
    assert len(asked) == 3, "of another client, of the parent, and of the child"
