"""Which entry of one list or mapping is the same thing as which entry of another."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from typing import TypeAlias

from ..document import Node, is_reference
from ..openapi.structure import Kind
from .keys import canonical, raw

Entries: TypeAlias = dict[Hashable, Node]


def entries(kind: Kind, key: str, nodes: Iterable[Node], resolve: Callable[[Node], Node]) -> Entries:
    """The elements of a list by what they are known by; those that are alike are counted."""
    found: Entries = {}
    for index, node in enumerate(nodes):
        name: Hashable = index if key == "prefixItems" else _name(kind, node, resolve)
        number = 0
        while (name, number) in found:
            number += 1
        found[name, number] = node
    return found


def _name(kind: Kind, node: Node, resolve: Callable[[Node], Node]) -> Hashable:
    if is_reference(node):
        return str(node.value["$ref"]).rpartition("/")[2]
    here = resolve(node)
    names = {Kind.TAG: "name", Kind.SERVER: "url"}
    if kind in names:
        return str(here.value.get(names[kind])) if here.is_mapping else canonical(here.value)
    # An alternative in place is known by its type, so that a change in it is told as such.
    return canonical([raw(here, key) for key in ("type", "const", "title")])


def template(path: str) -> str:
    """A path without the names of its placeholders."""
    return re.sub(r"\{[^{}]*\}", "{}", path)


def by_template(nodes: dict[str, Node], others: dict[str, Node]) -> dict[str, str]:
    """From the paths that only one side has to those of the other that differ in placeholders alone."""
    free = {template(path): path for path in others if path not in nodes}
    return {path: free[template(path)] for path in nodes if path not in others and template(path) in free}
