"""What every view has: a node of the document, the way to others, and our own `x-` keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from ..cached import cached_property
from ..document import Document, Node

Scalar: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True)
class View:
    """A look at one mapping of the document: `written` is where it stands, `node` where references lead."""

    document: Document
    written: Node

    @cached_property
    def node(self) -> Node:
        return self.document.resolve(self.written)

    def text(self, key: str) -> str:
        """The string under a key, or "" where there is none."""
        value = self.raw(key)
        return value if isinstance(value, str) else ""

    def flag(self, key: str) -> bool:
        return self.raw(key) is True

    def raw(self, key: str) -> Any:
        """The plain value under a key, or None."""
        return self.node.peek(key)

    def has(self, key: str) -> bool:
        node = self.node
        return node.is_mapping and key in node.value

    def scalar(self, key: str) -> Scalar:
        """The string, number or boolean under a key, or None."""
        value = self.raw(key)
        return value if isinstance(value, (str, int, float)) else None

    def child(self, key: str) -> Node | None:
        return self.node.get(key)

    def children(self, key: str) -> tuple[tuple[str, Node], ...]:
        """The entries of the mapping under a key, in written order."""
        child = self.child(key)
        if child is None:
            return ()
        resolved = self.document.resolve(child)
        return tuple(resolved.items()) if resolved.is_mapping else ()

    def elements(self, key: str) -> tuple[Node, ...]:
        """The elements of the sequence under a key."""
        child = self.child(key)
        return tuple(child.elements()) if child is not None and child.is_sequence else ()

    def view(self, key: str) -> View | None:
        """The mapping under a key."""
        child = self.child(key)
        return View(self.document, child) if child is not None and child.is_mapping else None

    def views(self, key: str) -> tuple[View, ...]:
        """The mappings of the sequence under a key."""
        return tuple(View(self.document, node) for node in self.elements(key) if node.is_mapping)

    def texts(self) -> dict[str, str]:
        """The entries of the mapping whose values are strings."""
        return {key: node.value for key, node in self.node.items() if isinstance(node.value, str)}

    def strings(self, key: str) -> tuple[str, ...]:
        """The strings of a sequence, or the one string that stands in its place."""
        if text := self.text(key):
            return (text,)
        return tuple(node.value for node in self.elements(key) if isinstance(node.value, str))
