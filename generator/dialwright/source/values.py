"""Telling mappings and sequences apart in plain values, in a way that type checkers follow."""

from __future__ import annotations

from typing import Any, TypeGuard


def is_mapping(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a plain value is a mapping; its keys are text."""
    return isinstance(value, dict)


def is_sequence(value: object) -> TypeGuard[list[Any]]:
    """Whether a plain value is a sequence."""
    return isinstance(value, list)
