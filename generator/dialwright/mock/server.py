"""The engine behind a real socket: a thin shell of starlette, which uvicorn runs in a thread of its own."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.requests import Request as Incoming
from starlette.responses import Response as Outgoing
from starlette.types import ASGIApp, Receive, Scope, Send

from ..document import Document
from .behaviour import Behaviour
from .clock import Clock
from .engine import SIGNING_KEY, Engine, is_administrative
from .faults import Faults
from .messages import Request, Response, json_response
from .outbox import Callback
from .router import server_path

LARGEST = 16 * 1024 * 1024
"""How large the body of a request may be, in bytes."""

_PATIENCE = 10.0  # seconds until a server that does not start or end is given up


class MockServer:
    """A server that plays the API of a document, for as long as a `with` block lasts.

        with MockServer("spec/signalwire/openapi.yaml") as server:
            client = SignalWire(project="p", token="t", base_url=server.url)

    Args:
        document: The document, or the path of its entry file.
        host: Where to listen; other machines can reach no loopback address.
        port: The port; 0 takes one that is free.
        seed: What everything that is drawn is drawn from.
        clock: What time it is; one that runs at `speed`, if left out.
        speed: How many seconds pass for the API in one second; with 0 time stands still between calls of
            `advance`.
        behaviours: What is particular about the records; what is known of the API, if left out.
        credentials: The user and the password that are right; any are, if left out.
        faults: The trouble that is made; none, if left out.
        signing_key: What callbacks are signed with.
        allow: Hosts to which callbacks are sent beside this machine.

    Raises:
        InputError: The document cannot be read.
        OSError: The port is not free, or the host is not of this machine.
    """

    def __init__(
        self,
        document: Document | Path | str,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        seed: int = 0,
        clock: Clock | None = None,
        speed: float = 1.0,
        behaviours: Sequence[Behaviour] | None = None,
        credentials: tuple[str, str] | None = None,
        faults: Faults | None = None,
        signing_key: str = SIGNING_KEY,
        allow: Iterable[str] = (),
    ) -> None:
        self.engine = Engine(
            document,
            seed=seed,
            clock=clock or Clock(speed=speed),
            behaviours=behaviours,
            credentials=credentials,
            faults=faults,
            signing_key=signing_key,
            allow=allow,
        )
        self._host = host
        self._port = port
        self._socket: socket.socket | None = None
        self._server: _Server | None = None
        self._thread: Thread | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        if self._socket is None:
            raise RuntimeError("the server does not run; use it in a 'with' statement")
        host, port = self._socket.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    @property
    def url(self) -> str:
        """The address that stands for the API's own: what clients take as `base_url`."""
        server = self.engine.description.server
        return self.origin + (server_path(server) if server is not None else "")

    def advance(self, seconds: float) -> None:
        """Let time pass for the API: what is due meanwhile happens, and is told, before this returns."""
        self.engine.advance(seconds)

    @property
    def signing_key(self) -> str:
        """What callbacks are signed with: what a user's server checks them with."""
        return self.engine.signing_key

    @property
    def callbacks(self) -> Sequence[Callback]:
        """What was sent to the addresses of users, the oldest first; waits for what is on its way."""
        self.engine.outbox.flush()
        return self.engine.outbox.sent

    def receive_message(
        self, *, from_: str, to: str, body: str = "", media: Sequence[str] = ()
    ) -> dict[str, Any]:
        """Have a message come in to a number of the account, and do what the number is set up to do.

        The address of the number is asked what to do; its answer is kept in `callbacks`, and carried out.

        Args:
            from_: Who writes.
            to: The number that is written to.
            body: The text.
            media: Addresses of files that come with it; their names tell their types.

        Raises:
            LookupError: The account has no such number, or the API receives no messages.
        """
        values = {"from": from_, "to": to, "body": body, "media": [*media]}
        return self.engine.receive("Message", values, origin=self.origin)

    def receive_call(self, *, from_: str, to: str) -> dict[str, Any]:
        """Have a call come in to a number of the account, and do what the number is set up to do.

        Args:
            from_: Who calls.
            to: The number that is called.

        Raises:
            LookupError: The account has no such number, or the API receives no calls in this way.
        """
        return self.engine.receive("Call", {"from": from_, "to": to}, origin=self.origin)

    def press(self, call: str, keys: str) -> None:
        """Have keys be pressed at the other end of a call, one after the other, at once.

        Args:
            call: The identifier of the call.
            keys: The keys, of `0-9A-D*#`.

        Raises:
            LookupError: There is no such call.
        """
        self.engine.press(call, keys)

    def add(
        self,
        resource: str,
        scope: Mapping[str, str],
        values: Mapping[str, Any] | None = None,
        *,
        id: str = "",
    ) -> dict[str, Any]:
        """Make a record such as no request can make. See `Engine.add`."""
        return self.engine.add(resource, scope, values, id=id, origin=self.origin)

    def start(self) -> None:
        """Listen, and return once requests are answered."""
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        self._socket = socket.create_server((self._host, self._port), family=family, backlog=256)
        # Connections take this over; asyncio does it by itself only for sockets that name their protocol.
        # Without it each answer waits 40 ms for the client to acknowledge its head.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._server = _Server(self.engine)
        self._thread = Thread(target=self._server.run, args=([self._socket],), daemon=True)
        self._thread.start()
        self._wait(self._thread, self._server)

    def stop(self) -> None:
        """End: connections are closed, and the port is free again."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(_PATIENCE)
        if self._socket is not None:
            self._socket.close()
        self._server = self._thread = self._socket = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _wait(self, thread: Thread, server: uvicorn.Server) -> None:
        waited = 0.0
        while not server.started:
            thread.join(0.005)
            waited += 0.005
            if not thread.is_alive() or waited > _PATIENCE:
                self.stop()
                raise RuntimeError("the server did not start")


class _Server(uvicorn.Server):
    """Lets what is due happen also while nobody asks for anything."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(_config(application(engine, self)))
        self._engine = engine

    async def on_tick(self, counter: int) -> bool:
        self._engine.tick()
        return await super().on_tick(counter)


