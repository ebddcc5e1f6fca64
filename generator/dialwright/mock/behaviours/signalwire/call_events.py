"""What is told of calls: to whom, which changes, and with which fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ....values.moments import write
from ...behaviour import World, given
from ...store import Record
from .applications import application_of
from .recordings import recording_of, sound_of

_EVENTS: Mapping[str, str] = {"queued": "initiated", "ringing": "ringing", "in-progress": "answered"}
"""Status -> the change of which a request may ask to be told; every other status is an end."""

_USUAL = ("completed",)
_RFC_2822 = "Mon, 02 Nov 2026 09:30:00 +0000"
_SOURCE = "call-progress-events"


def tell(world: World, record: Record) -> None:
    """Tell of the status into which a call has come, if somebody wants to know."""
    status = record.values["status"]
    event = _EVENTS.get(status, "completed")
    url, method = _listener(world, record)
    if not url or event not in given(record, "StatusCallbackEvent", _USUAL):
        return
    number = record.state.get("told", 0)
    record.state["told"] = number + 1
    fields = fields_of(world, record) | {
        "CallStatus": "initiated" if event == "initiated" else status,
        "Timestamp": write(world.clock.now(), _RFC_2822),
        "CallbackSource": _SOURCE,
        "SequenceNumber": number,
    }
    world.tell("callStatus", url, fields, method=method, about=record.id)


def fields_of(world: World, record: Record) -> dict[str, Any]:
    """What every webhook about a call tells of it."""
    values = record.values
    fields = {
        "CallSid": record.id,
        "AccountSid": values["account_sid"],
        "ApiVersion": values["api_version"],
        "From": values["from"],
        "To": values["to"],
        "CallStatus": values["status"],
        "Direction": "inbound" if values["direction"] == "inbound" else "outbound-api",
        "ParentCallSid": values.get("parent_call_sid"),
        "CallerName": values.get("caller_name"),
        "ForwardedFrom": values.get("forwarded_from"),
        "CallDuration": values.get("duration"),
        "SipResultCode": values.get("sip_result_code"),
    }
    return fields | _recorded(world, record)


def _recorded(world: World, record: Record) -> dict[str, Any]:
    """What is told of the recording of a call that is over."""
    recording = recording_of(world, record)
    if recording is None or record.values["end_time"] is None:
        return {}
    return {
        "RecordingSid": recording.id,
        "RecordingUrl": sound_of(world, recording),
        "RecordingDuration": recording.values["duration"],
    }


def _listener(world: World, record: Record) -> tuple[str, str]:
    """Who is told of a call, and by which method: the call's own, its application's, or its number's."""
    number = record.state.get("number")
    if number is not None:
        return _named(application_of(world, number, "VoiceApplicationSid") or number)
    own = given(record, "StatusCallback")
    application = application_of(world, record)
    if own or application is None:
        return own or "", given(record, "StatusCallbackMethod", "POST")
    return _named(application)


def _named(holder: Record) -> tuple[str, str]:
    return holder.values["status_callback"] or "", holder.values["status_callback_method"] or "POST"
