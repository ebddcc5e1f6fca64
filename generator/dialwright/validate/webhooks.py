"""Rules about what the service sends to its users: which of its requests it is, and how it is signed."""

from __future__ import annotations

from collections.abc import Iterator

from ..openapi import View, Webhook
from .context import Context
from .rule import Finding, Level, Rule, at, at_key, readable, unless_known

_MARK = "x-marked-by"


def _signatures(context: Context) -> Iterator[Finding]:
    seen: set[str] = set()
    for entry in context.api.signatures:
        name = entry.child("name")
        if name is not None and entry.text("name") in seen:
            yield at(name, f"another scheme has the name '{entry.text('name')}'")
        seen.add(entry.text("name"))
        yield from _body_hash(entry)


def _body_hash(entry: View) -> Iterator[Finding]:
    """The address alone says nothing of the body; where that is signed, a hash says nothing more."""
    signs, body_hash = entry.child("signs"), entry.child("body-hash")
    if signs is not None and signs.value == "url" and body_hash is None:
        hint = "name the query parameter that holds its hash, as 'body-hash'"
        yield at(signs, f"the address alone is signed, so anybody could change the body; {hint}")
    elif body_hash is not None and entry.text("signs") in ("url-and-form", "url-and-body"):
        yield at_key(body_hash, "the body itself is signed here; a hash of it goes with 'signs: url'")


def _marks(context: Context) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for webhook in context.api.webhooks:
        yield from readable(_mark(webhook, first))
    for operation in context.operations:
        node = operation.child(_MARK)
        if node is not None:
            yield at_key(node, f"'{_MARK}' says nothing on a request that clients make")


def _mark(webhook: Webhook, first: dict[str, str]) -> Iterator[Finding]:
    operation, payload = webhook.operation, webhook.payload
    node = operation.child(_MARK) if operation is not None else None
    if node is None or not isinstance(node.value, str):
        return
    known = payload.properties if payload is not None else {}
    yield from unless_known(node, known, f"a property of what '{webhook.name}' carries")
    if first.setdefault(node.value, webhook.name) != webhook.name:
        yield at(node, f"'{node.value}' is already the mark of '{first[node.value]}'")


RULES = (
    Rule(
        "signatures",
        Level.ALWAYS,
        "`x-signatures` lists how requests of the service are signed. Each scheme has a name of its own, and "
        "covers the body: by signing it, or by signing an address that holds the body's hash. A scheme that "
        "covers the address alone would vouch for a body that anybody wrote.",
        _signatures,
    ),
    Rule(
        "webhook-mark",
        Level.ALWAYS,
        "`x-marked-by` names the property that tells the payload of one webhook from those of the others. It "
        "is a property of that payload, and no other webhook has the same.",
        _marks,
    ),
)
