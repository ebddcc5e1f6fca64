"""Damage to what a document says, and not to how it is written: it can be read, and makes no sense."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from random import Random
from typing import Any

import yaml

from dialwright.source import is_mapping, is_sequence

_LARGEST = 60_000  # bytes; larger documents take too long to write down again
_ALIAS = re.compile(rb"[:,\[-] *[*&][A-Za-z]")  # what it repeats might have no end
_VALUES: list[Any] = json.loads("""
    [null, true, false, 0, -1, 1.5, 1000000000000000000000000000000, "", "x", "{x}", "a'b\\"c", "\\n", "ä",
     "../x", [], {}, [[]], {"$ref": "#"}, {"$ref": "#/paths"}, {"$ref": "#/components/schemas/Gone"},
     {"$ref": 1}, {"allOf": [{}]}, {"type": "object"}, {"type": ["string", "null"]}, {"oneOf": [{}, {}]},
     {"enum": [1, "1", null]}, {"const": {}}, {"x-method": "a b"}, {"x-resource": "a.b.c"},
     {"properties": {"": {}}}, {"items": true}]
    """)


def grafted(data: bytes, random: Random) -> bytes | None:
    """The document, as JSON, with values in places that are not theirs; None if it is no document."""
    if len(data) > _LARGEST or _ALIAS.search(data):
        return None
    try:
        value = yaml.load(data, Loader=yaml.CSafeLoader)
        for _ in range(random.choice((1, 1, 2, 3, 5))):
            _graft(value, random)
        return json.dumps(value, default=str).encode()
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return None


def _graft(value: Any, random: Random) -> None:
    places = list(_places(value))
    if not places:
        return
    holder, key = random.choice(places)
    other, another = random.choice(places)
    what = random.randrange(4)
    if what == 0:
        del holder[key]
    elif what == 1:
        holder[key] = json.loads(json.dumps(random.choice(_VALUES)))
    elif what == 2:
        holder[key] = json.loads(json.dumps(other[another], default=str))
    elif is_mapping(holder):
        holder[str(another)] = holder.pop(key)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every key and index, with what holds it."""
    items: Any = value.items() if is_mapping(value) else enumerate(value) if is_sequence(value) else ()
    for key, child in items:
        yield value, key
        yield from _places(child)
