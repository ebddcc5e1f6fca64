"""Single JSON values as the types that models declare.

A decoder takes a JSON value and says how strict to be; it returns the typed value or raises Unreadable. What
services do send is read even when strict: digits in text for a number, a number for text.
"""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any, TypeAlias, TypeVar

from .dates import parse_date, parse_datetime
from .guards import Unreadable, is_list, is_object

__all__ = ["SCALARS", "Decoder", "anything", "text"]

C = TypeVar("C")

_MOST_DIGITS = 400
"""More than any number has. What `1E+999999999` stands for is written in a gigabyte."""

Decoder: TypeAlias = Callable[[Any, bool], Any]
"""From a JSON value, and whether to be strict, to what it is."""


def text(value: Any, strict: bool) -> str:
    """Text; a number or a truth value is written out."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _converted(str, value, "is not text")
    raise Unreadable("is not text")


def integer(value: Any, strict: bool) -> int:
    """A whole number, or its digits as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.isascii() and value.lstrip("+-").isdigit():
        return _converted(int, value, "is not a whole number")
    raise Unreadable("is not a whole number")


def number(value: Any, strict: bool) -> float:
    """A finite number, or one written as text."""
    if isinstance(value, (int, float, str)) and not isinstance(value, bool):
        converted = _converted(float, value, "is not a number")
        if isfinite(converted):
            return converted
    raise Unreadable("is not a number")


def decimal(value: Any, strict: bool) -> Decimal:
    """An exact amount, out of a number or text."""
    if isinstance(value, (int, float, str)) and not isinstance(value, bool):
        converted = _converted(Decimal, str(value), "is not an amount")
        if converted.is_finite() and abs(converted.adjusted()) < _MOST_DIGITS:
            return converted
    raise Unreadable("is not an amount")


def boolean(value: Any, strict: bool) -> bool:
    """True or false, or one of these words as text."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise Unreadable("is neither true nor false")


def moment(value: Any, strict: bool) -> datetime:
    """A point in time, out of any of the usual ways to write one."""
    if isinstance(value, str):
        return _converted(parse_datetime, value, "is not a date and time")
    raise Unreadable("is not a date and time")


def day(value: Any, strict: bool) -> date:
    """A date, out of any of the usual ways to write one."""
    if isinstance(value, str):
        return _converted(parse_date, value, "is not a date")
    raise Unreadable("is not a date")


def blob(value: Any, strict: bool) -> bytes:
    """Bytes, which JSON holds as base64."""
    if isinstance(value, str):
        return _converted(a2b_base64, value, "is not base64")
    raise Unreadable("is not base64")


def anything(value: Any, strict: bool) -> Any:
    """Any JSON value. A container is copied, so that changing it leaves the record alone."""
    return deepcopy(value) if is_object(value) or is_list(value) else value


def _converted(convert: Callable[[Any], C], value: object, problem: str) -> C:
    try:
        return convert(value)
    except (ValueError, OverflowError, InvalidOperation):
        raise Unreadable(problem) from None


SCALARS: dict[type, Decoder] = {
    str: text,
    int: integer,
    float: number,
    bool: boolean,
    Decimal: decimal,
    datetime: moment,
    date: day,
    bytes: blob,
}
