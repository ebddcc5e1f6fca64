"""What a proxy does, as steps of a server on this machine."""

from __future__ import annotations

import select
import socket
import ssl
from contextlib import suppress

from .server import Connection, Received, Step, raw

__all__ = ["ESTABLISHED", "tunnel"]

ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"


def tunnel(port: int, said: bytes = ESTABLISHED) -> Step:
    """Open a tunnel to a port on this machine, whatever host was asked for.

    Args:
        port: The port.
        said: What to answer before that.
    """

    def step(connection: Connection, request: Received) -> bool:
        if request.method != "CONNECT":
            return raw(b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n")(connection, request)
        with socket.create_connection(("127.0.0.1", port)) as other:
            connection.socket.sendall(said)
            with suppress(OSError):
                _relay(connection, other)
        return False

    return step


def _relay(connection: Connection, other: socket.socket) -> None:
    """Hand bytes on, both ways, until one side has no more."""
    ends = {connection.socket: other, other: connection.socket}
    while not connection.stopped.is_set():
        for source in _readable(connection.socket, other):
            data = source.recv(65536)
            if not data:
                return
            ends[source].sendall(data)


def _readable(*sockets: socket.socket) -> list[socket.socket]:
    """The sockets that have something; what TLS has unpacked already is not seen by `select`."""
    pending = [sock for sock in sockets if _pending(sock)]
    return pending or select.select(sockets, [], [], 0.05)[0]


def _pending(sock: socket.socket) -> bool:
    return isinstance(sock, ssl.SSLSocket) and sock.pending() > 0
