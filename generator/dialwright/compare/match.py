"""Which entry of one list or mapping is the same thing as which entry of another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import TypeAlias

from ..document import Document, Node, is_reference
from ..openapi.structure import Kind, Shape
from .values import Verdict, canonical, raw

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


def held_by(document: Document, node: Node, key: str, shape: Shape, kind: Kind) -> Entries:
    """What an object holds under a key, by what it is known by."""
    child = node.get(key)
    if child is None:
        return {}
    if shape is not Shape.MAP:
        return entries(kind, key, child.elements(), document.resolve)
    named = dict(document.resolve(child).items())
    names = {name: _essence(kind, name) for name in named}
    alone = Counter(names.values())
    return {(names[name] if alone[names[name]] == 1 else name): inner for name, inner in named.items()}


def _essence(kind: Kind, name: str) -> str:
    """A media type without its parameters, and a header in lower case: names that mean the same."""
    if kind is Kind.MEDIA_TYPE:
        return name.partition(";")[0].strip().lower()
    return name.lower() if kind is Kind.HEADER else name


def reordered(key: str, kind: Kind, old: list[Hashable], new: list[Hashable]) -> Verdict | None:
    """What it means that the same things stand in another order, where the order means something."""
    if kind is Kind.SERVER and old and old[:1] != new[:1] and old[0] in new:
        return "server-changed", "another server comes first now"
    both = [[name for name in one if name in other] for one, other in ((old, new), (new, old))]
    if both[0] == both[1]:
        grown = key == "attributes" and new[: len(both[1])] != both[1]
        return ("markup-changed", "another attribute comes before those that were there") if grown else None
    if key == "attributes":
        return "markup-changed", "the order of the attributes is another"
    if kind is Kind.MEDIA_TYPE:
        return "media-type-order-changed", "another form comes first"
    ordered = key in ("oneOf", "anyOf", "webhooks")
    return ("order-changed", f"the order of '{key}' is another") if ordered else None


def template(path: str) -> str:
    """A path without the names of its placeholders."""
    return re.sub(r"\{[^{}]*\}", "{}", path)


def by_template(nodes: dict[str, Node], others: dict[str, Node]) -> dict[str, str]:
    """From the paths that only one side has to those of the other that differ in placeholders alone."""
    free = {template(path): path for path in others if path not in nodes}
    return {path: free[template(path)] for path in nodes if path not in others and template(path) in free}
