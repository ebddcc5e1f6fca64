"""Many at once, forks, cancellations, clients that nobody closes: each has its own answer, nothing leaks."""

from __future__ import annotations

import asyncio
import gc
import os
import random
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from dialwright.python.runtime import OutcomeUnknownError, PoolTimeoutError, network, network_async

from .acme import Acme, AsyncAcme
from .server import Connection, Received, Server, answer, hang, raw, serving, wait_until

CALL = {"sid": "CA1"}


def fetch(client: Any) -> Any:
    return client.voice.calls.fetch("CA1")


def own(connection: Connection, request: Received) -> bool:
    """Answer with what was asked for, after a moment that differs."""
    sid = request.path.rpartition("/")[2].removesuffix(".json")
    time.sleep(int(sid.removeprefix("CA")) % 7 / 1000)
    return answer(200, {"sid": sid})(connection, request)


def sockets() -> set[str]:
    """The sockets that this process has open."""
    found: set[str] = set()
    for name in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink(f"/proc/self/fd/{name}")
        except OSError:
            continue
        if target.startswith("socket:"):
            found.add(target)
    return found


on_linux = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="there is no /proc to look into")


@contextmanager
def nothing_unclosed() -> Generator[None]:
    """Whatever is collected within has been closed."""
    gc.collect()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
        gc.collect()
    assert [str(warning.message) for warning in caught] == []


class TestThreads:
    def test_each_gets_its_own_answer(self) -> None:
        sids = [f"CA{number}" for number in range(1000)]
        with serving(own) as server, Acme("p", "t", base_url=server.url) as client:
            barrier = threading.Barrier(50)

            def work(part: int) -> list[str]:
                barrier.wait(10)
                return [client.voice.calls.fetch(sid).sid for sid in sids[part::50]]

            with ThreadPoolExecutor(50) as threads:
                found = list(threads.map(work, range(50)))
        assert found == [sids[part::50] for part in range(50)]
        assert len(server.requests) == 1000
        assert server.connections <= 50

    def test_the_tree_and_the_transport_are_made_by_all_of_them_at_once(self) -> None:
        barrier = threading.Barrier(20)

        def work(client: Acme) -> str:
            barrier.wait(10)
            return client.voice.calls.fetch("CA1").sid

        with serving(answer(200, CALL)) as server, ThreadPoolExecutor(20) as threads:
            for round in range(1, 21):
                with Acme("p", "t", base_url=server.url) as client:
                    assert {*threads.map(work, [client] * 20)} == {"CA1"}
                assert server.connections <= 20 * round

    def test_closing_while_others_are_at_work(self) -> None:
        """It breaks off what is under way with an error of ours, or lets it end; and a later call works."""
        with serving(own) as server, Acme("p", "t", base_url=server.url, max_retries=5) as client:
            until = time.monotonic() + 1

            def work(part: int) -> int:
                count = 0
                while time.monotonic() < until:
                    assert client.voice.calls.fetch(f"CA{part}").sid == f"CA{part}"
                    count += 1
                return count

            with ThreadPoolExecutor(10) as threads:
                works = [threads.submit(work, part) for part in range(10)]
                while time.monotonic() < until:
                    client.close()
                    time.sleep(0.01)
                assert all(work.result() for work in works)
            assert fetch(client).sid == "CA1"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pools of two connections."""
    monkeypatch.setattr(network, "MAX_CONNECTIONS", 2)
    monkeypatch.setattr(network_async, "MAX_CONNECTIONS", 2)


@pytest.mark.usefixtures("few")
class TestFullPools:
    """A POST that waits for a connection in vain was not sent, and is no unknown outcome."""

    def test_threads(self) -> None:
        with serving(hang) as server, Acme("p", "t", base_url=server.url, max_retries=0) as client:
            with ThreadPoolExecutor(2) as threads:
                busy = [threads.submit(fetch, client.with_options(timeout=1)) for _ in range(2)]
                wait_until(lambda: len(server.requests) == 2)
                with pytest.raises(PoolTimeoutError) as caught:
                    client.with_options(timeout=0.2).voice.calls.create(to="a", from_="b", url="c")
                assert all(work.exception() for work in busy)
            assert (caught.value.sent, len(server.requests)) == ("no", 2)
            assert not isinstance(caught.value, OutcomeUnknownError)
            server.then(answer(200, CALL))
            assert fetch(client).sid == "CA1"

    def test_tasks(self) -> None:
        async def main(server: Server) -> Any:
            async with AsyncAcme("p", "t", base_url=server.url, max_retries=0) as client:
                busy = [asyncio.create_task(fetch(client)) for _ in range(2)]
                await until(lambda: len(server.requests) == 2)
                with pytest.raises(PoolTimeoutError) as caught:
                    await client.with_options(timeout=0.2).voice.calls.create(to="a", from_="b", url="c")
                for task in busy:
                    task.cancel()
                await asyncio.gather(*busy, return_exceptions=True)
                assert (caught.value.sent, len(server.requests)) == ("no", 2)
                assert not isinstance(caught.value, OutcomeUnknownError)
                server.then(answer(200, CALL))
                return await fetch(client)

        with serving(hang) as server:
            assert asyncio.run(main(server)).sid == "CA1"


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.005)


def slow(connection: Connection, request: Received) -> bool:
    """Dawdle at the head, and in the middle of the body."""
    connection.stopped.wait(random.random() / 200)
    connection.socket.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n")
    connection.stopped.wait(random.random() / 200)
    connection.socket.sendall(b'{"sid":')
    connection.stopped.wait(random.random() / 200)
    connection.socket.sendall(b'"CA1"}')
    return True


class TestCancellations:
    @on_linux
    def test_a_thousand_at_random_moments_and_then_one_that_works(self) -> None:
        """Before it connects, while it waits for a connection, for the head, or in the midst of the body."""
        ended: dict[str, int] = {"cancelled": 0, "answered": 0}

        async def one(client: AsyncAcme) -> None:
            task = asyncio.create_task(client.voice.calls.fetch("CA1"))
            await asyncio.sleep(random.random() / 20)
            task.cancel()
            try:
                call = await task
            except asyncio.CancelledError:
                ended["cancelled"] += 1
            else:
                assert call.sid == "CA1"
                ended["answered"] += 1

        async def main(url: str) -> None:
            async with AsyncAcme("p", "t", base_url=url) as client:
                for _ in range(40):
                    await asyncio.gather(*(one(client) for _ in range(25)))
                assert len(asyncio.all_tasks()) == 1
                calls = await asyncio.gather(*(client.voice.calls.fetch("CA1") for _ in range(150)))
                assert {call.sid for call in calls} == {"CA1"}
            assert len(asyncio.all_tasks()) == 1

        with nothing_unclosed():
            threads = threading.active_count()
            with serving(slow) as server:
                before = sockets()
                asyncio.run(main(server.url))
                # Its side of each connection ends when ours has.
                wait_until(lambda: threading.active_count() <= threads + 1)
                assert sockets() <= before
        assert sum(ended.values()) == 1000
        assert ended["cancelled"] > 200, ended

    @on_linux
    @pytest.mark.parametrize("stage", ["connect", "head", "body"])
    def test_at_each_stage(self, stage: str) -> None:
        """The connection of a call that was cancelled is closed at once, and not used for another."""
        with serving(hang if stage == "head" else half) as server, nobody_accepts() as full:
            url = full if stage == "connect" else server.url

            async def main() -> Any:
                async with AsyncAcme("p", "t", base_url=url) as client:
                    before = sockets()
                    tasks = [asyncio.create_task(fetch(client)) for _ in range(20)]
                    await asyncio.sleep(0.3)
                    for task in tasks:
                        task.cancel()
                    ended = await asyncio.gather(*tasks, return_exceptions=True)
                    assert {type(error) for error in ended} == {asyncio.CancelledError}
                    await asyncio.sleep(0.05)
                    assert len(asyncio.all_tasks()) == 1
                    if stage == "connect":
                        assert sockets() <= before
                        return None
                    server.then(answer(200, CALL))
                    return await fetch(client)

            with nothing_unclosed():
                call = asyncio.run(main())
            assert stage == "connect" or call.sid == "CA1"


@contextmanager
def nobody_accepts() -> Generator[str]:
    """The address of a server that is so busy that connections to it are not made."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as fillers:
        for _ in range(4):
            filler = fillers.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(full.getsockname())
        yield f"http://127.0.0.1:{full.getsockname()[1]}"


