"""The operations of a document by place: which path they are under, and which parameters they have."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeAlias

from ..document import Node
from ..openapi import ApiDescription
from ..openapi.operations import PathItem

Parameters: TypeAlias = dict[tuple[str, str], Node]
"""By where they are sent and by name."""


class Landmarks:
    """What is known of the operations of one document."""

    def __init__(self, description: ApiDescription) -> None:
        self._document = description.document
        self._items: dict[Hashable, PathItem] = {}
        self._paths: dict[Hashable, str] = {}
        for item in description.path_items:
            self._add(item, item.path)
        for hook in description.webhooks:
            self._add(PathItem(hook.document, hook.written, hook.name), f"webhook {hook.name}")

    def _add(self, item: PathItem, path: str) -> None:
        self._paths.setdefault(item.node.identity, path)
        for operation in item.operations:
            self._items.setdefault(operation.node.identity, item)

    def path(self, item: Node) -> str:
        """The path of a path item, `webhook` and its name for one of the service's own, "" for a callback."""
        return self._paths.get(item.identity, "")

    def parameters(self, operation: Node) -> Parameters:
        """Those of the path item, overridden by and followed by the operation's own."""
        found: Parameters = {}
        item = self._items.get(operation.identity)
        for holder in (*([item.node] if item is not None else []), operation):
            child = holder.get("parameters")
            for element in child.elements() if child is not None else ():
                parameter = self._document.resolve(element)
                if parameter.is_mapping:
                    found[str(parameter.value.get("in")), str(parameter.value.get("name"))] = element
        return found
