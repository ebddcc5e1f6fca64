"""Text of a document as a docstring: escaped, wrapped and indented, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from textwrap import dedent
from typing import TypeAlias

from .measure import INDENT, WIDTH

_QUOTES = '"""'

# Control characters, lone surrogates, and marks that turn or hide text: none has business in source code.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_PROMPT = re.compile(r"^(\s*)>>>")
_BULLET = re.compile(r"\s*([-*+]|\d{1,3}[.)])\s+(?=\S)")
_FENCE = re.compile(r"\s*(```|~~~)")
_ALONE = re.compile(r"\s*(\||#{1,6}\s|>)")  # rows of tables, headings, quotations


@dataclass(frozen=True)
class Section:
    """A titled list, such as `Args:`: names, each with what is to be said of it."""

    title: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Paragraph:
    """A piece of a text: words to be wrapped, under a bullet or without, or a line to be left as it is."""

    text: str
    bullet: str = ""
    as_is: bool = False


Part: TypeAlias = str | Section


@lru_cache(maxsize=10_000)  # a method and its async twin say the same
def docstring(*parts: Part, indent: int) -> tuple[str, ...]:
    """The lines of a docstring, quotes included, for code that is indented so far; none for no text.

    An empty line goes between two parts.
    """
    room = WIDTH - indent
    first, *others = _lines(parts, room) or [""]
    if not others and len(first) + 2 * len(_QUOTES) > room:
        first, *others = _lines(parts, room - len(_QUOTES))  # leaves room for the quotes at both ends
    if not first:
        return ()
    if not others:
        return (f"{_QUOTES}{_guard_end(_guard_start(first))}{_QUOTES}",)
    # Of the lines after the first, one stands where the quotes do: black sees to that if we do not.
    return (_QUOTES + _guard_start(first), *dedent("\n".join(others)).split("\n"), _QUOTES)


def _lines(parts: Iterable[Part], room: int) -> list[str]:
    """The lines of all parts. None begins like an example that `doctest` would run."""
    return [_PROMPT.sub(r"\1| >>>", line) for line in _wrapped(parts, room)]


def _wrapped(parts: Iterable[Part], room: int) -> list[str]:
    """The lines of all parts, with an empty one between two."""
    blocks = (_section(part, room) if isinstance(part, Section) else _text(part, room) for part in parts)
    return [line for block in blocks if block for line in ("", *block)][1:]


def one_line(text: str) -> str:
    """A text without line breaks, for where it has to fit in with something else."""
    return " ".join(_clean(text).split())


def _section(section: Section, room: int) -> list[str]:
    if not section.entries:
        return []
    found = [section.title]
    for name, text in section.entries:
        wrapped = _text(f"{name}: {text}" if text else name, room - INDENT, hang=INDENT)
        found += [f"    {line}".rstrip() for line in wrapped]
    return found


def _text(text: str, room: int, *, hang: int = 0) -> list[str]:
    """The lines of a text; those after the first are indented by `hang`."""
    found: list[str] = []
    for paragraph in _paragraphs(text):
        before = " " * hang if found else ""
        if paragraph.as_is:
            found.append(f"{before}{_escape(paragraph.text)}".rstrip())
            continue
        found += _filled(
            _escape(paragraph.text),
            room if found else room - len(_QUOTES),
            before + paragraph.bullet,
            " " * (hang + len(paragraph.bullet)),
        )
    return found


def _filled(text: str, width: int, before: str, later: str) -> list[str]:
    """The words of a text, which one space is between, in lines as long as there is room; none is broken."""
    if not text:
        return []
    lines: list[str] = []
    first, *others = text.split(" ")
    line = before + first
    for word in others:
        if len(line) + 1 + len(word) <= width:
            line = f"{line} {word}"
        else:
            lines.append(line)
            line = later + word
    return [*lines, line]


@lru_cache(maxsize=50_000)  # many parameters say the same
def _paragraphs(text: str) -> tuple[_Paragraph, ...]:
    """The paragraphs of a text, without what is not to be seen in code."""
    return tuple(_gathered(_clean(text).strip()))


def _gathered(text: str) -> Iterator[_Paragraph]:
    """Markdown, as far as it matters to line breaks: paragraphs, bullets, fenced code, tables, headings."""
    words: list[str] = []
    bullet = ""
    fenced = False

    def gathered() -> Iterator[_Paragraph]:
        nonlocal bullet
        if words:
            yield _Paragraph(" ".join(" ".join(words).split()), bullet)
        words.clear()
        bullet = ""

    for line in text.split("\n") if text else ():
        if fenced or _FENCE.match(line) or _ALONE.match(line) or not line.strip():
            yield from gathered()
            yield _Paragraph(line.rstrip(), as_is=True)
            fenced ^= _FENCE.match(line) is not None
        elif found := _BULLET.match(line):
            yield from gathered()
            bullet = f"{found[1]} "
            words.append(line[found.end() :].strip())
        else:
            words.append(line.strip())
    yield from gathered()


def _clean(text: str) -> str:
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)).expandtabs(4)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(_QUOTES, '\\"\\"\\"')


def _guard_start(line: str) -> str:
    """A docstring that begins with a quote would run into its own."""
    return f"\\{line}" if line.startswith('"') else line


def _guard_end(line: str) -> str:
    return f"{line} " if line.endswith('"') else line
