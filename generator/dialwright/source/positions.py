"""Finding the node at a pointer in a composed tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from yaml.nodes import CollectionNode, MappingNode, ScalarNode, SequenceNode
from yaml.nodes import Node as YamlNode

from .build import MERGE
from .compose import PLAIN


@dataclass(frozen=True, slots=True)
class Position:
    """The node of a value, and of the key under which its mapping has it."""

    key: YamlNode | None
    value: YamlNode

    @property
    def is_spread(self) -> bool:
        """Whether the value is a collection over several lines, of which any one says little."""
        if not isinstance(self.value, CollectionNode):
            return False
        return not self.value.flow_style or self.value.start_mark.line != self.value.end_mark.line


class Positions:
    """The places of a file, looked up by pointer. A mapping is indexed when it is first looked into."""

    def __init__(self, root: YamlNode, name_of_key: Callable[[ScalarNode], str]) -> None:
        self._root = root
        self._name_of_key = name_of_key
        self._mappings: dict[int, Mapping[str | int, Position]] = {}  # by id of the node

    def find(self, pointer: tuple[str | int, ...]) -> Position:
        """Where a pointer leads, or as far as it leads anywhere."""
        position = Position(None, self._root)
        for step in pointer:
            child = self._child(position.value, step)
            if child is None:
                break
            position = child
        return position

    def _child(self, node: YamlNode, step: str | int) -> Position | None:
        if isinstance(node, SequenceNode):
            inside = isinstance(step, int) and step < len(node.value)
            return Position(None, node.value[step]) if inside else None
        return self._entries(node).get(step) if isinstance(node, MappingNode) else None

    def _entries(self, node: MappingNode) -> Mapping[str | int, Position]:
        known = self._mappings.get(id(node))
        if known is not None:
            return known
        entries: dict[str | int, Position] = {}
        for merged in _merged(node):
            for key, position in self._entries(merged).items():
                entries.setdefault(key, position)
        for key_node, value in node.value:
            if isinstance(key_node, ScalarNode):
                entries[self._name_of_key(key_node)] = Position(key_node, value)
        self._mappings[id(node)] = entries
        return entries


def _merged(node: MappingNode) -> Iterator[MappingNode]:
    for key, value in node.value:
        if key.tag == PLAIN and key.value == MERGE:
            sources = value.value if isinstance(value, SequenceNode) else (value,)
            yield from (source for source in sources if isinstance(source, MappingNode))
