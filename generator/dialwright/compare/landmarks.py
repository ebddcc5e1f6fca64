"""The operations of a document by place: which path they are under, and which parameters they have."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from ..document import Node
from ..openapi import ApiDescription, Operation
from ..openapi.operations import PathItem
from .match import template


class Written(NamedTuple):
    """A parameter, by the name that the document gives it."""

    name: str
    node: Node


Parameters: TypeAlias = dict[tuple[str, str], Written]
"""By where they are sent and by name; those of the path by their number in it, whose names are not sent."""


@dataclass(frozen=True)
class Matched:
    """The parameters of two operations: those of both, those that moved, and what only one of them has."""

    both: tuple[tuple[Node, Node], ...]
    moved: tuple[tuple[str, Node, Node], ...]
    gone: tuple[tuple[str, Node], ...]
    come: tuple[tuple[str, Node], ...]


class Landmarks:
    """What is known of the operations of one document."""

    def __init__(self, description: ApiDescription) -> None:
        self._document = description.document
        self._operations: dict[Hashable, Operation] = {}
        self._paths: dict[Hashable, str] = {}
        self._webhooks: set[Hashable] = set()
        for item in description.path_items:
            self._add(item, item.path)
        for hook in description.webhooks:
            item = PathItem(hook.document, hook.written, hook.name)
            self._webhooks.update(operation.node.identity for operation in item.operations)
            self._add(item, f"webhook {hook.name}")

    def _add(self, item: PathItem, path: str) -> None:
        self._paths.setdefault(item.node.identity, path)
        for operation in item.operations:
            self._operations.setdefault(operation.node.identity, operation)

    def path(self, item: Node) -> str:
        """The path of a path item, `webhook` and its name for one of the service's own, "" for a callback."""
        return self._paths.get(item.identity, "")

    def method(self, operation: Node) -> Operation | None:
        """The operation at a place, if a method is made of it."""
        return None if operation.identity in self._webhooks else self._operations.get(operation.identity)

    def parameters(self, operation: Node) -> Parameters:
        """Those of the path item, overridden by and followed by the operation's own."""
        found: Parameters = {}
        known = self._operations.get(operation.identity)
        for holder in (*([known.path_item.node] if known is not None else []), operation):
            child = holder.get("parameters")
            for element in child.elements() if child is not None else ():
                parameter = self._document.resolve(element)
                if parameter.is_mapping:
                    name = str(parameter.value.get("name"))
                    found[_key(parameter, name, known)] = Written(name, element)
        return found


def _key(parameter: Node, name: str, operation: Operation | None) -> tuple[str, str]:
    place = str(parameter.value.get("in"))
    if place == "path" and operation is not None and name in operation.placeholders:
        number = operation.placeholders.index(name)
        return place, f"{template(operation.path)} {number}"
    return place, name.lower() if place == "header" else name


def match_parameters(old: Parameters, new: Parameters) -> Matched:
    """Which parameter of one operation is which of the other; one that is elsewhere has its name alone."""
    gone = {key: written for key, written in old.items() if key not in new}
    come = {key: written for key, written in new.items() if key not in old}
    pairs = dict(_pairs(gone, come))
    same = {key: other for key, other in pairs.items() if key[0] == other[0]}
    both = [(written.node, new[key].node) for key, written in old.items() if key in new]
    both += [(gone[key].node, come[other].node) for key, other in same.items()]
    return Matched(
        both=tuple(both),
        moved=tuple(
            (gone[key].name, gone[key].node, come[pairs[key]].node) for key in pairs if key not in same
        ),
        gone=tuple(written for key, written in gone.items() if key not in pairs),
        come=tuple(written for key, written in come.items() if key not in pairs.values()),
    )


def _pairs(gone: Parameters, come: Parameters) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Those of one name: placeholders of a path that is another now, and others that are sent elsewhere."""
    for key, written in gone.items():
        found = [other for other in come if come[other].name.lower() == written.name.lower()]
        if len(found) == 1 and (key[0] == "path") is (found[0][0] == "path"):
            yield key, found[0]
