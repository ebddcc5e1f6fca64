"""Calls: how they begin, that a call refuses the state it has, and that a transfer places another one."""

from __future__ import annotations

from ...action import Action
from ...behaviour import Behaviour, World
from ...messages import Response, Violation
from ...plan import Kind
from ...store import Record

OVER = frozenset(("completed", "rejected"))


class Calls(Behaviour):
    """The calls of a user."""

    table = "Call"

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        if record is None or action.kind is not Kind.UPDATE:
            return None
        state, wanted = record.values["state"], action.given.get("state")
        if state in OVER or wanted == state:
            return Violation(
                "state", f"cannot be changed: the call is {state}", "state", code="call-invalid-state"
            )
        return None

    def after_create(self, world: World, action: Action, record: Record) -> None:
        world.set(
            record, state="started", direction="out", recordingEnabled=record.values["recordingEnabled"]
        )

    def answer(self, world: World, action: Action, record: Record | None) -> Response | None:
        if record is None or action.kind is not Kind.UPDATE or action.given.get("state") != "transferring":
            return None
        given = {
            "from": action.given.get("transferCallerId", record.values["from"]),
            "to": action.given.get("transferTo", record.values["to"]),
        }
        placed = world.make(self.table, action.scope, given, action.origin)
        world.set(placed, state="started", direction="out")
        return Response(200, (("location", f"{action.origin}{world.records.address(placed)}"),))
