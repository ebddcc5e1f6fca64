"""How much work a document would make for a validator that expands schemas without remembering them."""

from __future__ import annotations

import math

from ..document import Node
from ..problems import InputError
from .context import Context

MOST_VISITS = 200_000  # ordinary documents stay far below

_DEEPEST = 100  # references within references; the validator recurses several frames for each
_LISTS = ("allOf", "anyOf", "oneOf")
_SINGLE = ("items", "not")


def visits(context: Context) -> float:
    """How often schemas would be visited to collect the properties of an `allOf` and to try defaults."""
    counter = _Counter(context)
    schemas = (located.node for located in context.structure.objects if located.is_schema)
    return sum(counter.count(node) for node in schemas if "allOf" in node.value or "default" in node.value)


class _Counter:
    """Counts the visits below a schema, each schema once however often it is included."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._counts: dict[Node, float] = {}

    def count(self, node: Node, depth: int = 0) -> float:
        try:
            node = self._context.document.target(node)
        except InputError:
            return 1
        if node not in self._counts:
            self._counts[node] = math.inf  # whoever asks before it is counted is included in it
            if depth < _DEEPEST:
                self._counts[node] = 1 + sum(self.count(child, depth + 1) for child in _included(node))
        return self._counts[node]


def _included(node: Node) -> list[Node]:
    lists = (node.get(key) for key in _LISTS)
    singles = (node.get(key) for key in _SINGLE)
    alternatives = [child for several in lists if several is not None for child in several.elements()]
    return alternatives + [child for child in singles if child is not None]
