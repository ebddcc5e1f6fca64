"""A socket that one thread may close while another waits for it."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Lock

__all__ = ["Held"]


class Held:
    """A socket that is closed once nobody uses it.

    Closed while a thread waits for it, a socket leaves its number to the next one, and the thread would wait
    for that.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._lock = Lock()
        self._users = 0
        self._closed = False

    def __enter__(self) -> socket.socket:
        with self._lock:
            if self._closed:
                raise OSError("the client was closed")
            self._users += 1
        return self._sock

    def __exit__(self, *failure: object) -> None:
        with self._lock:
            self._users -= 1
            self._close_if_free()

    def close(self) -> None:
        """Close it now, or wake whoever waits for it and have it closed then."""
        with self._lock:
            self._closed = True
            self._close_if_free()
            if self._users:
                with suppress(OSError):
                    # Not that of TLS, which would take away what the other thread is using.
                    socket.socket.shutdown(self._sock, socket.SHUT_RDWR)

    def _close_if_free(self) -> None:
        if self._closed and not self._users:
            self._sock.close()
