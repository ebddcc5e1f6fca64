"""The usual transport: httpcore2's connection pool over a network stream that keeps deadlines."""

from __future__ import annotations

import os
import socket
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import finalize

import httpcore2

from .deadline import CONNECT_SECONDS, Exchange, is_readable, note_body, to_httpcore, translated
from .held import Held
from .lookup import look_up
from .route import Route
from .transport import TransportResponse

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from ssl import SSLContext

    from .address import Address
    from .proxies import Proxy
    from .transport import TransportRequest

__all__ = ["KEEPALIVE_SECONDS", "MAX_CONNECTIONS", "Network", "default_tls", "shared_tls"]

MAX_CONNECTIONS = 100
KEEPALIVE_SECONDS = 5.0

_making_tls = Lock()


def shared_tls() -> SSLContext:
    """The one TLS context of the process: making one costs 20 ms."""
    with _making_tls:
        return default_tls()


@cache
def default_tls() -> SSLContext:
    """Trusts what the operating system trusts, or SSL_CERT_FILE or SSL_CERT_DIR where these are set."""
    return httpcore2.default_ssl_context()


class Network:
    """A pool of connections for each way, opened as they are needed. A forked process opens its own."""

    def __init__(self, route: Route | None = None) -> None:
        self._route = route or Route()
        self._lock = Lock()
        self._pools: dict[tuple[str, Proxy | None], httpcore2.ConnectionPool] = {}
        self._process = os.getpid()

    def send(self, request: TransportRequest) -> TransportResponse:
        """Send a request and wait for the head of its answer."""
        exchange = Exchange(request.until, request.patience)
        try:
            return self._send(request, exchange)
        except BaseException as error:
            failure = translated(error, exchange)
        raise failure

    def _send(self, request: TransportRequest, exchange: Exchange) -> TransportResponse:
        response = self._pool(request.address).handle_request(to_httpcore(request, exchange))
        note_body(response, exchange)
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers]
        body = _body(response, exchange)

        def close() -> None:
            body.close()
            response.close()

        return TransportResponse(response.status, headers, body, close)

    def _pool(self, address: Address) -> httpcore2.ConnectionPool:
        self._notice_fork()
        with self._lock:
            way = address.scheme, self._route.proxy_to(address)
            if way not in self._pools:
                self._pools[way] = self._made(*way)
            return self._pools[way]

    def _made(self, scheme: str, proxy: Proxy | None) -> httpcore2.ConnectionPool:
        context = None if scheme == "http" else self._route.ssl_context or shared_tls()
        backend: httpcore2.NetworkBackend = _Backend()
        if proxy is not None and context is not None:
            from .tunnel import TunnelBackend

            backend = TunnelBackend(backend, proxy, context)
        return httpcore2.ConnectionPool(
            ssl_context=context,
            max_connections=MAX_CONNECTIONS,
            keepalive_expiry=KEEPALIVE_SECONDS,
            network_backend=backend,
        )

    def _notice_fork(self) -> None:
        """Leave to the parent what it had when the process was forked: its connections, and its locks, which
        may be held by threads that this process does not have.
        """
        if self._process != os.getpid():
            self._lock, self._pools, self._process = Lock(), {}, os.getpid()

    def close(self) -> None:
        """Close every connection. A later request opens new ones."""
        self._notice_fork()
        with self._lock:
            pools, self._pools = self._pools, {}
        for pool in pools.values():
            pool.close()


def _body(response: httpcore2.Response, exchange: Exchange) -> Generator[bytes]:
    """The body as it comes, with failures as the client knows them."""
    parts = response.iter_stream()
    while True:
        exchange.stream()
        try:
            part = next(parts, None)
        except BaseException as error:
            failure = translated(error, exchange)
        else:
            if part is None:
                return
            yield part
            continue
        raise failure


class _Backend(httpcore2.NetworkBackend):
    """Opens connections within the time that is left."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        exchange = Exchange.of(timeout)
        try:
            return _Stream(_connect(host, port, exchange))
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(error) from error
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(error) from error


def _connect(host: str, port: int, exchange: Exchange) -> socket.socket:
    """Try the addresses of a host in turn; one that does not answer leaves time for the others."""
    limit = Exchange.of(exchange.left(CONNECT_SECONDS))
    addresses = look_up(host, port, limit.left())
    for number, (family, kind, protocol, _, address) in enumerate(addresses, 1):
        sock = socket.socket(family, kind, protocol)
        try:
            left = limit.left()
            sock.settimeout(left and left / (len(addresses) - number + 1))
            sock.connect(address)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError:
            sock.close()
            if number == len(addresses):
                raise
        except BaseException:
            sock.close()
            raise
        else:
            return sock
    raise OSError(f"{host} has no address")


class _Stream(httpcore2.NetworkStream):
    """One connection. Every read and write has the time that is left of its request."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._held = Held(sock)
        self._buffer = bytearray()
        self._latest = Exchange(None)
        # A client that nobody closes drops its connections, and so does a process that was forked.
        finalize(self, sock.close)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        exchange = Exchange.of(timeout)
        try:
            left = exchange.left()
            if not self._buffer:
                with self._held as sock:
                    sock.settimeout(left)
                    self._buffer += sock.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore2.ReadTimeout(error) from error
        except OSError as error:
            raise httpcore2.ReadError(error) from error
        return exchange.take(self._buffer, max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        exchange = self._latest = Exchange.of(timeout)
        if not buffer:
            return  # httpcore2 writes the end of a request as well, which is no bytes
        view = memoryview(buffer)
        try:
            with self._held as sock:
                while view:
                    sock.settimeout(exchange.left())
                    exchange.sent = True
                    view = view[sock.send(view) :]
        except TimeoutError as error:
            raise httpcore2.WriteTimeout(error) from error
        except OSError as error:
            raise httpcore2.WriteError(error) from error

    def close(self) -> None:
        self._held.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        try:
            if self._buffer:
                raise OSError("bytes came before the TLS handshake")
            self._sock.settimeout(Exchange.of(timeout).left(CONNECT_SECONDS))
            return _Stream(ssl_context.wrap_socket(self._sock, server_hostname=server_hostname))
        except BaseException as error:
            self.close()
            if isinstance(error, TimeoutError):
                raise httpcore2.ConnectTimeout(error) from error
            if isinstance(error, OSError):
                raise httpcore2.ConnectError(error) from error
            raise

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            return self._latest.spoilt or bool(self._buffer) or is_readable(self._sock)
        if info == "ssl_object":
            # httpcore2 asks it for the protocol agreed on, which an SSLSocket tells as well.
            return self._sock if hasattr(self._sock, "selected_alpn_protocol") else None
        return self._sock if info == "socket" else None
