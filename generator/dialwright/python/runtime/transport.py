"""What carries requests: a protocol of two methods, so that a client can be given another transport.

A transport sends one request and answers with its status, headers and undecoded body. It neither retries,
follows redirects, nor decodes; the client does what is needed of that, within its limits of size and time.
Where no answer comes it raises a `TransportError`, whose `sent=` says whether the request may have arrived;
an OSError counts as one that may have.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Sequence

    from .address import Address
    from .secret import Secret
    from .security import Proof
    from .uploads import Upload

__all__ = [
    "AsyncTransport",
    "AsyncTransportResponse",
    "Transport",
    "TransportRequest",
    "TransportResponse",
]


class TransportRequest:
    """A request, ready to be sent. Its repr shows neither headers nor query."""

    __slots__ = (
        "_authorization",
        "_content",
        "_headers",
        "_proofs",
        "_target",
        "address",
        "method",
        "patience",
        "until",
    )

    def __init__(
        self,
        method: str,
        address: Address,
        target: str,
        headers: Sequence[tuple[str, str]],
        content: bytes | Upload = b"",
        until: float | None = None,
        patience: float | None = None,
        authorization: Secret | None = None,
        proofs: tuple[Proof, ...] = (),
    ) -> None:
        self.method = method
        self.address = address
        self._target = target
        self._headers = headers
        self._authorization = authorization
        self._proofs = proofs
        self._content = content
        self.until = until
        """When the answer must be complete, on the clock of `time.monotonic`; None for no limit."""
        self.patience = patience
        """For an answer that is streamed: how long each part of it may take, instead of `until`."""

    @property
    def headers(self) -> Sequence[tuple[str, str]]:
        """The headers, the credentials among them."""
        # What is revealed is never in a local, which the traceback of an interruption would show.
        if not self._proofs:
            return [*self._headers, *self._authorized()]
        return [
            *(pair for pair in self._headers if not self._joins_cookies(pair[0])),
            *self._authorized(),
            *((one.name, one.value.reveal()) for one in self._proofs if one.place == "header"),
            *((("Cookie", self._cookies()),) if self._joins_cookies("cookie") else ()),
        ]

    def _authorized(self) -> tuple[tuple[str, str], ...]:
        return (("Authorization", self._authorization.reveal()),) if self._authorization else ()

    def _joins_cookies(self, name: str) -> bool:
        """Whether a header is one of cookies, to which a credential is added."""
        return name.lower() == "cookie" and any(one.place == "cookie" for one in self._proofs)

    def _cookies(self) -> str:
        own = [value for name, value in self._headers if name.lower() == "cookie"]
        return "; ".join(
            (*own, *(f"{one.name}={one.value.reveal()}" for one in self._proofs if one.place == "cookie"))
        )

    @property
    def target(self) -> str:
        """Path and query, a credential of the query included."""
        keys = [one for one in self._proofs if one.place == "query"]
        if not keys:
            return self._target
        from urllib.parse import quote

        return f"{self._target}{'&' if '?' in self._target else '?'}" + "&".join(
            f"{quote(one.name, safe='')}={quote(one.value.reveal(), safe='')}" for one in keys
        )

    @property
    def content(self) -> bytes:
        """The body, whole: one that is a stream is read to its end for it."""
        if not isinstance(self._content, bytes):
            self._content = b"".join(self._content)
        return self._content

    @property
    def body(self) -> bytes | Upload:
        """The body as it is to be sent: bytes, or what gives them piece by piece, by `for` or `async for`."""
        return self._content

    @property
    def content_length(self) -> int | None:
        """How long the body is; None where only its end tells."""
        return len(self._content) if isinstance(self._content, bytes) else self._content.length

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.address.scheme}://{self.address.authority}{self.target}"

    @property
    def seconds_left(self) -> float | None:
        """How long there is until the answer must be complete."""
        return None if self.until is None else self.until - monotonic()

    def __repr__(self) -> str:
        return f"TransportRequest({self.method} {self.address.authority}{self._target.partition('?')[0]})"


class TransportResponse:
    """An answer: its body is read once, and then closed."""

    __slots__ = ("_close", "body", "headers", "status")

    def __init__(
        self,
        status: int,
        headers: Sequence[tuple[str, str]],
        body: Iterable[bytes],
        close: Callable[[], None] | None = None,
    ) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self._close = close

    def close(self) -> None:
        """Give up what the answer holds, read or not."""
        if self._close is not None:
            self._close()


class AsyncTransportResponse:
    """The twin of `TransportResponse`."""

    __slots__ = ("_close", "body", "headers", "status")

    def __init__(
        self,
        status: int,
        headers: Sequence[tuple[str, str]],
        body: AsyncIterable[bytes],
        close: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self._close = close

    async def close(self) -> None:
        """Give up what the answer holds, read or not."""
        if self._close is not None:
            await self._close()


class Transport(Protocol):
    """Carries requests."""

    def send(self, request: TransportRequest, /) -> TransportResponse:
        """Send a request and wait for the head of its answer."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...


class AsyncTransport(Protocol):
    """The twin of `Transport`."""

    async def send(self, request: TransportRequest, /) -> AsyncTransportResponse:
        """Send a request and wait for the head of its answer."""
        ...

    async def close(self) -> None:
        """Close every connection."""
        ...
