"""A server of a user: it takes callbacks, keeps them as they came, and answers as a test says."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TypeAlias, TypeVar

from dialwright_signalwire import webhooks
from dialwright_signalwire.webhooks import WebhookPayload

M = TypeVar("M", bound=WebhookPayload)


@dataclass(frozen=True)
class Received:
    """One request, as it came."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def read(self, key: str) -> WebhookPayload:
        """What the generated client makes of it; an error where the signature is not right."""
        return webhooks.receive(self.url, self.headers, self.body, key)


@dataclass(frozen=True)
class Said:
    """An answer to give."""

    body: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


Answers: TypeAlias = Callable[[Received], Said | None]
"""What is said to a request; None is an empty answer with status 200."""


@dataclass
class Receiver:
    """What came, and what is answered.

    Attributes:
        origin: Scheme, host and port.
        answers: What is said, by path.
    """

    origin: str
    received: list[Received] = field(default_factory=list[Received])
    answers: dict[str, Answers] = field(default_factory=dict[str, Answers])

    def url(self, path: str = "/hook") -> str:
        return self.origin + path

    def says(self, path: str, body: str = "", *, status: int = 200, **headers: str) -> str:
        """Have a path answered so; the result is its address."""
        said = Said(body, status, headers)
        self.answers[path.partition("?")[0]] = lambda request: said
        return self.url(path)

    def read(self, key: str, path: str = "/hook") -> list[WebhookPayload]:
        """What came to a path, checked and read by the generated client."""
        return [one.read(key) for one in self.at(path)]

    def read_as(self, model: type[M], key: str, path: str = "/hook") -> list[M]:
        """The same, where all that came must be of one kind."""
        found = self.read(key, path)
        assert {type(one) for one in found} <= {model}
        return [one for one in found if isinstance(one, model)]

    def at(self, path: str) -> list[Received]:
        """What came to a path."""
        return [one for one in self.received if one.url.removeprefix(self.origin).partition("?")[0] == path]

    def paths(self) -> list[str]:
        """Where everything went."""
        return [one.url.removeprefix(self.origin).partition("?")[0] for one in self.received]


@contextmanager
def receiving() -> Generator[Receiver]:
    """A receiver that runs while the block does."""

    class Handler(BaseHTTPRequestHandler):
        def handle_request(self) -> None:
            length = int(self.headers.get("content-length", "0"))
            headers = tuple(self.headers.items())
            request = Received(self.command, receiver.origin + self.path, headers, self.rfile.read(length))
            receiver.received.append(request)
            answer = receiver.answers.get(self.path.partition("?")[0])
            said = (answer(request) if answer is not None else None) or Said()
            body = said.body.encode()
            self.send_response(said.status)
            for name, value in {"Content-Length": str(len(body)), **said.headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = handle_request

        def log_message(self, format: str, *args: object) -> None:
            return None

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver = Receiver(f"http://127.0.0.1:{server.server_address[1]}")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()
