"""Which of two schemas takes more: types, values and bounds, held against each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..document import Node
from ..source import is_mapping, is_sequence

__all__ = ["bound_changes", "enum_changes", "type_change"]

_ANY = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})
_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains")

BOUNDS = (*_LOWER, *_UPPER, "uniqueItems")
"""The keys that `bound_changes` looks at."""


def type_change(old: Node, new: Node) -> tuple[str, str] | None:
    """The rule for another type, and the types in words; None where it is the same."""
    before, after = _types(old), _types(new)
    if before == after:
        return None
    told = f"from {_told(before)} to {_told(after)}"
    if before < after:
        return "type-widened", told
    return ("type-narrowed" if after < before else "type-changed"), told


def _types(schema: Node) -> frozenset[str]:
    """The JSON types that a value may have; a number may be a whole one."""
    written: Any = schema.peek("type")
    names = (
        {written}
        if isinstance(written, str)
        else set(map(str, written)) if is_sequence(written) else set(_ANY)
    )
    if "number" in names:
        names.add("integer")
    if schema.peek("nullable") is True:
        names.add("null")
    return frozenset(map(str, names))


def _told(types: frozenset[str]) -> str:
    names = types - {"integer"} if "number" in types else types
    return "any type" if types >= _ANY else " or ".join(sorted(names)) or "no type"


def enum_changes(old: Node, new: Node) -> Iterator[tuple[str, str]]:
    """The rules for another list of values, each with what is told of it."""
    before, after = _values(old), _values(new)
    if before is None or after is None:
        if before is not after:
            values = ", ".join(map(repr, before or after or ()))
            yield (
                ("enum-added", f"only {values} from now on")
                if before is None
                else (
                    "enum-removed",
                    f"no longer only {values}",
                )
            )
        return
    yield from (("enum-value-removed", f"{value!r} is gone") for value in before if value not in after)
    yield from (("enum-value-added", f"{value!r} is new") for value in after if value not in before)


def _values(schema: Node) -> list[Any] | None:
    values = schema.peek("enum")
    if is_sequence(values):
        return values
    return [schema.peek("const")] if is_mapping(schema.value) and "const" in schema.value else None


def bound_changes(old: Node, new: Node) -> Iterator[tuple[str, str, str]]:
    """The key, the rule, and what is told, for every bound that moved."""
    for key in BOUNDS:
        before, after = old.peek(key), new.peek(key)
        if before == after:
            continue
        told = f"`{key}` went from {_shown(before)} to {_shown(after)}"
        yield key, _moved(key, before, after), told


def _moved(key: str, before: Any, after: Any) -> str:
    if isinstance(before, bool) or isinstance(after, bool):
        return "constraint-tightened" if after is True else "constraint-loosened"
    if before is None or after is None:
        return "constraint-tightened" if before is None else "constraint-loosened"
    if not isinstance(before, (int, float)) or not isinstance(after, (int, float)):
        return "constraint-changed"
    return "constraint-tightened" if (after > before) == (key in _LOWER) else "constraint-loosened"


def _shown(value: Any) -> str:
    return "none" if value is None else repr(value)
