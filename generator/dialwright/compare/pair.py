"""Two places, one in each document, that stand for the same thing."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from ..document import Document, Node, is_annotation, is_reference
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
        return (self.old.identity, self.new.identity, self.kind, self.direction)

    @property
    def is_schema(self) -> bool:
        return self.kind in (Kind.SCHEMA, Kind.PROPERTY)


def beside(old: Node, new: Node) -> set[str]:
    """The keys that are written beside two references, and lie over what they lead to."""
    if not (is_reference(old) and is_reference(new)):
        return set()
    return {key for node in (old, new) for key, _ in node.items() if is_annotation(key)}


def followed(documents: tuple[Document, Document], old: Node, new: Node) -> tuple[Node, Node]:
    """Where two places lead: if both are references, without what is beside them."""
    if is_reference(old) and is_reference(new):
        return documents[0].target(old), documents[1].target(new)
    return documents[0].resolve(old), documents[1].resolve(new)
