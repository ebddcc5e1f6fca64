"""The ways in which one schema can be written: by reference, with more beside it, wrapped, or put together.

None of them makes a difference to a value. They are seen through before two schemas are compared, so that
only what is different in meaning is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..document import Document, Node, is_annotation, is_reference
from ..openapi import Schema
from ..openapi.structure import Kind
from .match import entries
from .pair import Pair
from .values import raw

_CHOICES = ("oneOf", "anyOf")
_MERGED = frozenset(("allOf", "properties", "required", "type"))


@dataclass(frozen=True)
class Written:
    """Where a place leads, and the keys that are written beside the reference and lie over what is there."""

    core: Node
    beside: Node | None = None

    @property
    def effective(self) -> Node:
        """Both in one."""
        if self.beside is None or not self.core.is_mapping:
            return self.core
        value = {**self.core.value, **self.beside.value}
        return Node(value, self.core.file, self.core.pointer, (self.beside,))


def written(document: Document, node: Node, *, schema: bool, unwrap: bool) -> Written:
    """How something is written at a place.

    A schema that does no more than include another (`unwrap`) is that one, as a reference to it is. What adds
    to a schema beside a reference to it stands for a schema that includes that one.
    """
    if not is_reference(node):
        return _unwrapped(document, node) if schema and unwrap else Written(node)
    home = Schema(document, node).definition.node if schema else document.target(node)
    own = {key: value for key, value in node.value.items() if key != "$ref"}
    if not own or (schema and home.pointer == node.pointer):
        return Written(home)
    return Written(home, Node(own, node.file, node.pointer))


def includes(node: Node) -> bool:
    """Whether a schema in place includes others."""
    return node.is_mapping and not is_reference(node) and "allOf" in node.value


def _unwrapped(document: Document, node: Node) -> Written:
    schema = Schema(document, node)
    if not includes(node) or schema.core is schema:
        return Written(node)
    own = {key: value for key, value in node.value.items() if key not in ("allOf", "type")}
    inner = schema.core.definition.node
    return Written(inner, Node(own, node.file, node.pointer) if own else None)


def choice(node: Node) -> str:
    """`oneOf` or `anyOf` where a schema in place is nothing but a choice between others, else ""."""
    if not node.is_mapping or is_reference(node):
        return ""
    keys = [key for key in node.value if not is_annotation(key)]
    return keys[0] if len(keys) == 1 and keys[0] in _CHOICES else ""


@dataclass(frozen=True)
class Merged:
    """What an object says in all of its parts."""

    properties: Mapping[str, Node]
    required: frozenset[str]


def merged(documents: tuple[Document, Document], pair: Pair) -> tuple[Merged, Merged] | None:
    """Both objects as a whole, if they are put together from parts in different ways; else None.

    Only parts that do no more than list properties can be looked through.
    """
    names = [_parts(document, node) for document, node in zip(documents, (pair.old, pair.new), strict=True)]
    if names[0] == names[1]:
        return None
    schemas = [Schema(document, node) for document, node in zip(documents, (pair.old, pair.new), strict=True)]
    if not all(_is_mergeable(schema) for schema in schemas):
        return None
    one, other = (
        Merged({name: inner.written for name, inner in schema.properties.items()}, schema.required)
        for schema in schemas
    )
    return one, other


def _parts(document: Document, node: Node) -> set[object]:
    child = node.get("allOf")
    return (
        set(entries(Kind.SCHEMA, "allOf", child.elements(), document.resolve)) if child is not None else set()
    )


def _is_mergeable(schema: Schema) -> bool:
    if any(inner.refines for inner in schema.properties.values()) or schema.types != ("object",):
        return False
    return all(_only_lists(part.node) for part in schema.parts)


def _only_lists(node: Node) -> bool:
    if not node.is_mapping:
        return False
    more = (key for key in node.value if key not in _MERGED and not is_annotation(key))
    ours = (key for key in node.value if key.startswith("x-") and key != "x-source")
    return raw(node, "type") in (None, "object") and not any(more) and not any(ours)
