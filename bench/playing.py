"""The server that plays an API from its document, in a process of its own: what it takes, and what it keeps.

Run as a module it prints its port. For each line that comes in it prints the CPU seconds that it has taken so
far and the bytes of memory that it has; it ends with its input.
"""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from time import process_time

from dialwright.mock.server import MockServer

from .answers import PAGE_SIZE, PROJECT, TOKEN
from .environments import ROOT
from .figures import Failure
from .generators import SPEC
from .plan import KEPT_AFTER

STATUS = Path("/proc/self/status")
_CALLS = f"/api/laml/2010-04-01/Accounts/{PROJECT}/Calls"
_FORM = b"From=%2B15551000000&To=%2B15552000000&Url=https%3A%2F%2Fexample.com%2Fvoice"
_HEADERS = {
    "Authorization": "Basic " + b64encode(f"{PROJECT}:{TOKEN}".encode()).decode(),
    "Content-Type": "application/x-www-form-urlencoded",
}
_REQUESTS = 1000  # that are timed
_CREATED, _LISTED = 5, 100  # of so many requests, one places a call or asks for a list


@dataclass
class Player:
    """A server that runs, and one connection to it."""

    process: subprocess.Popen[str]
    connection: HTTPConnection
    call: str = ""

    def create(self) -> None:
        """Place a call."""
        answer = self._ask("POST", f"{_CALLS}.json", _FORM, 201)
        self.call = answer.partition(b'"sid":"')[2].partition(b'"')[0].decode()

    def fetch(self) -> None:
        """Read the call that was placed last."""
        self._ask("GET", f"{_CALLS}/{self.call}.json", None, 200)

    def listing(self) -> None:
        """Read a page of 50 calls."""
        answer = self._ask("GET", f"{_CALLS}.json?PageSize={PAGE_SIZE}", None, 200)
        assert answer.count(b'"sid":') == PAGE_SIZE, answer[:200]

    def ask(self, number: int) -> None:
        """One of many requests."""
        if number % _LISTED == 0:
            self.listing()
        elif number % _CREATED == 1:
            self.create()
        else:
            self.fetch()

    def used(self) -> tuple[float, int]:
        """CPU seconds that the server has taken, and bytes that it has in memory; 0 where none are told."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        seconds, size = self.process.stdout.readline().split()
        return float(seconds), int(size)

    def _ask(self, method: str, target: str, body: bytes | None, status: int) -> bytes:
        self.connection.request(method, target, body, _HEADERS)
        response = self.connection.getresponse()
        answer = response.read()
        assert response.status == status, (method, target, response.status, answer[:200])
        return answer


@contextmanager
def playing() -> Generator[Player]:
    """A server that has been started, with 50 calls."""
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        connection = HTTPConnection("127.0.0.1", int(process.stdout.readline()), timeout=60)
        player = Player(process, connection)
        try:
            for _ in range(PAGE_SIZE):
                player.create()
            yield player
        finally:
            connection.close()
            process.stdin.close()


def run_server(row: str) -> float | Failure:
    """The figure of a row: requests for each second of CPU time, or bytes."""
    if row in KEPT_AFTER:
        size = kept().get(KEPT_AFTER[row], 0)
        return size or Failure("not measured: the system does not tell")
    return rate(row.removeprefix("played_"))


def rate(work: str, requests: int = _REQUESTS) -> float:
    """How many requests the server answers in a second of CPU time of its own."""
    with playing() as player:
        ask: Callable[[], None] = getattr(player, work)
        for _ in range(requests // 5):  # what is made once is made here
            ask()
        before, _ = player.used()
        for _ in range(requests):
            ask()
        after, _ = player.used()
    return requests / (after - before)


@cache
def kept() -> dict[int, int]:
    """Number of requests -> bytes of memory that the server has after them."""
    found: dict[int, int] = {}
    with playing() as player:
        for number in range(1, max(KEPT_AFTER.values()) + 1):
            player.ask(number)
            if number in KEPT_AFTER.values():
                found[number] = player.used()[1]
    return found


def _memory() -> int:
    """Bytes of memory of this process that are in use, where the system tells; else 0."""
    if not STATUS.is_file():
        return 0
    lines = STATUS.read_text().splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:")), 0)


def serve() -> None:
    """Serve until the input ends."""
    with MockServer(SPEC) as server:
        print(server.origin.rpartition(":")[2], flush=True)
        for _ in sys.stdin:
            print(process_time(), _memory(), flush=True)


if __name__ == "__main__":
    serve()