def half(connection: Connection, request: Received) -> bool:
    """Send half of an answer, and no more."""
    connection.socket.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{"sid":')
    return hang(connection, request)


class TestNobodyCloses:
    """A client that is given up gives up its sockets with it, without a word."""

    @on_linux
    def test_a_client_that_is_collected(self) -> None:
        with serving(answer(200, CALL)) as server, nothing_unclosed():
            before = sockets()
            client = Acme("p", "t", base_url=server.url)
            call = fetch(client)
            del client
            assert call.fetch().sid == "CA1"  # a record keeps its client
            del call
            gc.collect()
            wait_until(lambda: sockets() <= before)

    @on_linux
    def test_an_asynchronous_one(self) -> None:
        async def main(url: str) -> None:
            before = sockets()
            client = AsyncAcme("p", "t", base_url=url)
            assert (await fetch(client)).sid == "CA1"
            del client
            gc.collect()
            await until(lambda: sockets() <= before)

        with serving(answer(200, CALL)) as server, nothing_unclosed():
            asyncio.run(main(server.url))

    def test_an_asynchronous_one_whose_loop_ended(self) -> None:
        async def main(client: AsyncAcme) -> str:
            call = await client.voice.calls.fetch("CA1")
            return call.sid

        with serving(answer(200, CALL)) as server, nothing_unclosed():
            client = AsyncAcme("p", "t", base_url=server.url)
            for _ in range(3):
                assert asyncio.run(main(client)) == "CA1"
            asyncio.run(client.close())
            del client

    def test_a_stream_that_is_left_half_way(self) -> None:
        with serving(answer(200, b"x" * 10_000_000)) as server, nothing_unclosed():
            client = Acme("p", "t", base_url=server.url)
            chunks = client.voice.recordings("RE1").iter_bytes()
            assert next(chunks)
            del chunks
            client.close()


SCRIPT = """
import gc, sys, warnings
warnings.simplefilter("error")
import asyncio
from runtime.acme import Acme, AsyncAcme

async def main(url):
    {asynchronous}

client = Acme("p", "t", base_url=sys.argv[1])
assert client.voice.calls.fetch("CA1").sid == "CA1"
asyncio.run(main(sys.argv[1]))
"""


@pytest.mark.parametrize(
    "asynchronous", ["pass", 'await AsyncAcme("p", "t", base_url=url).voice.calls.fetch("CA1")']
)
def test_a_program_that_ends_without_closing_says_nothing(asynchronous: str) -> None:
    with serving(answer(200, CALL)) as server:
        assert run(SCRIPT.format(asynchronous=asynchronous), server.url) == ""


def run(script: str, *arguments: str) -> str:
    """What a program of its own prints, errors included."""
    paths = os.pathsep.join(path for path in sys.path if path)
    tests = str(Path(__file__).resolve().parents[1])
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((tests, paths))},
        check=False,
    )
    return done.stdout + done.stderr


