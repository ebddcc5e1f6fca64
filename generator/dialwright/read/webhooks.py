"""The requests that the service sends to its users, and how it signs them."""

from __future__ import annotations

from .. import ir, words
from ..openapi import ApiDescription
from .fields import read_source
from .types import Types


def read_webhooks(description: ApiDescription, types: Types) -> tuple[ir.Webhook, ...]:
    """Every webhook with the type of what it carries."""
    return tuple(
        ir.Webhook(
            key=webhook.name,
            words=words.split(webhook.name),
            mark=webhook.operation.text("x-marked-by"),
            payload=types.read(webhook.payload, words.split(webhook.name), sent=False),
            description=webhook.operation.text("description") or webhook.operation.text("summary"),
            source=read_source(webhook.operation),
        )
        for webhook in description.webhooks
        if webhook.operation is not None
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
