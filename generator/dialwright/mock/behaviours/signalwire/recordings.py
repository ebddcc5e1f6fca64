"""Recordings: what is known of one that a request has started, and which can still be steered."""

from __future__ import annotations

from ... import audio
from ...action import Action
from ...behaviour import Behaviour, World
from ...messages import Response, Violation
from ...plan import Kind
from ...store import Record
from .calls import OVER as CALL_OVER

OVER = frozenset(("stopped", "completed", "absent"))


class Recordings(Behaviour):
    """The recordings of an account, of its calls and of its conferences."""

    table = "Recording"

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        if action.kind is Kind.CREATE:
            call = world.store.find("Call", action.scope.get("CallSid", ""), {})
            if call is not None and call.values["status"] in CALL_OVER:
                return Violation("CallSid", "names a call that is over and cannot be recorded", "state")
        if record is not None and action.kind is Kind.UPDATE and record.values["status"] in OVER:
            return Violation("Sid", f"names a recording that is {record.values['status']}", "state")
        return None

    def after_create(self, world: World, action: Action, record: Record) -> None:
        dual = action.given.get("RecordingChannels") == "dual"
        started = record.values["date_created"]
        world.set(
            record,
            status="in-progress",
            source="StartCallRecordingAPI",
            channels=2 if dual else 1,
            start_time=started,
        )

    def answer(self, world: World, action: Action, record: Record | None) -> Response | None:
        """The sound: as long as the recording, within reason, with as many channels."""
        if record is None or action.kind is not Kind.DOWNLOAD or action.plan.content is None:
            return None
        kind = action.plan.content.essence
        seconds = min(float(record.values.get("duration") or 1), 60)
        channels = 2 if str(record.values["channels"]) == "2" else 1
        body = audio.mp3(seconds) if kind == "audio/mpeg" else audio.wav(seconds, channels=channels)
        return Response(200, (("content-type", kind),), body)
