"""Faxes: each has a document and is sent page by page; one that is over cannot be canceled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ...action import Action
from ...behaviour import World, given
from ...messages import Violation
from ...plan import Kind
from ...store import Record
from ..life import Life, Step

WAITS = 1.0
"""Seconds until a fax is made ready."""

PREPARES = 2.0
"""Seconds from then on until it is being sent."""

SENDS = 10.0
"""Seconds from then on until it is delivered."""

PAGES = 1
PRICE = 0.01
"""What each page costs, in US dollars."""

OVER = frozenset(("delivered", "received", "no-answer", "busy", "failed", "canceled"))

_STEPS: Mapping[str, Step] = {
    "queued": Step(WAITS, "processing"),
    "processing": Step(PREPARES, "sending"),
    "sending": Step(SENDS, "delivered"),
}
_EVENTS: Mapping[str, str] = {"queued": "initiated", "processing": "ringing", "sending": "answered"}
"""Status -> the event of which a request may ask to be told; every other status is an end."""

_USUAL = ("completed",)


class Faxes(Life):
    """The faxes of an account."""

    table = "Fax"

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        if record is None or action.kind is not Kind.UPDATE or record.values["status"] not in OVER:
            return None
        return Violation(
            "FaxSid", f"names a fax that is {record.values['status']} and cannot be changed", "state"
        )

    def after_create(self, world: World, action: Action, record: Record) -> None:
        scope = {**action.scope, "FaxSid": record.id}
        values = {"content_type": "application/pdf"}
        document = world.make("compat.faxes.media", scope, values, action.origin)
        # What was given as `MediaUrl` is where the document came from; the record tells where it is kept.
        kept = record.origin + world.records.address(document)
        world.set(record, direction="outbound", media_sid=document.id, media_url=kept)
        self.become(world, record, "queued")

    def after_update(self, world: World, action: Action, record: Record) -> None:
        if "Status" in action.given:
            self.arrived(world, record)

    def next_step(self, record: Record, status: str) -> Step | None:
        return _STEPS.get(status)

    def reached(self, world: World, record: Record, status: str) -> Mapping[str, Any]:
        if status == "sending":
            record.state["began"] = world.clock.now()
        if status != "delivered":
            return {}
        began: datetime = record.state.get("began", world.clock.now())
        seconds = int((world.clock.now() - began).total_seconds())
        cost = {"price": round(-PRICE * PAGES, 4), "price_unit": "USD"}
        return {"duration": seconds, "num_pages": PAGES, **cost}

    def told(self, world: World, record: Record, status: str) -> None:
        url = given(record, "StatusCallback")
        if url and _EVENTS.get(status, "completed") in given(record, "StatusCallbackEvent", _USUAL):
            method = given(record, "StatusCallbackMethod", "POST")
            world.tell("faxStatus", url, _fields(record), method=method, about=record.id)


def _fields(record: Record) -> dict[str, Any]:
    values = record.values
    return {
        "FaxStatus": values["status"],
        "OriginalMediaUrl": given(record, "MediaUrl"),
        "NumPages": values["num_pages"],
        "MediaSid": values["media_sid"],
        "MediaUrl": values["media_url"],
        "ErrorCode": values.get("error_code"),
        "ErrorMessage": values.get("error_message"),
    }
