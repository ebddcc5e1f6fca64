"""JSON values as Python source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeGuard

from ..code import Expression, Group, literal, mapping

_MANY = 10_000


def source(value: Any) -> Expression:
    """A value, laid out over as many lines as it needs."""
    if is_object(value):
        return mapping(((literal(name), source(child)) for name, child in value.items()), most=6)
    if is_list(value):
        return array(map(source, value))
    return literal(value)


def array(items: Iterable[Expression]) -> Group:
    """A list of expressions."""
    return Group("[", tuple(items), "]", _MANY)


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a JSON value is a list."""
    return isinstance(value, list)
