"""What it means that a thing is in one of the two documents alone."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeGuard

from ..document import Node
from ..openapi.structure import Kind
from .keys import Verdict
from .pair import Pair
from .schemas import is_required

_BY_KIND = {
    Kind.PATH_ITEM: "path",
    Kind.OPERATION: "operation",
    Kind.MEDIA_TYPE: "media-type",
    Kind.HEADER: "header",
    Kind.CALLBACK: "callback",
    Kind.SERVER: "server",
    Kind.MARKUP: "markup",
    Kind.MARKUP_ELEMENT: "markup",
}
_TEXTS = (Kind.EXAMPLE, Kind.EXTERNAL_DOCS, Kind.TAG)
_ALTERNATIVES = ("oneOf", "anyOf")


def told(pair: Pair, key: str, name: Hashable, kind: Kind, there: Node, *, added: bool) -> Verdict | None:
    """The rule and the message; None where no rule knows."""
    what = "added" if added else "removed"
    label = label_of(name)
    message = f"the {kind.value} '{label}' was {what}"
    found = _name(pair, key, label, kind, there, what)
    return (found, message) if found is not None else None


def label_of(name: Hashable) -> str:
    """What an entry is called; the elements of a list have a number beside the name."""
    return str(name[0] if is_numbered(name) else name)


def is_numbered(name: Hashable) -> TypeGuard[tuple[Hashable, int]]:
    return isinstance(name, tuple)


def _name(pair: Pair, key: str, label: Hashable, kind: Kind, there: Node, what: str) -> str | None:
    if kind in _TEXTS:
        return "text-changed"
    if pair.kind is Kind.DOCUMENT and key == "webhooks":
        return f"webhook-{what}"
    if pair.kind is Kind.COMPONENTS:
        return f"component-{what}"
    if kind is Kind.RESPONSE:
        return f"{_outcome(label)}-status-{what}"
    if kind is Kind.REQUEST_BODY:
        return _body(there, what)
    if kind in (Kind.SCHEMA, Kind.PROPERTY):
        return _schema(pair, key, label, what)
    return f"{_BY_KIND[kind]}-{what}" if kind in _BY_KIND else None


def _outcome(status: Hashable) -> str:
    return "success" if str(status)[:1] == "2" else "failure"


def _body(there: Node, what: str) -> str:
    required = there.is_mapping and there.value.get("required") is True
    return "body-added-required" if what == "added" and required else f"body-{what}"


def _schema(pair: Pair, key: str, label: Hashable, what: str) -> str | None:
    if key in ("properties", "attributes"):
        required = what == "added" and is_required(pair.new, str(label))
        return "property-added-required" if required else f"property-{what}"
    if key in _ALTERNATIVES:
        return f"alternative-{what}"
    if key == "allOf":
        return f"part-{what}"
    return f"subschema-{what}" if key in ("items", "additionalProperties", "schema", "prefixItems") else None
