"""The life of a call: it rings, is answered and ends, each at its moment, and who wants to know is told."""

from __future__ import annotations

import urllib.request
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from dialwright.mock.server import MockServer
from dialwright_signalwire import SignalWire
from dialwright_signalwire.errors import BadRequestError
from dialwright_signalwire.models import CallStatusCallback, RecordingStatusCallback

from .receiving import Receiver

ALL = ["initiated", "ringing", "answered", "completed"]
NOWHERE = "http://127.0.0.1:9/voice"  # the discard port: nothing listens


def place(client: SignalWire, **more: Any) -> Any:
    more.setdefault("url", NOWHERE)
    return client.compat.calls.create(to="+15550100", from_="+15550101", **more)


def statuses(server: MockServer, client: SignalWire, sid: str, seconds: int) -> list[str]:
    """The status of a call after each of so many seconds."""
    found = [str(client.compat.calls.fetch(sid).status)]
    for _ in range(seconds):
        server.advance(1)
        found.append(str(client.compat.calls.fetch(sid).status))
    return found


def told(receiver: Receiver, server: MockServer, path: str = "/hook") -> list[CallStatusCallback]:
    return receiver.read_as(CallStatusCallback, server.signing_key, path)


def test_a_call_rings_is_answered_and_ends(signalwire: MockServer, client: SignalWire) -> None:
    call = place(client)
    assert (call.status, call.start_time, call.end_time, call.duration) == ("queued", None, None, None)
    assert statuses(signalwire, client, call.sid, 6) == [
        *("queued", "ringing", "ringing", "ringing", "ringing", "in-progress", "in-progress")
    ]
    signalwire.advance(60)
    over = client.compat.calls.fetch(call.sid)
    assert (over.status, over.duration, over.price, over.price_unit) == (
        *("completed", 30, Decimal("-0.01"), "USD"),
    )
    assert over.start_time is not None
    assert over.end_time is not None
    assert over.date_created is not None
    assert over.end_time - over.start_time == timedelta(seconds=30)
    assert over.start_time - over.date_created == timedelta(seconds=5)
    assert over.date_updated == over.end_time


def test_each_step_is_told_in_order_signed_and_with_the_fields_of_the_document(
    signalwire: MockServer, client: SignalWire, receiver: Receiver
) -> None:
    call = place(client, status_callback=receiver.url(), status_callback_event=ALL)
    signalwire.advance(60)
    found = told(receiver, signalwire)
    assert [one.call_status for one in found] == ["initiated", "ringing", "in-progress", "completed"]
    assert [one.sequence_number for one in found] == [0, 1, 2, 3]
    assert {(one.call_sid, one.from_, one.to, one.direction) for one in found} == {
        (call.sid, "+15550101", "+15550100", "outbound-api")
    }
    assert [one.call_duration for one in found] == [None, None, None, 30]
    moments = [one.timestamp for one in found]
    assert [moment - moments[0] for moment in moments if moment is not None and moments[0] is not None] == [
        timedelta(seconds=seconds) for seconds in (0, 1, 5, 35)
    ]


def test_what_is_sent_fits_the_schema_of_the_webhook(
    signalwire: MockServer, client: SignalWire, receiver: Receiver
) -> None:
    place(client, status_callback=receiver.url(), status_callback_event=ALL, record=True)
    signalwire.advance(60)
    names = signalwire.engine.world.webhooks.payload("callStatus").properties
    sent = [one for one in signalwire.callbacks if one.url == receiver.url()]
    assert len(sent) == 4
    for callback in sent:
        assert {name for name, _ in callback.fields} <= names.keys()
        for name, text in callback.fields:
            fits, _ = signalwire.engine.world.forms.adapted(names[name], text)
            assert fits, (name, text)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (None, ["completed"]),
        (["ringing"], ["ringing"]),
        (["answered", "initiated"], ["initiated", "in-progress"]),
    ],
)
def test_only_the_events_that_were_asked_for_are_told(
    signalwire: MockServer,
    client: SignalWire,
    receiver: Receiver,
    events: list[str] | None,
    expected: list[str],
) -> None:
    more = {"status_callback_event": events} if events is not None else {}
    place(client, status_callback=receiver.url(), **more)
    signalwire.advance(60)
    found = told(receiver, signalwire)
    assert [one.call_status for one in found] == expected
    assert [one.sequence_number for one in found] == [*range(len(expected))]


def test_get_sends_the_fields_in_the_query_and_signs_the_address(
    signalwire: MockServer, client: SignalWire, receiver: Receiver
) -> None:
    place(client, status_callback=receiver.url("/hook?own=1"), status_callback_method="GET")
    signalwire.advance(60)
    (request,) = receiver.at("/hook")
    assert (request.method, request.body) == ("GET", b"")
    assert "?own=1&" in request.url
    (found,) = told(receiver, signalwire)
    assert found.call_status == "completed"


