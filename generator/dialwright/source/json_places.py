"""Finding the value at a pointer in a JSON text, without a tree of all its values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from .positions import Position, Stretch

_SPACE = re.compile(r"[ \t\n\r]*")
_COLON = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")
_COMMA = re.compile(r"[ \t\n\r]*,?[ \t\n\r]*")


class JsonPlaces:
    """The places of a text that is known to be JSON, looked up by pointer.

    What is not on the way to a value is passed over by `json` itself, which is the fastest way past it; a
    collection is indexed when it is first looked into.
    """

    def __init__(self, content: str) -> None:
        self._content = content
        # Numbers are passed over as they are, however long.
        self._decode = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode
        self._collections: dict[int, Mapping[str | int, Position]] = {}  # by where each begins

    def find(self, pointer: tuple[str | int, ...]) -> Position:
        """Where a pointer leads, or as far as it leads anywhere."""
        position = self._position(None, (self._after(_SPACE, 0), len(self._content.rstrip())))
        for step in pointer:
            child = self._entries(position.value[0]).get(step)
            if child is None:
                break
            position = child
        return position

    def _entries(self, start: int) -> Mapping[str | int, Position]:
        known = self._collections.get(start)
        if known is None:
            opening = self._content[start]
            members = {"{": self._members, "[": self._items}.get(opening)
            known = self._collections[start] = dict(members(start)) if members else {}
        return known

    def _members(self, start: int) -> Iterator[tuple[str | int, Position]]:
        at = self._after(_SPACE, start + 1)
        while self._content[at] != "}":
            name, end = self._decode(self._content, at)
            value = self._value(self._after(_COLON, end))
            yield name, self._position((at, end), value)
            at = self._after(_COMMA, value[1])

    def _items(self, start: int) -> Iterator[tuple[str | int, Position]]:
        at = self._after(_SPACE, start + 1)
        index = 0
        while self._content[at] != "]":
            value = self._value(at)
            yield index, self._position(None, value)
            at = self._after(_COMMA, value[1])
            index += 1

    def _value(self, start: int) -> Stretch:
        return start, self._decode(self._content, start)[1]

    def _after(self, separator: re.Pattern[str], at: int) -> int:
        found = separator.match(self._content, at)
        return found.end() if found else at

    def _position(self, key: Stretch | None, value: Stretch) -> Position:
        is_collection = self._content.startswith(("{", "["), value[0])
        return Position(key, value, is_collection and self._has_line_break(value))

    def _has_line_break(self, stretch: Stretch) -> bool:
        return any(self._content.find(end, *stretch) >= 0 for end in "\n\r")
