"""Texts of the form of an example: `c-abc123` -> `c-7k20xq`."""

from __future__ import annotations

import re
import string
from random import Random

_PARTS = re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9]+")
_PREFIX = re.compile(r"[A-Za-z]{1,4}[-_]|[A-Z]{2}(?=[0-9a-f]{30,})")
_IS_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_HEX = frozenset("0123456789abcdef")
_UUID = "00000000-0000-4000-8000-000000000000"
_SHORTEST = 12  # letters and digits that are drawn, so that hardly two are the same


def like(example: str, random: Random) -> str:
    """A text of the form of the example: a prefix stays, hexadecimal digits stay such, and so on."""
    if _IS_UUID.fullmatch(example):
        return uuid(random)
    prefix = _PREFIX.match(example)
    kept = prefix.group() if prefix is not None else ""
    rest = example[len(kept) :]
    drawn = "".join(_drawn(part, random) if part[0].isalnum() else part for part in _PARTS.findall(rest))
    missing = _SHORTEST - sum(character.isalnum() for character in drawn)
    return kept + drawn + _drawn("a0" * max(0, missing // 2), random)


def uuid(random: Random) -> str:
    """A random UUID, of version 4."""
    text = "".join(random.choice("0123456789abcdef") if c == "0" else c for c in _UUID)
    return text[:19] + random.choice("89ab") + text[20:]


def phone_number(random: Random, start: str = "+1555") -> str:
    """A phone number in E.164 that begins so."""
    return start + "".join(random.choice(string.digits) for _ in range(max(0, 12 - len(start))))


def _drawn(part: str, random: Random) -> str:
    if part.isdigit():
        alphabet = string.digits
    elif set(part) <= _HEX and len(part) > 6:
        alphabet = "0123456789abcdef"
    else:
        alphabet = string.ascii_lowercase + string.digits
    return "".join(random.choice(alphabet) for _ in part)
