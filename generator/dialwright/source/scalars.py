"""Plain scalars by the core schema of YAML 1.2: `on`, `no`, `12:30` and `2001-01-01` are text."""

from __future__ import annotations

import math
import re

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("null", "Null", "NULL", "~", "")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

# What no text begins with unless it may be something else: most scalars are told to be text by this alone.
_NOT_TEXT = frozenset("+-.0123456789~nNtTfF")

_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

_BASES = {"0o": 8, "0x": 16}


class ScalarError(ValueError):
    """A number that cannot be held."""


def plain_scalar(text: str, max_digits: int) -> str | int | float | bool | None:
    """The value of a scalar written without quotes.

    >>> [plain_scalar(text, 20) for text in ("on", "12:30", "0x1F", "1e3", "~", "1_000")]
    ['on', '12:30', 31, 1000.0, None, '1_000']
    """
    if text and text[0] not in _NOT_TEXT:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return integer(text, max_digits)
    if _FLOAT.fullmatch(text) or _NOT_FINITE.fullmatch(text):
        return number(text, max_digits)
    return text


def integer(text: str, max_digits: int) -> int:
    """A whole number, decimal or with the prefix `0x` or `0o`."""
    _bound(text, max_digits)
    base = _BASES.get(text[:2], 10)
    return int(text, base)


def number(text: str, max_digits: int) -> float:
    """A number with a fraction or an exponent. Infinity and NaN are refused: JSON has no word for them."""
    _bound(text, max_digits)
    value = math.inf if "n" in text.lower() else float(text)
    if not math.isfinite(value):
        raise ScalarError(f"{text} is not a finite number")
    return value


def _bound(text: str, max_digits: int) -> None:
    if len(text) > max_digits:
        raise ScalarError(f"a number of {len(text):,} digits is too long; the limit is {max_digits:,}")
