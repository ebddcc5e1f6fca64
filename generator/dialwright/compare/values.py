"""Plain values of documents: whether they are the same, and how messages show them."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from ..document import Node
from ..source import is_mapping, is_sequence

Verdict: TypeAlias = tuple[str, str]
"""A rule's name, and the message."""


def same(old: object, new: object) -> bool:
    """Whether two plain values are the same JSON; 1, 1.0 and true are three."""
    return canonical(old) == canonical(new)


def raw(node: Node, key: str) -> Any:
    """The plain value under a key, or None."""
    child = node.get(key)
    return child.value if child is not None else None


def canonical(value: object) -> str:
    """A text that is the same for the same JSON, and for no other."""
    return json.dumps(value, sort_keys=True)


def shown(value: object) -> str:
    """A value as messages have it, cut where it is long."""
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}...'"


def as_list(value: object) -> list[Any]:
    """A list as it is, one value as a list of it, nothing as none."""
    if is_sequence(value):
        return value
    return [] if value is None else [value]


def listed(value: object) -> dict[str, Any]:
    """The entries of a list, each under a text of its own."""
    return {canonical(entry): entry for entry in as_list(value)}


def by_name(value: object, key: str) -> dict[str, Any]:
    """The entries of a list by what a key of them says, else by their number."""
    entries = enumerate(as_list(value))
    return {str(e.get(key, index)) if is_mapping(e) else str(e): e for index, e in entries}


def without_texts(value: object) -> object:
    """The value without what only people read."""
    if is_mapping(value):
        texts = ("description", "summary")
        kept = ((k, v) for k, v in value.items() if not (k in texts and isinstance(v, str)))
        return {key: without_texts(inner) for key, inner in kept}
    return [without_texts(inner) for inner in value] if is_sequence(value) else value
