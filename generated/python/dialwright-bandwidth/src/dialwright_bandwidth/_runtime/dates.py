"""Dates as services write them, and as they are sent.

Reading accepts ISO 8601, RFC 2822 and its common misspellings (`Thur, 20 Sept 2018 10:00:00 +0000`). What is
read always knows its offset; what comes without one is taken as UTC. The two usual forms are read by fixed
slices, which costs a fifth of a pattern.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TypeAlias

__all__ = [
    "UTC",
    "DateLike",
    "format_moment",
    "parse_date",
    "parse_datetime",
    "write_iso",
    "write_rfc_2822",
]

DateLike: TypeAlias = date | datetime | str
"""What may be given where the service takes a date: a date, a datetime, or text sent as it is."""

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_RFC = re.compile(
    r"(?:[a-z]{2,9}[.,]*\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]{0,6}\.?[\s-]+(\d{4})[,\s]+"
    r"(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(?:([+-])(\d\d):?(\d\d)|utc?|gmt|z)?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST = 64


def parse_datetime(text: str) -> datetime:
    """Read a moment. Raises ValueError where the text is none."""
    size = len(text)
    if size == 20 and text[19] == "Z":
        return _iso(text)
    if size == 31 and text[26:] == "+0000" and text[3] == ",":
        month = _MONTHS.get(text[8:11].lower())
        if month:
            return _moment(text[12:16], month, text[5:7], text[17:19], text[20:22], text[23:25])
    if size > _LONGEST:
        raise ValueError("too long for a date")
    match = _RFC.fullmatch(text.strip())
    return _from_match(match) if match else _iso(text.strip())


def _moment(year: str, month: int, day: str, hour: str, minute: str, second: str) -> datetime:
    return datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=UTC)


def _from_match(match: re.Match[str]) -> datetime:
    day, name, year, hour, minute, second, sign, hours, minutes = match.groups()
    month = _MONTHS.get(name.lower())
    if month is None:
        raise ValueError(f"no month {name!r}")
    moment = _moment(year, month, day, hour, minute, second or "0")
    if sign is None:
        return moment
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return moment.replace(tzinfo=timezone(-offset if sign == "-" else offset))


def _iso(text: str) -> datetime:
    if len(text) < 10:
        raise ValueError("too short for a date")
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def parse_date(text: str) -> date:
    """Read a day. Raises ValueError where the text is none."""
    return parse_datetime(text).date()


def format_moment(value: date) -> str:
    """A day as `YYYY-MM-DD`; a moment as `YYYY-MM-DDTHH:MM:SSZ`, one without an offset taken as UTC."""
    if not isinstance(value, datetime):
        return value.isoformat()
    moment = value if value.tzinfo is None else value.astimezone(UTC)
    return moment.replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def write_iso(moment: datetime) -> str:
    """A moment in ISO 8601 with its own offset and every fraction it has; without an offset, in UTC."""
    precision = (
        "seconds" if not moment.microsecond else "auto" if moment.microsecond % 1000 else "milliseconds"
    )
    text = _known(moment).isoformat(timespec=precision)
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def write_rfc_2822(moment: datetime) -> str:
    """A moment as `Thu, 20 Sep 2018 10:00:00 +0000`; in ISO 8601 if it is more exact than that can tell."""
    moment = _known(moment)
    if moment.microsecond or not _in_minutes(moment):
        return write_iso(moment)
    day, month = _DAYS[moment.weekday()], _NAMES[moment.month - 1].title()
    return f"{day}, {moment.day:02} {month} {moment.year:04} {moment:%H:%M:%S %z}"


def _known(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.utcoffset() is None else moment


def _in_minutes(moment: datetime) -> bool:
    """Whether the offset is one of whole minutes."""
    return not (moment.utcoffset() or timedelta()) % timedelta(minutes=1)
