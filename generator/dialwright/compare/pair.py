"""Two places, one in each document, that stand for the same thing."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from ..document import Node
from ..openapi.structure import Kind
from .change import Direction


@dataclass(frozen=True)
class Pair:
    """The same thing in both documents, references followed."""

    old: Node
    new: Node
    kind: Kind
    direction: Direction

    @property
    def key(self) -> Hashable:
        return (_identity(self.old), _identity(self.new), self.kind, self.direction)

    @property
    def is_schema(self) -> bool:
        return self.kind in SCHEMAS


SCHEMAS = (Kind.SCHEMA, Kind.PROPERTY)


def _identity(node: Node) -> Hashable:
    """Where the node is, and what lies over it."""
    return (node.identity, *(over.identity for over in node.overlays))
