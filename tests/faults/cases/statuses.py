"""Answers that say no."""

from __future__ import annotations

from collections.abc import Iterator

from dialwright_signalwire.errors import (
    APIError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
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

from ..answers import answer, bomb, packed
from ..steps import endless, reset, stall_after
from ..table import Case, Section, case, done, fails

__all__ = ["STATUSES"]

REFUSALS: dict[int, type[APIError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    402: APIError,
    403: PermissionDeniedError,
    404: NotFoundError,
    405: APIError,
    409: ConflictError,
    410: APIError,
    413: APIError,
    422: UnprocessableError,
    425: APIError,
}
HTML = b"<!DOCTYPE html><title>Sorry</title><h1>Something went wrong</h1>"
ERROR = {"code": 21210, "message": "not verified", "more_info": "https://example.com/21210", "status": 400}


def cases() -> Iterator[Case]:
    for status, kind in REFUSALS.items():
        refusal = fails(kind, "yes").saying(status=status)
        yield case(f"{status}.", answer(status), fetch=refusal, create=refusal)
    for status in (300, 301, 302, 303, 304, 305, 307, 308):
        elsewhere = answer(status, headers={"Location": "http://{other}/steal"})
        redirect = fails(RedirectError, "yes").saying(status=status)
        yield case(f"{status}, to another host.", elsewhere, fetch=redirect, create=redirect)
    yield case(
        "429.",
        answer(429),
        fetch=fails(RateLimitError, "yes", 3).saying(status=429, retry_after=None),
        create=fails(RateLimitError, "yes", 3).saying(status=429),
        dial=fails(RateLimitError, "yes", 3),
    )
    yield case(
        "408.",
        answer(408),
        fetch=fails(RequestTimeoutError, "yes", 3).saying(status=408),
        create=fails(RequestTimeoutOutcomeUnknown, "yes").saying(status=408),
    )
    for status in (500, 502, 503, 504):
        yield case(
            f"{status}.",
            answer(status),
            fetch=fails(ServerError, "yes", 3).saying(status=status),
            create=fails(ServerOutcomeUnknown, "yes").saying(status=status),
            dial=fails(ServerOutcomeUnknown, "yes").saying(status=status),
            end=fails(ServerError, "yes", 3).saying(status=status),
            delete=fails(ServerError, "yes", 3).saying(status=status),
        )
    for status in (501, 505, 507, 599):
        yield case(
            f"{status}.",
            answer(status),
            fetch=fails(ServerError, "yes").saying(status=status),
            create=fails(ServerOutcomeUnknown, "yes").saying(status=status),
        )


STATUSES = Section(
    "Answers that say no",
    "A refusal is final and certain: no call was placed. What says only that something failed is repeated"
    " where that is safe, and is an outcome that nobody knows where it is not. Redirects are not followed.",
    (
        *cases(),
        case(
            "400 that says why.",
            answer(400, ERROR),
            create=fails(BadRequestError, "yes").saying(
                code="21210", message="not verified", more_info="https://example.com/21210"
            ),
        ),
        case(
            "502 in HTML.",
            answer(502, HTML, headers={"Content-Type": "text/html"}),
            fetch=fails(ServerError, "yes", 3).saying(body=HTML.decode(), code=None),
            create=fails(ServerOutcomeUnknown, "yes").saying(body=HTML.decode()),
        ),
        case(
            "404 in HTML.",
            answer(404, HTML, headers={"Content-Type": "text/html"}),
            fetch=fails(NotFoundError, "yes").saying(body=HTML.decode(), code=None),
        ),
        case(
            "400 whose body is cut off: the status is enough.",
            stall_after(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 50\r\n\r\n{", acts=False),
            timeout=0.4,
            fetch=fails(BadRequestError, "yes").saying(body="{"),
            create=fails(BadRequestError, "yes").saying(body="{"),
        ),
        case(
            "404 whose body never ends.",
            endless(b"HTTP/1.1 404 Not Found\r\n\r\n", b"sorry "),
            fetch=fails(NotFoundError, "yes"),
        ),
        case(
            "404 whose body is 200 MB, packed.",
            bomb(404),
            fetch=fails(NotFoundError, "yes"),
            create=fails(NotFoundError, "yes"),
        ),
        case(
            "404 packed in a way that was not asked for.",
            packed(b"...", status=404, encoding="br"),
            fetch=fails(NotFoundError, "yes").saying(body=""),
        ),
        case(
            "404 whose JSON is nested too deeply.",
            answer(404, b"[" * 50_000),
            fetch=fails(NotFoundError, "yes").saying(code=None),
        ),
        case(
            "404 whose code has 5,000 digits.",
            answer(404, b'{"code": ' + b"9" * 5000 + b"}"),
            fetch=fails(NotFoundError, "yes").saying(code=None),
        ),
        case("503, then 404, to a deletion: it is gone.", answer(503), answer(404), delete=done(2)),
        case("A reset, then 404, to a deletion: it is gone.", reset, answer(404), delete=done(2)),
        case(
            "404 to a deletion that was not repeated.",
            answer(404),
            delete=fails(NotFoundError, "yes").saying(status=404),
        ),
        case(
            "503, then 404, to a GET.",
            answer(503),
            answer(404),
            fetch=fails(NotFoundError, "yes", 2).saying(status=404),
        ),
        case(
            "302 to another host, for a recording: followed, without credentials.",
            answer(302, headers={"Location": "http://{other}/sound"}),
            download=done(elsewhere=1),
        ),
    ),
)
