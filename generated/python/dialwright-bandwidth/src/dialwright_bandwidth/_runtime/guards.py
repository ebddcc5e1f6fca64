"""Telling JSON values apart, in words that type checkers follow, and saying where one is odd."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from typing import Self

__all__ = ["Unreadable", "is_list", "is_mapping", "is_object"]


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a JSON value is a list."""
    return isinstance(value, list)


def is_mapping(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether an argument is an object of named fields."""
    return isinstance(value, Mapping)


class Unreadable(Exception):
    """A JSON value that is not of its type, and the steps that lead to it."""

    def __init__(self, problem: str, steps: tuple[str | int, ...] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.steps = steps

    def under(self, step: str | int) -> Self:
        """The same problem, seen from one level further up."""
        return type(self)(self.problem, (step, *self.steps))

    @property
    def pointer(self) -> str:
        """The steps as a JSON pointer."""
        return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in self.steps)
