"""The time left for a request, where httpcore2 carries it, and what its failures mean."""

from __future__ import annotations

import os
import re
import select
from ssl import SSLCertVerificationError
from time import monotonic
from typing import TYPE_CHECKING, Any

import httpcore2

from .errors import (
    APIConnectionError,
    APITimeoutError,
    CertificateError,
    ClientError,
    PoolTimeoutError,
)

if TYPE_CHECKING:
    import socket

    from .errors import Sent
    from .transport import TransportRequest

__all__ = [
    "CONNECT_SECONDS",
    "Exchange",
    "Unframed",
    "is_readable",
    "note_body",
    "reason_of",
    "to_httpcore",
    "translated",
]

CONNECT_SECONDS = 5.0
POOL_SECONDS = 10.0

_BLANK_LINE = re.compile(rb"\n\r?\n")


class Exchange(float):
    """The end of one request's time, and what the network stream notes about the request.

    httpcore2 hands the timeout of a request, as it is, to each read and write of the network stream. A number
    of seconds there would begin anew with every byte that a slow server lets drip; this does not. It is a
    float only because that is what httpcore2 expects to carry.
    """

    until: float | None
    patience: float | None

    sent: bool
    """Whether any of the request was sent."""

    rest: int
    """How much is to come of a body whose length the answer says."""

    spoilt: bool
    """Whether bytes may come yet that the next request would take for its answer."""

    _tail: bytes
    """The last two bytes taken, where a blank line may begin."""

    def __new__(cls, until: float | None, patience: float | None = None) -> Exchange:
        self = super().__new__(cls, float("inf") if until is None else until)
        self.until = until
        self.patience = patience
        self.sent = False
        self.rest = 0
        self.spoilt = False
        self._tail = b""
        return self

    def left(self, most: float | None = None) -> float | None:
        """Seconds that a step may take; None for no limit. Raises TimeoutError where there are none."""
        left = None if self.until is None else self.until - monotonic()
        if left is not None and left <= 0:
            raise TimeoutError
        return most if left is None else left if most is None else min(left, most)

    def stream(self) -> None:
        """From now on each part of the answer has its own time."""
        if self.patience is not None:
            self.until = monotonic() + self.patience

    def take(self, buffer: bytearray, most: int) -> bytes:
        """Take from what came, and never beyond the end of the answer.

        httpcore2 keeps what it is given, and would take what follows for the next answer. What is left in the
        buffer shows that the connection must not be used again.
        """
        size = min(len(buffer), most)
        if self.rest:
            size = min(size, self.rest)
            self.rest -= size
        else:
            size = self._to_blank_line(buffer, size)
        data = bytes(buffer[:size])
        del buffer[:size]
        return data

    def _to_blank_line(self, buffer: bytearray, size: int) -> int:
        """How far it is to the next blank line, if there is one: there the head ends, and so do chunks."""
        seam = _BLANK_LINE.search(self._tail + buffer[:2])
        if seam is not None:
            size = seam.end() - len(self._tail)
        elif (found := _BLANK_LINE.search(buffer, 0, size)) is not None:
            size = found.end()
        else:
            self._tail = (self._tail + buffer[max(size - 2, 0) : size])[-2:]
            return size
        self._tail = b""
        return size

    @staticmethod
    def of(timeout: float | None) -> Exchange:
        """What was given to httpcore2, as it comes back from there."""
        return timeout if isinstance(timeout, Exchange) else Exchange(timeout and monotonic() + timeout)


class Unframed(Exchange):
    """The time of an exchange, for bytes that are no answer of the service yet: a proxy's, or encrypted."""

    def take(self, buffer: bytearray, most: int) -> bytes:
        """Take whatever came."""
        data = bytes(buffer[:most])
        del buffer[:most]
        return data


def to_httpcore(request: TransportRequest, exchange: Exchange) -> httpcore2.Request:
    """The request as httpcore2 takes it: no part of it is parsed or folded again."""
    address = request.address
    headers = [("Host", address.authority), *request.headers]
    length = request.content_length
    if length is None:
        headers.append(("Transfer-Encoding", "chunked"))
    elif length or request.method in ("POST", "PUT", "PATCH"):
        headers.append(("Content-Length", str(length)))
    return httpcore2.Request(
        request.method,
        httpcore2.URL(scheme=address.scheme, host=address.host, port=address.port, target=request.target),
        headers=headers,
        content=request.body,
        extensions={
            "timeout": {
                "connect": exchange,
                "read": exchange,
                "write": exchange,
                "pool": _pool_seconds(exchange),
            }
        },
    )


def _pool_seconds(exchange: Exchange) -> float:
    left = POOL_SECONDS if exchange.until is None else exchange.until - monotonic()
    return max(0.0, min(left, POOL_SECONDS))


def translated(failure: BaseException, exchange: Exchange) -> BaseException:
    """What a failure means to the client, without the frames it came through, which had credentials."""
    if isinstance(failure, Exception) and not isinstance(failure, ClientError):
        meaning: BaseException = _meaning(failure, exchange)
    else:
        meaning = failure
    meaning.__cause__ = meaning.__context__ = None
    return meaning.with_traceback(None)


def _meaning(failure: Exception, exchange: Exchange) -> ClientError:
    reason = reason_of(failure)
    if isinstance(failure, httpcore2.PoolTimeout):
        return PoolTimeoutError("Every connection of the client stayed busy.", sent="no")
    if isinstance(failure, httpcore2.ConnectError):
        # The pool drops the cause, but the network stream leaves it among the arguments.
        if any(isinstance(cause, SSLCertVerificationError) for cause in failure.args):
            return CertificateError(f"The server's certificate was refused: {reason}", sent="no")
        return APIConnectionError(f"The connection could not be made: {reason}", sent="no")
    if isinstance(failure, httpcore2.ConnectTimeout):
        return APITimeoutError("The connection could not be made in time.", sent="no")
    sent: Sent = "maybe" if exchange.sent else "no"
    if isinstance(failure, (httpcore2.TimeoutException, TimeoutError)):
        return APITimeoutError("Time ran out before the answer was complete.", sent=sent)
    return APIConnectionError(f"The connection failed: {reason}", sent=sent)


def reason_of(failure: BaseException) -> str:
    """What went wrong, in one sentence."""
    text = str(failure) or type(failure).__name__
    return f"{text[:200].rstrip('.')}."


def note_body(response: httpcore2.Response, exchange: Exchange) -> None:
    """Note what the head of an answer says about its body."""
    headers = {name.lower(): value for name, value in response.headers}
    length = headers.get(b"content-length", b"").partition(b",")[0].strip()
    chunked = b"transfer-encoding" in headers
    exchange.rest = int(length) if length.isdigit() and not chunked else 0
    # By its status this one has no body.
    exchange.spoilt = response.status == 204 and (chunked or exchange.rest > 0)


def is_readable(sock: socket.socket | Any) -> bool:
    """Whether an idle connection has something to read, which means that the server has closed it."""
    descriptor = sock.fileno() if sock is not None else -1
    if descriptor < 0:
        return True
    if os.name == "nt":
        return bool(select.select([descriptor], [], [], 0)[0])
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))
