"""TLS within TLS: to a service through a proxy that is itself spoken to by https.

Neither Python's sockets nor asyncio go that far reliably. The TLS for the service is spoken in memory here,
and what that makes of each step is carried by the connection to the proxy, within the same deadlines.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from ssl import MemoryBIO, SSLEOFError, SSLWantReadError, SSLZeroReturnError
from typing import TYPE_CHECKING, Any, TypeVar

import httpcore2

from .deadline import CONNECT_SECONDS, Exchange, Unframed

if TYPE_CHECKING:
    from collections.abc import Callable
    from ssl import SSLContext

__all__ = ["AsyncTlsInTls", "TlsInTls"]

T = TypeVar("T")

_MOST = 64 * 1024


class _Engine:
    """One side of TLS, without I/O."""

    def __init__(self, context: SSLContext, server_hostname: str | None) -> None:
        self._coming = MemoryBIO()
        self._going = MemoryBIO()
        self.tls = context.wrap_bio(self._coming, self._going, server_hostname=server_hostname)
        self.buffer = bytearray()
        """What came for the client and was not taken yet."""

    def handshake(self) -> bool:
        self.tls.do_handshake()
        return True

    def read(self, most: int) -> bool:
        """Have bytes from the other side in the buffer; none where that has ended."""
        if not self.buffer:
            with suppress(SSLZeroReturnError, SSLEOFError):
                self.buffer += self.tls.read(most)
        return True

    @property
    def has_more(self) -> bool:
        """Whether something came that nobody has taken."""
        return bool(self.buffer) or self.tls.pending() > 0

    def attempt(self, step: Callable[[], T]) -> T | None:
        """Take a step; None where it needs more from the other side first."""
        try:
            return step()
        except SSLWantReadError:
            return None

    def to_send(self) -> bytes:
        """What the steps so far have to say to the other side."""
        return self._going.read()

    def receive(self, data: bytes) -> None:
        """Take what came from the other side; nothing is its end."""
        if data:
            self._coming.write(data)
        else:
            self._coming.write_eof()


def _limit(timeout: float | None) -> Exchange:
    """The time for a handshake. It is not the request's own, which notes what was sent of the request."""
    return Exchange.of(Exchange.of(timeout).left(CONNECT_SECONDS))


def _in_connecting(error: Exception) -> Exception:
    """A failure of the handshake, as one of connecting."""
    if isinstance(error, (TimeoutError, httpcore2.TimeoutException)):
        return httpcore2.ConnectTimeout(error)
    return httpcore2.ConnectError(error) if isinstance(error, (OSError, httpcore2.NetworkError)) else error


class TlsInTls(httpcore2.NetworkStream):
    """A connection through a proxy, to be used after `start_tls`.

    Args:
        outer: The connection to the proxy, which has opened a tunnel.
    """

    _engine: _Engine

    def __init__(self, outer: httpcore2.NetworkStream) -> None:
        self._outer = outer

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        self._engine = _Engine(ssl_context, server_hostname)
        try:
            self._carry_out(self._engine.handshake, _limit(timeout))
            return self
        except BaseException as error:
            self._outer.close()
            failure = _in_connecting(error) if isinstance(error, Exception) else error
        raise failure

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        exchange = Exchange.of(timeout)
        try:
            self._carry_out(partial(self._engine.read, max_bytes), exchange)
        except OSError as error:
            raise httpcore2.ReadError(error) from error
        return exchange.take(self._engine.buffer, max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        exchange, view = Exchange.of(timeout), memoryview(buffer)
        try:
            while view:
                step = partial(self._engine.tls.write, view[:_MOST])
                view = view[self._carry_out(step, exchange) :]
        except OSError as error:
            raise httpcore2.WriteError(error) from error

    def _carry_out(self, step: Callable[[], T], exchange: Exchange) -> T:
        while True:
            result = self._engine.attempt(step)
            waiting = self._engine.to_send()
            if waiting:
                self._outer.write(waiting, exchange)
            if result is not None:
                return result
            self._engine.receive(self._outer.read(_MOST, Unframed(exchange.until)))

    def close(self) -> None:
        self._outer.close()

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable" and self._engine.has_more:
            return True
        return self._engine.tls if info == "ssl_object" else self._outer.get_extra_info(info)


class AsyncTlsInTls(httpcore2.AsyncNetworkStream):
    """The twin of `TlsInTls`."""

    _engine: _Engine

    def __init__(self, outer: httpcore2.AsyncNetworkStream) -> None:
        self._outer = outer

    async def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.AsyncNetworkStream:
        self._engine = _Engine(ssl_context, server_hostname)
        try:
            await self._carry_out(self._engine.handshake, _limit(timeout))
            return self
        except BaseException as error:
            await self._outer.aclose()
            failure = _in_connecting(error) if isinstance(error, Exception) else error
        raise failure

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        exchange = Exchange.of(timeout)
        try:
            await self._carry_out(partial(self._engine.read, max_bytes), exchange)
        except OSError as error:
            raise httpcore2.ReadError(error) from error
        return exchange.take(self._engine.buffer, max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        exchange, view = Exchange.of(timeout), memoryview(buffer)
        try:
            while view:
                step = partial(self._engine.tls.write, view[:_MOST])
                view = view[await self._carry_out(step, exchange) :]
        except OSError as error:
            raise httpcore2.WriteError(error) from error

    async def _carry_out(self, step: Callable[[], T], exchange: Exchange) -> T:
        while True:
            result = self._engine.attempt(step)
            waiting = self._engine.to_send()
            if waiting:
                await self._outer.write(waiting, exchange)
            if result is not None:
                return result
            self._engine.receive(await self._outer.read(_MOST, Unframed(exchange.until)))

    async def aclose(self) -> None:
        await self._outer.aclose()

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable" and self._engine.has_more:
            return True
        return self._engine.tls if info == "ssl_object" else self._outer.get_extra_info(info)
