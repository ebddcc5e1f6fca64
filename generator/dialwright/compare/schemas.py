"""What two schemas say themselves, held against each other; what is below them is the walk's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..document import Node
from ..source import is_mapping
from .bounds import BOUNDS, bound_change, enum_changes, type_change
from .values import keys_of, raw, same, texts

__all__ = ["HANDLED", "Found", "makes_a_class", "own_changes"]

_GROUPS = (("type", "nullable"), ("enum", "const"), ("required",), ("additionalProperties",))

HANDLED = frozenset(("type", "nullable", "enum", "const", "required", *BOUNDS))
"""The keys whose differences `own_changes` tells, whatever is under them."""


class Found(NamedTuple):
    """A rule, what is told, and the key that it is about."""

    rule: str
    told: str
    key: str


def own_changes(old: Node, new: Node) -> Iterator[Found]:
    """Types, values, bounds, what must be there, and what may be there beside it."""
    found = [
        *_types(old, new),
        *_values(old, new),
        *_bounds(old, new),
        *_required(old, new),
        *_open(old, new),
    ]
    yield from found
    yield from _written_otherwise(old, new, {one.key for one in found})


def _types(old: Node, new: Node) -> Iterator[Found]:
    if (changed := type_change(old, new)) is not None:
        yield Found(*changed, "type")


def _values(old: Node, new: Node) -> Iterator[Found]:
    key = "enum" if "enum" in (*old.value, *new.value) else "const"
    yield from (Found(*one, key) for one in enum_changes(old, new))


def _bounds(old: Node, new: Node) -> Iterator[Found]:
    for key in BOUNDS:
        if (changed := bound_change(key, old, new)) is not None:
            yield Found(*changed, key)


def _required(old: Node, new: Node) -> Iterator[Found]:
    """Which properties must be there, of those that are on both sides or on none."""
    before, after = texts(old.peek("required")), texts(new.peek("required"))
    there, here = (keys_of(node.get("properties")) for node in (old, new))
    for name in dict.fromkeys((*before, *after)):
        if (name in before) != (name in after) and (name in here) == (name in there):
            became = "required" if name in after else "optional"
            yield Found(f"property-became-{became}", f"property '{name}' became {became}", "required")


def _open(old: Node, new: Node) -> Iterator[Found]:
    """Whether fields are taken that are not described, and whether there is a schema for them."""
    key = "additionalProperties"
    before, after = old.peek(key), new.peek(key)
    if (before is False) != (after is False):
        id, told = ("refused", "are refused") if after is False else ("taken", "are taken")
        yield Found(f"additional-properties-{id}", f"fields that are not described {told}", key)
    elif is_mapping(before) != is_mapping(after):
        id, told = ("added", "have a schema") if is_mapping(after) else ("removed", "have no schema any more")
        yield Found(f"schema-{id}", f"fields that are not described {told}", key)


def _written_otherwise(old: Node, new: Node, told: set[str]) -> Iterator[Found]:
    """Keys that are written otherwise and mean the same."""
    for group in (*_GROUPS, *((key,) for key in BOUNDS)):
        differing = [key for key in group if not same(raw(old, key), raw(new, key))]
        if not differing or told & set(group) or _explained(differing[0], old, new):
            continue
        yield Found(
            "notation-changed", f"`{differing[0]}` is written otherwise, and means the same", differing[0]
        )


def _explained(key: str, old: Node, new: Node) -> bool:
    """Whether something else tells of the difference: what came or went, or the schema that is there."""
    if key == "required":
        return set(texts(old.peek(key))) != set(texts(new.peek(key)))
    return is_mapping(old.peek(key)) and is_mapping(new.peek(key))


def makes_a_class(schema: Node) -> bool:
    """Whether the client has a name for it: an object, a list of values, a choice of forms."""
    named = ("properties", "enum", "oneOf", "anyOf", "allOf")
    return schema.is_mapping and any(key in schema.value for key in named)
