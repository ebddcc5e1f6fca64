"""Recordings of calls: they go on, are stored, can be had, and are put into text where that was asked for."""

from __future__ import annotations

from functools import partial

from ...behaviour import World, given, seconds_given
from ...store import Record
from .events import address, below, note, origin

TABLE = "Recording"

SAVES = 2.0
"""Seconds from the end of a recording until it can be had."""

TRANSCRIBES = 5.0
"""Seconds from then on until there is its text."""

_LONGEST = 3600  # seconds, where the request does not say
_SAID = "Hello. This is what was said."


def start(world: World, call: Record) -> None:
    """Begin a recording; nothing happens where one goes on."""
    if _running(call) is not None:
        return
    recording = world.make(
        TABLE, below(call), {"state": "recording", "call": address(world, call)}, origin(call)
    )
    world.set(recording, startTime=world.now(recording, "startTime"))
    recording.state["began"] = world.clock.now()
    recording.state["number"] = call.state["recordings"] = call.state.get("recordings", 0) + 1
    call.state["recording"] = recording
    longest = seconds_given(call, "recordingMaxDuration", _LONGEST)
    world.later(recording, longest, partial(_stop, world, call, recording))


def stop(world: World, call: Record) -> None:
    """End the recording that goes on, if one does."""
    recording = _running(call)
    if recording is not None:
        _stop(world, call, recording)


def _running(call: Record) -> Record | None:
    latest: Record | None = call.state.get("recording")
    return latest if latest is not None and latest.values["state"] == "recording" else None


def _stop(world: World, call: Record, recording: Record) -> None:
    if recording.values["state"] != "recording":
        return
    recording.state["seconds"] = (world.clock.now() - recording.state["began"]).total_seconds()
    world.set(recording, state="saving", endTime=world.now(recording, "endTime"))
    world.later(recording, SAVES, partial(_complete, world, call, recording))


def _complete(world: World, call: Record, recording: Record) -> None:
    number = recording.state["number"]
    suffix = given(call, "recordingFileFormat", "wav")
    home = world.records.address(call).rpartition("/calls/")[0]
    media = f"{origin(call)}{home}/media/{call.id}-{number}.{suffix}"
    world.set(recording, state="complete", media=media)
    times = {name: recording.values[name] for name in ("startTime", "endTime")}
    note(world, call, "recording", "complete", recordingId=recording.id, state="complete", **times)
    if call.values.get("transcriptionEnabled"):
        world.later(recording, TRANSCRIBES, partial(_transcribe, world, call, recording))


def _transcribe(world: World, call: Record, recording: Record) -> None:
    values = {
        "state": "completed",
        "text": _SAID,
        "textSize": len(_SAID),
        "chargeableDuration": -(-int(recording.state["seconds"]) // 60) * 60,
    }
    made = world.make("Transcription", below(call), values, origin(call))
    home = world.records.address(call).rpartition("/calls/")[0]
    world.set(made, time=world.now(made, "time"), textUrl=f"{origin(call)}{home}/media/{made.id}.txt")
    told = {"transcriptionId": made.id, "recordingId": recording.id, "state": "completed", "text": _SAID}
    note(world, call, "transcription", "completed", **told)
