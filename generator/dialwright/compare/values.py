"""Plain values of two documents, held against each other without mistaking one for another."""

from __future__ import annotations

import json
from typing import Any

from ..document import Node
from ..source import is_mapping, is_sequence

__all__ = ["at", "brief", "canonical", "keys_of", "raw", "same", "texts"]

_MISSING = object()


def raw(node: Node, key: str) -> Any:
    """What is written under a key; something that equals nothing else where the key is not there."""
    return node.value.get(key, _MISSING) if is_mapping(node.value) else _MISSING


def same(old: Any, new: Any) -> bool:
    """Whether two values are one in JSON: `1` is neither `true` nor `1.0`, and null is not nothing."""
    if old is _MISSING or new is _MISSING:
        return old is new
    return canonical(old) == canonical(new)


def canonical(value: Any) -> str:
    """A value as text, which no other value has; the order of keys makes no difference."""
    return json.dumps(value, sort_keys=True)


def at(key: str, old: Node, new: Node) -> tuple[Node, Node]:
    """Where a key is written on either side; its object, where it is not there."""
    return old.get(key) or old, new.get(key) or new


def texts(value: Any) -> tuple[str, ...]:
    """The elements of a list, as text; none of anything else."""
    return tuple(map(str, value)) if is_sequence(value) else ()


def keys_of(node: Node | None) -> tuple[str, ...]:
    """The keys of an object; none of anything else."""
    return tuple(node.value) if node is not None and node.is_mapping else ()


def brief(value: Any) -> str:
    """A value for a message."""
    text = "nothing" if value is None or value is _MISSING else repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
