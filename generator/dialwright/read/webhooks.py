"""The requests that the service sends to its users, and how it signs them."""

from __future__ import annotations

from dataclasses import replace

from .. import ir, words
from ..openapi import ApiDescription, Operation, Webhook
from .fields import read_source
from .types import Types


def read_webhooks(description: ApiDescription, types: Types) -> tuple[ir.Webhook, ...]:
    """Every webhook with the type of what it carries, then callbacks, but for those that carry the same."""
    found = {one.name: _read(one, one.operation, types) for one in description.webhooks if one.operation}
    for one in description.callbacks:
        if one.operation is not None and one.payload is not None:
            callback = _read(one, one.operation, types)
            if (callback.words, callback.payload) not in [(w.words, w.payload) for w in found.values()]:
                key = one.name if one.name not in found else f"{one.name} {len(found)}"
                found[key] = replace(callback, key=key)
    return tuple(found.values())


def _read(webhook: Webhook, operation: Operation, types: Types) -> ir.Webhook:
    return ir.Webhook(
        key=webhook.name,
        words=words.split(webhook.name),
        mark=operation.text("x-marked-by"),
        payload=types.read(webhook.payload, words.split(webhook.name), sent=False),
        description=operation.text("description") or operation.text("summary"),
        source=read_source(operation),
    )


def read_signatures(description: ApiDescription) -> tuple[ir.Signature, ...]:
    """The ways in which the service signs them."""
    return tuple(
        ir.Signature(
            words=words.split(entry.text("name")),
            headers=entry.strings("headers"),
            signs=entry.text("signs"),
            digest=entry.text("digest"),
            encoding=entry.text("encoding"),
            body_hash=entry.text("body-hash"),
            description=entry.text("description"),
        )
        for entry in description.signatures
    )
