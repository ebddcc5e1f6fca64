"""What was found different so far, each thing once, with every operation that it shows in."""

from __future__ import annotations

from dataclasses import replace

from ..document import Node
from ..problems import Place
from .change import Change
from .rules import rule
from .scope import Scope

__all__ = ["Findings"]

_WORDS = frozenset(("description-changed", "notation-changed", "foreign-extension-changed"))


class Findings:
    """Changes by their rule, their words and their places."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, Place | None, Place | None], Change] = {}

    def sorted(self) -> tuple[Change, ...]:
        """Every change, the worst first, then by place."""
        return tuple(sorted(self._found.values(), key=_order))

    def tell(self, id: str, told: str, scope: Scope, old: Node | None, new: Node | None) -> None:
        """Note a change; one that was noted at the same places already shows in one more operation.

        Of the ways in which a value goes, the one in which the change is worst counts.
        """
        if scope.excluding and id not in _WORDS:
            id = "constraint-changed"
        kind = rule(id)
        level = kind.level(scope.direction)
        places = (_place(old), _place(new))
        key = (id, told, *places)
        known = self._found.get(key)
        operations = dict.fromkeys((*(known.operations if known else ()), *filter(None, (scope.operation,))))
        if known is not None and known.level >= level:
            self._found[key] = replace(known, operations=tuple(operations))
        else:
            hurt = kind.whom(scope.direction)
            message = f"{scope.place}: {told}"
            self._found[key] = Change(id, level, message, hurt, *places, tuple(operations), kind.adds)


def _place(node: Node | None) -> Place | None:
    return node.place() if node is not None else None


def _order(change: Change) -> tuple[int, Place, str]:
    return -change.level, change.place or Place("", 0, 0), change.message
