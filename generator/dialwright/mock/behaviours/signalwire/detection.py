"""Who picked up a call: found out after a while, before the call goes on or meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...behaviour import World, given
from ...store import Record
from . import call_events

DETECTS = 2.0
"""Seconds from the answer on until it is known who answered."""

USUAL = "human"
"""Who answers, unless a test says otherwise."""


def begin(world: World, call: Record, go_on: Callable[[], None]) -> None:
    """Have a call that was just answered go on: at once, or when it is known who answered.

    With `AsyncAmd` it goes on at once, and what was found is told when it is.
    """
    if given(call, "MachineDetection", "none") == "none":
        go_on()
        return
    meanwhile = given(call, "AsyncAmd") is True
    world.later(call, DETECTS, lambda: _found(world, call, _teller(world, call) if meanwhile else go_on))
    if meanwhile:
        go_on()


def known(call: Record) -> dict[str, Any]:
    """What questions about a call tell of who answered; the document leaves such a field open."""
    answered_by = call.values.get("answered_by")
    return {"AnsweredBy": answered_by} if answered_by else {}


def _found(world: World, call: Record, then: Callable[[], None]) -> None:
    if call.values["status"] == "in-progress":
        if not call.values.get("answered_by"):
            world.set(call, answered_by=USUAL)
        then()


def _teller(world: World, call: Record) -> Callable[[], None]:
    def tell() -> None:
        url = given(call, "AsyncAmdStatusCallback")
        if url:
            method = given(call, "AsyncAmdStatusCallbackMethod", "POST")
            fields = call_events.fields_of(world, call)
            world.tell("callStatus", url, fields, method=method, more=known(call), about=call.id)

    return tell
