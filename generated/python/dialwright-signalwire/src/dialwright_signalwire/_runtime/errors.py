"""What can go wrong, as one tree.

    ClientError
    ├── ArgumentError                   a wrong argument; also a ValueError
    │   └── CredentialsError            an argument of the client is missing
    ├── TransportError                  no answer came
    │   ├── APIConnectionError          the connection failed; also a ConnectionError
    │   │   ├── CertificateError        the server's certificate was refused
    │   │   └── ProxyError              a proxy refused to connect to the service
    │   └── APITimeoutError             time ran out; also a TimeoutError
    │       └── PoolTimeoutError        every connection of the client stayed busy
    ├── ResponseDecodeError             a success that could not be read
    │   └── ResponseTooLargeError       a success larger than the client accepts
    ├── PaginationError                 a list cannot go on
    │   ├── UnsafeNextPageError         its next page is on another host
    │   └── RepeatedPageError           its next page is one already seen
    ├── WebhookError                    a request to one's own server that is not to be used
    │   ├── WebhookSignatureError       nothing shows that the service sent it
    │   └── WebhookPayloadError         the service sent it, but it cannot be read
    ├── APIError                        the service answered with a failure
    │   ├── RedirectError               3xx
    │   ├── BadRequestError             400
    │   ├── AuthenticationError         401
    │   ├── PermissionDeniedError       403
    │   ├── NotFoundError               404
    │   ├── RequestTimeoutError         408
    │   ├── ConflictError               409
    │   ├── UnprocessableError          422
    │   ├── RateLimitError              429
    │   └── ServerError                 5xx
    └── OutcomeUnknownError             the request may have taken effect

`OutcomeUnknownError` is mixed into the classes that end in `OutcomeUnknown` below, for requests that must not
be repeated: a call that was placed ends in a result or in an `OutcomeUnknownError`, and whatever ends in any
other error was not placed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

__all__ = [
    "APIConnectionError",
    "APIError",
    "APITimeoutError",
    "ArgumentError",
    "AuthenticationError",
    "BadRequestError",
    "CertificateError",
    "ClientError",
    "ConflictError",
    "ConnectionOutcomeUnknown",
    "CredentialsError",
    "DecodeOutcomeUnknown",
    "ErrorDetail",
    "NotFoundError",
    "OutcomeUnknownError",
    "PaginationError",
    "PermissionDeniedError",
    "PoolTimeoutError",
    "ProxyError",
    "RateLimitError",
    "RedirectError",
    "RepeatedPageError",
    "RequestTimeoutError",
    "RequestTimeoutOutcomeUnknown",
    "ResponseDecodeError",
    "ResponseTooLargeError",
    "ServerError",
    "ServerOutcomeUnknown",
    "TimeoutOutcomeUnknown",
    "TooLargeOutcomeUnknown",
    "TransportError",
    "UnprocessableError",
    "UnsafeNextPageError",
    "WebhookError",
    "WebhookPayloadError",
    "WebhookSignatureError",
]

Sent: TypeAlias = Literal["no", "maybe", "yes"]


class ClientError(Exception):
    """The base of every error that this package raises."""

    message: str
    """What went wrong."""

    sent: Sent = "no"
    """Whether the service has the request: `"no"`, `"maybe"` or `"yes"`."""

    method: str = ""
    """HTTP method of the request, or `""` where there was none."""

    path: str = ""
    """Path of the request, with placeholders instead of identifiers."""

    request_id: str | None = None
    """What the service calls the request in its own logs."""

    def __init__(self, message: str = "", *, sent: Sent | None = None) -> None:
        super().__init__(message)
        self.message = message
        if sent is not None:
            self.sent = sent

    def during(self, method: str, path: str, request_id: str | None = None) -> Self:
        """Say which request the error belongs to."""
        self.method, self.path, self.request_id = method, path, request_id
        return self

    def __str__(self) -> str:
        return f"{self.message} {self._context()}" if self.method else self.message

    def _context(self) -> str:
        known = f", request {self.request_id}" if self.request_id else ""
        return f"[{self.method} {self.path}{known}]"

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (type(self), self.args, self.__dict__)


def _restore(kind: type[ClientError], args: tuple[object, ...], state: dict[str, object]) -> ClientError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class ArgumentError(ClientError, ValueError):
    """An argument that cannot be sent. Nothing was sent."""


class CredentialsError(ArgumentError):
    """The client lacks a credential or an address. Nothing was sent."""


class OutcomeUnknownError(ClientError):
    """The request may have taken effect: a call may have been placed, a message sent. It was not repeated.

    Look before trying again: `method`, `path` and `request_id` say what was attempted.
    """

    sent: Sent = "maybe"

    def __str__(self) -> str:
        return f"{super().__str__()} The request may have taken effect; it was not repeated."


class TransportError(ClientError):
    """No answer came. A transport raises this, or one of the classes below it, with `sent=`."""


class APIConnectionError(TransportError, ConnectionError):
    """The connection could not be made, or broke."""


class CertificateError(APIConnectionError):
    """The server's certificate was refused, so nothing was sent. Never retried."""


