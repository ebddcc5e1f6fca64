"""Messages: what is known of one once it is queued, and when its record may be deleted."""

from __future__ import annotations

from typing import Any

from ...action import Action
from ...behaviour import Behaviour, World
from ...messages import Violation
from ...plan import Kind
from ...store import Record
from .media import media_type

UNDER_WAY = frozenset(("queued", "initiated", "sending", "receiving"))

_GSM = 160, 153  # characters of one part, and of each of several
_UNICODE = 70, 67


class Messages(Behaviour):
    """The messages of an account."""

    table = "Message"

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        if record is None or action.kind is not Kind.DELETE or record.values["status"] not in UNDER_WAY:
            return None
        return Violation(
            "MessageSid", f"names a message that is {record.values['status']}: it is under way", "state"
        )

    def after_create(self, world: World, action: Action, record: Record) -> None:
        addresses: list[str] = action.given.get("MediaUrl", [])
        for url in addresses:
            scope = {**action.scope, "MessageSid": record.id}
            world.make("compat.messages.media", scope, {"content_type": media_type(url)}, action.origin)
        values: dict[str, Any] = {
            "num_media": len(addresses),
            "num_segments": segments(record.values["body"] or ""),
        }
        if "From" not in action.given:
            values["from"] = "+15550199"  # the number group picks one
        world.set(record, status="queued", direction="outbound-api", **values)


def segments(body: str) -> int:
    """Into how many parts a text is split for sending."""
    alone, each = _GSM if body.isascii() else _UNICODE
    return 1 if len(body) <= alone else -(-len(body) // each)
