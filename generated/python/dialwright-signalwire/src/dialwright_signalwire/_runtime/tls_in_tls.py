"""TLS within TLS: to a service through a proxy that is itself spoken to by https.

Python's own sockets do not go that far. This one does what a network stream asks of a socket.
"""

from __future__ import annotations

from ssl import MemoryBIO, SSLEOFError, SSLWantReadError, SSLZeroReturnError
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from ssl import SSLContext, SSLSocket

__all__ = ["TlsInTls"]

T = TypeVar("T")

_MOST = 64 * 1024


class TlsInTls:
    """A socket that speaks TLS over one that speaks TLS. The handshake is made within its timeout.

    Args:
        outer: Connected to the proxy; its timeout is taken over.
        context: Whom to trust.
        server_hostname: Name that the service must prove.
    """

    def __init__(self, outer: SSLSocket, context: SSLContext, server_hostname: str | None) -> None:
        self._outer = outer
        self._seconds = outer.gettimeout()
        self._coming = MemoryBIO()
        self._going = MemoryBIO()
        self._inner = context.wrap_bio(self._coming, self._going, server_hostname=server_hostname)
        self._carry_out(self._inner.do_handshake)

    def settimeout(self, seconds: float | None) -> None:
        """How long each step may take as a whole."""
        self._seconds = seconds

    def recv(self, most: int) -> bytes:
        """Wait for bytes; none where the other side has ended."""
        try:
            return self._carry_out(lambda: self._inner.read(most))
        except (SSLZeroReturnError, SSLEOFError):
            return b""

    def send(self, data: memoryview) -> int:
        """Send some of the bytes, and say how many."""
        return self._carry_out(lambda: self._inner.write(data[:_MOST]))

    def close(self) -> None:
        """Close the connection to the proxy."""
        self._outer.close()

    def fileno(self) -> int:
        """The descriptor of the connection."""
        return self._outer.fileno()

    def selected_alpn_protocol(self) -> str | None:
        """What the service and we agreed to speak."""
        return self._inner.selected_alpn_protocol()

    def _carry_out(self, step: Callable[[], T]) -> T:
        """Take a step as often as it needs more to read, and send on what it wrote."""
        until = None if self._seconds is None else monotonic() + self._seconds
        while True:
            try:
                result = step()
            except SSLWantReadError:
                self._flush(until)
                self._fill(until)
            else:
                self._flush(until)
                return result

    def _flush(self, until: float | None) -> None:
        waiting = memoryview(self._going.read())
        while waiting:
            self._outer.settimeout(_left(until))
            waiting = waiting[self._outer.send(waiting) :]

    def _fill(self, until: float | None) -> None:
        self._outer.settimeout(_left(until))
        data = self._outer.recv(_MOST)
        if data:
            self._coming.write(data)
        else:
            self._coming.write_eof()


def _left(until: float | None) -> float | None:
    left = None if until is None else until - monotonic()
    if left is not None and left <= 0:
        raise TimeoutError
    return left
