"""Asking for an access token, and what is made of the answer."""

from __future__ import annotations

import re
from time import monotonic
from typing import TYPE_CHECKING, Any

from .call import Call, without_frames
from .errors import (
    APIError,
    APITimeoutError,
    AuthenticationError,
    ClientError,
    ErrorDetail,
    RateLimitError,
    RedirectError,
    ResponseDecodeError,
    ServerError,
)
from .guards import is_object
from .response import read_json
from .secret import Secret
from .tokens import Token

if TYPE_CHECKING:
    from .oauth import Grant
    from .response import RawResponse
    from .session import AsyncSession, Session
    from .settings import Settings

__all__ = ["fetch", "fetch_async"]

_LEEWAY = 30.0
"""How many seconds before its end a token is no longer used, or a tenth of its life where that is less."""

_LONGEST = 10**9  # seconds of a life; a larger number may be none that a clock can count to

_TOKEN = re.compile(r"[\x21-\x7e]+")
_TEMPLATE = "{token_url}"
_TEXT = 300  # letters of the reason that an error shows


def fetch(session: Session, call: Call) -> Token | ClientError:
    """Fetch a token within the time of the call that needs it. A failure is returned, and says why."""
    began, grant = monotonic(), _grant_of(call)
    try:
        return _granted(
            session.settings, grant, session.perform(_asking(session.settings, grant, call)), began
        )
    except ClientError as error:
        failure: BaseException = without_frames(error)
    except BaseException as error:
        failure = _without_frames(error)
    return _ended(failure, session.settings, grant)


async def fetch_async(session: AsyncSession, call: Call) -> Token | ClientError:
    """The twin of `fetch`."""
    began, grant = monotonic(), _grant_of(call)
    try:
        return _granted(
            session.settings, grant, await session.perform(_asking(session.settings, grant, call)), began
        )
    except ClientError as error:
        failure: BaseException = without_frames(error)
    except BaseException as error:
        failure = _without_frames(error)
    return _ended(failure, session.settings, grant)


def _ended(failure: BaseException, settings: Settings, grant: Grant) -> ClientError:
    """Why there is no token; an interruption goes on as what it is."""
    if isinstance(failure, ClientError):
        return _refused(failure, settings, grant)
    raise failure


def _grant_of(call: Call) -> Grant:
    assert call.grant is not None
    return call.grant


def _without_frames(interruption: BaseException) -> BaseException:
    """An interruption, without the frames in which a token was at hand."""
    interruption.__cause__ = interruption.__context__ = None
    return interruption.with_traceback(None)


def _asking(settings: Settings, grant: Grant, call: Call) -> Call:
    """The call for a token. Hooks are not told of it, and the user's headers are not sent there."""
    left = call.seconds_left
    if left is not None and left <= 0:
        raise APITimeoutError("Time ran out before an access token was fetched.", sent="no")
    address, target = grant.endpoint(settings)
    return Call(
        settings.but(on_request=None, on_response=None),
        "POST",
        _TEMPLATE,
        address,
        target,
        [
            ("User-Agent", settings.api.user_agent),
            ("Accept", "application/json"),
            ("Accept-Encoding", "gzip"),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ],
        grant.content(),
        repeatable=True,
        timeout=left,
        max_retries=call.retries_left,
        authorized=False,
        proofs=grant.proofs(),
    )


def _granted(settings: Settings, grant: Grant, response: RawResponse, began: float) -> Token:
    """The token in an answer.

    Raises:
        AuthenticationError: There is none that can be used.
    """
    # What is there is in no local of frames that outlive this one: `fetch` drops them.
    value = _json(response.content)
    problem = _problem(value)
    if problem:
        raise AuthenticationError(problem, status=response.status)
    secret = Secret(value["access_token"])
    settings.redact.learn(grant.key, secret)
    return Token(secret, _end(value.get("expires_in"), began))


def _json(content: bytes) -> dict[str, Any]:
    try:
        value = read_json(content)
    except ValueError:
        return {}
    return value if is_object(value) else {}


def _problem(value: dict[str, Any]) -> str:
    """Why an answer is no use; "" where it is. It is not shown itself: there may be secrets in it."""
    if not value:
        return "The answer is not a JSON object."
    token, kind = value.get("access_token"), value.get("token_type")
    if not isinstance(token, str) or not token:
        return "The answer has no access_token."
    if not _TOKEN.fullmatch(token):
        return "The access_token of the answer has characters that cannot be sent."
    if kind is not None and (not isinstance(kind, str) or kind.lower() != "bearer"):
        return "The answer has a token_type other than 'bearer'."
    return ""


def _end(lifetime: object, began: float) -> float | None:
    """When a token is no longer used: shortly before its end. None where the answer does not tell."""
    if isinstance(lifetime, str) and lifetime.isascii() and lifetime.isdigit():
        lifetime = float(lifetime[:15])
    if isinstance(lifetime, bool) or not isinstance(lifetime, (int, float)):
        return None
    lifetime = min(lifetime, _LONGEST)
    return began + lifetime - min(_LEEWAY, max(0.0, lifetime / 10))


def _refused(failure: ClientError, settings: Settings, grant: Grant) -> ClientError:
    """Why there is no token. The request that needs it was not sent."""
    address, target = grant.endpoint(settings)
    where = f"{address.scheme}://{address.authority}{target.partition('?')[0]}"
    about = f"No access token was given by {where}: "
    if isinstance(failure, APIError):
        error: ClientError = _answered(about, failure)
    elif isinstance(failure, ResponseDecodeError):
        error = AuthenticationError(about + failure.message, status=failure.status)
    else:
        error, failure.message = failure, about + failure.message
    error.args = (error.message,)
    error.sent = "no"
    return error


def _answered(about: str, failure: APIError) -> APIError:
    """The error of an answer that says no. What is missing there is not what the API was asked for."""
    passing = isinstance(failure, (RateLimitError, RedirectError, ServerError))
    details = _details(failure)
    reason = "; ".join(
        (
            f"{detail.code}: {detail.message}"
            if detail.code and detail.message
            else detail.message or detail.code or ""
        )
        for detail in details
    )
    return (type(failure) if passing else AuthenticationError)(
        about + (reason[:_TEXT] or failure.message),
        status=failure.status,
        errors=details or failure.errors,
        body=failure.body,
        retry_after=failure.retry_after,
    )


def _details(failure: APIError) -> tuple[ErrorDetail, ...]:
    """What RFC 6749 has an answer say in section 5.2; nothing where it says something else."""
    value = _json(failure.body.encode("utf-8", "replace"))
    code, told, link = (value.get(key) for key in ("error", "error_description", "error_uri"))
    if not isinstance(code, str):
        return ()
    message, more_info = (text if isinstance(text, str) else None for text in (told, link))
    return (ErrorDetail(message or "", code, more_info),)
