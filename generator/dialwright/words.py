"""Splitting names into words, and joining words into the spellings that languages use.

A name travels through the generator as a tuple of lower-case words (`("end", "time")`), so that no part of
it but the target decides how it is spelled.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

Words: TypeAlias = tuple[str, ...]

# In this order: several of an abbreviation (URLs), a run of capitals before a capitalised word (HTTP in
# HTTPServer), a word, capitals, digits. Digits after letters stay with them (l16, v2),
# and letters after digits at the beginning of a word (2fa, 3D).
_WORD = re.compile(
    r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+[0-9]*|[A-Z]+[0-9]*|[0-9]+(?:[a-z]+|[A-Z]+(?![a-z]))?"
)

_PART = re.compile(r"[A-Za-z0-9]+")
_CAPITALISED = re.compile(r"[A-Z][a-z]+")

_ALIKE = ("https", "mms", "news", "series", "sms")  # one and many are written alike
_IRREGULAR = {
    **{word: word for word in _ALIKE},
    "aliases": "alias",
    "apis": "api",
    "caches": "cache",
    "children": "child",
    "cookies": "cookie",
    "indices": "index",
    "movies": "movie",
    "people": "person",
    "statuses": "status",
}


_SYMBOLS = {
    "+": "plus",
    "-": "minus",
    "<": "less",
    ">": "greater",
    "=": "equal",
    "!": "not",
    "@": "at",
    "#": "hash",
    "$": "dollar",
    "%": "percent",
    "&": "and",
    "*": "star",
    "/": "slash",
    ".": "dot",
    "[": "open",
    "]": "close",
}


def split(name: str) -> Words:
    """Split a name of any spelling into lower-case words of ASCII; the empty tuple if it has none.

    >>> split("StatusCallbackEvent"), split("next_page_uri"), split("end-time")
    (('status', 'callback', 'event'), ('next', 'page', 'uri'), ('end', 'time'))
    """
    return tuple(part.lower() for part in _WORD.findall(name if name.isascii() else _unaccented(name)))


def of_title(title: str) -> Words:
    """Split a title as its readers do: `GitHub` is one word, for it is written as one.

    What has three capitalised words or more is no name, but words that somebody wrote together.

    >>> of_title("GitHub v3 REST API"), of_title("MyPetStore")
    (('github', 'v3', 'rest', 'api'), ('my', 'pet', 'store'))
    """
    found: list[str] = []
    for part in _PART.findall(title if title.isascii() else _unaccented(title)):
        found += split(part) if len(_CAPITALISED.findall(part)) > 2 else (part.lower(),)
    return tuple(found)


def spelled_out(name: str) -> Words:
    """Split a name with its symbols as words, which tells apart what differs by those alone.

    A name that has no words even so is one.

    >>> spelled_out("+1"), spelled_out("-1")
    (('plus', '1'), ('minus', '1'))
    """
    text = "".join(f" {_SYMBOLS[letter]} " if letter in _SYMBOLS else letter for letter in name)
    return split(text) or (name,)


def titled(title: str) -> str:
    """What an API is called by its title, which may say so itself.

    >>> titled("Museum"), titled("Museum API")
    ('Museum API', 'Museum API')
    """
    return title if title.upper().split()[-1:] == ["API"] else f"{title} API"


def _unaccented(name: str) -> str:
    """The letters of the name without their accents: `LāML` -> `LaML`."""
    apart = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def snake(words: Words) -> str:
    """`end_time`"""
    return "_".join(words)


def kebab(words: Words) -> str:
    """`end-time`"""
    return "-".join(words)


def pascal(words: Words) -> str:
    """`EndTime`"""
    return "".join(word[:1].upper() + word[1:] for word in words)


def screaming(words: Words) -> str:
    """`END_TIME`"""
    return "_".join(words).upper()


def singular(words: Words) -> Words:
    """The name of one record of a collection: `("phone", "numbers")` -> `("phone", "number")`."""
    if not words:
        return words
    return (*words[:-1], _singular_word(words[-1]))


def plural(words: Words) -> Words:
    """The name of a collection of such records: `("phone", "number")` -> `("phone", "numbers")`."""
    if not words:
        return words
    return (*words[:-1], _plural_word(words[-1]))


def _plural_word(word: str) -> str:
    known = next((many for many, one in _IRREGULAR.items() if one == word), "")
    if known or word == "media":
        return known or word
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    return f"{word}es" if word.endswith(("s", "sh", "ch", "x", "z")) else f"{word}s"


def _singular_word(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
