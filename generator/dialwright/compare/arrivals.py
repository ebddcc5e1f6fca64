"""The rules for objects that are there on one side alone."""

from __future__ import annotations

from collections.abc import Callable

from ..document import Node
from ..openapi.structure import Kind

__all__ = ["CAME", "METHODS", "PARTS", "arrival", "lost_result"]

CAME = {False: "is new", True: "is gone"}
"""In words, by whether it is gone."""

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

PARTS = {"oneOf": "alternative", "anyOf": "alternative", "allOf": "part", "prefixItems": "part"}
"""Keys under which schemas have no names: what one of them is."""

_CONSTRAINTS = frozenset(("not", "contains", "propertyNames", "unevaluatedItems"))
_CONDITIONS = frozenset(("if", "then", "else", "unevaluatedProperties", "contentSchema"))

_SIMPLE: dict[Kind, tuple[str, str]] = {
    Kind.MEDIA_TYPE: ("media-type-removed", "media-type-added"),
    Kind.HEADER: ("header-removed", "header-added"),
    Kind.SCHEMA: ("schema-removed", "schema-added"),
    Kind.SERVER: ("server-changed", "server-changed"),
    Kind.SERVER_VARIABLE: ("server-changed", "server-changed"),
    Kind.SECURITY_SCHEME: ("security-changed", "security-loosened"),
    Kind.ENCODING: ("encoding-changed", "encoding-changed"),
    Kind.CALLBACK: ("webhook-removed", "webhook-added"),
    Kind.MARKUP: ("markup-removed", "markup-added"),
    Kind.MARKUP_ELEMENT: ("markup-removed", "markup-added"),
    Kind.TAG: ("description-changed", "description-changed"),
    Kind.INFO: ("description-changed", "description-changed"),
    Kind.EXAMPLE: ("description-changed", "description-changed"),
    Kind.EXTERNAL_DOCS: ("description-changed", "description-changed"),
    Kind.LINK: ("description-changed", "description-changed"),
}


def arrival(kind: Kind, name: str, node: Node, gone: bool, *, inverted: bool) -> tuple[str, str]:
    """The rule for something that came or went, and what it is in words.

    Args:
        kind: What kind of object it is.
        name: What it is known by.
        node: The object.
        gone: Whether it went.
        inverted: Whether the service is the one that asks.
    """
    came = "removed" if gone else "added"
    if kind is Kind.OPERATION:
        return f"{'webhook' if inverted else 'operation'}-{came}", "it "
    if kind in (Kind.PARAMETER, Kind.REQUEST_BODY):
        what = "parameter" if kind is Kind.PARAMETER else "body"
        return f"{what}-{came}{'' if gone or node.peek('required') is not True else '-required'}", "it "
    if kind is Kind.RESPONSE:
        return f"{'success' if name[:1] == '2' else 'failure'}-{came}", "it "
    rule = _of_schema(name, gone) if kind is Kind.SCHEMA else ""
    return rule or _simple(kind, gone), f"{kind.value} '{name}' "


def _of_schema(key: str, gone: bool) -> str:
    """The rule for a schema under a key that says what is refused."""
    if key in _CONDITIONS:
        return "constraint-changed"
    if key in _CONSTRAINTS:
        return "constraint-loosened" if gone else "constraint-tightened"
    return ""


def _simple(kind: Kind, gone: bool) -> str:
    rules = _SIMPLE.get(kind)
    return rules[0 if gone else 1] if rules is not None else "unknown-change"


def lost_result(old: Node, new: Node, resolve: Callable[[Node], Node]) -> bool:
    """Whether answers that brought a result went, and none that is left brings one."""
    before, after = (_with_result(node, resolve) for node in (old, new))
    return bool(before - set(new.value)) and not after


def _with_result(responses: Node, resolve: Callable[[Node], Node]) -> set[str]:
    """The statuses of success with a body."""
    return {
        status for status, node in responses.items() if status[:1] == "2" and resolve(node).peek("content")
    }
