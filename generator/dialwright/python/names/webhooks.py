"""The names of the module about webhooks, and of the functions in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ... import ir
from ...kept import Register
from ...words import snake
from .identifier import identifier, reserved_words
from .schemas import SchemaNames
from .scope import Scope

_PAYLOAD = "WebhookPayload"


@dataclass(frozen=True)
class WebhookNames:
    """Where webhooks are received, and what each is called there: `receive_{name}`."""

    module: str
    payload: str  # the union of what they carry
    names: Mapping[str, str]  # key of a webhook -> its name


def webhook_names(
    api: ir.Api, schemas: Mapping[str, SchemaNames], modules: Iterable[str], register: Register
) -> WebhookNames:
    """Names for the webhooks of an API; `modules` are the names that modules of the package have."""
    names = Scope(kept=register.kept.under("webhooks"), register=register)
    classes = Scope(schema.name for schema in schemas.values())
    return WebhookNames(
        module=Scope({*reserved_words("modules"), *modules}).claim("webhooks", "webhook_requests"),
        payload=classes.claim(_PAYLOAD, f"{_PAYLOAD}Type"),
        names={
            webhook.key: names.claim(identifier(webhook.words, snake), key=("webhooks", webhook.key))
            for webhook in api.webhooks
        },
    )
