"""Which objects of two documents are the same one: by name, by what they say of themselves, by place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..document import Node, is_reference
from ..openapi.structure import Kind, Shape
from .values import canonical

__all__ = ["named", "reordered"]

Resolve = Callable[[Node], Node]


def named(
    shape: Shape, kind: Kind, key: str, old: Node | None, new: Node | None, resolve: Resolve
) -> tuple[dict[str, Node], dict[str, Node]]:
    """The objects under a key on either side, each by what it is known by."""
    if shape is Shape.MAP:
        return (dict(old.items()) if old else {}), (dict(new.items()) if new else {})
    sides = tuple(list(node.elements()) if node is not None else [] for node in (old, new))
    texts = tuple([canonical(node.value) for node in side] for side in sides)
    alike = set(texts[0]) & set(texts[1])
    before, after = (
        _by_identity(kind, key, zip(side, written, strict=True), alike, resolve)
        for side, written in zip(sides, texts, strict=True)
    )
    return before, after


def _by_identity(
    kind: Kind, key: str, elements: Iterator[tuple[Node, str]], alike: set[str], resolve: Resolve
) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for node, text in elements:
        number = sum(name.startswith("number ") for name in found) + 1
        name = f"number {number}"
        if key not in _BY_PLACE:
            name = _identity(kind, node, resolve) or (text if text in alike else name)
        while name in found:  # the same thing once more
            name += "'"
        found[name] = node
    return found


_BY_PLACE = frozenset(("prefixItems", "servers"))


def _identity(kind: Kind, node: Node, resolve: Resolve) -> str:
    """What an element of a list is known by; "" where it has no name."""
    if kind is Kind.PARAMETER:
        reached = resolve(node)
        return f"{reached.peek('in')} {reached.peek('name')}"
    if kind is Kind.TAG:
        return str(resolve(node).peek("name"))
    return str(node.peek("$ref")).rpartition("/")[2] if is_reference(node) else ""


def reordered(before: dict[str, Node], after: dict[str, Node]) -> bool:
    """Whether what is on both sides stands in another order."""
    return [name for name in before if name in after] != [name for name in after if name in before]
