"""Conferences: they go on while somebody is in them, and who takes part leaves once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...action import Action
from ...behaviour import Behaviour, World
from ...store import Record
from .instructions import Verb

_CONFERENCES = "Conference"
_PARTICIPANTS = "Participant"
_OVER = "completed"
_GOING_ON = ("init", "in-progress")
_CALL_GOES_ON = frozenset(("queued", "ringing", "in-progress"))


class Conferences(Behaviour):
    """The conferences of an account."""

    table = _CONFERENCES

    def after_update(self, world: World, action: Action, record: Record) -> None:
        if action.given.get("Status") == _OVER:
            _end(world, record)

    def after_change(self, world: World, record: Record, before: Mapping[str, Any]) -> None:
        if record.values["status"] == _OVER != before["status"]:
            _end(world, record)


class Participants(Behaviour):
    """Those who take part in a conference. Whoever has left is not listed."""

    table = _PARTICIPANTS

    def listed(self, world: World, action: Action, record: Record) -> bool:
        return bool(record.values["status"] == "in-progress")

    def after_add(self, world: World, record: Record) -> None:
        conference = world.store.find(_CONFERENCES, record.scope["ConferenceSid"], {})
        if conference is not None and conference.values["status"] == "init":
            world.set(conference, status="in-progress")

    def after_delete(self, world: World, action: Action, record: Record) -> None:
        _left(world, record)
        _hang_up(world, record.id)


def dialled(world: World, call: Record, dial: Verb) -> None:
    """Let a call take part in the conference that `<Dial>` names, which begins if it does not go on yet."""
    named = dial.find("Conference")
    name = (named.text or "").strip() if named is not None else ""
    if named is None or not name:
        return
    scope = {"AccountSid": call.scope["AccountSid"]}
    conference = _going_on(world, scope, name) or world.make(
        _CONFERENCES, scope, {"friendly_name": name, "status": "in-progress", "region": "us1"}, call.origin
    )
    values = {
        "status": "in-progress",
        "muted": _is(named, "muted", default=False),
        "hold": False,
        "start_conference_on_enter": _is(named, "startConferenceOnEnter", default=True),
        "end_conference_on_exit": _is(named, "endConferenceOnExit", default=False),
    }
    place = {**scope, "ConferenceSid": conference.id}
    world.make("compat.conferences.participants", place, values, call.origin, id=call.id)


def leave(world: World, call: Record) -> None:
    """Take a call that is over out of its conferences."""
    for record in world.store.records(_PARTICIPANTS, {}, lambda one: one.id == call.id):
        if record.values["status"] == "in-progress":
            world.set(record, status=_OVER)
            _left(world, record)


def _left(world: World, record: Record) -> None:
    """End the conference that somebody has left, if it was the last one, or one with whom it ends."""
    conference = world.store.find(_CONFERENCES, record.scope["ConferenceSid"], {})
    if conference is None or conference.values["status"] == _OVER:
        return
    if record.values.get("end_conference_on_exit") is True or not _present(world, conference):
        world.set(conference, status=_OVER)
        _end(world, conference)


def _end(world: World, conference: Record) -> None:
    """Take everybody out of a conference that is over."""
    for record in _present(world, conference):
        world.set(record, status=_OVER)
        _hang_up(world, record.id)


def _hang_up(world: World, id: str) -> None:
    call = world.store.find("Call", id, {})
    if call is not None and call.values["status"] in _CALL_GOES_ON:
        world.change(call, status="completed")


def _present(world: World, conference: Record) -> list[Record]:
    return world.store.records(
        _PARTICIPANTS,
        {"ConferenceSid": conference.id},
        lambda record: bool(record.values["status"] == "in-progress"),
    )


def _going_on(world: World, scope: Mapping[str, str], name: str) -> Record | None:
    found = world.store.records(_CONFERENCES, scope, lambda one: one.values["friendly_name"] == name)
    return next((one for one in found if one.values["status"] in _GOING_ON), None)


def _is(verb: Verb, name: str, *, default: bool) -> bool:
    return verb.get(name, str(default)).lower() == "true"
