"""Messages: they are sent and delivered, or come in; and when the record of one may be deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...action import Action
from ...behaviour import World, given, seconds_given
from ...messages import Violation
from ...plan import Kind
from ...store import Record
from ..life import Life, Step
from .applications import application_of
from .inbound import address_of, number_of
from .instructions import Answer, Question, ask
from .media import media_type
from .replies import messages_in

WAITS = 2.0
"""Seconds until a message is sent."""

TRAVELS = 3.0
"""Seconds from then on until it is delivered."""

PRICE = 0.0079
"""What each part costs, in US dollars."""

UNDER_WAY = frozenset(("queued", "initiated", "sending", "receiving"))

_GIVEN_UP = {"error_code": "30008", "error_message": "the message was not sent within its ValidityPeriod"}
_SENDER = "+15550199"  # what number groups send from
_GSM = 160, 153  # characters of one part, and of each of several
_UNICODE = 70, 67


class Messages(Life):
    """The messages of an account."""

    table = "Message"

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        if record is None or action.kind is not Kind.DELETE or record.values["status"] not in UNDER_WAY:
            return None
        return Violation(
            "MessageSid", f"names a message that is {record.values['status']}: it is under way", "state"
        )

    def after_create(self, world: World, action: Action, record: Record) -> None:
        self.begin(world, record, action.given.get("MediaUrl", []), "outbound-api")

    def begin(self, world: World, record: Record, media: Sequence[str], direction: str) -> None:
        """Have a message that was just made go its way."""
        sender = {} if given(record, "From") else {"from": _SENDER}
        _attach(world, record, media)
        world.set(record, direction=direction, **sender)
        self.become(world, record, "queued")

    def reached(self, world: World, record: Record, status: str) -> Mapping[str, Any]:
        if status == "sent":
            cost = round(-PRICE * record.values["num_segments"], 4)
            return {"date_sent": world.now(record, "date_sent"), "price": cost, "price_unit": "USD"}
        return _GIVEN_UP if status == "failed" and not record.values.get("error_code") else {}

    def next_step(self, record: Record, status: str) -> Step | None:
        if status == "queued":
            patience = seconds_given(record, "ValidityPeriod", WAITS)
            return Step(WAITS, "sent") if patience >= WAITS else Step(patience, "failed")
        return Step(TRAVELS, "delivered") if status == "sent" else None

    def told(self, world: World, record: Record, status: str) -> None:
        url, method = _listener(world, record)
        if url:
            fields = message_fields(record)
            world.tell("messageStatus", url, fields, method=method, about=record.id)

    def receive(self, world: World, values: Mapping[str, Any], origin: str) -> Record:
        number = number_of(world, str(values["to"]))
        place = {"AccountSid": number.scope["AccountSid"]}
        told = {"From": values["from"], "To": values["to"], "Body": values.get("body", "")}
        record = world.make(self.table, place, told, origin)
        _attach(world, record, values.get("media", ()))
        sent = world.now(record, "date_sent")
        world.set(record, status="received", direction="inbound", date_sent=sent)
        address = address_of(world, number, "sms")
        if address.url:
            ask(world, address, self._question(world, record))
        return record

    def _question(self, world: World, record: Record) -> Question:
        return Question(
            "messageStatus",
            message_fields(record),
            record,
            lambda answer: _obey(world, record, answer),
            _file_fields(world, record),
        )


def reply(world: World, record: Record, answer: Answer, direction: str = "outbound-reply") -> None:
    """Send the messages that the answer to a message or a call asks for."""
    scope = {"AccountSid": record.scope["AccountSid"]}
    for outgoing in messages_in(answer, record):
        message = world.make(Messages.table, scope, outgoing.values, record.origin)
        Messages().begin(world, message, outgoing.media, direction)


def _obey(world: World, record: Record, answer: Answer) -> bool:
    reply(world, record, answer)
    return True


def message_fields(record: Record) -> dict[str, Any]:
    """What webhooks tell about a message."""
    values = record.values
    return {
        "MessageStatus": values["status"],
        "ErrorCode": values["error_code"],
        "MessageSid": record.id,
        "AccountSid": values["account_sid"],
        "From": values["from"],
        "To": values["to"],
        "Body": values["body"],
        "NumMedia": values["num_media"],
        "NumSegments": values["num_segments"],
    }


def segments(body: str) -> int:
    """Into how many parts a text is split for sending."""
    alone, each = _GSM if body.isascii() else _UNICODE
    return 1 if len(body) <= alone else -(-len(body) // each)


def _attach(world: World, record: Record, media: Sequence[str]) -> None:
    scope = {"AccountSid": record.scope["AccountSid"], "MessageSid": record.id}
    for url in media:
        world.make("compat.messages.media", scope, {"content_type": media_type(url)}, record.origin)
    parts = segments(record.values["body"] or "")
    world.set(record, num_media=len(media), num_segments=parts)


def _file_fields(world: World, record: Record) -> dict[str, Any]:
    """What tells of the files of a message that came in, by number; the document leaves such fields open."""
    fields: dict[str, Any] = {}
    files = world.store.records("Media", {"MessageSid": record.id})
    for index, file in enumerate(reversed(files)):
        fields[f"MediaUrl{index}"] = record.origin + world.records.address(file).removesuffix(".json")
        fields[f"MediaContentType{index}"] = file.values["content_type"]
    return fields


def _listener(world: World, record: Record) -> tuple[str, str]:
    """Who is told of changes, and by which method: whom the message names, else its application."""
    own = given(record, "StatusCallback")
    application = application_of(world, record)
    if own or application is None:
        return own or "", "POST"
    told = application.values
    method = told.get("sms_status_callback_method") if told.get("sms_status_callback") else None
    return told.get("sms_status_callback") or told.get("message_status_callback") or "", method or "POST"
