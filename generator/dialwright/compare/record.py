"""What a walk has met: the changes, each told once at its worst, and which operations they reach."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace

from ..document import Node
from ..problems import Place
from .change import Change
from .pair import Pair
from .rules import rule
from .uses import Uses


@dataclass
class _Found:
    """A change, and the pairs at which it was met."""

    change: Change
    pairs: list[Pair] = field(default_factory=list[Pair])


class Record:
    """The changes so far."""

    def __init__(self) -> None:
        self.uses = Uses()
        self._found: dict[Hashable, _Found] = {}

    def tell(
        self,
        pair: Pair,
        name: str,
        message: str,
        subject: Hashable,
        old: Node | None = None,
        new: Node | None = None,
    ) -> None:
        """Note a change; met again in another direction, the worse of the two counts."""
        places = [
            _place(there or holder, found=there is not None)
            for there, holder in ((old, pair.old), (new, pair.new))
        ]
        change = Change(rule(name, pair.direction), message, places[0], places[1])
        key = (places[0], places[1], name, message, subject if isinstance(subject, str) else str(subject))
        known = self._found.setdefault(key, _Found(change))
        if change.level > known.change.level:
            known.change = change
        known.pairs.append(pair)

    def changes(self) -> list[Change]:
        """Every change, the worst first, in the order of their places."""
        changes = [replace(found.change, used=self._used(found.pairs)) for found in self._found.values()]
        return sorted(changes, key=lambda change: (-change.level, change.new, change.rule.id, change.message))

    def _used(self, pairs: Iterable[Pair]) -> tuple[str, ...]:
        names = ((name, pair.direction) for pair in pairs for name in self.uses.of(pair.key))
        return tuple(sorted({f"{name} ({way.value})" if way.value else name for name, way in names}))


def _place(node: Node, *, found: bool) -> Place:
    return node.place("value" if found and not node.is_mapping else "key")