class ProxyError(APIConnectionError):
    """A proxy refused to connect to the service, so nothing was sent. Retried where it answered 5xx."""

    status: int = 0
    """Status of the proxy's answer: 407 where it wants other credentials."""


class APITimeoutError(TransportError, TimeoutError):
    """Time ran out: see `timeout=` of the client and of `Options`."""


class PoolTimeoutError(APITimeoutError):
    """Every connection of the client stayed busy, so nothing was sent."""


class ResponseDecodeError(ClientError):
    """A success whose body could not be read."""

    sent: Sent = "yes"

    status: int = 0
    """Status of the answer."""

    body: str = ""
    """The first 512 bytes of the body, without the client's secrets."""

    pointer: str | None = None
    """JSON pointer to the odd value, where the client is strict."""

    def __str__(self) -> str:
        start = f" The body starts with {self.body!r}." if self.body else ""
        return f"{super().__str__()}{start}"


class ResponseTooLargeError(ResponseDecodeError):
    """A success whose body is larger than the client accepts."""


class PaginationError(ClientError):
    """A list cannot go on to its next page. The request for that page was not sent."""


class UnsafeNextPageError(PaginationError):
    """The next page is on another scheme, host or port; credentials were not sent there."""


class RepeatedPageError(PaginationError):
    """The next page was read before: the list would never end."""


class WebhookError(ClientError):
    """A request to one's own server that is not to be used."""


class WebhookSignatureError(WebhookError):
    """Nothing shows that the service sent the request: answer it with 403, and use nothing of it."""


class WebhookPayloadError(WebhookError):
    """The service sent the request, but it cannot be read as what it should be."""


class ErrorDetail:
    """One failure out of an error answer, whatever shape it came in."""

    __slots__ = ("attribute", "code", "message", "more_info")

    def __init__(
        self,
        message: str = "",
        code: str | None = None,
        more_info: str | None = None,
        attribute: str | None = None,
    ) -> None:
        self.message = message
        self.code = code
        self.more_info = more_info
        self.attribute = attribute

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ErrorDetail) and self._values() == other._values()

    def __repr__(self) -> str:
        return f"ErrorDetail(message={self.message!r}, code={self.code!r})"

    def _values(self) -> tuple[str | None, ...]:
        return self.message, self.code, self.more_info, self.attribute


class APIError(ClientError):
    """The service answered with a failure."""

    sent: Sent = "yes"

    status: int
    """HTTP status of the answer."""

    errors: tuple[ErrorDetail, ...]
    """Every failure that the answer names."""

    body: str
    """The answer's body, without the client's secrets; at most 64 KiB of it."""

    data: Any = None
    """The same as the model that the API documents for it; None where there is none, or it does not fit."""

    retry_after: float | None
    """Seconds after which the service says to try again."""

    def __init__(
        self,
        message: str = "",
        *,
        status: int = 0,
        errors: Sequence[ErrorDetail] = (),
        body: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.errors = tuple(errors)
        self.body = body
        self.retry_after = retry_after

    @property
    def code(self) -> str | None:
        """The service's code for the (first) failure, as text."""
        return self.errors[0].code if self.errors else None

    @property
    def more_info(self) -> str | None:
        """Where the service explains the (first) failure."""
        return self.errors[0].more_info if self.errors else None

    def __str__(self) -> str:
        code = f" (code {self.code})" if self.code else ""
        return f"{self.status}: {self.message}{code} {self._context()}"


class RedirectError(APIError):
    """3xx: the service points elsewhere, and requests are not sent elsewhere."""


class BadRequestError(APIError):
    """400: the service could not use the request."""


class AuthenticationError(APIError):
    """401: the credentials are missing or wrong."""


class PermissionDeniedError(APIError):
    """403: the credentials do not allow this."""


class NotFoundError(APIError):
    """404: there is no such thing."""


class RequestTimeoutError(APIError):
    """408: the service waited too long for the request."""


class ConflictError(APIError):
    """409: the thing is not in a state that allows this."""


class UnprocessableError(APIError):
    """422: the request was understood and refused."""


class RateLimitError(APIError):
    """429: too many requests; `retry_after` says when to try again."""


class ServerError(APIError):
    """5xx: the service failed."""


class ConnectionOutcomeUnknown(OutcomeUnknownError, APIConnectionError):
    """The connection broke after the request may have been sent."""


class TimeoutOutcomeUnknown(OutcomeUnknownError, APITimeoutError):
    """Time ran out after the request may have been sent."""


class RequestTimeoutOutcomeUnknown(OutcomeUnknownError, RequestTimeoutError):
    """408 to a request that must not be repeated."""


class ServerOutcomeUnknown(OutcomeUnknownError, ServerError):
    """5xx to a request that must not be repeated."""


class DecodeOutcomeUnknown(OutcomeUnknownError, ResponseDecodeError):
    """A success that could not be read, to a request that must not be repeated."""


class TooLargeOutcomeUnknown(OutcomeUnknownError, ResponseTooLargeError):
    """A success too large to read, to a request that must not be repeated."""
