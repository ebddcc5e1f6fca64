"""What texts must look like that mean something: `x-type`, in words that a JSON Schema validator takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from . import moments

PREFIX = "x-type-"  # of the formats below

_INTEGER = re.compile(r"-?[0-9]{1,400}")
_NUMBER = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?")


def is_date_time(text: str) -> bool:
    return moments.read(text) is not None


def is_date(text: str) -> bool:
    return moments.read_day(text) is not None


def is_moment(text: str) -> bool:
    return is_date(text) or is_date_time(text)


def is_integer(text: str) -> bool:
    return _INTEGER.fullmatch(text) is not None


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def is_boolean(text: str) -> bool:
    return text in ("true", "false")


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "date-time": is_date_time,
    "date": is_date,
    "moment": is_moment,
    "decimal": is_number,
    "integer": is_integer,
    "number": is_number,
    "boolean": is_boolean,
}

FORMATS = {PREFIX + name: check for name, check in _CHECKS.items()}
"""The formats, and what decides whether a text has one."""

_TOLD = {
    "date-time": "a moment, such as 2026-11-02T09:30:00Z",
    "date": "a day, such as 2026-11-02",
    "moment": "a day or a moment, such as 2026-11-02 or 2026-11-02T09:30:00Z",
    "decimal": "an amount, such as 0.05",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "uri": "an absolute address, such as https://example.com/",
}


def told(format: str) -> str:
    """A format as messages tell it."""
    name = format.removeprefix(PREFIX)
    return _TOLD.get(name, f"of the format {name}")
