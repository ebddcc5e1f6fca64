"""What goes on, on a leg: playbacks, recordings and the like, which commands start, pause and stop.

Each is a record of the table `Control`, which no path leads to: tests see it with `Engine.records_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...behaviour import World
from ...messages import Violation
from ...store import Record
from . import leg_events
from .commands import START, STOP, Command
from .lengths import seconds

TABLE = "Control"
PAUSED, FINISHED = "paused", "finished"

MOST = 100
"""How many of them a leg keeps, with those that are over."""

_RUNNING = {"play": "playing", "record": "recording"}  # and all else is `running`
_ALONE = frozenset(("transcribe",))  # named, and still one at a time
_ANYTIME = frozenset(("summarize",))  # what needs nothing that goes on
_CONFLICT = 409


def refusal(leg: Record, command: Command) -> Violation | None:
    """Why a command about something that goes on cannot be carried out; None where it can."""
    control = _find(leg, command)
    if command.verb == START:
        return _refused_start(leg, control, command)
    if command.verb in _ANYTIME or (control is None and not command.startable):
        return None
    if control is None:
        field = "params.control_id" if command.named else "command"
        return Violation(field, f"is about a {command.subject} that is not there", "unknown")
    if _is_over(control) and not (command.verb == STOP and command.idempotent):
        return _told(command, "is about a {} that is finished", "state")
    return None


def carry_out(world: World, leg: Record, command: Command) -> None:
    """Start, pause, resume or stop what a command is about, or note what else it says of it."""
    control = _find(leg, command)
    if command.verb in _ANYTIME:
        return
    if command.verb == START and control is not None and not _is_over(control):
        return  # it goes on already
    if command.verb == START or control is None:
        control = _started(world, leg, command)
    if command.verb == STOP:
        finish(world, control)
    elif command.verb == "pause":
        _pause(world, control, command)
    elif command.verb == "resume":
        _resume(world, control, command)
    elif command.verb != START:
        _note(world, control, command)


def press(world: World, leg: Record, key: str) -> None:
    """Have a key be pressed that every collection and detection of keys on a leg takes."""
    for control in controls(leg):
        params = control.values["params"]
        if control.values["state"] == "running" and "digits" in params:
            _collect(world, control, params["digits"], key)
        elif control.values["state"] == "running" and params.get("detect", {}).get("type") == "digit":
            wanted = params["detect"].get("params", {}).get("digits", "")
            if key in wanted or not wanted:
                control.values["result"] = {"type": "digit", "params": {"event": key}}
                finish(world, control)


def finish(world: World, control: Record) -> None:
    """Let it be over; nothing happens where it is."""
    if not _is_over(control):
        _hold(world, control)
        _become(world, control, FINISHED)


def finish_all(world: World, leg: Record) -> None:
    """Let everything be over that goes on, on a leg."""
    for control in controls(leg):
        finish(world, control)


def controls(leg: Record) -> list[Record]:
    """What goes on and went on, on a leg, the oldest first."""
    found: dict[tuple[str, str], Record] = leg.state.setdefault("controls", {})
    return [*found.values()]


def _collect(world: World, control: Record, asked: Mapping[str, Any], key: str) -> None:
    """Keep a key; the one that ends a collection is told beside the others, and a continuous one goes on."""
    ends = key in asked.get("terminators", "")
    digits = control.state.get("keys", "") + ("" if ends else key)
    told = {"digits": digits, "terminator": key if ends else ""}
    control.values["result"] = {"type": "digit", "params": told}
    over = ends or len(digits) >= asked["max"]
    again = over and control.values["params"].get("continuous") is True
    control.state["keys"] = "" if again else digits
    if over:
        leg_events.collected(world, control.state["leg"], control, goes_on=again)
    if over and not again:
        finish(world, control)
    else:
        _hold(world, control)
        _let_run(world, control, asked.get("digit_timeout"))


def _refused_start(leg: Record, control: Record | None, command: Command) -> Violation | None:
    alike = [one for one in controls(leg) if one.state["subject"] == command.subject and not _is_over(one)]
    if not alike or (command.idempotent and not command.named):
        return None
    if command.subject in _ALONE or not command.named:
        what = f"cannot be carried out: a {command.subject} goes on already, and there is one at a time"
        return Violation("command", what, "state", _CONFLICT)
    if control is None or _is_over(control):
        return None
    return _told(command, "names a {} that goes on already", "conflict")


def _told(command: Command, what: str, reason: str) -> Violation:
    field = "params.control_id" if command.named else "command"
    return Violation(field, what.format(command.subject), reason)


def _find(leg: Record, command: Command) -> Record | None:
    found: dict[tuple[str, str], Record] = leg.state.setdefault("controls", {})
    return found.get(_key(command))


def _key(command: Command) -> tuple[str, str]:
    return command.subject, command.control if command.named else ""


def _is_over(control: Record) -> bool:
    return bool(control.values["state"] == FINISHED)


def _started(world: World, leg: Record, command: Command) -> Record:
    number = world.store.next_number()
    values: dict[str, Any] = {
        "call_id": leg.id,
        "control_id": command.control or None,
        "type": command.subject,
        "state": _running(command),
        "params": {**command.params} if command.verb == START else {},
    }
    id = command.control or f"{leg.id}:{command.subject}"
    control = Record(
        TABLE, id, number, values, {"call_id": leg.id}, state={"subject": command.subject, "leg": leg}
    )
    world.store.table(TABLE).add(control)
    _keep(world, leg, _key(command), control)
    if command.verb == START:
        _let_run(world, control, seconds(command.subject, command.params))
    leg_events.control_changed(world, leg, control)
    return control


def _keep(world: World, leg: Record, key: tuple[str, str], control: Record) -> None:
    """Let a leg have it; where there are too many, the oldest makes room that is over, or else the oldest."""
    found: dict[tuple[str, str], Record] = leg.state.setdefault("controls", {})
    found[key] = control
    if len(found) > MOST:
        dropped = next((name for name, one in found.items() if _is_over(one)), next(iter(found)))
        world.store.table(TABLE).remove(found.pop(dropped))


def _become(world: World, control: Record, state: str) -> None:
    world.set(control, state=state)
    leg_events.control_changed(world, control.state["leg"], control)


def _let_run(world: World, control: Record, left: float | None) -> None:
    """Have it end by itself after so many seconds; never, if None."""
    control.state["left"] = left
    if left is not None:
        control.state["since"] = world.clock.now()
        control.state["timer"] = world.later(control, left, lambda: finish(world, control))


def _hold(world: World, control: Record) -> None:
    """Stop the clock of its end, and keep what was left."""
    timer = control.state.pop("timer", None)
    if timer is not None:
        timer.cancel()
        control.state["left"] -= (world.clock.now() - control.state["since"]).total_seconds()


def _pause(world: World, control: Record, command: Command) -> None:
    _hold(world, control)
    _note(world, control, command)
    _become(world, control, PAUSED)


def _resume(world: World, control: Record, command: Command) -> None:
    if control.values["state"] == PAUSED:
        _become(world, control, _running(command))
        _let_run(world, control, control.state.get("left"))


def _note(world: World, control: Record, command: Command) -> None:
    """Keep what a command says of it, such as its volume; that its timers start is all that has a name."""
    said = {name: value for name, value in command.params.items() if name != "control_id"}
    control.values["params"] |= said
    if command.verb == "start_input_timers" and "timer" not in control.state:
        _let_run(world, control, seconds(command.subject, control.values["params"], timers=True))


def _running(command: Command) -> str:
    return _RUNNING.get(command.subject, "running")
