"""Recordings: of a call from when it is answered, or when a request or an answer in XML starts them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from ... import audio
from ...action import Action
from ...behaviour import World, given
from ...links import fill
from ...messages import Response, Violation
from ...plan import Kind
from ...store import Record
from ..life import Life, Step
from . import transcriptions
from .instructions import Verb

PROCESSES = 1.0
"""Seconds from the end of a recording until it can be fetched."""

PRICE = 0.0025
"""What each minute costs that has begun, in US dollars."""

OVER = frozenset(("stopped", "completed", "absent"))

_CALL_OVER = frozenset(("canceled", "completed", "busy", "failed", "no-answer"))
_RUNNING = frozenset(("in-progress", "paused"))
_USUAL = "completed"


class Recordings(Life):
    """The recordings of an account, of its calls and of its conferences."""

    table = "Recording"

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        if action.kind is Kind.CREATE:
            call = world.store.find("Call", action.scope.get("CallSid", ""), {})
            if call is not None and call.values["status"] in _CALL_OVER:
                return Violation("CallSid", "names a call that is over and cannot be recorded", "state")
        if record is not None and action.kind is Kind.UPDATE and record.values["status"] in OVER:
            return Violation("Sid", f"names a recording that is {record.values['status']}", "state")
        return None

    def after_create(self, world: World, action: Action, record: Record) -> None:
        self.begin(world, record, "StartCallRecordingAPI")

    def after_update(self, world: World, action: Action, record: Record) -> None:
        self.arrived(world, record)

    def begin(self, world: World, record: Record, source: str) -> None:
        """Have a recording that was just made run."""
        dual = given(record, "RecordingChannels") == "dual"
        record.state["began"] = world.clock.now()
        started = world.now(record, "start_time")
        world.set(record, source=source, channels=2 if dual else 1, start_time=started)
        self.become(world, record, "in-progress")

    def next_step(self, record: Record, status: str) -> Step | None:
        return Step(PROCESSES, "completed") if status == "stopped" else None

    def reached(self, world: World, record: Record, status: str) -> Mapping[str, Any]:
        if status == "paused" and given(record, "PauseBehavior") == "skip":
            record.state.setdefault("paused", world.clock.now())
        elif status not in ("paused", "completed"):
            _resume(world, record)
        return _end(world, record) if status in OVER and not record.values.get("end_time") else {}

    def told(self, world: World, record: Record, status: str) -> None:
        url = given(record, "RecordingStatusCallback")
        events = str(given(record, "RecordingStatusCallbackEvent", _USUAL)).replace(",", " ").split()
        if url and status in events and record.state.get("told") != status:
            record.state["told"] = status  # who pauses and goes on is not told twice
            method = given(record, "RecordingStatusCallbackMethod", "POST")
            fields = _fields(world, record)
            world.tell("recordingStatus", url, fields, method=method, about=record.id)
        if status == "completed" and given(record, "Transcribe") is True:
            transcriptions.start(world, record, sound_of(world, record))

    def answer(self, world: World, action: Action, record: Record | None) -> Response | None:
        """The sound: as long as the recording, within reason, with as many channels."""
        if record is None or action.kind is not Kind.DOWNLOAD or action.plan.content is None:
            return None
        kind = action.plan.content.essence
        seconds = min(float(record.values.get("duration") or 1), 60)
        channels = 2 if str(record.values["channels"]) == "2" else 1
        body = audio.mp3(seconds) if kind == "audio/mpeg" else audio.wav(seconds, channels=channels)
        return Response(200, (("content-type", kind),), body)


def start(world: World, call: Record) -> Record:
    """Record a call that was placed with `Record`, from now on."""
    names = ("Channels", "StatusCallback", "StatusCallbackEvent", "StatusCallbackMethod", "Track")
    values = {f"Recording{name}": given(call, f"Recording{name}") for name in names}
    return _make(world, call, values | {"Trim": given(call, "Trim")}, "OutboundAPI")


def start_for_verb(world: World, call: Record, base: str, verb: Verb) -> Record:
    """Record what is said in a call, as `<Record>` asks for it."""
    told, transcribed = verb.get("recordingStatusCallback"), verb.get("transcribeCallback")
    values = {
        "RecordingStatusCallback": urljoin(base, told) if told else None,
        "RecordingStatusCallbackEvent": verb.get("recordingStatusCallbackEvent"),
        "RecordingStatusCallbackMethod": verb.get("recordingStatusCallbackMethod"),
        "Transcribe": verb.get("transcribe", "false").lower() == "true" or bool(transcribed),
        "TranscribeCallback": urljoin(base, transcribed) if transcribed else None,
    }
    return _make(world, call, values, "RecordVerb")


def recording_of(world: World, call: Record) -> Record | None:
    """The latest recording of a call."""
    return next(iter(_of_call(world, call)), None)


def sound_of(world: World, recording: Record) -> str:
    """The address of the sound of a recording."""
    plan = world.atlas.of_table(Recordings.table, Kind.DOWNLOAD)[0]
    return recording.origin + fill(plan.template, {**recording.scope, plan.item: recording.id})


def end_of_call(world: World, call: Record) -> None:
    """Stop what is being recorded of a call: it is over."""
    for record in _of_call(world, call):
        if record.values["status"] in _RUNNING:
            Recordings().become(world, record, "stopped")


def _of_call(world: World, call: Record) -> list[Record]:
    return world.store.records(Recordings.table, {}, lambda record: record.values.get("call_sid") == call.id)


def _make(world: World, call: Record, values: Mapping[str, Any], source: str) -> Record:
    scope = {"AccountSid": call.scope["AccountSid"], "CallSid": call.id}
    record = world.make("compat.calls.recordings", scope, values, call.origin)
    Recordings().begin(world, record, source)
    return record


def _end(world: World, record: Record) -> Mapping[str, Any]:
    """What is known of a recording that has ended."""
    began: datetime = record.state.get("began", world.clock.now())
    seconds = int((world.clock.now() - began).total_seconds() - record.state.get("skipped", 0.0))
    price = f"{-PRICE * -(-seconds // 60):.4f}"
    ended = world.now(record, "end_time")
    return {"end_time": ended, "duration": str(seconds), "price": price, "price_unit": "USD"}


def _resume(world: World, record: Record) -> None:
    """Count a pause that is over and was left out of the recording."""
    since: datetime | None = record.state.pop("paused", None)
    if since is not None:
        passed = (world.clock.now() - since).total_seconds()
        record.state["skipped"] = record.state.get("skipped", 0.0) + passed


def _fields(world: World, record: Record) -> dict[str, Any]:
    values = record.values
    return {
        "RecordingSid": record.id,
        "RecordingUrl": sound_of(world, record),
        "RecordingStatus": values["status"],
        "RecordingDuration": values["duration"],
        "RecordingChannels": values["channels"],
        "RecordingSource": values["source"],
        "RecordingTrack": given(record, "RecordingTrack", "both"),
        "AccountSid": values["account_sid"],
        "CallSid": values.get("call_sid"),
    }
