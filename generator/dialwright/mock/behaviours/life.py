"""What records with a life have in common: they go from one status to the next as time passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..behaviour import Behaviour, World
from ..store import Record

_STATUS = "status"
_TIMER = "timer"


@dataclass(frozen=True)
class Step:
    """What follows on a status: after how many seconds which other."""

    seconds: float
    status: str


class Life(Behaviour):
    """Records that change by themselves.

    Each has one step before it at most: whoever changes the status, a request or a test, thereby changes what
    happens from then on.
    """

    def become(self, world: World, record: Record, status: str) -> None:
        """Put a record into a status, with all that this brings."""
        world.set(record, **{_STATUS: status})
        self.arrived(world, record)

    def arrived(self, world: World, record: Record) -> None:
        """A record has come into its status: what that brings happens, and what follows is scheduled."""
        status = str(record.values[_STATUS])
        values = self.reached(world, record, status)
        if values:
            world.set(record, **values)
        self.told(world, record, status)
        self.go_on(world, record)

    def go_on(self, world: World, record: Record) -> None:
        """Schedule what follows on the status of a record."""
        self.stop(record)
        step = self.next_step(record, str(record.values[_STATUS]))
        if step is not None:
            record.state[_TIMER] = world.later(
                record, step.seconds, lambda: self.become(world, record, step.status)
            )

    def stop(self, record: Record) -> None:
        """Have nothing happen to a record any more."""
        timer = record.state.pop(_TIMER, None)
        if timer is not None:
            timer.cancel()

    def reached(self, world: World, record: Record, status: str) -> Mapping[str, Any]:
        """What else changes of a record that has come into a status, by the names of its properties."""
        return {}

    def told(self, world: World, record: Record, status: str) -> None:
        """Tell whoever wants to know that a record has come into a status."""

    def next_step(self, record: Record, status: str) -> Step | None:
        """What follows on a status; None where nothing does."""
        return None

    def after_change(self, world: World, record: Record, before: Mapping[str, Any]) -> None:
        if record.values[_STATUS] != before[_STATUS]:
            self.arrived(world, record)
