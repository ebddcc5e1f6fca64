"""A document of many files as one value, for tools that read one."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..source import Pointer
from .document import REF, Document, is_reference
from .node import Node

Home: TypeAlias = Callable[[Node], Pointer | None]
"""Where the bundle keeps what a reference to another file leads to: the pointer of a mapping.

An empty pointer says that a copy takes the place of the reference; None, that it is no reference at all."""


@dataclass(frozen=True)
class Bundle:
    """The value, and the way back from its places to where they were written."""

    value: dict[str, Any]
    document: Document
    moved: dict[Pointer, Node]

    def origin(self, pointer: Pointer) -> Node:
        """What stands at a pointer of the bundle, or the innermost thing on the way there."""
        depth = max(depth for depth in range(len(pointer) + 1) if depth == 0 or pointer[:depth] in self.moved)
        node = self.moved[pointer[:depth]] if depth else self.document.root
        for step in pointer[depth:]:
            here = self.document.resolve(node)
            child = here.get(str(step) if here.is_mapping else step)
            if child is None:
                break
            node = child
        return node


LeaveOut: TypeAlias = Callable[[Node, str], bool]
"""Whether the bundle does without a key of a mapping."""


def bundle(document: Document, *, home: Home, leave_out: LeaveOut) -> Bundle:
    """One value without references to other files; InputError if a reference leads nowhere."""
    bundler = _Bundler(document, home, leave_out)
    return Bundle(bundler.run(), document, bundler.moved)


class _Bundler:
    def __init__(self, document: Document, home: Home, leave_out: LeaveOut) -> None:
        self._document = document
        self._home = home
        self._leave_out = leave_out
        self._pointers: dict[tuple[Hashable, Pointer], Pointer] = {}  # target and home -> where it was moved
        self._waiting: list[tuple[Pointer, Node]] = []
        self._copying: set[Hashable] = set()
        self._taken: set[Pointer] = set()
        self.moved: dict[Pointer, Node] = {}

    def run(self) -> dict[str, Any]:
        root: dict[str, Any] = self._copy(self._document.root, ())
        while self._waiting:
            pointer, node = self._waiting.pop()
            self.moved[pointer] = node
            _put(root, pointer, self._copy(node, pointer))
        return root

    def _copy(self, node: Node, pointer: Pointer) -> Any:
        if is_reference(node) and (home := self._home(node)) is not None:
            return self._reference(node, home, pointer)
        if node.is_mapping:
            kept = ((key, child) for key, child in node.items() if not self._leave_out(node, key))
            return {key: self._copy(child, (*pointer, key)) for key, child in kept}
        if node.is_sequence:
            return [self._copy(child, (*pointer, index)) for index, child in enumerate(node.elements())]
        return node.value

    def _reference(self, node: Node, home: Pointer, pointer: Pointer) -> Any:
        target = self._document.target(node)
        if target.file is self._document.root.file:
            return self._refer(node, target.pointer, pointer)
        if home:
            return self._refer(node, self._move(target, home), pointer)
        if target.identity in self._copying:
            return {}  # a path that holds itself, as only a callback can
        self._copying.add(target.identity)
        self.moved[pointer] = target
        copy = self._copy(target, pointer)
        self._copying.remove(target.identity)
        return copy

    def _refer(self, node: Node, target: Pointer, pointer: Pointer) -> dict[str, Any]:
        beside = {key: self._copy(child, (*pointer, key)) for key, child in node.items() if key != REF}
        return {**beside, REF: _fragment(target)}

    def _move(self, target: Node, home: Pointer) -> Pointer:
        known = self._pointers.get((target.identity, home))
        if known is None:
            known = self._pointers[target.identity, home] = (*home, self._free_name(target, home))
            self._waiting.append((known, target))
        return known

    def _free_name(self, target: Node, home: Pointer) -> str:
        """The last step of the target's pointer, or its file's name, with a number if that is taken."""
        name = str(target.pointer[-1]) if target.pointer else target.file.path.stem
        here: Node | None = self._document.root
        for step in home:
            here = here.get(step) if here is not None else None
        number, free = 1, name
        while (here is not None and here.get(free) is not None) or (*home, free) in self._taken:
            number += 1
            free = f"{name}_{number}"
        self._taken.add((*home, free))
        return free


def _put(root: dict[str, Any], pointer: Pointer, value: Any) -> None:
    here = root
    for step in pointer[:-1]:
        here = here.setdefault(str(step), {})
    here[str(pointer[-1])] = value


def _fragment(pointer: Pointer) -> str:
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in pointer)
    return "/".join(("#", *steps))
