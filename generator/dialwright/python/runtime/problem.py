"""From an answer that says no to the error that says why: every shape of error body is read here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import (
    APIError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ErrorDetail,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RedirectError,
    RequestTimeoutError,
    RequestTimeoutOutcomeUnknown,
    ServerError,
    ServerOutcomeUnknown,
    UnprocessableError,
)
from .guards import Unreadable, is_list, is_object
from .response import read_json
from .retry import requested_wait

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .response import RawResponse

__all__ = ["api_error", "documented", "read_details"]

_BODY = 64 * 1024
_TEXT = 300
_MESSAGES = ("message", "detail", "description", "error_description", "title", "error", "reason")
_LINKS = ("more_info", "url", "docs_url")
_CODES = ("code", "error_code", "type")

_CLASSES: dict[int, type[APIError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    408: RequestTimeoutError,
    409: ConflictError,
    422: UnprocessableError,
    429: RateLimitError,
}


def api_error(response: RawResponse, *, repeatable: bool) -> APIError:
    """The error of an answer whose status is no success.

    Args:
        response: The answer.
        repeatable: Whether the request may be repeated. Where not, an answer that leaves open whether it took
            effect becomes an OutcomeUnknownError.
    """
    body = response.redacted(_BODY)
    details = read_details(body)
    message = "; ".join(detail.message for detail in details if detail.message) or _plain(body, response)
    return _class_of(response.status, repeatable)(
        message[:_TEXT],
        status=response.status,
        errors=details,
        body=body,
        retry_after=requested_wait(response.headers),
    )


def _class_of(status: int, repeatable: bool) -> type[APIError]:
    if status >= 500:
        return ServerError if repeatable else ServerOutcomeUnknown
    if status == 408 and not repeatable:
        return RequestTimeoutOutcomeUnknown
    return _CLASSES.get(status, RedirectError if 300 <= status < 400 else APIError)


def _plain(body: str, response: RawResponse) -> str:
    """What to say where the body is not an error envelope."""
    text = " ".join(body.split())
    if text and not text.startswith(("<", "{", "[")):
        return text
    kind = response.headers.get("content-type", "").partition(";")[0][:40]
    return f"The service said no more (body of {len(response.content)} bytes{f', {kind}' if kind else ''})."


def documented(errors: Mapping[str, str], status: int, body: str) -> Any:
    """The body of a failure as what the document says it is; None where it is something else."""
    from .decode import decoder_for

    names = (str(status), f"{status // 100}XX", f"{status // 100}xx", "default")
    annotation = next((errors[name] for name in names if name in errors), None)
    if annotation is None:
        return None
    try:
        return decoder_for(annotation)(read_json(body.encode()), False)
    except (ValueError, Unreadable):
        return None


def read_details(body: str) -> tuple[ErrorDetail, ...]:
    """The failures that an error body names; none where it is no envelope.

    Read are `{errors: [...]}` of objects or texts, `{errors: {field: [...]}}`, `{code, message, more_info}`,
    `{error: ...}`, and a bare list of either.
    """
    try:
        value = read_json(body.encode())
    except ValueError:
        return ()
    return tuple(_details(value))


def _details(value: Any, attribute: str | None = None) -> list[ErrorDetail]:
    if isinstance(value, str):
        return [ErrorDetail(value, attribute=attribute)]
    if is_list(value):
        return [detail for item in value for detail in _details(item, attribute)]
    if not is_object(value):
        return []
    nested = value.get("errors")
    if is_list(nested) and nested:
        return _details(nested)
    if is_object(nested) and nested:
        return [detail for name, item in nested.items() for detail in _details(item, name)]
    if is_object(value.get("error")):
        return _details(value["error"])
    return _detail(value, attribute)


def _detail(value: dict[str, Any], attribute: str | None) -> list[ErrorDetail]:
    message, code, link = (_first(value, names) for names in (_MESSAGES, _CODES, _LINKS))
    if message is None and code is None:
        return []
    return [ErrorDetail(message or "", code, link, _first(value, ("attribute",)) or attribute)]


def _first(value: dict[str, Any], names: tuple[str, ...]) -> str | None:
    """The first of some properties that holds a text or a number, as text."""
    for name in names:
        held = value.get(name)
        if isinstance(held, (str, int, float)) and not isinstance(held, bool) and held != "":
            return str(held)
    return None
