"""A server on this machine that plays what a test tells it to, faults included."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import struct
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Event, Lock, Thread
from typing import TypeAlias
from urllib.parse import parse_qsl

__all__ = ["Connection", "Received", "Server", "answer", "close", "drip", "hang", "raw", "reset", "serving"]


class Received:
    """A request as it came."""

    def __init__(self, head: bytes, body: bytes, connection: int) -> None:
        start, *lines = head.decode("latin-1").split("\r\n")
        self.method, self.target, _ = start.split(" ")
        self.path, _, self.query_string = self.target.partition("?")
        self.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        self.body = body
        self.chunks = 0
        """How many chunks the body came in; 0 where its length was told."""
        self.connection = connection

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(self.query_string, keep_blank_values=True)

    @property
    def form(self) -> list[tuple[str, str]]:
        return parse_qsl(self.body.decode("ascii"), keep_blank_values=True)


class Connection:
    """One connection, on the server's side."""

    def __init__(self, sock: socket.socket, number: int, stopped: Event) -> None:
        self.socket = sock
        self.number = number
        self.stopped = stopped
        self._buffer = b""

    def receive(self) -> Received | None:
        """The next request; None where there is no more."""
        while b"\r\n\r\n" not in self._buffer:
            if not self._more():
                return None
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        request = Received(head, b"", self.number)
        if request.headers.get("transfer-encoding") == "chunked":
            chunks = [*self._chunks()]
            request.body, request.chunks = b"".join(chunks), len(chunks)
            return request
        body = self._exactly(int(request.headers.get("content-length", "0")))
        if body is None:
            return None
        request.body = body
        return request

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self._line(), 16):
            yield self._exactly(size) or b""
            self._line()
        self._line()

    def _line(self) -> bytes:
        while b"\r\n" not in self._buffer:
            if not self._more():
                raise OSError("a chunk is cut off")
        line, _, self._buffer = self._buffer.partition(b"\r\n")
        return line

    def _exactly(self, size: int) -> bytes | None:
        while len(self._buffer) < size:
            if not self._more():
                return None
        data, self._buffer = self._buffer[:size], self._buffer[size:]
        return data

    def _more(self) -> bool:
        with suppress(OSError):
            data = self.socket.recv(65536)
            self._buffer += data
            return bool(data)
        return False


Step: TypeAlias = Callable[[Connection, Received], bool]
"""What to do about a request; whether the connection may be used again."""


def raw(data: bytes, *, keep: bool = False) -> Step:
    """Answer with exactly these bytes."""

    def step(connection: Connection, request: Received) -> bool:
        connection.socket.sendall(data)
        return keep

    return step


def answer(
    status: int = 200,
    body: object = None,
    *,
    headers: dict[str, str] | None = None,
    packed: bool = False,
) -> Step:
    """Answer with JSON, text, or bytes."""
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    lines = {"Content-Type": "application/json", **(headers or {})}
    if packed:
        content = gzip.compress(content)
        lines["Content-Encoding"] = "gzip"
    lines.setdefault("Content-Length", str(len(content)))
    head = f"HTTP/1.1 {status} Status\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return raw(head.encode() + b"\r\n" + content, keep=True)


def close(connection: Connection, request: Received) -> bool:
    """Close without an answer."""
    return False


def reset(connection: Connection, request: Received) -> bool:
    """Break the connection without an answer."""
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


def hang(connection: Connection, request: Received) -> bool:
    """Never answer."""
    connection.stopped.wait(20)
    return False


def drip(data: bytes, pause: float = 0.05) -> Step:
    """Answer with one byte at a time."""

    def step(connection: Connection, request: Received) -> bool:
        with suppress(OSError):
            for byte in data:
                connection.socket.sendall(bytes([byte]))
                if connection.stopped.wait(pause):
                    break
        return False

    return step


class Server:
    """Answers each request with the next step; the last one serves for whatever follows."""

    def __init__(self, *steps: Step, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Received] = []
        self.connections = 0
        self._steps = list(steps)
        self._tls = tls
        self._lock = Lock()
        self._stopped = Event()
        self._threads: list[Thread] = []
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self._start(self._accept)

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://{'localhost' if self._tls else '127.0.0.1'}:{self.port}"

    def then(self, *steps: Step) -> None:
        """What to do next, instead of what was planned."""
        with self._lock:
            self._steps = list(steps)

    def stop(self) -> None:
        self._stopped.set()
        with suppress(OSError):
            # Closing alone does not wake the thread that accepts.
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for sock in self._sockets:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _start(self, work: Callable[[], None]) -> None:
        thread = Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while not self._stopped.is_set():
                sock, _ = self._listener.accept()
                self.connections += 1
                number = self.connections
                self._start(partial(self._serve, sock, number))

    def _serve(self, sock: socket.socket, number: int) -> None:
        with suppress(OSError):
            try:
                if self._tls is not None:
                    sock = self._tls.wrap_socket(sock, server_side=True)
                self._sockets.append(sock)
                self._converse(Connection(sock, number, self._stopped))
            finally:
                sock.close()

    def _converse(self, connection: Connection) -> None:
        while request := connection.receive():
            with self._lock:
                self.requests.append(request)
                step = self._steps.pop(0) if len(self._steps) > 1 else self._steps[0]
            if not step(connection, request):
                return


@contextmanager
def serving(*steps: Step, tls: ssl.SSLContext | None = None) -> Generator[Server]:
    server = Server(*steps, tls=tls)
    try:
        yield server
    finally:
        server.stop()


def wait_until(condition: Callable[[], bool], seconds: float = 5) -> None:
    """Wait for something that happens in another thread."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)
