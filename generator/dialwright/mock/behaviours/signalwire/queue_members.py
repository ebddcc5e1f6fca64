"""Calls that wait in queues: in the order in which they came, and each leaves its queue once."""

from __future__ import annotations

from ...action import Action
from ...behaviour import Behaviour, World
from ...messages import Violation
from ...plan import Kind
from ...store import Record
from . import queueing
from .instructions import Address
from .queueing import waiting

_FRONT = "Front"


class QueueMembers(Behaviour):
    """The members of a queue."""

    table = queueing.MEMBERS
    oldest_first = True

    def find(self, world: World, action: Action) -> Record | None:
        if action.id != _FRONT and _FRONT not in action.judged.query:
            return None
        return next(iter(waiting(world, action.scope["QueueSid"])), None)

    def listed(self, world: World, action: Action, record: Record) -> bool:
        return not record.state.get("left")

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        if record is None or not record.state.get("left"):
            return None
        if action.kind is Kind.UPDATE:
            return Violation("CallSid", "names a call that has left the queue already", "state")
        return Violation("CallSid", "names a call that has left the queue", "unknown", status=404)

    def after_update(self, world: World, action: Action, record: Record) -> None:
        self.refresh(world, record)
        url, method = action.given.get("Url", ""), action.given.get("Method", "POST")
        queueing.redirect(world, record, Address(url, method))
        record.state["left"] = True

    def refresh(self, world: World, record: Record) -> None:
        since = record.state.setdefault("since", world.clock.now())
        if record.state.get("left"):
            return  # it is shown as it left
        queue = waiting(world, _queue(record))
        record.values["position"] = queue.index(record) + 1 if record in queue else 1
        record.values["wait_time"] = int((world.clock.now() - since).total_seconds())


def _queue(record: Record) -> str:
    return record.scope.get("QueueSid", "")
