"""The usual transport of asynchronous clients: the twin of `network`, over asyncio."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import httpcore2

from .deadline import CONNECT_SECONDS, Exchange, is_readable, note_body, to_httpcore, translated
from .lookup import look_up_async
from .network import KEEPALIVE_SECONDS, MAX_CONNECTIONS, shared_tls
from .route import Route
from .transport import AsyncTransportResponse

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable
    from ssl import SSLContext

    from .address import Address
    from .proxies import Proxy
    from .transport import TransportRequest

__all__ = ["AsyncNetwork"]

_MOST_BUFFERED = 256 * 1024

_Pools: TypeAlias = "dict[tuple[str, Proxy | None], httpcore2.AsyncConnectionPool]"
"""Pools by scheme and proxy."""


class AsyncNetwork:
    """A pool of connections for each event loop and each way, opened as they are needed."""

    def __init__(self, route: Route | None = None) -> None:
        self._route = route or Route()
        self._pools: _Pools = {}
        self._place: tuple[int, asyncio.AbstractEventLoop | None] = (0, None)
        self._keeper: AsyncGenerator[None] | None = None

    async def send(self, request: TransportRequest) -> AsyncTransportResponse:
        """Send a request and wait for the head of its answer."""
        exchange = Exchange(request.until, request.patience)
        try:
            return await self._send(request, exchange)
        except BaseException as error:
            failure = translated(error, exchange)
        raise failure

    async def _send(self, request: TransportRequest, exchange: Exchange) -> AsyncTransportResponse:
        pool = self._pool(request.address)
        response = await pool.handle_async_request(to_httpcore(request, exchange))
        note_body(response, exchange)
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers]
        body = _body(response, exchange)

        async def close() -> None:
            await body.aclose()
            await response.aclose()

        return AsyncTransportResponse(response.status, headers, body, close)

    def _pool(self, address: Address) -> httpcore2.AsyncConnectionPool:
        place = (os.getpid(), asyncio.get_running_loop())
        if self._place != place:
            # The connections of another loop, or of the process before a fork, are of no use here.
            self._pools, self._place = {}, place
            self._keeper = _keeper(self._pools)
            with suppress(StopIteration):
                # It goes as far as its `yield`, for which there is nothing to await.
                self._keeper.asend(None).send(None)
        way = address.scheme, self._route.proxy_to(address)
        if way not in self._pools:
            self._pools[way] = self._made(*way)
        return self._pools[way]

    def _made(self, scheme: str, proxy: Proxy | None) -> httpcore2.AsyncConnectionPool:
        context = None if scheme == "http" else self._route.ssl_context or shared_tls()
        backend: httpcore2.AsyncNetworkBackend = _Backend()
        if proxy is not None and context is not None:
            from .tunnel import AsyncTunnelBackend

            backend = AsyncTunnelBackend(backend, proxy, context)
        return httpcore2.AsyncConnectionPool(
            ssl_context=context,
            max_connections=MAX_CONNECTIONS,
            keepalive_expiry=KEEPALIVE_SECONDS,
            network_backend=backend,
        )

    async def close(self) -> None:
        """Close every connection. A later request opens new ones."""
        if self._place[1] is asyncio.get_running_loop():
            await _close(self._pools)


async def _keeper(pools: _Pools) -> AsyncGenerator[None]:
    """Waits for the end: of the event loop, which closes its asynchronous generators before it goes; or of
    the client, whereupon nobody has this generator any more and the event loop closes it as well.
    """
    try:
        yield
    finally:
        await _close(pools)


async def _close(pools: _Pools) -> None:
    # Emptied first, for a request that comes meanwhile puts a pool of its own there.
    closing = [*pools.values()]
    pools.clear()
    for pool in closing:
        await pool.aclose()


async def _body(response: httpcore2.Response, exchange: Exchange) -> AsyncGenerator[bytes]:
    """The body as it comes, with failures as the client knows them."""
    parts = response.aiter_stream()
    while True:
        exchange.stream()
        try:
            part = await anext(parts, None)
        except BaseException as error:
            failure = translated(error, exchange)
        else:
            if part is None:
                return
            yield part
            continue
        raise failure


class _Backend(httpcore2.AsyncNetworkBackend):
    """Opens connections within the time that is left."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        exchange = Exchange.of(timeout)
        try:
            async with asyncio.timeout(exchange.left(CONNECT_SECONDS)):
                return _Stream(await _connect(host, port, exchange))
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(error) from error
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(error) from error