def test_a_call_that_nobody_answers_in_time(
    signalwire: MockServer, client: SignalWire, receiver: Receiver
) -> None:
    call = place(client, timeout=2, status_callback=receiver.url())
    signalwire.advance(60)
    over = client.compat.calls.fetch(call.sid)
    assert (over.status, over.duration, over.start_time) == ("no-answer", 0, None)
    assert [one.call_status for one in told(receiver, signalwire)] == ["no-answer"]


@pytest.mark.parametrize("after", [0, 3])
def test_a_call_that_is_canceled_does_not_ring_on(
    signalwire: MockServer, client: SignalWire, receiver: Receiver, after: int
) -> None:
    call = place(client, status_callback=receiver.url(), status_callback_event=["answered", "completed"])
    signalwire.advance(after)
    assert call.update(status="canceled").status == "canceled"
    signalwire.advance(600)
    over = client.compat.calls.fetch(call.sid)
    assert (over.status, over.start_time) == ("canceled", None)
    assert over.end_time is not None
    assert [one.call_status for one in told(receiver, signalwire)] == ["canceled"]


def test_a_call_that_is_hung_up_has_lasted_until_then(
    signalwire: MockServer, client: SignalWire, receiver: Receiver
) -> None:
    call = place(client)
    signalwire.advance(12)
    over = call.update(status="completed", status_callback=receiver.url())
    assert (over.status, over.duration) == ("completed", 7)
    signalwire.advance(600)
    assert client.compat.calls.fetch(call.sid).duration == 7
    assert [one.call_duration for one in told(receiver, signalwire)] == [7]


def test_only_a_call_that_waits_or_rings_can_be_canceled(signalwire: MockServer, client: SignalWire) -> None:
    call = place(client)
    signalwire.advance(6)
    with pytest.raises(BadRequestError, match="in-progress"):
        call.update(status="canceled")
    assert client.compat.calls.fetch(call.sid).status == "in-progress"


def test_a_deleted_call_is_told_of_no_more(
    signalwire: MockServer, client: SignalWire, receiver: Receiver
) -> None:
    place(client, status_callback=receiver.url(), status_callback_event=ALL).delete()
    signalwire.advance(60)
    assert [one.call_status for one in told(receiver, signalwire)] == ["initiated"]


def test_a_test_can_steer_a_call(signalwire: MockServer, client: SignalWire, receiver: Receiver) -> None:
    call = place(client, status_callback=receiver.url())
    signalwire.advance(2)
    signalwire.engine.change("Call", call.sid, status="busy")
    signalwire.advance(600)
    over = client.compat.calls.fetch(call.sid)
    assert (over.status, over.duration) == ("busy", 0)
    assert [one.call_status for one in told(receiver, signalwire)] == ["busy"]


def test_the_application_says_who_is_told(
    signalwire: MockServer, client: SignalWire, receiver: Receiver
) -> None:
    application = client.compat.applications.create(
        friendly_name="a",
        status_callback=receiver.url(),
        status_callback_method="GET",
        voice_url=receiver.says("/voice", "<Response><Say>Hello</Say></Response>"),
    )
    client.compat.calls.create(to="+15550100", from_="+15550101", application_sid=application.sid)
    signalwire.advance(60)
    assert [one.call_status for one in told(receiver, signalwire)] == ["completed"]
    assert receiver.at("/hook")[0].method == "GET"
    assert [one.call_status for one in told(receiver, signalwire, "/voice")] == ["in-progress"]


