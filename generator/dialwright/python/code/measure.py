"""How long a line is, and how long it may be."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

WIDTH = 110
INDENT = 4


def fits(text: str, indent: int = 0) -> bool:
    """Whether a line is no longer than lines may be."""
    return indent + width(text) <= WIDTH


def width(text: str) -> int:
    """The columns that a text takes: wide letters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def indented(code: Iterable[str]) -> Iterator[str]:
    """Lines one level further in."""
    return (f"    {line}" for line in code)
