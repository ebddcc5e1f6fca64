"""`additionalProperties` and the like, where a side is true, false or not written."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Document, Node
from ..openapi import Schema
from .change import Direction
from .classes import converts, holds_class
from .values import Verdict


def is_flag(old: Node | None, new: Node | None) -> bool:
    """Whether a side is true or false, so that there are not two schemas to compare."""
    return any(node is not None and isinstance(node.value, bool) for node in (old, new))


def judge_flag(
    documents: tuple[Document, Document], key: str, old: Node | None, new: Node | None, direction: Direction
) -> Iterator[Verdict]:
    """What it means that more, or less, is allowed besides what is named."""
    before, after = _openness(old), _openness(new)
    message = f"'{key}' was {_shown(old)} and is {_shown(new)}"
    if before == after:
        if (old is None) is not (new is None):
            yield "said-otherwise", message
        return
    if {before, after} == {_OPEN, _SCHEMA}:
        yield f"subschema-{'added' if after is _SCHEMA else 'removed'}", message
    else:
        yield ("closed" if after < before else "opened"), message
    yield from _lost(documents, old, new, message, direction)


def _lost(
    documents: tuple[Document, Document],
    old: Node | None,
    new: Node | None,
    message: str,
    direction: Direction,
) -> Iterator[Verdict]:
    """What a schema that comes or goes means for the values in Python."""
    was, now = (
        Schema(document, node) if node is not None and node.is_mapping else None
        for document, node in zip(documents, (old, new), strict=True)
    )
    if was is not None and holds_class(was):
        yield "class-removed", message
    either = was or now
    if direction is Direction.RESPONSE and either is not None and converts(either):
        yield "meaning-changed", message


_CLOSED, _SCHEMA, _OPEN = range(3)


def _openness(node: Node | None) -> int:
    if node is None or node.value is True:
        return _OPEN
    return _CLOSED if node.value is False else _SCHEMA


def _shown(node: Node | None) -> str:
    if node is None:
        return "not written"
    return str(node.value).lower() if isinstance(node.value, bool) else "a schema"
