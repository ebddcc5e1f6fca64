"""Which error a documented failure becomes, and how that is tested."""

from __future__ import annotations

from collections.abc import Iterator

from ...openapi import Response
from .subjects import Subject

_ERRORS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    408: "RequestTimeoutError",
    409: "ConflictError",
    422: "UnprocessableError",
    429: "RateLimitError",
}
_DEFAULT = 500  # a status that nothing but `default` covers


def failures_of(subject: Subject) -> dict[int, str]:
    """Status -> class of the error, for every documented failure."""
    found = {status: error_of(status, repeatable=subject.is_repeatable) for status in _statuses(subject)}
    return dict(sorted(found.items()))


def failure(subject: Subject) -> Response | None:
    """A documented failure with JSON."""
    return next((one for one in subject.operation.failures if one.json is not None), None)


def _statuses(subject: Subject) -> Iterator[int]:
    for response in subject.operation.failures:
        if response.status.isdigit():
            yield int(response.status)
        elif response.status.upper() == "4XX":
            yield 418
        else:
            yield _DEFAULT


def error_of(status: int, *, repeatable: bool) -> str:
    """The class of the error that a status becomes; some leave open whether the request took effect."""
    if status >= 500:
        return "ServerError" if repeatable else "ServerOutcomeUnknown"
    if status == 408 and not repeatable:
        return "RequestTimeoutOutcomeUnknown"
    return _ERRORS.get(status, "APIError")


def refusal(subject: Subject) -> str:
    """The class of the error for a request that is not as documented: 422 for a JSON body, where that is
    documented, else 400.
    """
    content = subject.operation.body_content
    statuses = {response.status for response in subject.operation.failures}
    return (
        "UnprocessableError"
        if content is not None and content.is_json and "422" in statuses
        else "BadRequestError"
    )
