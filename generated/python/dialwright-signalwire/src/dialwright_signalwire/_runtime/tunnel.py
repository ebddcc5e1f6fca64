"""The way through a proxy: asking it (CONNECT) for a tunnel to a host, and reading what it answers.

This is part of making a connection, below httpcore2, which gets a connection like any other. So it is bounded
by the time for the request, nothing of the request was sent where it fails, and the proxy sees neither the
request nor its credentials, as the service does not see those for the proxy.
"""

from __future__ import annotations

import re
from ssl import SSLCertVerificationError
from time import monotonic
from typing import TYPE_CHECKING

import httpcore2

from .deadline import Exchange, Unframed, reason_of
from .errors import APIConnectionError, APITimeoutError, CertificateError, ProxyError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from ssl import SSLContext

    from .errors import TransportError
    from .proxies import Proxy

__all__ = ["AsyncTunnelBackend", "TunnelBackend"]

TUNNEL_SECONDS = 10.0
"""How long it may take to reach a proxy, and for the proxy to reach the host."""

_CHUNK = 4096
_LONGEST_HEAD = 16 * 1024
_STATUS = re.compile(rb"HTTP/1\.[01] ([0-9]{3})(?: [^\r\n]*)?\r?\n")
_END = re.compile(rb"\r?\n\r?\n")


class _Opening:
    """One request for a tunnel, without I/O."""

    def __init__(self, proxy: Proxy, host: str, port: int, timeout: float | None) -> None:
        self._proxy = proxy
        self._host = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._head = b""
        until = Exchange.of(timeout).until
        latest = monotonic() + TUNNEL_SECONDS
        # Not that of the request, which notes what was sent: what is sent here is not part of it.
        self.limit = Unframed(latest if until is None else min(until, latest))

    def request(self) -> bytes:
        """What asks the proxy."""
        authorization = self._proxy.authorization.reveal()
        proof = f"Proxy-Authorization: {authorization}\r\n" if authorization else ""
        return f"CONNECT {self._host} HTTP/1.1\r\nHost: {self._host}\r\n{proof}\r\n".encode("ascii")

    def feed(self, data: bytes) -> bool:
        """Take a part of the answer; whether the tunnel stands.

        Raises:
            TransportError: It will not.
        """
        self._head += data
        end = _END.search(self._head)
        if end is not None:
            self._judge(end.end())
            return True
        if not data:
            raise self._failed("closed the connection")
        if len(self._head) > _LONGEST_HEAD:
            raise self._failed("gave an answer without an end")
        return False

    def _judge(self, end: int) -> None:
        status = _STATUS.match(self._head)
        if status is None:
            raise self._failed("gave an answer that is not HTTP")
        code = int(status[1])
        if not 200 <= code < 300:
            error = ProxyError(f"{self} refused to connect to the service: it answered {code}.", sent="no")
            error.status = code
            raise error
        if end != len(self._head):
            # What comes from the service is encrypted, and it does not speak first.
            raise self._failed("sent more than its answer")

    def _failed(self, what: str) -> APIConnectionError:
        return APIConnectionError(f"{self} {what}.", sent="no")

    def failure(self, error: Exception) -> TransportError:
        """What a failure on the way means."""
        if any(isinstance(cause, SSLCertVerificationError) for cause in error.args):
            return CertificateError(
                f"{self} has a certificate that was refused: {reason_of(error)}", sent="no"
            )
        if isinstance(error, httpcore2.TimeoutException):
            return APITimeoutError(f"{self} did not connect to the service in time.", sent="no")
        return APIConnectionError(f"{self} could not be reached: {reason_of(error)}", sent="no")

    def __str__(self) -> str:
        return f"The proxy {self._proxy.address.authority}"


class TunnelBackend(httpcore2.NetworkBackend):
    """Opens connections through a proxy.

    Args:
        direct: Opens the connections to the proxy.
        proxy: The proxy.
        context: Whom to trust, for a proxy that is itself spoken to by https.
    """

    def __init__(self, direct: httpcore2.NetworkBackend, proxy: Proxy, context: SSLContext) -> None:
        self._direct = direct
        self._proxy = proxy
        self._context = context

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        opening = _Opening(self._proxy, host, port, timeout)
        try:
            return self._open(opening)
        except (httpcore2.TimeoutException, httpcore2.NetworkError) as error:
            failure = opening.failure(error)
        raise failure

    def _open(self, opening: _Opening) -> httpcore2.NetworkStream:
        place, limit = self._proxy.address, opening.limit
        stream = self._direct.connect_tcp(place.host, place.port, limit)
        if place.scheme == "https":
            # Where this fails, it closes the connection itself.
            stream = stream.start_tls(self._context, place.host, limit)
        try:
            stream.write(opening.request(), limit)
            while not opening.feed(stream.read(_CHUNK, limit)):
                pass
        except BaseException:
            stream.close()
            raise
        if place.scheme == "https":
            from .tls_in_tls import TlsInTls

            return TlsInTls(stream)
        return stream


class AsyncTunnelBackend(httpcore2.AsyncNetworkBackend):
    """The twin of `TunnelBackend`."""

    def __init__(self, direct: httpcore2.AsyncNetworkBackend, proxy: Proxy, context: SSLContext) -> None:
        self._direct = direct
        self._proxy = proxy
        self._context = context

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        opening = _Opening(self._proxy, host, port, timeout)
        try:
            return await self._open(opening)
        except (httpcore2.TimeoutException, httpcore2.NetworkError) as error:
            failure = opening.failure(error)
        raise failure

    async def _open(self, opening: _Opening) -> httpcore2.AsyncNetworkStream:
        place, limit = self._proxy.address, opening.limit
        stream = await self._direct.connect_tcp(place.host, place.port, limit)
        if place.scheme == "https":
            # Where this fails, it closes the connection itself.
            stream = await stream.start_tls(self._context, place.host, limit)
        try:
            await stream.write(opening.request(), limit)
            while not opening.feed(await stream.read(_CHUNK, limit)):
                pass
        except BaseException:
            await stream.aclose()
            raise
        if place.scheme == "https":
            from .tls_in_tls import AsyncTlsInTls

            return AsyncTlsInTls(stream)
        return stream
