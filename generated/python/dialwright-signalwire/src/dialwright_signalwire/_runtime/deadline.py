"""The time left for a request, where httpcore2 carries it, and what its failures mean."""

from __future__ import annotations

import os
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
    "has_stray_body",
    "is_readable",
    "reason_of",
    "to_httpcore",
    "translated",
]

CONNECT_SECONDS = 5.0
POOL_SECONDS = 10.0


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

    tail: bytes
    """The end of what was last read."""

    spoilt: bool
    """Whether the connection has bytes left over, which the next request would take for its answer."""

    def __new__(cls, until: float | None, patience: float | None = None) -> Exchange:
        self = super().__new__(cls, float("inf") if until is None else until)
        self.until = until
        self.patience = patience
        self.sent = False
        self.tail = b""
        self.spoilt = False
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

    @classmethod
    def of(cls, timeout: float | None) -> Exchange:
        """What was given to httpcore2, as it comes back from there."""
        return timeout if isinstance(timeout, Exchange) else cls(timeout and monotonic() + timeout)


def to_httpcore(request: TransportRequest, exchange: Exchange) -> httpcore2.Request:
    """The request as httpcore2 takes it: no part of it is parsed or folded again."""
    address = request.address
    headers = [("Host", address.authority), *request.headers]
    if request.content or request.method in ("POST", "PUT", "PATCH"):
        headers.append(("Content-Length", str(len(request.content))))
    return httpcore2.Request(
        request.method,
        httpcore2.URL(scheme=address.scheme, host=address.host, port=address.port, target=request.target),
        headers=headers,
        content=request.content,
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


def has_stray_body(response: httpcore2.Response, exchange: Exchange) -> bool:
    """Whether an answer that has no body, by its status, was sent with one."""
    if response.status != 204:
        return False
    announced = any(
        name.lower() == b"transfer-encoding" or (name.lower() == b"content-length" and value.strip() != b"0")
        for name, value in response.headers
    )
    return announced or exchange.tail != b"\r\n\r\n"


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
