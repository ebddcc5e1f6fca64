"""Words become Python identifiers here and nowhere else."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TypeAlias

from ...words import Words

Style: TypeAlias = Callable[[Words], str]

_HERE = __name__.rpartition(".")[0]
_NAMELESS = ("unnamed",)
_LONGEST = 120  # of the 255 bytes that file systems allow, with room for what is put before and after a name
_BEFORE_DIGITS = "api"  # a method `2fa_verify` cannot begin with its digit and becomes `api_2fa_verify`


def identifier(words: Words, style: Style, reserved: frozenset[str] = frozenset()) -> str:
    """Spell a name so that Python takes it: letters and digits alone, never a word that is spoken for.

    >>> from dialwright.words import pascal, snake
    >>> identifier(("end", "time"), snake), identifier(("from",), snake), identifier(("3", "way"), pascal)
    ('end_time', 'from_', 'Api3Way')
    """
    clean = tuple(word for word in map(_clean, words) if word) or _NAMELESS
    if clean[0][0].isdigit():
        clean = (_BEFORE_DIGITS, *clean)
    name = _bounded(style(clean))
    while name in reserved or name in reserved_words("keywords"):
        name += "_"
    return name


@cache
def reserved_words(*lists: str) -> frozenset[str]:
    """The words of one or more of the lists in the folder `reserved`."""
    return frozenset(word for name in lists for word in _words_of(name))


def _words_of(name: str) -> Iterable[str]:
    text = resources.files(_HERE).joinpath("reserved", f"{name}.txt").read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _bounded(name: str) -> str:
    """The name, or the beginning of a very long one with a digest of it: files are called so as well."""
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 9].rstrip('_')}_{sha256(name.encode()).hexdigest()[:8]}"


def _clean(word: str) -> str:
    normal = unicodedata.normalize("NFKC", word)
    return "".join(letter for letter in normal if f"a{letter}".isidentifier() and letter != "_")
