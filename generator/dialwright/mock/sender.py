"""Sending letters over HTTP: to this machine, and elsewhere only where that was allowed."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from .letters import Letter, Reply
from .messages import Headers

PATIENCE = 5.0
"""Seconds that a letter may take in all until it is given up."""

LARGEST = 256 * 1024
"""How many bytes of an answer are read."""

_LOCAL = "localhost"


class Sender:
    """Sends letters, one at a time.

    Redirects are not followed, and no proxy of the environment is used.

    Args:
        allow: Hosts that may be sent to beside this machine; also those to which `https` may be spoken.
        patience: Seconds that a letter may take in all.
    """

    def __init__(self, allow: Iterable[str] = (), *, patience: float = PATIENCE) -> None:
        self._allow = frozenset(host.lower() for host in allow)
        self._patience = patience

    def refusal(self, url: str) -> str:
        """Why nothing is sent to an address; "" where it is."""
        try:
            parts = urlsplit(url)
            host, _ = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return "this is no address"
        if parts.scheme not in ("http", "https") or not host:
            return "this is no address of the web"
        if host in self._allow:
            return ""
        if parts.scheme == "https":
            return f"https is spoken only to hosts that are allowed; allow {host}"
        return "" if _is_local(host) else f"{host} is not this machine, and not allowed"

    def send(self, letter: Letter, headers: Headers) -> Reply:
        """What comes of a letter; whatever goes wrong is told in the reply."""
        refusal = self.refusal(letter.url)
        if refusal:
            return Reply(error=refusal)
        connection = self._connection(urlsplit(letter.url))
        late: list[bool] = []
        watch = Timer(self._patience, _cut_off, (connection, late))
        watch.daemon = True
        watch.start()
        try:
            reply = self._exchange(connection, letter, headers)
        except TimeoutError:
            late.append(True)
            reply = Reply()
        except (OSError, HTTPException, ValueError) as error:
            reply = Reply(error=str(error) or type(error).__name__)
        finally:
            watch.cancel()
            connection.close()
        # What was cut off may look whole, so that is asked whatever came of it.
        return Reply(error=f"took longer than {self._patience:g} s") if late else reply

    def _connection(self, parts: SplitResult) -> HTTPConnection:
        make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        return make(parts.hostname or "", parts.port, timeout=self._patience)

    def _exchange(self, connection: HTTPConnection, letter: Letter, headers: Headers) -> Reply:
        connection.connect()
        peer = str(connection.sock.getpeername()[0])
        if connection.host.lower() not in self._allow and not _is_local(peer):
            return Reply(error=f"{connection.host} leads to {peer}, which is not this machine")
        parts = urlsplit(letter.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(letter.method, target, letter.body or None, dict((*letter.headers, *headers)))
        response = connection.getresponse()
        return Reply(response.status, response.read(LARGEST))


def _is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == _LOCAL


def _cut_off(connection: HTTPConnection, late: list[bool]) -> None:
    """End a connection that dribbles on: what waits for it fails at once."""
    late.append(True)
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
