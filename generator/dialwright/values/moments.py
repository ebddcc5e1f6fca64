"""Moments in the forms in which APIs write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime

_RFC_2822 = re.compile(r"[A-Z][a-z]{2}, ")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:?\d\d)")


def write(moment: datetime, example: object = None) -> str:
    """A moment as text: in the form of the example if there is one, else in that of ISO 8601."""
    if isinstance(example, str) and _RFC_2822.match(example):
        return format_datetime(moment.astimezone(UTC))
    precise = isinstance(example, str) and "." in example
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds" if precise else "seconds")
    return text.removesuffix("+00:00") + "Z"


def read(text: object) -> datetime | None:
    """The moment that a text of either form tells, or None."""
    if not isinstance(text, str):
        return None
    try:
        if _ISO.fullmatch(text):
            return datetime.fromisoformat(text.upper().replace(" ", "T"))
        if _RFC_2822.match(text):
            moment = parsedate_to_datetime(text)
            return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        pass
    return None


def read_day(text: object) -> date | None:
    """The day that a text such as `2026-11-02` tells, or None."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) and _DAY.fullmatch(text) else None
    except ValueError:
        return None
