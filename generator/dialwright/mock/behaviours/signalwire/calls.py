"""Calls: how they begin, and that one which is over stays as it is."""

from __future__ import annotations

from ...action import Action
from ...behaviour import Behaviour, World
from ...messages import Violation
from ...plan import Kind
from ...store import Record

OVER = frozenset(("canceled", "completed", "busy", "failed", "no-answer"))


class Calls(Behaviour):
    """The calls of an account."""

    table = "Call"

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        if record is None or action.kind is not Kind.UPDATE or record.values["status"] not in OVER:
            return None
        return Violation(
            "Sid", f"names a call that is {record.values['status']} and cannot be changed", "state"
        )

    def after_create(self, world: World, action: Action, record: Record) -> None:
        world.set(record, status="queued", direction="outbound")
