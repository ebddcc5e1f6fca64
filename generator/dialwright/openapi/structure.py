"""What stands where in an OpenAPI document: every object that the standard or we define, with its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ..cached import cached_property
from ..document import Document, Node, is_reference
from ..problems import InputError, Problem, Severity
from .schema import Schema


class Kind(Enum):
    """The objects of the standard, and ours, by the names that messages use."""

    DOCUMENT = "document"
    INFO = "info object"
    SERVER = "server"
    SERVER_VARIABLE = "server variable"
    TAG = "tag"
    COMPONENTS = "components object"
    PATHS = "paths object"
    PATH_ITEM = "path item"
    OPERATION = "operation"
    PARAMETER = "parameter"
    REQUEST_BODY = "request body"
    RESPONSES = "responses object"
    RESPONSE = "response"
    HEADER = "header"
    MEDIA_TYPE = "media type"
    ENCODING = "encoding"
    SCHEMA = "schema"
    PROPERTY = "property"
    EXAMPLE = "example"
    LINK = "link"
    CALLBACK = "callback"
    SECURITY_SCHEME = "security scheme"
    EXTERNAL_DOCS = "external documentation"
    MARKUP = "description of markup"
    MARKUP_ELEMENT = "element of markup"


class Shape(Enum):
    """How the objects of one kind are held under a key."""

    ONE = "one"
    LIST = "list"
    MAP = "map"  # by names, any of which may begin with `x-`


@dataclass(frozen=True, slots=True)
class Located:
    """One object, where it is written: it may be a reference itself, or what one leads to."""

    node: Node
    kind: Kind
    referred: bool = False  # reached through a reference, and through nothing else so far

    @property
    def is_schema(self) -> bool:
        return self.kind in (Kind.SCHEMA, Kind.PROPERTY)


_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

_Children = dict[str, tuple[Shape, Kind]]

_SCHEMA: _Children = {
    **dict.fromkeys(("properties", "patternProperties"), (Shape.MAP, Kind.PROPERTY)),
    **dict.fromkeys(("$defs", "dependentSchemas"), (Shape.MAP, Kind.SCHEMA)),
    **dict.fromkeys(("allOf", "oneOf", "anyOf", "prefixItems"), (Shape.LIST, Kind.SCHEMA)),
    **dict.fromkeys(("items", "additionalProperties", "not", "if", "then", "else"), (Shape.ONE, Kind.SCHEMA)),
    **dict.fromkeys(("contains", "propertyNames", "contentSchema"), (Shape.ONE, Kind.SCHEMA)),
    **dict.fromkeys(("unevaluatedItems", "unevaluatedProperties"), (Shape.ONE, Kind.SCHEMA)),
}
_PARAMETER: _Children = {
    "schema": (Shape.ONE, Kind.SCHEMA),
    "content": (Shape.MAP, Kind.MEDIA_TYPE),
    "examples": (Shape.MAP, Kind.EXAMPLE),
}

_CHILDREN: dict[Kind, _Children] = {
    Kind.DOCUMENT: {
        "info": (Shape.ONE, Kind.INFO),
        "servers": (Shape.LIST, Kind.SERVER),
        "tags": (Shape.LIST, Kind.TAG),
        "paths": (Shape.ONE, Kind.PATHS),
        "webhooks": (Shape.MAP, Kind.PATH_ITEM),
        "components": (Shape.ONE, Kind.COMPONENTS),
        "externalDocs": (Shape.ONE, Kind.EXTERNAL_DOCS),
        "x-markup": (Shape.ONE, Kind.MARKUP),
    },
    Kind.COMPONENTS: {
        "schemas": (Shape.MAP, Kind.SCHEMA),
        "responses": (Shape.MAP, Kind.RESPONSE),
        "parameters": (Shape.MAP, Kind.PARAMETER),
        "examples": (Shape.MAP, Kind.EXAMPLE),
        "requestBodies": (Shape.MAP, Kind.REQUEST_BODY),
        "headers": (Shape.MAP, Kind.HEADER),
        "securitySchemes": (Shape.MAP, Kind.SECURITY_SCHEME),
        "links": (Shape.MAP, Kind.LINK),
        "callbacks": (Shape.MAP, Kind.CALLBACK),
        "pathItems": (Shape.MAP, Kind.PATH_ITEM),
    },
    Kind.SERVER: {"variables": (Shape.MAP, Kind.SERVER_VARIABLE)},
    Kind.TAG: {"externalDocs": (Shape.ONE, Kind.EXTERNAL_DOCS)},
    Kind.PATH_ITEM: {
        **dict.fromkeys(_METHODS, (Shape.ONE, Kind.OPERATION)),
        "servers": (Shape.LIST, Kind.SERVER),
        "parameters": (Shape.LIST, Kind.PARAMETER),
    },
    Kind.OPERATION: {
        "parameters": (Shape.LIST, Kind.PARAMETER),
        "requestBody": (Shape.ONE, Kind.REQUEST_BODY),
        "responses": (Shape.ONE, Kind.RESPONSES),
        "callbacks": (Shape.MAP, Kind.CALLBACK),
        "servers": (Shape.LIST, Kind.SERVER),
        "externalDocs": (Shape.ONE, Kind.EXTERNAL_DOCS),
    },
    Kind.PARAMETER: _PARAMETER,
    Kind.HEADER: _PARAMETER,
    Kind.REQUEST_BODY: {"content": (Shape.MAP, Kind.MEDIA_TYPE)},
    Kind.RESPONSE: {
        "headers": (Shape.MAP, Kind.HEADER),
        "content": (Shape.MAP, Kind.MEDIA_TYPE),
        "links": (Shape.MAP, Kind.LINK),
    },
    Kind.MEDIA_TYPE: {
        "schema": (Shape.ONE, Kind.SCHEMA),
        "examples": (Shape.MAP, Kind.EXAMPLE),
        "encoding": (Shape.MAP, Kind.ENCODING),
    },
    Kind.ENCODING: {"headers": (Shape.MAP, Kind.HEADER)},
    Kind.SCHEMA: _SCHEMA,
    Kind.PROPERTY: _SCHEMA,
    Kind.LINK: {"server": (Shape.ONE, Kind.SERVER)},
    Kind.MARKUP: {
        **dict.fromkeys(("documents", "elements"), (Shape.MAP, Kind.MARKUP_ELEMENT)),
        "attributes": (Shape.MAP, Kind.PROPERTY),
        "schemas": (Shape.MAP, Kind.SCHEMA),
    },
    Kind.MARKUP_ELEMENT: {"text": (Shape.ONE, Kind.PROPERTY), "attributes": (Shape.MAP, Kind.PROPERTY)},
}

# Objects whose keys are all names, but for those that begin with `x-`.
_NAMED: dict[Kind, Kind] = {
    Kind.PATHS: Kind.PATH_ITEM,
    Kind.RESPONSES: Kind.RESPONSE,
    Kind.CALLBACK: Kind.PATH_ITEM,
}


_COMPONENT = re.compile(r"#/components/([A-Za-z]+)/([A-Za-z0-9._-]+)")

ENOUGH = 500  # problems of one kind; nobody mends more at a time


class Structure:
    """Every object of a document that can be reached, each once, and the references that lead nowhere."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.broken: dict[Problem, None] = {}
        self.idle: dict[Node, Problem] = {}  # those that nothing needs: a component that no operation uses
        self.objects: tuple[Located, ...] = tuple(self._walk([Located(document.root, Kind.DOCUMENT)]))

    @cached_property
    def _used(self) -> set[Node]:
        """Every object that does not stand among the components alone."""
        found: set[Node] = set()
        stack: list[Located] = []
        for located in _children(Located(self._document.root, Kind.DOCUMENT)):
            stack += _always_used(located) if located.kind is Kind.COMPONENTS else [located]
        while stack:
            located = stack.pop()
            if located.node in found:
                continue
            found.add(located.node)
            if is_reference(located.node):
                stack += self._leads(located)
            elif located.node.is_mapping:
                stack += _children(located)
                stack += self._told_apart(located) if located.is_schema else ()
        return found

    def is_used(self, node: Node) -> bool:
        """Whether an object is needed by anything but components that nothing needs."""
        return node in self._used

    def _leads(self, located: Located) -> list[Located]:
        try:
            return [Located(self._document.step(located.node), located.kind)]
        except InputError:
            return []

    def _told_apart(self, located: Located) -> Iterator[Located]:
        """The schemas that a discriminator leads to without a reference."""
        discriminator = located.node.get("discriminator")
        if discriminator is None:
            return
        mapping = discriminator.get("mapping")
        for _, node in mapping.items() if mapping is not None else ():
            if isinstance(node.value, str):
                yield Located(Schema.meant(self._document, node).written, Kind.SCHEMA)
        try:
            heirs = Schema(self._document, located.node).heirs
        except InputError:  # one of them refers to nothing, which is told where it stands
            return
        for heir in heirs:
            yield Located(heir.written, Kind.SCHEMA)

    def _walk(self, stack: list[Located]) -> Iterator[Located]:
        seen: set[tuple[Node, Kind]] = set()
        directly: set[tuple[Node, Kind]] = set()
        while stack:
            located = stack.pop()
            place = (located.node, located.kind)
            if not located.node.is_mapping or place in (seen if located.referred else directly):
                continue
            yield located
            if not located.referred:
                directly.add(place)
            if place in seen:
                continue
            seen.add(place)
            if is_reference(located.node):
                stack += self._target(located)
            else:
                stack += reversed([*_children(located)])

    def _target(self, located: Located) -> list[Located]:
        if len(self.broken) + len(self.idle) >= ENOUGH:
            return []
        try:
            target = self._document.target(located.node)
        except InputError as error:
            if _names_missing(located.node, self._document.root) and located.node not in self._used:
                self.idle[located.node] = error.problems[0]
            else:
                self.broken.update(dict.fromkeys(error.problems))
            return []
        if not target.is_mapping and not (located.is_schema and isinstance(target.value, bool)):
            message = f"this leads to something that is not a mapping, so no {located.kind.value}"
            place = located.node["$ref"].place()
            self.broken[Problem(place, Severity.ERROR, message, "reference")] = None
        return [Located(target, located.kind, referred=True)]


