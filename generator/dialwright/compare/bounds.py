"""Which of two schemas takes more: types, values and bounds, held against each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..document import Node
from ..source import is_mapping, is_sequence
from .values import canonical, same

__all__ = ["BOUNDS", "bound_change", "enum_changes", "type_change"]

_ANY = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})
_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains")
_WHOLE = ("pattern", "multipleOf", "dependentRequired")

BOUNDS = (*_LOWER, *_UPPER, *_WHOLE, "uniqueItems")
"""The keys of `bound_change`."""


def type_change(old: Node, new: Node) -> tuple[str, str] | None:
    """The rule for another type, and the types in words; None where it is the same."""
    before, after = _types(old), _types(new)
    if before == after:
        return _order_of_types(old, new)
    told = f"the type went from {_told(before)} to {_told(after)}"
    if before < after:
        return "type-widened", told
    return ("type-narrowed" if after < before else "type-changed"), told


def _order_of_types(old: Node, new: Node) -> tuple[str, str] | None:
    """Of several types, the first is how the client writes a value."""
    before, after = _written(old), _written(new)
    if before[:1] != after[:1]:
        return "precedence-changed", "the first of its types is another"
    return None


def _written(schema: Node) -> list[str]:
    written = schema.peek("type")
    names = list(map(str, written)) if is_sequence(written) else [str(written)]
    return [name for name in names if name != "null"]


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
        yield from _listed_at_all(before, after)
        return
    there, here = set(map(canonical, before)), set(map(canonical, after))
    for value in before:
        if canonical(value) not in here:
            yield "enum-value-removed", f"of its values, {value!r} is gone"
    for value in after:
        if canonical(value) not in there:
            yield "enum-value-added", f"of its values, {value!r} is new"


def _listed_at_all(before: list[Any] | None, after: list[Any] | None) -> Iterator[tuple[str, str]]:
    if before is not None:
        yield "enum-removed", f"its values are no longer only {_shown_values(before)}"
    if after is not None:
        yield "enum-added", f"its values are only {_shown_values(after)} from now on"


def _shown_values(values: list[Any]) -> str:
    return ", ".join(map(repr, values)) or "none"


def _values(schema: Node) -> list[Any] | None:
    """The values that a schema lists; `const` is a list of one."""
    if is_mapping(schema.value) and "const" in schema.value:
        return [schema.peek("const")]
    values = schema.peek("enum")
    return values if is_sequence(values) else None


def bound_change(key: str, old: Node, new: Node) -> tuple[str, str] | None:
    """The rule for a bound that moved, and what is told; None where it means what it meant."""
    before, after = _bound(old, key), _bound(new, key)
    if same(before, after):
        return None
    return _moved(key, before, after), f"`{key}` went from {_shown(before)} to {_shown(after)}"


def _bound(schema: Node, key: str) -> Any:
    """The bound, None where there is none: `false` is none."""
    value = schema.peek(key)
    return None if value is False else value


def _moved(key: str, before: Any, after: Any) -> str:
    if before is None or after is None:
        return "constraint-tightened" if before is None else "constraint-loosened"
    numbers = all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in (before, after))
    if not numbers or key in _WHOLE or after == before:
        return "constraint-changed"
    return "constraint-tightened" if (after > before) == (key in _LOWER) else "constraint-loosened"


def _shown(value: Any) -> str:
    return "none" if value is None else repr(value)
