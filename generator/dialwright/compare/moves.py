"""Operations that are the same ones at another path, or under another method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from ..openapi import ApiDescription, Operation
from .match import template


@dataclass(frozen=True)
class Move:
    """An operation where it was, and where it is now."""

    old: Operation
    new: Operation


class Moves:
    """The moves between two documents. An operation is known by its identifier, else by its method."""

    def __init__(self, old: ApiDescription, new: ApiDescription) -> None:
        found = tuple(_moves(old, new))
        self._from = {move.old.written.identity: move for move in found}
        self._to = {move.new.written.identity for move in found}

    def of(self, identity: Hashable) -> Move | None:
        """Where the operation at a place has gone, if it has gone."""
        return self._from.get(identity)

    def led_to(self, identity: Hashable) -> bool:
        """Whether the operation at a place was elsewhere before."""
        return identity in self._to


def _moves(old: ApiDescription, new: ApiDescription) -> Iterator[Move]:
    places = [{_place(one) for one in description.operations} for description in (old, new)]
    gone = [one for one in old.operations if _place(one) not in places[1]]
    come = _known([one for one in new.operations if _place(one) not in places[0]])
    for name, operation in _known(gone).items():
        if name in come:
            yield Move(operation, come[name])


def _place(operation: Operation) -> tuple[str, str]:
    return (template(operation.path), operation.method)


def _known(operations: list[Operation]) -> dict[Hashable, Operation]:
    """By what they are known by; those that share it are known by nothing."""
    names = Counter(_name(one) for one in operations)
    return {name: one for one in operations if (name := _name(one)) is not None and names[name] == 1}


def _name(operation: Operation) -> Hashable | None:
    if operation.id:
        return operation.id
    method = operation.text("x-method")
    return (operation.resource_places[:1], method) if method and operation.resource_places else None
