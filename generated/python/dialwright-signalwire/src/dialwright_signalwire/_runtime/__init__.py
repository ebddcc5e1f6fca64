"""The core of a generated client: requests, answers, errors, pages. It knows no API.

What a client needs only once it sends something is loaded then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .api import ApiInfo, Argument, BasicAuth, BearerAuth, NoAuth
from .client import AsyncClient, SyncClient
from .envelope import Envelope, nested
from .errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    ArgumentError,
    AuthenticationError,
    BadRequestError,
    CertificateError,
    ClientError,
    ConflictError,
    ConnectionOutcomeUnknown,
    CredentialsError,
    DecodeOutcomeUnknown,
    ErrorDetail,
    NotFoundError,
    OutcomeUnknownError,
    PaginationError,
    PermissionDeniedError,
    PoolTimeoutError,
    ProxyError,
    RateLimitError,
    RedirectError,
    RepeatedPageError,
    RequestTimeoutError,
    RequestTimeoutOutcomeUnknown,
    ResponseDecodeError,
    ResponseTooLargeError,
    ServerError,
    ServerOutcomeUnknown,
    TimeoutOutcomeUnknown,
    TooLargeOutcomeUnknown,
    TransportError,
    UnprocessableError,
    UnsafeNextPageError,
    WebhookError,
    WebhookPayloadError,
    WebhookSignatureError,
)
from .mapping import MappingModel, SnakeMappingModel
from .model import EXTRAS, SOME_EXTRAS, Model, wire
from .options import NULL, UNSET, Null, Options, Unset
from .request import Encoding, Pagination, Request, Shape, Styled, make_uuid
from .resource import AsyncItem, AsyncResource, Item, Resource
from .rules import Rule
from .secret import Secret, hidden

if TYPE_CHECKING:
    from .answers import Answers
    from .dates import DateLike
    from .deprecation import deprecated
    from .download import AsyncByteStream, ByteStream
    from .events import AsyncEventStream, AsyncJsonStream, EventStream, JsonStream, ServerSentEvent
    from .hooks import RequestEvent, RequestHook, ResponseEvent, ResponseHook
    from .oauth import ClientCredentials
    from .paging import AsyncPage, Page
    from .receipts import Receipt, ResponseHead
    from .response import Headers, RawResponse
    from .security import Scheme, Security
    from .transport import (
        AsyncTransport,
        AsyncTransportResponse,
        Transport,
        TransportRequest,
        TransportResponse,
    )
    from .uploads import File, FileLike

__all__ = [
    "EXTRAS",
    "NULL",
    "SOME_EXTRAS",
    "UNSET",
    "APIConnectionError",
    "APIError",
    "APITimeoutError",
    "Answers",
    "ApiInfo",
    "Argument",
    "ArgumentError",
    "AsyncByteStream",
    "AsyncClient",
    "AsyncEventStream",
    "AsyncItem",
    "AsyncJsonStream",
    "AsyncPage",
    "AsyncResource",
    "AsyncTransport",
    "AsyncTransportResponse",
    "AuthenticationError",
    "BadRequestError",
    "BasicAuth",
    "BearerAuth",
    "ByteStream",
    "CertificateError",
    "ClientCredentials",
    "ClientError",
    "ConflictError",
    "ConnectionOutcomeUnknown",
    "CredentialsError",
    "DateLike",
    "DecodeOutcomeUnknown",
    "Encoding",
    "Envelope",
    "ErrorDetail",
    "EventStream",
    "File",
    "FileLike",
    "Headers",
    "Item",
    "JsonStream",
    "MappingModel",
    "Model",
    "NoAuth",
    "NotFoundError",
    "Null",
    "Options",
    "OutcomeUnknownError",
    "Page",
    "Pagination",
    "PaginationError",
    "PermissionDeniedError",
    "PoolTimeoutError",
    "ProxyError",
    "RateLimitError",
    "RawResponse",
    "Receipt",
    "RedirectError",
    "RepeatedPageError",
    "Request",
    "RequestEvent",
    "RequestHook",
    "RequestTimeoutError",
    "RequestTimeoutOutcomeUnknown",
    "Resource",
    "ResponseDecodeError",
    "ResponseEvent",
    "ResponseHead",
    "ResponseHook",
    "ResponseTooLargeError",
    "Rule",
    "Scheme",
    "Secret",
    "Security",
    "ServerError",
    "ServerOutcomeUnknown",
    "ServerSentEvent",
    "Shape",
    "SnakeMappingModel",
    "Styled",
    "SyncClient",
    "TimeoutOutcomeUnknown",
    "TooLargeOutcomeUnknown",
    "Transport",
    "TransportError",
    "TransportRequest",
    "TransportResponse",
    "UnprocessableError",
    "UnsafeNextPageError",
    "Unset",
    "WebhookError",
    "WebhookPayloadError",
    "WebhookSignatureError",
    "deprecated",
    "hidden",
    "make_uuid",
    "nested",
    "wire",
]

_LAZY = {
    "Answers": "answers",
    "DateLike": "dates",
    "deprecated": "deprecation",
    "AsyncByteStream": "download",
    "ByteStream": "download",
    "AsyncEventStream": "events",
    "AsyncJsonStream": "events",
    "EventStream": "events",
    "JsonStream": "events",
    "ServerSentEvent": "events",
    "RequestEvent": "hooks",
    "RequestHook": "hooks",
    "ResponseEvent": "hooks",
    "ResponseHook": "hooks",
    "ClientCredentials": "oauth",
    "AsyncPage": "paging",
    "Page": "paging",
    "Receipt": "receipts",
    "ResponseHead": "receipts",
    "Headers": "response",
    "RawResponse": "response",
    "Scheme": "security",
    "Security": "security",
    "AsyncTransport": "transport",
    "AsyncTransportResponse": "transport",
    "Transport": "transport",
    "TransportRequest": "transport",
    "TransportResponse": "transport",
    "File": "uploads",
    "FileLike": "uploads",
}


def __getattr__(name: str) -> object:
    module = _LAZY.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f".{module}", __name__), name)
    globals()[name] = value
    return value
