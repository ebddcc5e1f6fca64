"""Finding the node at a pointer in a composed tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from yaml.nodes import CollectionNode, MappingNode, ScalarNode, SequenceNode
from yaml.nodes import Node as YamlNode

from .build import MERGE
from .compose import PLAIN

Stretch: TypeAlias = tuple[int, int]
"""Where in a text something begins, and where it ends."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a value is written, and the key under which its mapping has it.

    `is_spread` says whether it is a collection over several lines, of which any one says little.
    """

    key: Stretch | None
    value: Stretch
    is_spread: bool


class Places(Protocol):
    """The places of a file."""

    def find(self, pointer: tuple[str | int, ...]) -> Position:
        """Where a pointer leads, or as far as it leads anywhere."""
        ...


@dataclass(frozen=True, slots=True)
class _Entry:
    """The node of a value, and of its key."""

    key: YamlNode | None
    value: YamlNode

    @property
    def position(self) -> Position:
        key = _stretch(self.key) if self.key is not None else None
        return Position(key, _stretch(self.value), self._is_spread)

    @property
    def _is_spread(self) -> bool:
        if not isinstance(self.value, CollectionNode):
            return False
        return not self.value.flow_style or self.value.start_mark.line != self.value.end_mark.line


class Positions:
    """The places of a YAML file, looked up by pointer. A mapping is indexed when it is first looked into."""

    def __init__(self, root: YamlNode, name_of_key: Callable[[ScalarNode], str]) -> None:
        self._root = root
        self._name_of_key = name_of_key
        self._mappings: dict[int, Mapping[str | int, _Entry]] = {}  # by id of the node

    def find(self, pointer: tuple[str | int, ...]) -> Position:
        """Where a pointer leads, or as far as it leads anywhere."""
        entry = _Entry(None, self._root)
        for step in pointer:
            child = self._child(entry.value, step)
            if child is None:
                break
            entry = child
        return entry.position

    def _child(self, node: YamlNode, step: str | int) -> _Entry | None:
        if isinstance(node, SequenceNode):
            inside = isinstance(step, int) and step < len(node.value)
            return _Entry(None, node.value[step]) if inside else None
        return self._entries(node).get(step) if isinstance(node, MappingNode) else None

    def _entries(self, node: MappingNode) -> Mapping[str | int, _Entry]:
        known = self._mappings.get(id(node))
        if known is not None:
            return known
        entries: dict[str | int, _Entry] = {}
        for merged in _merged(node):
            for key, entry in self._entries(merged).items():
                entries.setdefault(key, entry)
        for key_node, value in node.value:
            if isinstance(key_node, ScalarNode):
                entries[self._name_of_key(key_node)] = _Entry(key_node, value)
        self._mappings[id(node)] = entries
        return entries


def _stretch(node: YamlNode) -> Stretch:
    return node.start_mark.index, node.end_mark.index


def _merged(node: MappingNode) -> Iterator[MappingNode]:
    for key, value in node.value:
        if key.tag == PLAIN and key.value == MERGE:
            sources = value.value if isinstance(value, SequenceNode) else (value,)
            yield from (source for source in sources if isinstance(source, MappingNode))
