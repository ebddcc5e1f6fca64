"""A server of one's own, on this machine: it takes what the service sends, keeps it, and answers as told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeAlias

__all__ = ["Answers", "Received", "Receiver", "Said"]


@dataclass(frozen=True)
class Received:
    """A request of the service, as it came.

    Attributes:
        method: HTTP method.
        url: The whole address, with its query: what the service signed.
        headers: Names and values, in order.
        body: The body.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True)
class Said:
    """An answer to a request of the service.

    Attributes:
        body: What to do, as a document of the service's markup; nothing, by default.
        status: HTTP status.
        headers: Headers besides the length.
    """

    body: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


Answers: TypeAlias = Callable[[Received], Said | None]
"""What is said to a request; None is an empty answer with status 200."""


class Receiver:
    """A server on this machine for the service to send to, for as long as a `with` block lasts.

        with Receiver() as app:
            client.compat.calls.create(..., status_callback=app.url("/events"))
            server.advance(seconds=60)
            print(app.received)

    Every path takes requests. They are answered with nothing and status 200, or as `says` has decided.

    Attributes:
        received: What came, in order.
        answers: What is said, by path.
    """

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.answers: dict[str, Answers] = {}
        self._server: ThreadingHTTPServer | None = None
        self._thread: Thread | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port.

        Raises:
            RuntimeError: It does not listen: it is used outside its `with` block.
        """
        if self._server is None:
            raise RuntimeError("the receiver does not listen; use it in a 'with' statement")
        return f"http://127.0.0.1:{self._server.server_port}"

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return self.origin + path

    def says(self, path: str, body: str = "", *, status: int = 200, **headers: str) -> str:
        """Have a path answered so from now on; the result is its address.

        Args:
            path: The path, perhaps with a query, which makes no difference to what is answered.
            body: What to do, as a document of the service's markup.
            status: HTTP status.
            headers: Headers, with `_` for `-` in their names.
        """
        said = Said(body, status, {name.replace("_", "-"): value for name, value in headers.items()})
        self.answers[_bare(path)] = lambda request: said
        return self.url(path)

    def at(self, path: str) -> list[Received]:
        """What came to a path, in order."""
        return [one for one in self.received if _bare(one.url.removeprefix(self.origin)) == path]

    def take(self, request: Received) -> Said:
        """Keep a request, and decide what is said to it."""
        self.received.append(request)
        answer = self.answers.get(_bare(request.url.removeprefix(self.origin)))
        return (answer(request) if answer is not None else None) or Said()

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()


def _bare(target: str) -> str:
    return target.partition("?")[0]


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = tuple(self.headers.items())
            said = receiver.take(Received(self.command, receiver.url(self.path), headers, body))
            content = said.body.encode()
            self.send_response(said.status)
            for name, value in {"Content-Length": str(len(content)), **said.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = answer

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: what came is in `received`."""

    return Handler
