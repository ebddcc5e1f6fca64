"""From the attributes of a model to JSON, written the way the service writes it.

The way back from `scalars`: a model made out of what another one reads holds the same JSON, in the documented
spelling where there are several. Nothing of a value is lost: one that does not fit that spelling, such as a
fraction of a second in RFC 2822, gets one that it does fit, and that is read as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .dates import write_iso, write_rfc_2822
from .encode import key_text, plain_text, to_json
from .model import Model

__all__ = ["written"]


def written(value: object, format: str = "") -> Any:
    """An attribute's value as JSON. What is in a list or an object is all written in the same format.

    Args:
        value: The value.
        format: See `wire`.

    Raises:
        ArgumentError: It cannot be told in JSON.
    """
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, Mapping):
        items: list[tuple[object, object]] = [*value.items()]
        return {key_text(name): written(item, format) for name, item in items}
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray)):
        elements: list[object] = [*value]
        return [written(item, format) for item in elements]
    if isinstance(value, date):
        return _date(value, format)
    if isinstance(value, (bool, int, float, Decimal)) and format == "text":
        return plain_text("value", value)
    if isinstance(value, Decimal) and format == "number":
        return _number(value)
    return to_json(value)


def _date(value: date, format: str) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    return write_rfc_2822(value) if format == "rfc-2822" else write_iso(value)


def _number(value: Decimal) -> int | float | str:
    """The amount as a number, if that is exactly the amount; else its digits."""
    if value.as_tuple().exponent == 0:
        return int(value)
    if value.is_finite() and Decimal(repr(float(value))) == value:
        return float(value)
    return plain_text("amount", value)
