"""A service on this machine that does with each request what a step says, and keeps count of its calls."""

from __future__ import annotations

import json
import socket
import ssl
import struct
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Event, Lock, Thread
from typing import Any, TypeAlias

from runtime.server import Received

__all__ = ["FaultServer", "Step", "Visit", "serving"]

AT_MOST = 20.0
"""Seconds that anything here may take, should a test forget about it."""


class Visit:
    """A request, from the side of the server; a step reads it, or does not, and does something about it.

    Args:
        server: The server.
        sock: The connection.
        number: Which of the server's connections that is.
        begun: What has come of the request so far.
    """

    def __init__(self, server: FaultServer, sock: socket.socket, number: int, begun: bytes) -> None:
        self.server = server
        self.is_over = False
        """Whether the connection serves for no more."""
        self._sock = sock
        self._number = number
        self._came = begun

    def read(self) -> Received:
        """Read the request whole. Only then does the server count it."""
        while b"\r\n\r\n" not in self._came:
            self._more()
        head, _, body = self._came.partition(b"\r\n\r\n")
        request = Received(head, b"", self._number)
        self._came = body
        while len(self._came) < int(request.headers.get("content-length", "0")):
            self._more()
        request.body = self._came
        self.server.note(request)
        return request

    def _more(self) -> None:
        data = self._sock.recv(65536)
        if not data:
            raise ConnectionAbortedError("The client left.")
        self._came += data

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._sock.sendall(data)

    def wait(self, seconds: float = AT_MOST) -> bool:
        """Do nothing for a while; whether the test is over."""
        return self.server.stopped.wait(seconds)

    def leave(self) -> None:
        """Close the connection in an orderly way: what has not been read would make the system reset it."""
        self.is_over = True
        self._sock.shutdown(socket.SHUT_WR)
        while self._sock.recv(65536):
            pass

    def reset(self) -> None:
        """Break the connection off."""
        self.is_over = True
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._sock.close()


Step: TypeAlias = Callable[[Visit], None]
"""What to do about one request."""


class FaultServer:
    """Meets each request with the next step; the last one serves for whatever follows.

    Args:
        steps: The steps.
        tls: How to speak TLS, if at all.
        listening: Whether anybody is there; see `listen`.
    """

    def __init__(
        self, *steps: Step, tls: ssl.SSLContext | None = None, listening: bool = True, other: str = ""
    ) -> None:
        self.requests: list[Received] = []
        self.times: list[float] = []
        """When each request had come."""
        self.placed: list[str] = []
        """The number of each call that was placed."""
        self.connections = 0
        self.other = other
        """Host and port of another server, which answers may name."""
        self.stopped = Event()
        self._steps = list(steps)
        self._tls = tls
        self._lock = Lock()
        self._threads: list[Thread] = []
        self._sockets: list[socket.socket] = []
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        if listening:
            self.listen()

    @property
    def authority(self) -> str:
        """Host and port."""
        return f"{'localhost' if self._tls else '127.0.0.1'}:{self.port}"

    def listen(self) -> None:
        """Be there."""
        self._listener.listen(128)
        self._start(self._accept)

    def fill(self) -> None:
        """Be there, but accept nobody: a first connection takes the one place where others could wait."""
        self._listener.listen(0)
        self._sockets.append(socket.create_connection(("127.0.0.1", self.port), AT_MOST))

    def vanish(self) -> None:
        """Be there no more; connections that there are stay."""
        with suppress(OSError):
            # Closing alone does not wake the thread that accepts.
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def plan(self, *steps: Step) -> None:
        """What to do next, instead of what was planned."""
        with self._lock:
            self._steps = list(steps)

    def note(self, request: Received) -> None:
        """Count a request."""
        with self._lock:
            self.times.append(time.monotonic())
            self.requests.append(request)

    def carry_out(self, request: Received) -> dict[str, Any] | None:
        """Do what a request asks for, and say what a working service answers to it."""
        if request.method == "DELETE":
            return None
        if "/calling/" in request.path:
            return self._command(json.loads(request.body))
        if request.method == "POST" and request.path.endswith("/Calls.json"):
            return {"sid": f"call-{self._place(dict(request.form)['To'])}", "status": "queued"}
        return {"sid": request.path.rpartition("/")[2].removesuffix(".json"), "status": "queued"}

    def _command(self, body: Any) -> dict[str, Any]:
        if body["command"] == "dial":
            return {"id": f"call-{self._place(body['params']['to'])}", "status": "queued"}
        return {"id": body["id"], "status": "ending"}

    def _place(self, number: str) -> str:
        with self._lock:
            self.placed.append(number)
        return number

    def stop(self) -> None:
        """End every connection, and wait until all threads have ended."""
        self.stopped.set()
        self.vanish()
        for sock in self._sockets:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(AT_MOST)
        for sock in self._sockets:
            sock.close()

    def _start(self, work: Callable[[], None]) -> None:
        thread = Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while not self.stopped.is_set():
                sock, _ = self._listener.accept()
                self._sockets.append(sock)
                self.connections += 1
                number = self.connections
                self._start(partial(self._serve, sock, number))

    def _serve(self, sock: socket.socket, number: int) -> None:
        with suppress(OSError):
            try:
                sock.settimeout(AT_MOST)
                if self._tls is not None:
                    sock = self._tls.wrap_socket(sock, server_side=True)
                    self._sockets.append(sock)
                self._converse(sock, number)
            finally:
                sock.close()

    def _converse(self, sock: socket.socket, number: int) -> None:
        while begun := sock.recv(1):
            visit = Visit(self, sock, number, begun)
            self._next_step()(visit)
            if visit.is_over:
                return

    def _next_step(self) -> Step:
        with self._lock:
            return self._steps.pop(0) if len(self._steps) > 1 else self._steps[0]


@contextmanager
def serving(*steps: Step, **settings: Any) -> Generator[FaultServer]:
    """A server, until the block ends."""
    server = FaultServer(*steps, **settings)
    try:
        yield server
    finally:
        server.stop()
