"""When to try again, and how long to wait before that."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LONGEST_WAIT", "may_repeat", "pause", "requested_wait"]

LONGEST_WAIT = 60.0
"""A service that asks for a longer wait than this gets none: the caller decides."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_TURNED_AWAY = frozenset({429})
_TRANSIENT = frozenset({408, 429, 500, 502, 503, 504})


def may_repeat(status: int, repeatable: bool) -> bool:
    """Whether a request that failed with a status may be sent again.

    One that must take effect at most once may be, only where the service turned it away.
    """
    return status in (_TRANSIENT if repeatable else _TURNED_AWAY)


def pause(retry: int) -> float:
    """How long to wait before a retry, the first being 0: random, so that clients do not come all at once."""
    from random import uniform

    return uniform(0, 0.5 * 2 ** min(retry, 4))


def requested_wait(headers: Mapping[str, str]) -> float | None:
    """How many seconds the service asks to wait; None where it does not say, or says nonsense."""
    milliseconds = _positive(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after")
    seconds = _positive(value)
    if seconds is not None or value is None:
        return seconds
    return _until(value, headers.get("date"))


def _positive(text: str | None) -> float | None:
    if text is None or not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return number if isfinite(number) else None


def _until(moment: str, now: str | None) -> float | None:
    """Seconds until an HTTP date, by the clock of the service where the answer tells it."""
    from datetime import datetime

    from .dates import UTC, parse_datetime

    try:
        until = parse_datetime(moment)
    except ValueError:
        return None
    try:
        start = parse_datetime(now or "")
    except ValueError:
        start = datetime.now(UTC)
    return max(0.0, (until - start).total_seconds())
