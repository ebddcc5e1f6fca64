"""What is played to a call, and the keys that are pressed on it: each is an event."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from ...behaviour import World
from ...store import Record
from .events import note

LASTS = 5.0
"""Seconds that a file lasts, which nobody fetches."""

_CHARACTERS = 15  # spoken in a second
_KINDS = {"fileUrl": "playback", "sentence": "speak"}


def play(world: World, call: Record, given: Mapping[str, Any]) -> None:
    """Play a file or speak a sentence in place of what is playing; an empty text only stops that."""
    name = next((name for name in _KINDS if name in given), "")
    if not name:
        return
    stop(world, call)
    text = given[name]
    if text:
        _start(world, call, _KINDS[name], text, loop=given.get("loopEnabled") is True)


def stop(world: World, call: Record) -> None:
    """Stop what is playing."""
    timer = call.state.pop("sound_timer", None)
    if timer is not None:
        timer.cancel()
    kind = call.state.pop("sound", None)
    if kind is not None:
        note(world, call, kind, "done", status="done")


def send_keys(world: World, call: Record, keys: str) -> None:
    """Press keys on a call; what makes it wait is no key."""
    note(world, call, "dtmf", "".join(key for key in keys if key not in ",wW"), eventType="dtmf")


def _start(world: World, call: Record, kind: str, text: str, *, loop: bool) -> None:
    call.state["sound"] = kind
    note(world, call, kind, "start", status="started")
    if not loop:
        seconds = len(text) / _CHARACTERS if kind == "speak" else LASTS
        call.state["sound_timer"] = world.later(call, seconds, partial(stop, world, call))
