"""One place of a document: a value, and where it is written."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from ..problems import Place
from ..source import On, Pointer, SourceFile, is_mapping, is_sequence


@dataclass(slots=True, eq=False)
class Node:
    """A value of a file, with its place. Two nodes are equal if they are the same place of the same file.

    Nobody changes one. That is not enforced: a large document has some 600,000 made, which would take thrice
    as long.
    """

    value: Any
    file: SourceFile
    pointer: Pointer
    overlays: tuple[Node, ...] = ()  # what lies over the value: keys beside the references that led here

    @property
    def identity(self) -> Hashable:
        return (self.file.identity, self.pointer)

    @property
    def is_mapping(self) -> bool:
        return is_mapping(self.value)

    @property
    def is_sequence(self) -> bool:
        return is_sequence(self.value)

    def get(self, key: str | int) -> Node | None:
        """The child under a key or index, None if there is none."""
        for overlay in self.overlays:
            if key in overlay.value:
                return overlay.get(key)
        value = self.value
        if is_mapping(value):
            return Node(value[key], self.file, (*self.pointer, key)) if key in value else None
        if is_sequence(value) and isinstance(key, int) and 0 <= key < len(value):
            return Node(value[key], self.file, (*self.pointer, key))
        return None

    def peek(self, key: str) -> Any:
        """The plain value under a key, None if there is none: for whoever does not ask where it is."""
        value = self.value
        return value.get(key) if is_mapping(value) else None

    def __getitem__(self, key: str | int) -> Node:
        child = self.get(key)
        if child is None:
            raise KeyError(key)
        return child

    def items(self) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping, in written order; none of anything else."""
        if self.overlays:
            yield from ((key, self[key]) for key in self.value)
        elif is_mapping(self.value):
            for key, value in self.value.items():
                yield key, Node(value, self.file, (*self.pointer, key))

    def elements(self) -> Iterator[Node]:
        """The elements of a sequence; none of anything else."""
        if is_sequence(self.value):
            for index, value in enumerate(self.value):
                yield Node(value, self.file, (*self.pointer, index))

    def place(self, on: On = "value") -> Place:
        """Where it is written. See `SourceFile.place`."""
        return self.file.place(self.pointer, on)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Node):
            return False
        return self.pointer == other.pointer and self.file.identity == other.file.identity

    def __hash__(self) -> int:
        return hash(self.identity)
