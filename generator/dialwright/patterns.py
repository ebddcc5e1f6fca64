"""Texts that match a pattern: enough of regular expressions for what documents of APIs write.

Patterns of a document are never run by `re`, which may look for a match without end: what runs them gives up
after so many steps.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable
from random import Random

import jsonschema_rs

_CLASSES = {
    "d": string.digits,
    "w": string.ascii_lowercase + string.digits,
    "s": " ",
    "D": string.ascii_lowercase,
    "W": "-",
    "S": string.ascii_lowercase,
}
_ANY = string.ascii_lowercase + string.digits
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
_COUNT = re.compile(r"\{(\d+)(,?)(\d*)\}")
_MOST = 3  # times more than it must, that something is repeated
_LONGEST = 500  # of patterns and repetitions; longer ones are given up
_HEAD = re.compile(r"\?(?::|<?[=!]|P?<[A-Za-z_][A-Za-z0-9_]*>)")
_LOOK = re.compile(r"\(\?<?[=!]")
_TRIES, _SHORT = (
    200,
    16,
)  # texts of what looks ahead, and how long they may be: long ones seldom are as it wants
_STEPS = 10_000  # of one look for a pattern in a text
_ROOM = 20_000  # repetitions in one text, however they are nested
_LOOKED_AT = string.ascii_letters + string.digits + "!-_#"
_PARTS = re.compile(r"\\p\{\w+\}|\(\?<(?![=!])|\\.|.", re.DOTALL)
_KINDS = {"L": "a-zA-Z", "Lu": "A-Z", "Ll": "a-z", "N": "0-9", "Z": " ", "P": ".,", "S": "+"}


class _GivenUp(Exception):
    """The pattern has something that is not understood here."""


def matching(pattern: str, random: Random) -> str | None:
    """A text that the pattern matches, or None where none was found.

    What looks ahead or behind is passed over at first: one of many short texts may be as it wants.
    """
    if len(pattern) > _LONGEST:
        return None
    try:
        plain = _in_our_spelling(pattern)
        looks = _LOOK.search(plain) is not None
        texts = (_Sampler(plain, random, looks=looks).run() for _ in range(_TRIES if looks else 1))
        return first_match(pattern, (text for text in texts if not looks or len(text) <= _SHORT))
    except (_GivenUp, RecursionError, IndexError):
        return None


def first_match(pattern: str, texts: Iterable[str]) -> str | None:
    """The first of the texts that the pattern matches; None where none does, or it cannot be told in time."""
    try:
        validator = jsonschema_rs.Draft202012Validator(
            {"pattern": pattern},
            pattern_options=jsonschema_rs.FancyRegexOptions(backtrack_limit=_STEPS),
        )
        return next((text for text in texts if validator.is_valid(text)), None)
    except ValueError:
        return None  # no pattern, or half of a surrogate pair in a text


def _in_our_spelling(pattern: str) -> str:
    """A pattern of ECMAScript as Python has it: a kind of letters as some that are of it, groups by name."""
    found, in_set = "", False
    for part in _PARTS.findall(pattern):
        if part in "[]":
            in_set = part == "["
        if part == "(?<":
            part = "(?P<"
        elif kind := re.fullmatch(r"\\p\{(\w+)\}", part):
            letters = _KINDS.get(kind[1], _KINDS.get(kind[1][0]))
            if letters is None:
                raise _GivenUp
            part = letters if in_set else f"[{letters}]"
        found += part
    return found


class _Sampler:
    """Reads a pattern from left to right, and writes what it matches."""

    def __init__(self, pattern: str, random: Random, *, looks: bool) -> None:
        self._pattern = pattern
        self._random = random
        self._any = _LOOKED_AT if looks else _ANY
        self._at = 0
        self._room = _ROOM

    def run(self) -> str:
        text = self._alternatives()()
        if self._at < len(self._pattern):
            raise _GivenUp
        return text

    def _alternatives(self) -> Callable[[], str]:
        choices = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            choices.append(self._sequence())
        return lambda: self._random.choice(choices)()

    def _sequence(self) -> Callable[[], str]:
        parts: list[Callable[[], str]] = []
        while self._peek() not in ("", "|", ")"):
            parts.append(self._repeated(self._atom()))
        return lambda: "".join(part() for part in parts)

    def _atom(self) -> Callable[[], str]:
        character = self._next()
        if character in "^$":
            return str
        if character == "(":
            return self._group()
        if character == "[":
            return self._one_of(self._set())
        if character == ".":
            return self._one_of(self._any)
        if character == "\\":
            return self._one_of(self._escape())
        return lambda: character

    def _group(self) -> Callable[[], str]:
        start = self._at - 1
        if self._peek() == "?":
            head = _HEAD.match(self._pattern, self._at)
            if head is None:
                raise _GivenUp
            self._at = head.end()
        looks = _LOOK.match(self._pattern, start) is not None
        inner = self._alternatives()
        if self._next() != ")":
            raise _GivenUp
        return str if looks else inner

    def _set(self) -> str:
        refused = self._peek() == "^"
        self._at += refused
        found = ""
        while (character := self._next()) != "]" or not found:
            characters = self._escape() if character == "\\" else character
            if self._peek() == "-" and self._pattern[self._at + 1] != "]" and len(characters) == 1:
                self._at += 1
                last = self._next()
                last = self._escape() if last == "\\" else last
                if len(last) != 1:
                    raise _GivenUp
                characters = "".join(map(chr, range(ord(characters), min(ord(last), 0x7E) + 1)))
            found += characters
        return "".join(c for c in _PRINTABLE if c not in found) if refused else found

    def _escape(self) -> str:
        character = self._next()
        if character in "bB":
            return ""
        if character in "xu":
            return self._code(2 if character == "x" else 4)
        if character.isdigit() or character in "pPUkcAZzG":
            raise _GivenUp
        return _CLASSES.get(character) or _ESCAPES.get(character, character)

    def _code(self, length: int) -> str:
        """The character that is written by its number."""
        digits = self._pattern[self._at : self._at + length]
        if not re.fullmatch(f"[0-9A-Fa-f]{{{length}}}", digits):
            raise _GivenUp
        self._at += length
        return chr(int(digits, 16))

    def _one_of(self, characters: str) -> Callable[[], str]:
        return lambda: self._random.choice(characters) if characters else ""

    def _repeated(self, atom: Callable[[], str]) -> Callable[[], str]:
        character = self._peek()
        count = _COUNT.match(self._pattern, self._at)
        if character in ("*", "+", "?") and character:
            self._at += 1
            least, most = {"*": (0, _MOST), "+": (1, _MOST), "?": (0, 1)}[character]
        elif count is not None:
            self._at = count.end()
            least = int(count[1])
            most = int(count[3]) if count[3] else least + (_MOST if count[2] else 0)
        else:
            return atom
        if self._peek() in ("?", "+") and self._peek():
            self._at += 1  # it says how eagerly, which does not matter here
        if least > _LONGEST or most < least:
            raise _GivenUp
        times = self._random.randint(least, min(most, least + _MOST))
        return lambda: "".join(self._once(atom) for _ in range(times))

    def _once(self, atom: Callable[[], str]) -> str:
        """What is repeated, once more: repetitions of repetitions might have no end."""
        self._room -= 1
        if self._room < 0:
            raise _GivenUp
        return atom()

    def _peek(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _next(self) -> str:
        self._at += 1
        return self._pattern[self._at - 1]
