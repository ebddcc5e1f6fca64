"""Transports to a service in the same process: for tests, where nothing is to listen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from .transport import AsyncTransportResponse, TransportResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from .transport import TransportRequest

__all__ = ["AsyncInProcess", "Handle", "InProcess"]

_Headers: TypeAlias = tuple[tuple[str, str], ...]

Handle: TypeAlias = Callable[[str, str, _Headers, bytes], tuple[int, _Headers, bytes]]
"""From method, target, headers and body of a request to status, headers and body of its answer."""


class InProcess:
    """Hands requests to a function.

    Args:
        handle: The function. An OSError that it raises counts as a connection that broke.
    """

    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def send(self, request: TransportRequest, /) -> TransportResponse:
        """Have the request answered."""
        status, headers, body = self._handle(*_parts(request))
        return TransportResponse(status, headers, [body])

    def close(self) -> None:
        """There is nothing to close."""


class AsyncInProcess:
    """The twin of `InProcess`."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    async def send(self, request: TransportRequest, /) -> AsyncTransportResponse:
        """Have the request answered."""
        status, headers, body = self._handle(*_parts(request))
        return AsyncTransportResponse(status, headers, _once(body))

    async def close(self) -> None:
        """There is nothing to close."""


def _parts(request: TransportRequest) -> tuple[str, str, _Headers, bytes]:
    host = ("Host", request.address.authority)
    return request.method, request.target, (host, *request.headers), request.content


async def _once(body: bytes) -> AsyncIterator[bytes]:
    yield body
