"""The Calling API's calls: how they go on by themselves, and what commands do to them.

Commands find the calls of the Compatibility API as well. Such a leg stands where its call does, and what ends
it ends the call.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from ...action import Action
from ...behaviour import Behaviour, World
from ...messages import Violation
from ...plan import Kind
from ...store import Record
from . import leg_events
from .command_rules import broken
from .commands import Command, command_of
from .controls import TABLE as CONTROLS
from .controls import carry_out, finish_all, press, refusal

OVER = frozenset(("ending", "ended", "failed", "canceled", "completed"))
_WAITING = frozenset(("queued", "initiated", "created", "ringing"))

_STEPS = ((0.5, "created"), (1.0, "ringing"), (3.0, "answered"))
"""After how many seconds a call that was placed gets how far."""
_RINGS_FROM = 1.0

_STATUSES = {"in-progress": "answered", "busy": "ended", "no-answer": "ended"}
_SAME = frozenset(("queued", "ringing", "failed", "canceled", "completed"))

_UPDATES = {
    "canceled": (_WAITING, "is for calls that nobody has answered yet"),
    "completed": (frozenset(("answered",)), "is for calls that were answered"),
}
_INSTRUCTIONS = ("url", "swml")
_NEED_ANSWER = frozenset(("ai_sidecar",))


class Legs(Behaviour):
    """The ends of calls, which commands are about."""

    table = "Leg"

    def find(self, world: World, action: Action) -> Record | None:
        leg = world.store.find(self.table, action.id, {}) or self._leg_of_call(world, action)
        if leg is not None:
            self.refresh(world, leg)
        return leg

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        command = command_of(action)
        if record is None:
            return broken(command) if command.places else _nobody(action)
        status, field = record.values["status"], "id" if "id" in action.body else "params.id"
        if status in OVER:
            return Violation(field, f"names a call that is {status}", "state")
        return broken(command) or _premature(command, status) or _refused(record, command)

    def after_create(self, world: World, action: Action, record: Record) -> None:
        record.state["project"] = action.username
        world.set(record, direction="outbound-api", status="queued")
        for seconds, status in _STEPS:
            world.later(record, seconds, partial(step, world, record, status))
        if "timeout" in action.params:
            world.later(record, _RINGS_FROM + action.params["timeout"], partial(_give_up, world, record))

    def after_update(self, world: World, action: Action, record: Record) -> None:
        command = command_of(action)
        if command.running:
            carry_out(world, record, command)
        elif command.subject == "end":
            end(world, record, "ended")
        elif command.subject == "update":
            self._update(world, action, record)
        elif command.subject == "transfer":
            self._redirect(world, record, action.params["dest"])

    def after_change(self, world: World, record: Record, before: Mapping[str, Any]) -> None:
        status = record.values["status"]
        if status in OVER and before["status"] not in OVER:
            _close(world, record, status)
        elif status not in OVER:
            _reach(world, record, status)

    def pressed(self, world: World, record: Record, keys: str) -> None:
        for key in keys:
            press(world, record, key)

    def refresh(self, world: World, record: Record) -> None:
        call = world.store.find("Call", record.id, {})
        if call is not None and record.values["status"] not in OVER:
            status = leg_status(call.values["status"])
            if status in OVER:
                _close(world, record, status)
            else:
                _reach(world, record, status)

    def _leg_of_call(self, world: World, action: Action) -> Record | None:
        call = world.store.find("Call", action.id, {})
        if call is None:
            return None
        plan = self.plans(world, Kind.COMMAND)[0]
        values: dict[str, Any] = {
            name: call.values[name] for name in ("from", "to", "url") if name in call.values
        }
        leg = world.records.make(plan, {}, values, action.origin, id=call.id)
        leg.state["project"] = call.scope["AccountSid"]
        world.set(leg, direction="outbound", status=leg_status(call.values["status"]))
        return leg

    def _update(self, world: World, action: Action, record: Record) -> None:
        record.state["status_url"] = action.params.get("status_url") or record.state.get("status_url")
        if "status" in action.params:
            end(world, record, action.params["status"])
        elif "url" in action.params or "swml" in action.params:
            world.set(record, url=action.params.get("url"))

    def _redirect(self, world: World, record: Record, destination: Any) -> None:
        """A call that follows other instructions tells their address; any other destination has none."""
        is_url = isinstance(destination, str) and urlsplit(destination).scheme in ("http", "https")
        world.set(record, url=destination if is_url else None)


class Controls(Behaviour):
    """What goes on, on legs: it ends with them."""

    table = CONTROLS

    def refresh(self, world: World, record: Record) -> None:
        leg = world.store.find(Legs.table, record.scope["call_id"], {})
        if leg is not None:
            Legs().refresh(world, leg)


def leg_status(status: str) -> str:
    """How the Calling API tells where a call of the Compatibility API stands."""
    return status if status in _SAME else _STATUSES.get(status, "created")


def step(world: World, leg: Record, status: str) -> None:
    """Let a call get as far as that, unless it is there, further or over."""
    order = ("queued", "initiated", "created", "ringing", "answered")
    here = leg.values["status"]
    if here in order and order.index(here) < order.index(status):
        _reach(world, leg, status)


def end(world: World, leg: Record, status: str) -> None:
    """Let a call be over, with all that goes on; also the Compatibility API's view of it."""
    answered = leg.values["status"] == "answered"
    _close(world, leg, status)
    call = world.store.find("Call", leg.id, {})
    if call is not None:
        world.change(call, status="completed" if answered else "canceled")


def _reach(world: World, leg: Record, status: str) -> None:
    if status == "answered":
        leg.state.setdefault("answered", world.clock.now())
    world.set(leg, status=status)
    leg_events.call_changed(world, leg, status)


def _close(world: World, leg: Record, status: str) -> None:
    finish_all(world, leg)
    answered = leg.state.get("answered")
    spent = (world.clock.now() - answered).total_seconds() if answered is not None else 0.0
    milliseconds = int(spent * 1000)
    world.set(leg, status=status, duration=int(spent), duration_ms=milliseconds, billing_ms=milliseconds)
    leg_events.call_changed(world, leg, "ended")


def _give_up(world: World, leg: Record) -> None:
    """Nobody has answered in time."""
    if leg.values["status"] in _WAITING:
        end(world, leg, "ended")


def _nobody(action: Action) -> Violation:
    return Violation("id", f"names nothing that is there: '{action.id[:100]}'", "unknown", status=404)


def _refused(leg: Record, command: Command) -> Violation | None:
    return refusal(leg, command) if command.running else None


def _premature(command: Command, status: str | None) -> Violation | None:
    """What a command asks for that the status of the call does not allow."""
    if command.subject in _NEED_ANSWER and status in _WAITING:
        return Violation("id", f"names a call that is {status}; it must be answered", "state")
    if command.subject != "update" or status is None:
        return None
    allowed, why = _UPDATES.get(command.params.get("status", ""), (None, ""))
    if allowed is not None and status not in allowed:
        return Violation("params.status", f"{why}; this one is {status}", "state")
    for name in _INSTRUCTIONS:
        if name in command.params and status != "answered":
            what = f"is for calls that were answered; this one is {status}"
            return Violation(f"params.{name}", what, "state")
    return None
