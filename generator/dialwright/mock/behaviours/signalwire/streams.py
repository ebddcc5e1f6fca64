"""Streams of the sound of calls: they go on until they are stopped or their call is over; that is told."""

from __future__ import annotations

from urllib.parse import urljoin

from ....values.moments import write
from ...action import Action
from ...behaviour import Behaviour, World, given
from ...letters import form_letter
from ...messages import Violation
from ...plan import Kind
from ...store import Record
from .instructions import Verb

_RFC_2822 = "Mon, 02 Nov 2026 09:30:00 +0000"
_CALL_OVER = frozenset(("canceled", "completed", "busy", "failed", "no-answer"))
_RUNS = "runs"


class CallStreams(Behaviour):
    """The streams of a call."""

    table = "CallStream"

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        call = world.store.find("Call", action.scope.get("CallSid", ""), {})
        if action.kind is not Kind.CREATE or call is None or call.values["status"] not in _CALL_OVER:
            return None
        return Violation("CallSid", "names a call that is over and cannot be streamed", "state")

    def after_create(self, world: World, action: Action, record: Record) -> None:
        _begin(world, record)

    def after_update(self, world: World, action: Action, record: Record) -> None:
        _stop(world, record)


def obey(world: World, call: Record, base: str, verb: Verb) -> None:
    """Do what `<Start>` and `<Stop>` ask for; addresses in them are relative to `base`."""
    for stream in verb.findall("Stream"):
        if verb.tag == "Start":
            _start_for_verb(world, call, base, stream)
        else:
            _stop_all(world, call, stream.get("name"))


def end_of_call(world: World, call: Record) -> None:
    """Stop what is streamed of a call: it is over."""
    _stop_all(world, call)


def _start_for_verb(world: World, call: Record, base: str, verb: Verb) -> None:
    told = verb.get("statusCallback")
    values = {
        "Url": urljoin(base, verb.get("url", "")),
        "Name": verb.get("name"),
        "StatusCallback": urljoin(base, told) if told else None,
        "StatusCallbackMethod": verb.get("statusCallbackMethod"),
    }
    place = {"AccountSid": call.scope["AccountSid"], "CallSid": call.id}
    _begin(world, world.make("compat.calls.streams", place, values, call.origin))


def _begin(world: World, stream: Record) -> None:
    stream.state[_RUNS] = True
    world.set(stream, status="in-progress")
    _tell(world, stream, "stream-started")


def _stop(world: World, stream: Record) -> None:
    """Stop a stream; nothing happens where it is stopped already."""
    if stream.state.pop(_RUNS, False):
        world.set(stream, status="stopped")
        _tell(world, stream, "stream-stopped")


def _stop_all(world: World, call: Record, name: str | None = None) -> None:
    for stream in reversed(world.store.records(CallStreams.table, {"CallSid": call.id})):
        if name is None or stream.values["name"] == name:
            _stop(world, stream)


def _tell(world: World, stream: Record, event: str) -> None:
    url = given(stream, "StatusCallback")
    if not url:
        return
    fields = {
        "AccountSid": stream.values["account_sid"],
        "CallSid": stream.values["call_sid"],
        "StreamSid": stream.id,
        "StreamName": stream.values.get("name"),
        "StreamEvent": event,
        "Timestamp": write(world.clock.now(), _RFC_2822),
    }
    method = given(stream, "StatusCallbackMethod", "POST")
    world.outbox.post(form_letter(method, url, fields, about=stream.id))
