"""Which operations use what, as far as a walk through two documents came across it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable


class Uses:
    """A graph from things to what holds them, with names for some of those at the top."""

    def __init__(self) -> None:
        self._holders: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
        self._names: dict[Hashable, str] = {}

    def name(self, thing: Hashable, name: str) -> None:
        self._names[thing] = name

    def hold(self, holder: Hashable, thing: Hashable) -> None:
        self._holders[thing].add(holder)

    def of(self, thing: Hashable) -> set[str]:
        """The names of all that holds the thing, however deep."""
        found: set[str] = set()
        seen: set[Hashable] = {thing}
        stack = [thing]
        while stack:
            here = stack.pop()
            if here in self._names:
                found.add(self._names[here])
                continue
            new = self._holders[here] - seen
            seen |= new
            stack += new
        return found
