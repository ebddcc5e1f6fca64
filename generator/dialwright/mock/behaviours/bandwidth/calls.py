"""Calls: they ring, are answered, transferred, recorded and end; and one that is over stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from math import ceil
from typing import Any

from ...action import Action
from ...behaviour import Behaviour, World, seconds_given
from ...messages import Response, Violation
from ...plan import Kind
from ...store import Record
from . import gathers, recordings, sounds
from .events import address, note
from .states import OVER, refused

RINGS = 4.0
"""Seconds until somebody answers a call that was placed, if it may ring for longer."""

TALKS = 30.0
"""Seconds from then on until the one who answered hangs up."""

PATIENCE = 60.0
"""Seconds that a call rings at most where the request does not say; one that came in, always."""


class Calls(Behaviour):
    """The calls of a user."""

    table = "Call"

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        if record is None or action.kind not in (Kind.UPDATE, Kind.ACT):
            return None
        wanted = action.given.get("state")
        if action.kind is Kind.UPDATE:
            record.state["before"] = {**record.values}
            if wanted == "transferring" and not action.given.get("transferTo"):
                return Violation("transferTo", "is required where state is transferring", "missing")
        return refused(record, wanted)

    def after_create(self, world: World, action: Action, record: Record) -> None:
        record.state["origin"] = action.origin
        _place(world, record)

    def after_add(self, world: World, record: Record) -> None:
        if record.values["direction"] == "in" and record.values["state"] == "started":
            note(world, record, "incoming", eventType="incomingcall")
            _wait(world, record, PATIENCE, partial(_give_up, world, record))

    def after_change(self, world: World, record: Record, before: Mapping[str, Any]) -> None:
        if record.values["state"] != before["state"]:
            _arrived(world, record)

    def after_update(self, world: World, action: Action, record: Record) -> None:
        before = record.state.pop("before")
        record.state["origin"] = action.origin
        if action.given.get("state") == "transferring":
            self._transfer(world, action, record, before)
        if record.values["state"] != before["state"]:
            _arrived(world, record)
        if "recordingEnabled" in action.given and record.values["state"] not in OVER:
            _record(world, record)

    def after_act(self, world: World, action: Action, record: Record) -> None:
        record.state["origin"] = action.origin
        if "dtmfOut" in action.given:
            sounds.send_keys(world, record, action.given["dtmfOut"])
        else:
            sounds.play(world, record, action.given)

    def pressed(self, world: World, record: Record, keys: str) -> None:
        for key in keys:
            note(world, record, "dtmf", key, dtmfDigit=key)
            gathers.press(world, record, key)

    def answer(self, world: World, action: Action, record: Record | None) -> Response | None:
        if record is None or action.kind is not Kind.UPDATE or action.given.get("state") != "transferring":
            return None
        return Response(200, (("location", address(world, record.state["other"])),))

    def _transfer(self, world: World, action: Action, record: Record, before: Mapping[str, Any]) -> None:
        """Place another call, to whose events the address in the request belongs."""
        record.values.pop("callbackUrl", None)
        record.values |= {name: before[name] for name in ("callbackUrl",) if name in before}
        told = {
            "from": action.given.get("transferCallerId", record.values["from"]),
            "to": action.given["transferTo"],
            "callbackUrl": action.given.get("callbackUrl"),
        }
        values = {name: value for name, value in told.items() if value is not None}
        placed = world.make(self.table, action.scope, values, action.origin)
        placed.state |= {"origin": action.origin, "other": record}
        record.state["other"] = placed
        _place(world, placed)


def _place(world: World, call: Record) -> None:
    """Let a call go out."""
    world.set(call, state="started", direction="out", recordingEnabled=call.values["recordingEnabled"])
    note(world, call, "create")
    patience = seconds_given(call, "callTimeout", PATIENCE)
    if patience > RINGS:
        _wait(world, call, RINGS, partial(_become, world, call, "active"))
    else:
        _wait(world, call, patience, partial(_give_up, world, call))


def _become(world: World, call: Record, state: str, cause: str = "NORMAL_CLEARING") -> None:
    if call.values["state"] not in OVER:
        world.set(call, state=state)
        _arrived(world, call, cause)


def _give_up(world: World, call: Record) -> None:
    """Nobody has answered in time."""
    note(world, call, "timeout")
    _become(world, call, "completed", "NO_ANSWER")


def _arrived(world: World, call: Record, cause: str = "NORMAL_CLEARING") -> None:
    """What comes of it that a call has come into its state."""
    _stop_waiting(call)
    state = call.values["state"]
    if state == "active":
        _answered(world, call)
    elif state in OVER:
        _ended(world, call, cause if state == "completed" else "CALL_REJECTED")


def _answered(world: World, call: Record) -> None:
    world.set(call, activeTime=world.now(call, "activeTime"))
    call.state["answered"] = world.clock.now()
    note(world, call, "answer")
    _record(world, call)
    _wait(world, call, TALKS, partial(_become, world, call, "completed"))
    other = call.state.get("other")
    if other is not None and other.values["state"] == "transferring":
        note(world, other, "transferComplete")


def _ended(world: World, call: Record, cause: str) -> None:
    answered = call.state.get("answered")
    spent = (world.clock.now() - answered).total_seconds() if answered is not None else 0.0
    world.set(call, endTime=world.now(call, "endTime"), chargeableDuration=ceil(spent))
    sounds.stop(world, call)
    gathers.end_of_call(world, call)
    recordings.stop(world, call)
    note(world, call, "hangup", cause, cause=cause)
    other = call.state.get("other")
    if other is not None:
        _become(world, other, "completed")


def _record(world: World, call: Record) -> None:
    """Have what is recorded of a call be what was asked for: nothing before it is answered."""
    if not call.values["recordingEnabled"]:
        recordings.stop(world, call)
    elif "answered" in call.state:
        recordings.start(world, call)


def _wait(world: World, call: Record, seconds: float, step: Callable[[], None]) -> None:
    _stop_waiting(call)
    call.state["timer"] = world.later(call, seconds, step)


def _stop_waiting(call: Record) -> None:
    timer = call.state.pop("timer", None)
    if timer is not None:
        timer.cancel()