async def _connect(host: str, port: int, exchange: Exchange) -> _Pipe:
    """Try the addresses of a host in turn; one that does not answer leaves time for the others."""
    loop = asyncio.get_running_loop()
    addresses = await look_up_async(host, port)
    limit = Exchange.of(exchange.left(CONNECT_SECONDS))
    for number, (*_, address) in enumerate(addresses, 1):
        left = limit.left()
        try:
            async with asyncio.timeout(left and left / (len(addresses) - number + 1)):
                _, pipe = await loop.create_connection(_Pipe, str(address[0]), port)
        except OSError:
            if number == len(addresses):
                raise
        else:
            return pipe
    raise OSError(f"{host} has no address")


class _Pipe(asyncio.Protocol):
    """Bytes from the event loop, until somebody reads them."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self.buffer = bytearray()
        self.ended = False
        self.failure: Exception | None = None
        loop = asyncio.get_running_loop()
        self.lost: asyncio.Future[None] = loop.create_future()
        self._paused = False
        self._readable = asyncio.Event()
        self._writable = asyncio.Event()
        self._writable.set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # That of another event loop, such as uvloop's, need not be a subclass.
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        self._readable.set()
        if len(self.buffer) > _MOST_BUFFERED and not self._paused:
            self._paused = True
            self.transport.pause_reading()

    def eof_received(self) -> bool:
        self.ended = True
        self._readable.set()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended, self.failure = True, exc
        self._readable.set()
        self._writable.set()
        if not self.lost.done():
            self.lost.set_result(None)

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    async def take(self, most: int, exchange: Exchange) -> bytes:
        """Wait for bytes of an answer; none where the other side has ended."""
        if not self.buffer and not self.ended:
            self._readable.clear()
            await self._readable.wait()
        if self.failure is not None and not self.buffer:
            raise httpcore2.ReadError(self.failure)
        data = exchange.take(self.buffer, most)
        if self._paused and not self.ended and len(self.buffer) <= _MOST_BUFFERED:
            self._paused = False
            self.transport.resume_reading()
        return data

    async def drained(self) -> None:
        """Wait until what was written has left."""
        await self._writable.wait()
        if self.lost.done():
            raise httpcore2.WriteError(self.failure or "closed by the server")


class _Stream(httpcore2.AsyncNetworkStream):
    """One connection. Every read and write has the time that is left of its request."""

    def __init__(self, pipe: _Pipe) -> None:
        self._pipe = pipe
        self._latest = Exchange(None)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        exchange = Exchange.of(timeout)
        try:
            left = exchange.left()
            if self._pipe.buffer or self._pipe.ended:
                data = await self._pipe.take(max_bytes, exchange)
            else:
                async with asyncio.timeout(left):
                    data = await self._pipe.take(max_bytes, exchange)
        except TimeoutError as error:
            raise httpcore2.ReadTimeout(error) from error
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        exchange = self._latest = Exchange.of(timeout)
        if not buffer:
            return  # httpcore2 writes the end of a request as well, which is no bytes
        try:
            left = exchange.left()
            exchange.sent = True
            self._pipe.transport.write(buffer)
            async with asyncio.timeout(left):
                await self._pipe.drained()
        except TimeoutError as error:
            raise httpcore2.WriteTimeout(error) from error

    async def aclose(self) -> None:
        self._pipe.transport.abort()
        await self._pipe.lost

    async def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.AsyncNetworkStream:
        pipe = self._pipe
        loop = asyncio.get_running_loop()
        try:
            if pipe.buffer:
                # They would pass for bytes that came encrypted.
                raise OSError("bytes came before the TLS handshake")
            async with asyncio.timeout(Exchange.of(timeout).left(CONNECT_SECONDS)):
                secured = await loop.start_tls(
                    pipe.transport, pipe, ssl_context, server_hostname=server_hostname
                )
            if secured is None:
                raise OSError("the connection was closed during the TLS handshake")
            pipe.transport = secured
        except BaseException as error:
            pipe.transport.abort()
            if isinstance(error, TimeoutError):
                raise httpcore2.ConnectTimeout(error) from error
            if isinstance(error, OSError):
                raise httpcore2.ConnectError(error) from error
            raise
        return self

    def get_extra_info(self, info: str) -> Any:
        pipe = self._pipe
        if info == "is_readable":
            stale = self._latest.spoilt or pipe.buffer or pipe.ended
            return bool(stale) or is_readable(pipe.transport.get_extra_info("socket"))
        return pipe.transport.get_extra_info(info)
