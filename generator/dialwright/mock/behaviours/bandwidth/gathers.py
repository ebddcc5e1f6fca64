"""Gathers: when one ended."""

from __future__ import annotations

from ...action import Action
from ...behaviour import Behaviour, World
from ...store import Record


class Gathers(Behaviour):
    """The keys that are gathered from a call."""

    table = "Gather"

    def after_update(self, world: World, action: Action, record: Record) -> None:
        plan = action.plan
        schema = plan.record.properties.get("completedTime") if plan.record is not None else None
        if schema is not None and record.values.get("state") == "completed":
            world.set(record, completedTime=world.forms.moment(schema))
