"""Queues: how many wait, and that only one in which nobody waits can be deleted."""

from __future__ import annotations

from typing import Any

from ...action import Action
from ...behaviour import Behaviour, World
from ...messages import Violation
from ...plan import Kind
from ...store import Record
from .queueing import waiting


class Queues(Behaviour):
    """The queues of an account."""

    table = "Queue"

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        if record is None or action.kind is not Kind.DELETE or not waiting(world, record.id):
            return None
        return Violation(
            "QueueSid", "names a queue in which calls wait; only an empty one can be deleted", "state"
        )

    def refresh(self, world: World, record: Record) -> None:
        members = waiting(world, record.id)
        now = world.clock.now()
        waits = [
            (now - member.state["since"]).total_seconds() for member in members if "since" in member.state
        ]
        record.values["current_size"] = len(members)
        record.values["average_wait_time"] = int(sum(waits) / len(waits)) if waits else 0

    def matches(self, action: Action, name: str, wanted: Any, record: Record) -> bool | None:
        # `MaxSize` asks for queues that hold at most so many.
        size = record.values["max_size"]
        return (size is not None and size <= wanted) if name == "MaxSize" else None