class TestInstructions:
    def test_they_are_asked_for_when_somebody_answers(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        url = receiver.says("/voice", "<Response><Say>Hello</Say></Response>")
        call = place(client, url=url, method="GET")
        signalwire.advance(4)
        assert receiver.received == []
        signalwire.advance(1)
        (asked,) = told(receiver, signalwire, "/voice")
        assert (asked.call_sid, asked.call_status) == (call.sid, "in-progress")
        assert receiver.at("/voice")[0].method == "GET"
        assert signalwire.callbacks[-1].answer == "<Response><Say>Hello</Say></Response>"

    def test_they_can_end_the_call(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call = place(client, url=receiver.says("/voice", "<Response><Hangup/></Response>"))
        signalwire.advance(10)
        assert client.compat.calls.fetch(call.sid).status == "completed"

    def test_other_ones_are_followed_from_then_on(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call = place(client, url=receiver.says("/first", "<Response><Say>1</Say></Response>"))
        signalwire.advance(25)
        call.update(url=receiver.says("/second", "<Response><Say>2</Say></Response>"))
        signalwire.advance(29)
        assert receiver.paths() == ["/first", "/second"]
        assert client.compat.calls.fetch(call.sid).status == "in-progress"
        signalwire.advance(1)
        assert client.compat.calls.fetch(call.sid).duration == 50

    def test_before_an_answer_they_only_wait(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call = place(client)
        call.update(url=receiver.says("/second", "<Response/>"))
        signalwire.advance(4)
        assert receiver.paths() == []
        signalwire.advance(1)
        assert receiver.paths() == ["/second"]


class TestAnsweringMachines:
    def test_who_answered_is_known_after_a_while(self, signalwire: MockServer, client: SignalWire) -> None:
        call = place(client, machine_detection="Enable")
        signalwire.advance(6)
        assert client.compat.calls.fetch(call.sid).answered_by is None
        signalwire.advance(1)
        assert client.compat.calls.fetch(call.sid).answered_by == "human"

    def test_nobody_looks_unless_asked(self, signalwire: MockServer, client: SignalWire) -> None:
        call = place(client)
        signalwire.advance(60)
        assert client.compat.calls.fetch(call.sid).answered_by is None

    def test_a_test_says_who_it_is(self, signalwire: MockServer, client: SignalWire) -> None:
        call = place(client, machine_detection="Enable")
        signalwire.engine.change("Call", call.sid, answered_by="machine")
        signalwire.advance(60)
        assert client.compat.calls.fetch(call.sid).answered_by == "machine"


class TestRecordings:
    def test_a_call_that_is_recorded(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call = place(
            client,
            record=True,
            recording_channels="dual",
            recording_status_callback=receiver.url(),
            recording_status_callback_event="in-progress completed",
            status_callback=receiver.url("/call"),
        )
        signalwire.advance(4)
        assert client.compat.recordings.list(call_sid=call.sid) == []
        signalwire.advance(60)
        (recording,) = client.compat.recordings.list(call_sid=call.sid)
        assert (recording.status, recording.duration, recording.channels, recording.source) == (
            *("completed", 30, 2, "OutboundAPI"),
        )
        found = receiver.read_as(RecordingStatusCallback, signalwire.signing_key)
        assert [one.recording_status for one in found] == ["in-progress", "completed"]
        last = found[-1]
        assert (last.recording_sid, last.call_sid, last.recording_duration, last.recording_track) == (
            *(recording.sid, call.sid, 30, "both"),
        )
        (ended,) = told(receiver, signalwire, "/call")
        assert (ended.recording_sid, ended.recording_duration) == (recording.sid, 30)
        assert ended.recording_url == last.recording_url

    def test_the_address_that_is_told_leads_to_the_sound(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        place(client, record=True, recording_status_callback=receiver.url())
        signalwire.advance(60)
        (found,) = receiver.read_as(RecordingStatusCallback, signalwire.signing_key)
        assert found.recording_url is not None
        with urllib.request.urlopen(found.recording_url, timeout=30) as sound:
            assert sound.read(4) == b"RIFF"

    def test_nothing_is_recorded_of_a_call_that_nobody_answers(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        place(client, record=True, timeout=1, recording_status_callback=receiver.url())
        signalwire.advance(60)
        assert client.compat.recordings.list() == []
        assert receiver.received == []

    def test_one_that_is_stopped_is_ready_a_little_later(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call = place(client)
        signalwire.advance(10)
        recordings = client.compat.calls(call.sid).recordings
        recording = recordings.create(
            recording_status_callback=receiver.url(), recording_status_callback_method="GET"
        )
        signalwire.advance(7)
        assert recordings(recording.sid).update(status="stopped").status == "stopped"
        assert receiver.received == []
        signalwire.advance(1)
        found = client.compat.recordings.fetch(recording.sid)
        assert (found.status, found.duration) == ("completed", 7)
        assert [one.method for one in receiver.received] == ["GET"]
        assert len(receiver.read(signalwire.signing_key)) == 1

    @pytest.mark.parametrize(("behavior", "seconds"), [("skip", 5), ("silence", 12)])
    def test_pauses_count_unless_they_are_left_out(
        self, signalwire: MockServer, client: SignalWire, behavior: Any, seconds: int
    ) -> None:
        call = place(client)
        signalwire.advance(6)
        recordings = client.compat.calls(call.sid).recordings
        recording = recordings.create()
        signalwire.advance(2)
        recordings(recording.sid).update(status="paused", pause_behavior=behavior)
        signalwire.advance(7)
        recordings(recording.sid).update(status="in-progress")
        signalwire.advance(3)
        assert recordings(recording.sid).update(status="stopped").duration == seconds
