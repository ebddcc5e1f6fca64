"""The words of names, remembered: the same names come with every request."""

from __future__ import annotations

from functools import lru_cache

from ..words import Words, pascal, snake, split


@lru_cache(maxsize=8192)
def words_of(name: str) -> Words:
    """The words of a name of any spelling: `StatusCallback` -> status, callback."""
    return split(name)


@lru_cache(maxsize=8192)
def usual_names(words: Words) -> tuple[str, ...]:
    """How names of these words are usually spelled in answers: `end_time`, `endTime`."""
    return snake(words), "".join(words[:1]) + pascal(words[1:])
