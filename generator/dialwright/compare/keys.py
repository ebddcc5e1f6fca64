"""What it means that a plain value under a key is another: for the keys of each kind of object."""

from __future__ import annotations

from ..openapi.structure import Kind

__all__ = ["rule_of_key"]

_WORDS: dict[str, str] = dict.fromkeys(
    ("description", "summary", "title", "example", "externalDocs", "$comment", "x-source", "termsOfService"),
    "description-changed",
)

_KEYS: dict[Kind, dict[str, str]] = {
    Kind.DOCUMENT: {
        "openapi": "standard-changed",
        "jsonSchemaDialect": "standard-changed",
        "x-client": "client-changed",
    },
    Kind.INFO: dict.fromkeys(("contact", "license"), "description-changed"),
    Kind.SERVER: {"url": "server-changed", "name": "description-changed"},
    Kind.SERVER_VARIABLE: dict.fromkeys(("default", "enum"), "server-changed"),
    Kind.OPERATION: {
        "x-resource": "resource-moved",
        "x-method": "method-renamed",
        "x-idempotent": "idempotence-changed",
        "x-pagination": "pagination-changed",
    },
    Kind.PATH_ITEM: {"x-resource": "resource-moved"},
    Kind.PARAMETER: {
        **dict.fromkeys(("style", "explode", "allowReserved"), "parameter-encoding-changed"),
        **dict.fromkeys(("x-name", "x-item", "x-bound"), "name-changed"),
        "allowEmptyValue": "constraint-changed",
        "x-default": "default-changed",
    },
    Kind.HEADER: dict.fromkeys(("style", "explode"), "parameter-encoding-changed"),
    Kind.ENCODING: dict.fromkeys(("contentType", "style", "explode", "allowReserved"), "encoding-changed"),
    Kind.SCHEMA: {"examples": "description-changed", "x-method": "method-renamed"},
    Kind.SECURITY_SCHEME: dict.fromkeys(
        ("type", "scheme", "in", "name", "flows", "openIdConnectUrl"), "security-changed"
    ),
    Kind.TAG: {"name": "description-changed"},
}
_KEYS[Kind.SCHEMA] |= {
    **dict.fromkeys(
        ("format", "x-type", "x-format", "contentEncoding", "contentMediaType"), "format-changed"
    ),
    **dict.fromkeys(("default", "x-default"), "default-changed"),
    **dict.fromkeys(("pattern", "multipleOf", "dependentRequired"), "constraint-changed"),
    **dict.fromkeys(("readOnly", "writeOnly"), "access-changed"),
    "discriminator": "discriminator-changed",
    "x-name": "name-changed",
    "x-idempotent": "idempotence-changed",
    "xml": "encoding-changed",
}
_KEYS[Kind.PROPERTY] = _KEYS[Kind.SCHEMA]


def rule_of_key(kind: Kind, key: str, known: frozenset[str]) -> str:
    """The rule for another value under a key, where nothing more particular is known of it.

    Args:
        kind: The kind of the object that has the key.
        key: The key.
        known: The `x-` keys that are ours.
    """
    found = _KEYS.get(kind, {}).get(key) or _WORDS.get(key)
    if found is None and key.startswith("x-"):
        found = "extension-changed" if key in known else "foreign-extension-changed"
    if found is None and kind in (Kind.EXAMPLE, Kind.EXTERNAL_DOCS, Kind.LINK):
        found = "description-changed"
    return found or "unknown-change"
