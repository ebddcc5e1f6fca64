"""Components: what no operation uses, and the classes whose names are gone."""

from __future__ import annotations

from collections.abc import Hashable

from ..document import Node
from ..openapi.structure import Kind, held
from .change import Direction
from .classes import Classes
from .pair import Pair
from .walker import Walker


class Components:
    """The part of a walk that comes last, after all that operations use."""

    def __init__(self, walker: Walker) -> None:
        self._walker = walker
        self._gone: set[Hashable] = set()  # places of which a worse thing is told than that they are empty

    def tell(self, root: Pair, met: list[Pair]) -> None:
        """What is among the components is looked at in no direction, unless it was in one before."""
        old, new = root.old.get("components"), root.new.get("components")
        empty = Node({}, root.new.file, ())
        pair = Pair(old or empty, new or empty, Kind.COMPONENTS, Direction.NONE)
        self._renamed(met)
        self._classes(pair)
        used = {node.identity for one in met for node in (one.old, one.new)}
        for key in dict.fromkeys((*(k for k, _ in pair.old.items()), *(k for k, _ in pair.new.items()))):
            holding = held(Kind.COMPONENTS, key)
            if holding is None:
                self._walker.leaf(pair, key)
            else:
                self._kind(pair, key, holding[1], used)

    def _renamed(self, met: list[Pair]) -> None:
        """A schema that is another one now is told of as such, where it is used."""
        for pair in met:
            if pair.is_schema and pair.old.pointer[-1:] != pair.new.pointer[-1:]:
                self._gone |= {pair.old.identity, pair.new.identity}

    def _classes(self, root: Pair) -> None:
        before, after = (Classes(document) for document in self._walker.documents)
        for name, node in before.places.items():
            if name not in after.places and node.identity not in self._gone:
                self._gone.add(node.identity)
                message = f"nothing leads to the class '{name}' any more"
                self._walker.record.tell(root, "class-removed", message, name, node, None)
            elif name in after.places and _loses(before.directions[name], after.directions[name]):
                message = f"'{name}' is no longer sent and read as it was"
                self._walker.record.tell(root, "class-changed", message, name, node, after.places[name])

    def _kind(self, pair: Pair, key: str, kind: Kind, used: set[Hashable]) -> None:
        sides = [node.get(key) for node in (pair.old, pair.new)]
        old, new = (dict(side.items()) if side is not None else {} for side in sides)
        for name in dict.fromkeys((*old, *new)):
            before, after = old.get(name), new.get(name)
            if before is not None and after is not None:
                if not {before.identity, after.identity} <= used:
                    self._walker.meet(pair, before, after, kind, Direction.NONE)
            elif not {node.identity for node in (before, after) if node is not None} <= self._gone:
                self._walker.come_or_gone(pair, key, name, kind, before, after)


def _loses(old: set[Direction], new: set[Direction]) -> bool:
    """Whether a class is another thing now: a mapping if only sent, a record if read, else both."""
    if Direction.RESPONSE not in old:
        return Direction.RESPONSE in new
    return bool(old - new)
