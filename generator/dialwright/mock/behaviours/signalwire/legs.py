"""The Calling API's view of calls: commands find those of the Compatibility API as well."""

from __future__ import annotations

from ...action import Action
from ...behaviour import Behaviour, World
from ...plan import Kind
from ...store import Record

_STATUSES = {"in-progress": "answered", "busy": "ended", "no-answer": "ended"}
_SAME = frozenset(("queued", "ringing", "failed", "canceled", "completed"))


class Legs(Behaviour):
    """The ends of calls, which commands are about."""

    table = "Leg"

    def find(self, world: World, action: Action) -> Record | None:
        call = world.store.find("Call", action.id, {})
        if call is None or world.store.find(self.table, action.id, {}) is not None:
            return None
        plan = self.plans(world, Kind.COMMAND)[0]
        values = {name: call.values[name] for name in ("from", "to", "url")}
        leg = world.records.make(plan, {}, values, action.origin, id=call.id)
        world.set(leg, direction="outbound", status=leg_status(call.values["status"]))
        return leg

    def after_create(self, world: World, action: Action, record: Record) -> None:
        world.set(record, direction="outbound-api", status="queued")


def leg_status(status: str) -> str:
    """How the Calling API tells where a call of the Compatibility API stands."""
    return status if status in _SAME else _STATUSES.get(status, "created")
