"""What `<Enqueue>` brings: a call waits in a queue, leaves it once, and its `action` is told why.

A queue that is named and does not exist begins to. A call leaves when a request or `<Leave>` takes it out,
when another call's `<Dial><Queue>` is connected to it, or when it is over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from ...behaviour import World
from ...store import Record
from . import call_events
from .instructions import Address, Answer, Question, Verb, ask, method_of

MEMBERS = "QueueMember"

_QUEUES = "Queue"
_WAIT, _BRIDGE = "wait", "bridge"


@dataclass(frozen=True)
class Course:
    """What a call does next.

    Attributes:
        ask: Asks an address what to do, telling it more, and does what it says.
        go_on: Goes on with what follows the verb that held the call.
    """

    ask: Callable[[Address, Mapping[str, Any]], None]
    go_on: Callable[[], None]


@dataclass(frozen=True)
class _Wait:
    """How a call waits, and what becomes of it then."""

    call: Record
    member: Record
    action: Address
    course: Course


@dataclass(frozen=True)
class _Bridge:
    """Two calls that are connected: one that has waited, and the one that took it out of the queue."""

    wait: _Wait
    told: Mapping[str, Any]
    other: Record
    go_on: Callable[[], None]


def waiting(world: World, queue: str) -> list[Record]:
    """The members of a queue that still wait, the first to leave first."""
    found = world.store.records(MEMBERS, {"QueueSid": queue}, lambda record: not record.state.get("left"))
    return found[::-1]


def enqueue(world: World, call: Record, base: str, verb: Verb, course: Course) -> bool:
    """Let a call wait in the queue that `<Enqueue>` names; False where it names none."""
    name = (verb.text or "").strip()
    if not name:
        return False
    action = verb.get("action")
    address = Address(urljoin(base, action) if action else "", method_of(verb))
    queue = _queue(world, call, name) or world.make(
        "compat.queues", _account(call), {"FriendlyName": name}, call.origin
    )
    size = queue.values["max_size"]
    if size is not None and len(waiting(world, queue.id)) >= size:
        _after(address, course, {"QueueResult": "queue-full"})
        return True
    wait = _Wait(call, _enter(world, call, queue), address, course)
    call.state[_WAIT] = wait
    if verb.get("waitUrl"):
        _entertain(world, wait, Address(urljoin(base, verb.get("waitUrl", "")), _wait_method(verb)))
    return True


def dialled(world: World, call: Record, base: str, dial: Verb, course: Course) -> bool:
    """Connect a call with the one that has waited longest in the queue that `<Dial>` names.

    The result is False where it names no queue, or one in which no call waits.
    """
    named = dial.find("Queue")
    queue = _queue(world, call, (named.text or "").strip()) if named is not None else None
    waits = [_wait_of(world, member) for member in waiting(world, queue.id)] if queue is not None else []
    wait = next((one for one in waits if one is not None), None)
    if named is None or wait is None:
        return False
    told = _left(world, wait, "bridged")
    call.state[_BRIDGE] = wait.call.state[_BRIDGE] = _Bridge(wait, told, call, course.go_on)
    if named.get("url"):
        wait.course.ask(Address(urljoin(base, named.get("url", "")), method_of(named)), {})
    return True


def redirect(world: World, member: Record, address: Address) -> None:
    """Take a call out of its queue by a request: it follows an address, or without one its `action`."""
    wait = _wait_of(world, member)
    if wait is None:
        return
    if address.url:
        interrupt(world, wait.call)
        wait.course.ask(address, {})
    else:
        _after(wait.action, wait.course, _left(world, wait, "redirected"))


def interrupt(world: World, call: Record) -> None:
    """Take a call with other instructions out of its queue: its `action` is told, and not obeyed."""
    wait: _Wait | None = call.state.get(_WAIT)
    if wait is not None:
        told = _left(world, wait, "redirected")
        if wait.action.url:
            ask(world, wait.action, _question(world, call, told, lambda answer: False))


def end_of_call(world: World, call: Record) -> None:
    """Take a call that is over out of its queue, and part it from the one that it is connected with."""
    wait: _Wait | None = call.state.get(_WAIT)
    if wait is not None:
        _after(wait.action, wait.course, _left(world, wait, "hangup"))
    bridge: _Bridge | None = call.state.pop(_BRIDGE, None)
    if bridge is None:
        return
    for one in (bridge.wait.call, bridge.other):
        one.state.pop(_BRIDGE, None)
    _after(bridge.wait.action, bridge.wait.course, bridge.told)
    bridge.go_on()  # whichever of the two is over does nothing more


def _enter(world: World, call: Record, queue: Record) -> Record:
    place = {**_account(call), "QueueSid": queue.id}
    member = world.make("compat.queues.members", place, {}, call.origin, id=call.id)
    member.state["since"] = world.clock.now()
    return member


def _entertain(world: World, wait: _Wait, address: Address) -> None:
    """Ask what a call does while it waits."""

    def obey(answer: Answer) -> bool:
        for verb in answer.verbs:
            if wait.call.state.get(_WAIT) is not wait:
                return False
            if verb.tag == "Leave":
                _after(wait.action, wait.course, _left(world, wait, "leave"))
            elif verb.tag == "Hangup":
                world.change(wait.call, status="completed")
        return wait.call.state.get(_WAIT) is wait

    queue = world.store.find(_QUEUES, wait.member.scope["QueueSid"], {})
    told = {"QueueSid": wait.member.scope["QueueSid"], **_standing(world, wait.member)}
    if queue is not None:
        world.behaviour(_QUEUES).refresh(world, queue)
        told["CurrentQueueSize"] = queue.values["current_size"]
        told["AvgQueueTime"] = queue.values["average_wait_time"]
    ask(world, address, _question(world, wait.call, told, obey))


def _standing(world: World, member: Record) -> dict[str, Any]:
    world.behaviour(MEMBERS).refresh(world, member)
    return {"QueuePosition": member.values["position"], "QueueTime": member.values["wait_time"]}


def _left(world: World, wait: _Wait, result: str) -> dict[str, Any]:
    """Take a call out of its queue; the result is what is told of that."""
    time = _standing(world, wait.member)["QueueTime"]
    wait.member.state["left"] = True
    wait.call.state.pop(_WAIT, None)
    return {"QueueResult": result, "QueueSid": wait.member.scope["QueueSid"], "QueueTime": time}


def _after(action: Address, course: Course, told: Mapping[str, Any]) -> None:
    """Let a call that waits no more do what its `action` says, or else what follows."""
    if action.url:
        course.ask(action, told)
    else:
        course.go_on()


def _question(
    world: World, call: Record, told: Mapping[str, Any], done: Callable[[Answer], bool]
) -> Question:
    return Question("callStatus", call_events.fields_of(world, call), call, done, told)


def _wait_of(world: World, member: Record) -> _Wait | None:
    """How the call of a member waits; None where the member was made by a test, and has no call."""
    call = world.store.find("Call", member.id, {})
    wait: _Wait | None = call.state.get(_WAIT) if call is not None else None
    return wait if wait is not None and wait.member is member else None


def _queue(world: World, call: Record, name: str) -> Record | None:
    found = world.store.records(_QUEUES, _account(call), lambda one: one.values["friendly_name"] == name)
    return found[-1] if found else None


def _account(call: Record) -> dict[str, str]:
    return {"AccountSid": call.scope["AccountSid"]}


def _wait_method(verb: Verb) -> str:
    return "GET" if verb.get("waitUrlMethod", "").upper() == "GET" else "POST"
