"""What those who help the walk with one kind of object may ask of it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol, TypeAlias

from ..document import Document, Node
from ..openapi.structure import Kind
from .change import Direction
from .pair import Pair
from .record import Record

Held: TypeAlias = dict[Hashable, Node]
"""What an object holds under a key, by what it is known by."""


class Walker(Protocol):
    """A walk through two documents."""

    @property
    def documents(self) -> tuple[Document, Document]:
        """The former document and the present one."""
        ...

    @property
    def record(self) -> Record:
        """What was met so far."""
        ...

    def look_at(self, pair: Pair, without: frozenset[str] = frozenset()) -> None:
        """Compare two objects, key by key."""

    def meet(self, holder: Pair, old: Node, new: Node, kind: Kind, direction: Direction) -> None:
        """Look at two things later, once, and note who holds them."""

    def compare(self, pair: Pair, key: str, kind: Kind, direction: Direction, old: Held, new: Held) -> None:
        """Compare what two objects hold under a key."""

    def leaf(self, pair: Pair, key: str, at: Pair | None = None) -> None:
        """Judge the plain values under a key, and tell of them as of a thing at a place."""

    def come_or_gone(
        self, pair: Pair, key: str, name: Hashable, kind: Kind, old: Node | None, new: Node | None
    ) -> None:
        """Tell of a thing that only one of the documents has."""