FORK = """
import os, sys, threading
from concurrent.futures import ThreadPoolExecutor
from runtime.acme import Acme

client = Acme("p", "t", base_url=sys.argv[1])
fetch = client.voice.calls.fetch
with ThreadPoolExecutor(5) as threads:
    assert len(list(threads.map(fetch, [f"CA{n}" for n in range(5)]))) == 5
children = []
for number in range(3):
    child = os.fork()
    if not child:
        sids = [f"CA{number}{n}" for n in range(5)]
        code = 0 if [fetch(sid).sid for sid in sids] == sids else 1
        client.close()
        os._exit(code)
    children.append(child)
sids = [f"CA9{n}" for n in range(20)]
assert [fetch(sid).sid for sid in sids] == sids
assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0, 0]
assert fetch("CA1").sid == "CA1"
client.close()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_children_and_their_parent_use_connections_of_their_own() -> None:
    with serving(own) as server:
        assert run(FORK, server.url) == ""
        by_connection: dict[int, set[str]] = {}
        for request in server.requests:
            sid = request.path.rpartition("/")[2]
            by_connection.setdefault(request.connection, set()).add(sid[:3] if len(sid) == 9 else "parent")
    assert all(len(who) == 1 or who <= {"parent", "CA9"} for who in by_connection.values()), by_connection


class TestConnectionsThatAreUsedAgain:
    @pytest.mark.parametrize("asynchronous", [False, True])
    def test_one_that_the_server_closed_meanwhile_is_not(self, asynchronous: bool) -> None:
        """A POST finds a closed connection before it is sent on it, rather than by failing."""
        last = raw(b'HTTP/1.1 201 Created\r\nContent-Length: 13\r\n\r\n{"sid":"CA1"}', keep=False)
        with serving(last) as server:
            for _ in range(2):
                assert sids_of(server, asynchronous, 5) == ["CA1"] * 5
            assert len(server.requests) == server.connections == 10

    @pytest.mark.parametrize("asynchronous", [False, True])
    def test_hints_and_empty_answers_with_bodies_spoil_none(self, asynchronous: bool) -> None:
        """103 comes before the answer; what a 204 has for a body is not the next answer."""
        early = b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n"
        right = raw(early * 3 + b'HTTP/1.1 201 Created\r\nContent-Length: 13\r\n\r\n{"sid":"CA1"}', keep=True)
        stray = b'HTTP/1.1 201 Created\r\nContent-Length: 13\r\n\r\n{"sid":"XXX"}'
        empty = raw(early + b"HTTP/1.1 204 No Content\r\n\r\n" + stray, keep=True)
        with serving(right, empty, right, empty, right) as server:
            assert sids_of(server, asynchronous, 5) == ["CA1", None, "CA1", None, "CA1"]


def sids_of(server: Server, asynchronous: bool, count: int) -> list[str | None]:
    """What so many POSTs in a row are answered; with None where there is no content."""

    async def main() -> list[str | None]:
        async with AsyncAcme("p", "t", base_url=server.url, max_retries=0) as client:
            found: list[str | None] = []
            for _ in range(count):
                response = await client.request("POST", "/x")
                found.append(response.json()["sid"] if response.status != 204 else None)
                await asyncio.sleep(0.02)
            return found

    if asynchronous:
        return asyncio.run(main())
    with Acme("p", "t", base_url=server.url, max_retries=0) as client:
        found: list[str | None] = []
        for _ in range(count):
            response = client.request("POST", "/x")
            found.append(response.json()["sid"] if response.status != 204 else None)
            time.sleep(0.02)
        return found