def _names_missing(node: Node, root: Node) -> bool:
    """Whether a reference is to a component of this document, by its name, that is not there."""
    text = node["$ref"].value
    named = _COMPONENT.fullmatch(text) if isinstance(text, str) and node.file is root.file else None
    here: Node | None = root if named is not None else None
    for step in ("components", *(named.groups() if named is not None else ())):
        if here is None or not here.is_mapping:
            return False
        here = here.get(step)
    return here is None


def _always_used(components: Located) -> list[Located]:
    """Security schemes are used by their names, and not through references; builders by the user."""
    found = _children(components)
    return [
        located
        for located in found
        if located.kind is Kind.SECURITY_SCHEME or located.node.peek("x-builder") is not None
    ]


def held(kind: Kind, key: str) -> tuple[Shape, Kind] | None:
    """How an object of a kind holds others under a key, and of which kind those are."""
    if kind in _NAMED:
        return None if key.startswith("x-") else (Shape.ONE, _NAMED[kind])
    return _CHILDREN.get(kind, {}).get(key)


def _children(located: Located) -> Iterator[Located]:
    if located.kind in _NAMED:
        kind = _NAMED[located.kind]
        yield from (Located(node, kind) for name, node in located.node.items() if not name.startswith("x-"))
        return
    for key, (shape, kind) in _CHILDREN.get(located.kind, {}).items():
        child = located.node.get(key)
        if child is None:
            continue
        if shape is Shape.ONE:
            yield Located(child, kind)
        elif shape is Shape.MAP:
            yield from (Located(node, kind) for _, node in child.items())
        else:
            yield from (Located(node, kind) for node in child.elements())
