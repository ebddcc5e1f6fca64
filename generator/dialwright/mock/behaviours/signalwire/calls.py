"""Calls: they ring, are answered and end, or come in; and one that is over stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from ...action import Action
from ...behaviour import World, given, seconds_given
from ...messages import Violation
from ...plan import Kind
from ...store import Record
from ..life import Life, Step
from . import call_events, conferences, detection, queueing, recordings, streams
from .applications import application_of
from .inbound import address_in, address_of, number_of
from .instructions import Address, Answer, Question, Verb, ask
from .messages import reply

WAITS = 1.0
"""Seconds until a call that was placed rings."""

RINGS = 4.0
"""Seconds from then on until somebody answers, if it may ring for longer."""

TALKS = 30.0
"""Seconds from then on until the one who answered hangs up."""

PRICE = 0.01
"""What each minute costs that has begun, in US dollars."""

OVER = frozenset(("canceled", "completed", "busy", "failed", "no-answer"))

_WAITING = frozenset(("queued", "ringing"))
_REJECTED = {"busy": "busy", "rejected": "no-answer"}  # why a call is refused -> how it ends


class Calls(Life):
    """The calls of an account."""

    table = "Call"

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        if record is None or action.kind is not Kind.UPDATE:
            return None
        status = record.values["status"]
        if status in OVER:
            return Violation("Sid", f"names a call that is {status} and cannot be changed", "state")
        if action.given.get("Status") == "canceled" and status not in _WAITING:
            what = f"can be canceled only while a call waits or rings, and this one is {status}"
            return Violation("Status", what, "state")
        return None

    def after_create(self, world: World, action: Action, record: Record) -> None:
        world.set(record, direction="outbound")
        self.become(world, record, "queued")

    def after_update(self, world: World, action: Action, record: Record) -> None:
        if "Status" in action.given:
            self.arrived(world, record)
        elif "Url" in action.given and record.values["status"] == "in-progress":
            self.go_on(world, record)  # it goes on for as long as one that was just answered
            queueing.interrupt(world, record)
            self._ask(world, record, _own_address(world, record))

    def next_step(self, record: Record, status: str) -> Step | None:
        if status == "queued":
            return Step(WAITS, "ringing")
        if status == "ringing" and record.values["direction"] == "outbound":
            patience = seconds_given(record, "Timeout", 60)
            return Step(RINGS, "in-progress") if patience > RINGS else Step(patience, "no-answer")
        return Step(TALKS, "completed") if status == "in-progress" else None

    def reached(self, world: World, record: Record, status: str) -> Mapping[str, Any]:
        if status == "in-progress":
            record.state["answered"] = world.clock.now()
            return {"start_time": world.now(record, "start_time")}
        return _end(world, record) if status in OVER else {}

    def told(self, world: World, record: Record, status: str) -> None:
        if status in OVER:
            recordings.end_of_call(world, record)
            conferences.leave(world, record)
            streams.end_of_call(world, record)
            queueing.end_of_call(world, record)
        call_events.tell(world, record)
        if status == "in-progress" and record.values["direction"] == "outbound":
            self._answered(world, record)

    def receive(self, world: World, values: Mapping[str, Any], origin: str) -> Record:
        number = number_of(world, str(values["to"]))
        place = {"AccountSid": number.scope["AccountSid"]}
        told = {"From": values["from"], "To": values["to"]}
        record = world.make(self.table, place, told, origin)
        record.state["number"] = number
        world.set(record, direction="inbound", phone_number_sid=number.id)
        self.become(world, record, "ringing")
        address = address_of(world, number, "voice")
        if address.url:
            self._ask(world, record, address)
        else:
            self.become(world, record, "failed")
        return record

    def _answered(self, world: World, record: Record) -> None:
        """What begins when somebody picks up a call that was placed."""
        if given(record, "Record") is True:
            recordings.start(world, record)
        detection.begin(world, record, lambda: self._instruct(world, record))

    def _instruct(self, world: World, record: Record) -> None:
        """Ask what a call that was answered does, unless it was given other instructions meanwhile."""
        address = _own_address(world, record)
        if address.url and not record.state.get("asked"):
            self._ask(world, record, address)

    def _ask(
        self, world: World, record: Record, address: Address, more: Mapping[str, Any] | None = None
    ) -> None:
        record.state["asked"] = True
        fields = call_events.fields_of(world, record)
        told = {**detection.known(record), **(more or {})}
        question = Question(
            "callStatus", fields, record, lambda answer: self._obey(world, record, answer), told
        )
        ask(world, address, question)

    def _obey(self, world: World, record: Record, answer: Answer) -> bool:
        """Do what the answer about a call asks for, as far as that concerns records.

        The result is False where what follows is not done, or has to wait.
        """
        if record.values["status"] in OVER:
            return False
        if answer.failed:
            if record.values["status"] == "ringing":
                self.become(world, record, "failed")
            return False
        return all(
            self._verb(world, record, replace(answer, verbs=answer.verbs[index:]), verb)
            for index, verb in enumerate(answer.verbs, 1)
        )

    def _verb(self, world: World, record: Record, rest: Answer, verb: Verb) -> bool:
        """Do what one verb asks for; False where the call ends with it, or the rest has to wait."""
        if verb.tag == "Reject" and record.values["status"] == "ringing":
            self.become(world, record, _REJECTED.get(verb.get("reason", "rejected"), "no-answer"))
            return False
        if record.values["status"] == "ringing":
            self.become(world, record, "in-progress")  # the first verb that does not refuse answers the call
        if verb.tag == "Hangup":
            self.become(world, record, "completed")
            return False
        if verb.tag == "Enqueue":
            return not queueing.enqueue(world, record, rest.url, verb, self._course(world, record, rest))
        if verb.tag == "Dial":
            conferences.dialled(world, record, verb)
            return not queueing.dialled(world, record, rest.url, verb, self._course(world, record, rest))
        _beside(world, record, rest.url, verb)
        return True

    def _course(self, world: World, record: Record, rest: Answer) -> queueing.Course:
        """What a call that was held up by a verb does next."""

        def go_on() -> None:
            if self._obey(world, record, rest) and rest.further is not None:
                rest.further()

        return queueing.Course(partial(self._ask, world, record), go_on)


def _beside(world: World, record: Record, base: str, verb: Verb) -> None:
    """Do what a verb asks for that holds nothing up."""
    if verb.tag == "Sms":
        reply(world, record, Answer(base, [verb]), "outbound-call")
    elif verb.tag == "Record":
        recordings.start_for_verb(world, record, base, verb)
    elif verb.tag in ("Start", "Stop"):
        streams.obey(world, record, base, verb)


def _own_address(world: World, record: Record) -> Address:
    """Where the instructions of a call that was placed come from."""
    application = application_of(world, record)
    if application is not None:
        return address_in(application.values, "voice")
    return Address(
        url=given(record, "Url", ""),
        method=given(record, "Method", "POST"),
        fallback=given(record, "FallbackUrl", ""),
        fallback_method=given(record, "FallbackMethod", "POST"),
    )


def _end(world: World, record: Record) -> Mapping[str, Any]:
    """What is known of a call once it is over."""
    answered: datetime | None = record.state.get("answered")
    seconds = int((world.clock.now() - answered).total_seconds()) if answered is not None else 0
    price = round(-PRICE * -(-seconds // 60), 4)
    ended = world.now(record, "end_time")
    return {"end_time": ended, "duration": seconds, "price": price, "price_unit": "USD"}
