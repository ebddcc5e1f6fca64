"""How long the service asks to wait before the next attempt."""

from __future__ import annotations

import time

from dialwright_signalwire.errors import RateLimitError, ServerError, ServerOutcomeUnknown

from ..answers import answer, http_date, well
from ..server import Step, Visit
from ..steps import stall_after
from ..table import PLENTY, Case, Section, case, done, fails

__all__ = ["WAITS"]

NOON = 1_700_000_000
"""Some moment by the clock of a service whose clock is wrong."""


def busy(status: int = 429, /, **headers: str) -> Step:
    """Turn a request away."""
    return answer(status, headers={name.replace("_", "-"): value for name, value in headers.items()})


def busy_for(seconds: float) -> Step:
    """Turn a request away until a moment by the right clock."""

    def step(visit: Visit) -> None:
        busy(Retry_After=http_date(time.time() + seconds))(visit)

    return step


def waited(fault: str, seconds: float, step: Step) -> Case:
    """The client waits as it is told, and then succeeds."""
    return case(fault, step, well, fetch=done(2, waits=seconds), create=done(2, waits=seconds))


def ignored(fault: str, **headers: str) -> Case:
    """The client takes what it is told for nonsense, waits as it sees fit, and then succeeds."""
    return case(fault, busy(**headers), well, fetch=done(2), create=done(2))


def too_long(fault: str, step: Step, seconds: float | None, timeout: float | None = None) -> Case:
    """The client does not wait so long, and says how long it would be, if that can be foretold."""
    refusal = fails(RateLimitError, "yes")
    if seconds is not None:
        refusal = refusal.saying(retry_after=seconds)
    return case(fault, step, well, timeout=timeout, fetch=refusal, create=refusal)


WAITS = Section(
    "How long to wait",
    "A client waits as the service asks, if that is at most 60 seconds and within the deadline. Otherwise it"
    " raises at once, and leaves the waiting to the caller. What makes no sense is not heeded: the client"
    " then waits as it does of itself.",
    (
        waited("429, Retry-After: 0.3.", 0.3, busy(Retry_After="0.3")),
        waited("429, Retry-After: 0.", 0, busy(Retry_After="0")),
        waited("429, retry-after-ms: 300.", 0.3, busy(Retry_After_MS="300")),
        waited(
            "429, retry-after-ms: 300, beside a Retry-After of 50.",
            0.3,
            busy(Retry_After_MS="300", Retry_After="50"),
        ),
        waited(
            "429, Retry-After as a date, one second after the answer's Date, by a clock years behind.",
            1,
            busy(Retry_After=http_date(NOON + 1), Date=http_date(NOON)),
        ),
        waited(
            "429, Retry-After as a date that is past, by the answer's Date.",
            0,
            busy(Retry_After=http_date(NOON), Date=http_date(NOON + 60)),
        ),
        waited("429, Retry-After as a date that is past, without a Date.", 0, busy_for(-5)),
        case(
            "503, Retry-After: 0.3.",
            busy(503, Retry_After="0.3"),
            well,
            fetch=done(2, waits=0.3),
            create=fails(ServerOutcomeUnknown, "yes").saying(retry_after=0.3),
        ),
        ignored("429, without Retry-After."),
        ignored("429, Retry-After: (empty).", Retry_After=""),
        ignored("429, Retry-After: -1.", Retry_After="-1"),
        ignored("429, Retry-After: NaN.", Retry_After="NaN"),
        ignored("429, Retry-After: inf.", Retry_After="inf"),
        ignored("429, Retry-After: 1e999.", Retry_After="1e999"),
        ignored("429, Retry-After: 1_0.", Retry_After="1_0"),
        ignored("429, Retry-After: soon.", Retry_After="soon"),
        ignored("429, Retry-After: 0x10.", Retry_After="0x10"),
        ignored("429, Retry-After: 30 s.", Retry_After="30 s"),
        ignored("429, Retry-After as a date that there is not.", Retry_After="Thu, 99 Sep 2018 10:00:00 GMT"),
        ignored("429, retry-after-ms: -5.", Retry_After_MS="-5"),
        ignored("429, retry-after-ms: nan.", Retry_After_MS="nan"),
        waited(
            "429, retry-after-ms: soon, beside a Retry-After of 0.3.",
            0.3,
            busy(Retry_After_MS="soon", Retry_After="0.3"),
        ),
        too_long("429, Retry-After: 61.", busy(Retry_After="61"), 61),
        too_long("429, Retry-After: 100000.", busy(Retry_After="100000"), 100_000),
        too_long(
            "429, Retry-After as a date that is two minutes after the answer's Date.",
            busy(Retry_After=http_date(NOON + 120), Date=http_date(NOON)),
            120,
        ),
        too_long("429, Retry-After as a date that is an hour away.", busy_for(3600), None),
        too_long("429, Retry-After: 30, which is beyond the deadline.", busy(Retry_After="30"), 30, PLENTY),
        case(
            "503, Retry-After: 30, which is beyond the deadline.",
            busy(503, Retry_After="30"),
            fetch=fails(ServerError, "yes").saying(retry_after=30),
        ),
        case(
            "429, and the deadline is over before its body is complete.",
            stall_after(b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 9\r\n\r\n", acts=False),
            timeout=0.4,
            fetch=fails(RateLimitError, "yes"),
            create=fails(RateLimitError, "yes"),
        ),
    ),
)
