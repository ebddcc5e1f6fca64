"""The local server: a process of its own that answers at once and keeps its connections open.

Run as a module it prints its port and serves until its input ends, so that it never outlives who started it.
It knows only as much of HTTP as the clients need to be measured.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from typing import cast

from .answers import body_for

_HEADERS = (
    "Content-Type: application/json; charset=utf-8\r\n"
    "Cache-Control: max-age=0, private, must-revalidate\r\n"
    "X-Request-Id: 0f6c7a52-53cc-4b53-8a41-2f0d0c6f7f11\r\n"
    "X-Runtime: 0.031415\r\n"
    "Vary: Accept\r\n"
    "Date: Mon, 01 Jun 2026 10:00:00 GMT\r\n"
    "Server: bench\r\n"
)


@cache
def answer(method: str, path: str) -> bytes:
    """The whole answer to a request."""
    body = body_for(method, path)
    status = "404 Not Found" if body is None else "200 OK"
    content = b"{}" if body is None else body
    head = f"HTTP/1.1 {status}\r\n{_HEADERS}Content-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


class Connection(asyncio.Protocol):
    """Answers the requests of one connection, each once it is there whole."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (size := request_size(self._received)) is not None:
            method, target, _ = self._received.split(b" ", 2)
            self._transport.write(answer(method.decode(), target.partition(b"?")[0].decode()))
            self._received = self._received[size:]


def request_size(received: bytes) -> int | None:
    """How many bytes the first request has; None while it is not there whole."""
    head, separator, rest = received.partition(b"\r\n\r\n")
    if not separator:
        return None
    _, _, length = head.lower().partition(b"content-length:")
    expected = int(length.split(b"\r\n", 1)[0] or b"0")
    return None if len(rest) < expected else len(head) + len(separator) + expected


async def serve() -> None:
    """Serve until the input ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", 0, backlog=256)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


@contextmanager
def running() -> Generator[str]:
    """A server in a process of its own: its address."""
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()


if __name__ == "__main__":
    asyncio.run(serve())
