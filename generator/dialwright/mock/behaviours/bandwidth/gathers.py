"""Gathers: they take the keys that are pressed until there are enough, one ends it, or nobody presses any."""

from __future__ import annotations

from functools import partial

from ...action import Action
from ...behaviour import Behaviour, World, given, seconds_given
from ...messages import Violation
from ...plan import Kind
from ...store import Record
from .events import note
from .states import refused

_PATIENCE = 5.0  # seconds for the next key, where the request does not say
_MOST = 30  # keys, where the request does not say


class Gathers(Behaviour):
    """The keys that are gathered from a call."""

    table = "Gather"

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        call = world.store.find("Call", action.texts["callId"], {})
        if action.kind is Kind.CREATE and call is not None:
            return refused(call)
        if record is not None and action.kind is Kind.UPDATE:
            record.state["before"] = record.values.get("state")
            if record.state["before"] == "completed":
                return Violation("state", "cannot be changed: the gather is completed", "state")
        return None

    def after_create(self, world: World, action: Action, record: Record) -> None:
        self.after_add(world, record)

    def after_add(self, world: World, record: Record) -> None:
        world.set(record, createdTime=world.now(record, "createdTime"), digits="")
        _wait(world, record)

    def after_update(self, world: World, action: Action, record: Record) -> None:
        if record.values.get("state") == "completed":
            _complete(world, record, "")


def press(world: World, call: Record, key: str) -> None:
    """Have a key be pressed that whatever gathers from the call takes."""
    for gather in _open(world, call):
        ends = key in given(gather, "terminatingDigits", "")
        keys = gather.values["digits"] + ("" if ends else key)
        world.set(gather, digits=keys)
        if ends:
            _complete(world, gather, "terminating-digit")
        elif len(keys) >= given(gather, "maxDigits", _MOST):
            _complete(world, gather, "max-digits")
        else:
            _wait(world, gather)


def end_of_call(world: World, call: Record) -> None:
    """Let everything that gathers from a call end, because that does."""
    for gather in _open(world, call):
        _complete(world, gather, "hung-up")


def _open(world: World, call: Record) -> list[Record]:
    found = world.store.records(
        Gathers.table, {"callId": call.id}, lambda one: "completedTime" not in one.values
    )
    return found[::-1]


def _wait(world: World, gather: Record) -> None:
    _stop_waiting(gather)
    patience = seconds_given(gather, "interDigitTimeout", _PATIENCE)
    gather.state["timer"] = world.later(
        gather, patience, partial(_complete, world, gather, "inter-digit-timeout")
    )


def _stop_waiting(gather: Record) -> None:
    timer = gather.state.pop("timer", None)
    if timer is not None:
        timer.cancel()


def _complete(world: World, gather: Record, reason: str) -> None:
    """Let a gather be over; one that a request ends has no reason that is documented."""
    _stop_waiting(gather)
    why = {"reason": reason} if reason else {}
    world.set(gather, state="completed", completedTime=world.now(gather, "completedTime"), **why)
    call = world.store.find("Call", gather.scope["callId"], {})
    if call is not None:
        told = {"gatherId": gather.id, "state": "completed", "digits": gather.values["digits"], **why}
        note(world, call, "gather", reason, **told)
