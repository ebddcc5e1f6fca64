"""Transcriptions: of recordings that an answer in XML asks for, and what is told when they are done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...behaviour import World, given
from ...store import Record
from ..life import Life, Step

LISTENS = 5.0
"""Seconds until a transcription is done."""

PRICE = 0.05
"""What each minute costs that has begun, in US dollars."""

TEXT = "This is what was said."
"""What was said, unless a test says otherwise."""

_OVER = frozenset(("completed", "failed"))


class Transcriptions(Life):
    """The transcriptions of an account."""

    table = "Transcription"

    def after_add(self, world: World, record: Record) -> None:
        if record.values["status"] not in _OVER:
            self.arrived(world, record)

    def next_step(self, record: Record, status: str) -> Step | None:
        return Step(LISTENS, "completed") if status == "in-progress" else None

    def reached(self, world: World, record: Record, status: str) -> Mapping[str, Any]:
        if status != "completed":
            return {}
        text = record.values.get("transcription_text") or TEXT
        minutes = -(-int(record.values.get("duration") or 0) // 60)
        return {"transcription_text": text, "price": f"{-PRICE * minutes:.4f}", "price_unit": "USD"}

    def told(self, world: World, record: Record, status: str) -> None:
        url = given(record, "TranscribeCallback")
        if url and status in _OVER:
            fields = _fields(world, record)
            world.tell("transcriptionStatus", url, fields, about=record.id)


def start(world: World, recording: Record, sound: str) -> None:
    """Transcribe a recording that is done; `sound` is the address of its sound."""
    scope = {"AccountSid": recording.scope["AccountSid"]}
    values = {
        "recording_sid": recording.id,
        "duration": recording.values["duration"],
        "status": "in-progress",
        "type": "fast",
        "TranscribeCallback": given(recording, "TranscribeCallback"),
    }
    record = world.make(Transcriptions.table, scope, values, recording.origin)
    record.state["sound"] = sound
    Transcriptions().arrived(world, record)


def _fields(world: World, record: Record) -> dict[str, Any]:
    return {
        "TranscriptionSid": record.id,
        "TranscriptionText": record.values["transcription_text"],
        "TranscriptionStatus": record.values["status"],
        "TranscriptionUrl": record.origin + world.records.address(record),
        "RecordingSid": record.values["recording_sid"],
        "RecordingUrl": record.state.get("sound"),
    }
