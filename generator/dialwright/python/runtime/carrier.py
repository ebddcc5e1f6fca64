"""What carries the requests of a client: a transport that it was given, or connections of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import ArgumentError
from .route import Route

if TYPE_CHECKING:
    from ssl import SSLContext

    from .secret import Secret
    from .transport import AsyncTransport, Transport

__all__ = ["AsyncCarrier", "Carrier"]


class Carrier:
    """The transport of a client and its twins; the usual one is loaded when it is first needed."""

    def __init__(
        self, transport: Transport | None, ssl_context: SSLContext | None, proxy: Secret | None
    ) -> None:
        self._route = _route(transport, ssl_context, proxy)
        self._made: list[Transport] = [] if transport is None else [transport]

    @property
    def transport(self) -> Transport:
        if not self._made:
            from .network import Network

            # Of two threads that come here at once, both take what was put there first.
            self._made.append(Network(self._route))
        return self._made[0]

    def close(self) -> None:
        for transport in self._made:
            transport.close()


class AsyncCarrier:
    """The twin of `Carrier`."""

    def __init__(
        self, transport: AsyncTransport | None, ssl_context: SSLContext | None, proxy: Secret | None
    ) -> None:
        self._route = _route(transport, ssl_context, proxy)
        self._transport = transport

    @property
    def transport(self) -> AsyncTransport:
        if self._transport is None:
            from .network_async import AsyncNetwork

            self._transport = AsyncNetwork(self._route)
        return self._transport

    async def close(self) -> None:
        if self._transport is not None:
            await self._transport.close()


def _route(transport: object, ssl_context: SSLContext | None, proxy: Secret | None) -> Route:
    """The way that the client's own connections take."""
    if transport is not None and (ssl_context is not None or proxy is not None):
        raise ArgumentError(
            "transport carries the requests on connections of its own: give ssl_context and proxy to it,"
            " not to the client."
        )
    return Route(ssl_context, proxy)
