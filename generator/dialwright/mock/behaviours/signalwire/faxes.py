"""Faxes: each has a document, and one that is over cannot be canceled."""

from __future__ import annotations

from ...action import Action
from ...behaviour import Behaviour, World
from ...messages import Violation
from ...plan import Kind
from ...store import Record

OVER = frozenset(("delivered", "received", "no-answer", "busy", "failed", "canceled"))


class Faxes(Behaviour):
    """The faxes of an account."""

    table = "Fax"

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        if record is None or action.kind is not Kind.UPDATE or record.values["status"] not in OVER:
            return None
        return Violation(
            "FaxSid", f"names a fax that is {record.values['status']} and cannot be changed", "state"
        )

    def after_create(self, world: World, action: Action, record: Record) -> None:
        scope = {**action.scope, "FaxSid": record.id}
        values = {"content_type": "application/pdf"}
        document = world.make("compat.faxes.media", scope, values, action.origin)
        world.set(record, status="queued", direction="outbound", media_sid=document.id)
