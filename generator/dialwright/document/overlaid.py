"""A file that overlays have changed: its value is the result, its places are where each part was written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..problems import InputError, Place, Problem, Severity
from ..source import On, Pointer, SourceFile, is_mapping, is_sequence
from .node import Node

__all__ = ["OverlaidFile"]


class OverlaidFile(SourceFile):
    """The file under its own name. What `merge` and `append` add keeps the place that it had."""

    def __init__(self, base: SourceFile, most: int) -> None:
        self.path = base.path
        self.identity = base.identity
        self._base = base
        self._left = most  # values that may be added
        self._value: Any = _copied(base.value)
        self._origins: dict[Pointer, tuple[SourceFile, Pointer]] = {}
        self._problems = tuple(base.problems)

    @property
    def value(self) -> Any:
        return self._value

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._problems

    @property
    def name(self) -> str:
        return self._base.name

    @property
    def text(self) -> str:
        return self._base.text

    @property
    def is_full(self) -> bool:
        """Whether more was added than a document may hold."""
        return self._left < 0

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Warnings to be told with those of the file."""
        self._problems += tuple(problems)

    def place(self, pointer: Pointer, on: On = "value") -> Place:
        """Where the value at a pointer was written, in this file or in an overlay."""
        file, written = self._origin(pointer)
        return file.place(written, on)

    def at(self, pointer: Pointer) -> Any:
        """The value at a pointer that there is."""
        here = self._value
        for step in pointer:
            here = here[step]
        return here

    def merge(self, pointer: Pointer, update: Node) -> None:
        """Lay a mapping over another: mappings are merged, lists are put together, all else is replaced."""
        target = self.at(pointer)
        for key, new in update.items():
            here, old = (*pointer, key), target.get(key)
            if is_mapping(old) and new.is_mapping:
                self.merge(here, new)
            elif is_sequence(old) and new.is_sequence:
                for element in new.elements():
                    self.append(here, element)
            else:
                target[key] = self._taken(new)
                self._forget(here)
                self._origins[here] = (new.file, new.pointer)

    def append(self, pointer: Pointer, element: Node) -> None:
        """Put an element at the end of a list."""
        target = self.at(pointer)
        self._origins[*pointer, len(target)] = (element.file, element.pointer)
        target.append(self._taken(element))

    def remove(self, pointer: Pointer) -> None:
        """Take a value out of what holds it; later elements of a list move up, and keep their places."""
        *above, last = pointer
        parent = self.at(tuple(above))
        if is_mapping(parent):
            del parent[str(last)]
            self._forget(pointer)
            return
        index = int(last)
        origins = [self._below((*above, number)) for number in range(index + 1, len(parent))]
        for number in range(index, len(parent)):
            self._forget((*above, number))
        for number, moved in enumerate(origins, start=index):
            self._origins |= {(*above, number, *rest): origin for rest, origin in moved.items()}
        del parent[index]

    def check_depth(self, deepest: int, overlay: Node) -> None:
        """Refuse what is nested deeper than documents may be."""
        level, depth = [self._value], 0
        while level := [child for value in level for child in _children(value)]:
            depth += 1
            if depth > deepest:
                message = f"the document becomes nested more than {deepest} levels deep by this overlay"
                raise InputError(Problem(overlay.place(), Severity.ERROR, message, "limit"))

    def _origin(self, pointer: Pointer) -> tuple[SourceFile, Pointer]:
        for length in range(len(pointer), -1, -1):
            known = self._origins.get(pointer[:length])
            if known is not None:
                return known[0], (*known[1], *pointer[length:])
        return self._base, pointer

    def _below(self, pointer: Pointer) -> dict[Pointer, tuple[SourceFile, Pointer]]:
        """Where a value, and what was put into it, was written: by the way to it from there."""
        inside = {
            known[len(pointer) :]: origin
            for known, origin in self._origins.items()
            if known[: len(pointer)] == pointer
        }
        return {(): self._origin(pointer), **inside}

    def _forget(self, pointer: Pointer) -> None:
        for known in [known for known in self._origins if known[: len(pointer)] == pointer]:
            del self._origins[known]

    def _taken(self, node: Node) -> Any:
        """A copy of a value, as far as there is room for one."""
        size = _size(node.value)
        self._left -= size
        return _copied(node.value) if self._left >= 0 else None


def _copied(value: Any) -> Any:
    """The value with nothing in it that is also elsewhere, as aliases make it."""
    if is_mapping(value):
        return {key: _copied(child) for key, child in value.items()}
    return [_copied(child) for child in value] if is_sequence(value) else value


def _size(value: Any) -> int:
    return 1 + sum(_size(child) for child in _children(value))


def _children(value: Any) -> Iterable[Any]:
    if is_mapping(value):
        return value.values()
    return value if is_sequence(value) else ()