def application(engine: Engine, server: uvicorn.Server | None = None) -> ASGIApp:
    """The engine as an ASGI application; without the server that runs it no connection can be broken off."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        incoming = Incoming(scope, receive)
        body = await _body(incoming)
        response = await _answer(engine, _request(incoming, body)) if body is not None else _TOO_LARGE
        if response.delay:
            await asyncio.sleep(response.delay)
        if response.reset and server is not None:
            _break_off(server, incoming)
        else:
            await _outgoing(response)(scope, receive, send)

    return answer


async def _answer(engine: Engine, request: Request) -> Response:
    """The answer; what may wait for a user's server, which may ask for something meanwhile, waits aside."""
    if is_administrative(request):
        return await asyncio.to_thread(engine.handle, request)
    return engine.handle(request)


async def _body(incoming: Incoming) -> bytes | None:
    """The body, or None where it is too large."""
    parts: list[bytes] = []
    size = 0
    async for part in incoming.stream():
        size += len(part)
        if size > LARGEST:
            return None
        parts.append(part)
    return b"".join(parts)


def _request(incoming: Incoming, body: bytes) -> Request:
    raw: bytes = incoming.scope["raw_path"]
    query: bytes = incoming.scope["query_string"]
    target = (raw + b"?" + query if query else raw).decode("latin-1")
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in incoming.headers.raw)
    return Request(incoming.method, target, headers, body)


def _outgoing(response: Response) -> Outgoing:
    status = response.status or 500
    outgoing = Outgoing(response.body, status)
    for name, value in response.headers:
        outgoing.headers.append(name, value)
    return outgoing


def _break_off(server: uvicorn.Server, incoming: Incoming) -> None:
    """Close the connection so that the client sees it reset: what was to be sent is forgotten."""
    client = incoming.scope.get("client")
    connections: set[Any] = server.server_state.connections
    for connection in [*connections]:
        transport: object = getattr(connection, "transport", None)
        if isinstance(transport, asyncio.Transport) and transport.get_extra_info("peername") == client:
            plain = transport.get_extra_info("socket")
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()


_TOO_LARGE = json_response(413, {"message": f"the body has more than {LARGEST} bytes"})


def _config(application: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        application,
        http="h11",
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
