"""What it means that a thing is in one of the two documents alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import TypeGuard

from ..document import Document, Node, is_annotation
from ..openapi import Schema
from ..openapi.structure import Kind
from .change import Direction
from .classes import converts, holds_class, schemas_of
from .pair import SCHEMAS, Pair
from .schemas import names_required
from .values import Verdict, raw

_BY_KIND = {
    Kind.PATH_ITEM: "path",
    Kind.MEDIA_TYPE: "media-type",
    Kind.CALLBACK: "callback",
    Kind.SERVER: "server",
    Kind.MARKUP: "markup",
    Kind.MARKUP_ELEMENT: "markup",
}
_TEXTS = (Kind.EXAMPLE, Kind.EXTERNAL_DOCS, Kind.TAG)
_ALTERNATIVES = ("oneOf", "anyOf")
_INSIDE = ("items", "additionalProperties", "schema", "prefixItems", "patternProperties")
_CONDITIONS = (
    "contains",
    "contentSchema",
    "dependentSchemas",
    "else",
    "if",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
)


def told(
    pair: Pair, key: str, name: Hashable, kind: Kind, there: Node, document: Document, *, added: bool
) -> Iterator[Verdict]:
    """The rules and their messages; nothing where no rule knows. `there` is the thing, in its document."""
    what = "added" if added else "removed"
    label = label_of(name)
    message = f"the {kind.value} '{label}' was {what}"
    found = _name(pair, key, label, kind, there, what)
    if found is None:
        return
    yield found, message
    if not added and key not in ("properties", "attributes", "text"):
        yield from _classes_lost(document, there, kind, f"the {kind.value} '{label}'")
    read = pair.direction is Direction.RESPONSE and kind in SCHEMAS and key in _INSIDE
    if added and read and converts(Schema(document, there)):
        yield "meaning-changed", f"what is under '{label}' becomes more than plain values"


def _classes_lost(document: Document, there: Node, kind: Kind, what: str) -> Iterator[Verdict]:
    if any(holds_class(schema) for schema in schemas_of(document, there, kind)):
        yield "class-removed", f"a class was named after the place of {what}"


def label_of(name: Hashable) -> str:
    """What an entry is called; the elements of a list have a number beside the name."""
    return str(name[0] if is_numbered(name) else name)


def is_numbered(name: Hashable) -> TypeGuard[tuple[Hashable, int]]:
    return isinstance(name, tuple)


def _name(pair: Pair, key: str, label: str, kind: Kind, there: Node, what: str) -> str | None:
    if kind in _TEXTS:
        return "text-changed"
    if kind is Kind.SECURITY_SCHEME:
        return "security-changed" if what == "removed" else "scheme-added"
    if pair.kind is Kind.COMPONENTS:
        return f"component-{what}"
    if kind in (Kind.PATH_ITEM, Kind.OPERATION):
        return _operation(pair, key, kind, what)
    if kind in (Kind.SERVER_VARIABLE, Kind.MARKUP_ELEMENT) or pair.kind is Kind.MARKUP_ELEMENT:
        return "server-changed" if kind is Kind.SERVER_VARIABLE else _markup(pair, label, what)
    if kind is Kind.RESPONSE:
        return f"{'success' if label[:1] == '2' else 'failure'}-status-{what}"
    if kind in (Kind.REQUEST_BODY, Kind.HEADER):
        return _message(kind, there, what)
    if kind in SCHEMAS:
        return _schema(pair, key, label, there, what)
    return f"{_BY_KIND[kind]}-{what}" if kind in _BY_KIND else None


def _operation(pair: Pair, key: str, kind: Kind, what: str) -> str:
    """A path item or an operation: of the API, of a webhook, or of a callback."""
    if pair.kind is Kind.CALLBACK:
        return f"callback-address-{what}"
    if pair.direction is Direction.RESPONSE or key == "webhooks":
        return f"webhook-{what}"
    return f"{'path' if kind is Kind.PATH_ITEM else 'operation'}-{what}"


def _markup(pair: Pair, label: str, what: str) -> str:
    """An argument of a verb; one that is needed from now on changes the verb."""
    needed = what == "added" and label in names_required(pair.new)
    return "markup-changed" if needed else f"markup-{what}"


def _message(kind: Kind, there: Node, what: str) -> str:
    required = there.is_mapping and there.value.get("required") is True
    if kind is Kind.HEADER:
        return f"header-{what}-required" if required else f"header-{what}"
    return "body-added-required" if what == "added" and required else f"body-{what}"


def _schema(pair: Pair, key: str, label: str, there: Node, what: str) -> str | None:
    if key in ("properties", "attributes"):
        required = what == "added" and label in names_required(pair.new)
        return "property-added-required" if required else f"property-{what}"
    if key in _ALTERNATIVES:
        null = raw(there, "type") == "null"
        return f"became-{'' if what == 'added' else 'not-'}nullable" if null else f"alternative-{what}"
    if key == "allOf":
        only_texts = there.is_mapping and all(is_annotation(name) for name in there.value)
        return "text-changed" if only_texts else f"part-{what}"
    if key in _CONDITIONS:
        return f"condition-{what}"
    return f"subschema-{what}" if key in _INSIDE else None
