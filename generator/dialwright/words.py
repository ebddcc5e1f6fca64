"""Splitting names into words, and joining words into the spellings that languages use.

A name travels through the generator as a tuple of lower-case words (`("end", "time")`), so that no part of
it but the target decides how it is spelled.
"""

from __future__ import annotations

import re
from typing import TypeAlias

Words: TypeAlias = tuple[str, ...]

# A run of capitals that ends before "Xy" (HTTPServer), a capitalised or plain word, or digits after letters
# stay with the word they follow (l16, v2).
_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+[0-9]*|[A-Z]+[0-9]*|[0-9]+")

_IRREGULAR = {"media": "media", "status": "status", "address": "address", "series": "series", "news": "news"}


def split(name: str) -> Words:
    """Split a name of any spelling into lower-case words; the empty tuple if it has none.

    >>> split("StatusCallbackEvent"), split("next_page_uri"), split("end-time")
    (('status', 'callback', 'event'), ('next', 'page', 'uri'), ('end', 'time'))
    """
    return tuple(part.lower() for part in _WORD.findall(name))


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


def _singular_word(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
