"""Conditions over several arguments, checked before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Rule"]


class Rule:
    """A condition over several fields, checked before anything is sent.

    Args:
        kind: `exactly-one-of`, `at-most-one-of`, `at-least-one-of`, or `requires`: the first field, where it
            is given, needs the others.
        fields: Name on the wire -> name of the argument, which is what the error shows.
    """

    __slots__ = ("fields", "kind")

    def __init__(self, kind: str, fields: Mapping[str, str]) -> None:
        if kind not in _CHECKS:
            raise ValueError(f"There is no rule {kind!r}; there are {', '.join(_CHECKS)}.")
        self.kind = kind
        self.fields = fields

    def check(self, values: Mapping[str, object]) -> None:
        """Raise ArgumentError where the values, by their names on the wire, break the rule."""
        given = [argument for wire, argument in self.fields.items() if values.get(wire) is not None]
        problem = _CHECKS[self.kind](list(self.fields.values()), given)
        if problem:
            raise ArgumentError(problem)


def _exactly_one(names: list[str], given: list[str]) -> str:
    if len(given) == 1:
        return ""
    return f"Give exactly one of {_listed(names)}; given: {_listed(given) or 'none'}."


def _at_most_one(names: list[str], given: list[str]) -> str:
    return f"Give at most one of {_listed(names)}; given: {_listed(given)}." if len(given) > 1 else ""


def _at_least_one(names: list[str], given: list[str]) -> str:
    return "" if given else f"Give at least one of {_listed(names)}."


def _requires(names: list[str], given: list[str]) -> str:
    missing = [name for name in names if name not in given]
    return f"{names[0]} needs {_listed(missing)} as well." if names[0] in given and missing else ""


def _listed(names: list[str]) -> str:
    return ", ".join(names)


_CHECKS = {
    "exactly-one-of": _exactly_one,
    "at-most-one-of": _at_most_one,
    "at-least-one-of": _at_least_one,
    "requires": _requires,
}
