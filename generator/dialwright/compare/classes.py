"""Which schemas become classes of a client, whose names people import."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Document, Node, is_reference
from ..openapi import Schema
from ..openapi.structure import Kind, Shape, held
from .change import Direction
from .direction import turned
from .pair import SCHEMAS

_PASSED_OVER = ("components", "x-markup", "links")  # nothing is made of what these hold


def is_class(schema: Schema) -> bool:
    """Whether a schema has a name of its own: a record, a list of values, a choice that is told apart."""
    if not schema.node.is_mapping or schema.meaning:
        return False
    if schema.core is not schema:
        return is_class(schema.core)
    if schema.is_constant:
        return False
    return bool(schema.values) or _is_told_apart(schema) or is_record(schema)


def is_record(schema: Schema) -> bool:
    """Whether a schema lists the properties of an object."""
    if not schema.node.is_mapping or schema.meaning or schema.values or schema.is_choice:
        return False
    return "object" in schema.types and bool(schema.properties)


def _is_told_apart(schema: Schema) -> bool:
    return bool(schema.discriminator) and schema.is_choice


def holds_class(schema: Schema, depth: int = 0) -> bool:
    """Whether a schema that goes takes a class with it that was named after its place."""
    if schema.name or depth > 20 or not schema.node.is_mapping:
        return False
    if is_class(schema):
        return True
    inner = (*schema.options, *schema.elements_of, *schema.unlisted)
    return any(holds_class(each, depth + 1) for each in inner)


def converts(schema: Schema, depth: int = 0) -> bool:
    """Whether a value of the schema is anything but plain JSON when it is read."""
    if not schema.node.is_mapping or depth > 20:
        return False
    if is_record(schema) or schema.meaning or schema.format in CONVERTING:
        return True
    inner = (*schema.options, *schema.elements_of, *schema.unlisted)
    return any(converts(each, depth + 1) for each in inner)


CONVERTING = frozenset(("binary", "date", "date-time", "decimal", "rfc-2822"))
"""Formats whose values are of a type of their own in Python."""


_MESSAGES = (Kind.RESPONSE, Kind.HEADER, Kind.MEDIA_TYPE)


def schemas_of(document: Document, node: Node, kind: Kind) -> Iterator[Schema]:
    """The schemas of an answer, or of a part of it; of a schema, itself."""
    stack = [(node, kind)]
    while stack:
        one, inner = stack.pop()
        if inner in SCHEMAS:
            yield Schema(document, one)
        elif inner in _MESSAGES:
            here = document.resolve(one)
            stack += [(child, what) for child, what, _ in _below(here, inner, Direction.RESPONSE)]


class Classes:
    """The named schemas that a document's operations, webhooks and callbacks lead to, and who writes them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.places: dict[str, Node] = {}
        self.directions: dict[str, set[Direction]] = {}
        self._walk()

    def _walk(self) -> None:
        stack = [(self._document.root, Kind.DOCUMENT, Direction.NONE)]
        seen: set[tuple[Node, Kind, Direction]] = set()
        parts: set[Node] = set()  # what others include: it is none of its own where nothing else leads to it
        while stack:
            node, kind, direction = stack.pop()
            here = self._document.target(node) if is_reference(node) else node
            if (here, kind, direction) in seen or not here.is_mapping:
                continue
            if node not in parts:
                seen.add((here, kind, direction))
            if kind in SCHEMAS:
                schema = Schema(self._document, here)
                parts.update(one.written for one in schema.all_of if schema.core is schema)
                if node not in parts:
                    self._note(schema, direction)
            stack += _below(here, kind, direction)

    def _note(self, schema: Schema, direction: Direction) -> None:
        if schema.name and is_class(schema):
            self.places.setdefault(schema.name, schema.node)
            self.directions.setdefault(schema.name, set()).add(direction)


def _below(node: Node, kind: Kind, direction: Direction) -> Iterator[tuple[Node, Kind, Direction]]:
    for key, child in node.items():
        holding = held(kind, key) if key not in _PASSED_OVER else None
        if holding is None:
            continue
        shape, inner = holding
        way = Direction.REQUEST if inner is Kind.PARAMETER else turned(kind, key, inner, direction)
        if shape is Shape.ONE:
            yield child, inner, way
        else:
            held_there = (each for _, each in child.items()) if shape is Shape.MAP else child.elements()
            yield from ((each, inner, way) for each in held_there)
