"""What is wrong with an input, where, and how that is shown to people.

Nothing here knows what the input is about: every room reports through these classes.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import islice

_WIDEST = 160  # columns of a source line that are shown; a longer line is cut around the place
_CONSIDERED = 500  # names compared for a "did you mean"
_LONGEST_NAME = 80  # no one mistypes a name longer than this

_BOLD, _RED, _YELLOW, _GREEN, _PLAIN = "\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;32m", "\x1b[0m"


class Severity(Enum):
    """How bad a problem is: with an error nothing is made, with a warning it is made and told."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Place:
    """A stretch of one line of a file. Lines and columns count from 1."""

    file: str  # as shown to the user
    line: int
    column: int
    length: int = 1
    source: str = ""  # the whole line


@dataclass(frozen=True)
class Problem:
    """One finding. `rule` is its name in kebab-case, under which it is documented and can be looked up."""

    place: Place | None
    severity: Severity
    message: str
    rule: str


class InputError(Exception):
    """An input that cannot be read at all, and why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems: tuple[Problem, ...] = problems

    def __str__(self) -> str:
        return render(self.problems).rstrip("\n")


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by place, each once; those without a place come first."""
    return sorted(dict.fromkeys(problems), key=_order)


def render(problems: Iterable[Problem], *, color: bool = False) -> str:
    """The problems as lines of text, sorted by place: `file:line:column: error: message [rule]`.

    Under each stands the source line with the place underlined. Control characters of the input are shown
    escaped, so that no document can write to the terminal of whoever checks it.
    """
    return "".join(line + "\n" for problem in in_order(problems) for line in _lines(problem, color))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`; did you mean 'calls'?` where one of the known names is close, else nothing."""
    if len(name) > _LONGEST_NAME:
        return ""
    candidates = [other for other in islice(known, _CONSIDERED) if len(other) <= _LONGEST_NAME]
    folded = {other.lower(): other for other in reversed(candidates)}
    close = difflib.get_close_matches(name.lower(), folded, n=1)
    return f"; did you mean '{folded[close[0]]}'?" if close else ""


def _order(problem: Problem) -> tuple[bool, Place, str, str]:
    place = problem.place or Place("", 0, 0)
    return (problem.place is not None, place, problem.rule, problem.message)


def _lines(problem: Problem, color: bool) -> list[str]:
    place, severity = problem.place, problem.severity
    where = f"{printable(place.file)}:{place.line}:{place.column}: " if place else ""
    tint = _RED if severity is Severity.ERROR else _YELLOW
    kind = f"{severity.value}:"
    head = f"{_tinted(where, _BOLD, color)}{_tinted(kind, tint, color)}"
    lines = [f"{head} {printable(problem.message)} [{problem.rule}]"]
    if place is not None and place.source:
        lines += excerpt(place, color=color)
    return lines


def excerpt(place: Place, *, color: bool = False) -> list[str]:
    """The source line, cut to a readable width, and the underline below it."""
    start = place.column - 1
    first = max(0, start - _WIDEST // 2) if len(place.source) > _WIDEST else 0
    last = min(len(place.source), first + _WIDEST)
    before = ("..." if first else "") + printable(place.source[first:start])
    marked = printable(place.source[start : min(last, start + place.length)])
    after = printable(place.source[start + place.length : last]) + ("..." if last < len(place.source) else "")
    number = str(place.line)
    underline = "^" * max(1, _width(marked))
    return [
        f"    {number} | {before}{marked}{after}".rstrip(),
        f"    {' ' * len(number)} | {' ' * _width(before)}{_tinted(underline, _GREEN, color)}",
    ]


def printable(text: str) -> str:
    """The text with a space for each tab and an escape for whatever else a terminal would act upon.

    >>> printable("a\\tb\\x1b[31m")
    'a b\\\\x1b[31m'
    """
    if text.isprintable():
        return text
    return "".join(_printable(character) for character in text)


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character == "\t" else character.encode("unicode_escape").decode("ascii")


def _width(text: str) -> int:
    """How many columns a terminal gives the text."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    marks = sum(unicodedata.combining(character) != 0 for character in text)
    return len(text) + wide - marks


def _tinted(text: str, tint: str, color: bool) -> str:
    return f"{tint}{text}{_PLAIN}" if color and text else text
