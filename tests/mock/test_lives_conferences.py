"""Conferences, and what `<Record>` brings: records that no request makes, but calls do."""

from __future__ import annotations

from typing import Any

from dialwright.mock.server import MockServer
from dialwright_signalwire import SignalWire
from dialwright_signalwire.models import TranscriptionStatusCallback

from .asking import PROJECT
from .receiving import Receiver

ROOM = "<Response><Dial><Conference {}>room</Conference></Dial></Response>"


def call_into_room(client: SignalWire, receiver: Receiver, attributes: str = "") -> Any:
    url = receiver.says(f"/voice{len(receiver.answers)}", ROOM.format(attributes))
    return client.compat.calls.create(to="+15550100", from_="+15550101", url=url)


class TestConferences:
    def test_calls_take_part_and_leave_when_they_end(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        first, second = call_into_room(client, receiver), call_into_room(client, receiver, 'muted="true"')
        signalwire.advance(5)
        (conference,) = client.compat.conferences.list()
        assert (conference.status, conference.friendly_name) == ("in-progress", "room")
        participants = client.compat.conferences(conference.sid).participants
        assert {(one.call_sid, one.muted) for one in participants.list()} == {
            (first.sid, False),
            (second.sid, True),
        }
        first.update(status="completed")
        assert [one.call_sid for one in participants.list()] == [second.sid]
        assert client.compat.conferences.fetch(conference.sid).status == "in-progress"
        signalwire.advance(60)
        assert participants.list() == []
        assert client.compat.conferences.fetch(conference.sid).status == "completed"

    def test_one_that_is_ended_takes_everybody_out(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        calls = [call_into_room(client, receiver) for _ in range(3)]
        signalwire.advance(5)
        (conference,) = client.compat.conferences.list()
        assert client.compat.conferences(conference.sid).update(status="completed").status == "completed"
        assert client.compat.conferences(conference.sid).participants.list() == []
        assert {client.compat.calls.fetch(call.sid).status for call in calls} == {"completed"}

    def test_it_ends_with_whom_it_should_end(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        host = call_into_room(client, receiver, 'endConferenceOnExit="true"')
        guest = call_into_room(client, receiver)
        signalwire.advance(5)
        host.update(status="completed")
        assert [one.status for one in client.compat.conferences.list()] == ["completed"]
        assert client.compat.calls.fetch(guest.sid).status == "completed"

    def test_a_participant_who_is_taken_out_is_hung_up_on(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call = call_into_room(client, receiver)
        signalwire.advance(5)
        (conference,) = client.compat.conferences.list()
        client.compat.conferences(conference.sid).participants(call.sid).delete()
        assert client.compat.calls.fetch(call.sid).status == "completed"
        assert client.compat.conferences.fetch(conference.sid).status == "completed"

    def test_a_room_that_is_over_is_opened_anew(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call_into_room(client, receiver)
        signalwire.advance(60)
        call_into_room(client, receiver)
        signalwire.advance(5)
        assert [one.status for one in client.compat.conferences.list()] == ["in-progress", "completed"]

    def test_a_participant_whom_a_test_adds_starts_the_conference(
        self, signalwire: MockServer, client: SignalWire
    ) -> None:
        here = {"AccountSid": PROJECT}
        conference = signalwire.add("Conference", here, {"status": "init"})["sid"]
        signalwire.add("Participant", {**here, "ConferenceSid": conference}, {"status": "in-progress"})
        assert client.compat.conferences.fetch(conference).status == "in-progress"


class TestTranscriptions:
    def test_a_recording_of_an_answer_is_transcribed_and_told(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        xml = '<Response><Record transcribeCallback="text" recordingStatusCallback="/sound"/></Response>'
        url = receiver.says("/a/voice", xml)
        call = client.compat.calls.create(to="+15550100", from_="+15550101", url=url)
        signalwire.advance(36)
        (recording,) = client.compat.recordings.list(call_sid=call.sid)
        assert (recording.source, recording.status) == ("RecordVerb", "completed")
        (transcription,) = client.compat.transcriptions.list(recording_sid=recording.sid)
        assert (transcription.status, transcription.duration) == ("in-progress", 30)
        signalwire.advance(5)
        done = client.compat.transcriptions.fetch(transcription.sid)
        assert (done.status, done.transcription_text) == ("completed", "This is what was said.")
        assert receiver.paths() == ["/a/voice", "/sound", "/a/text"]
        (found,) = receiver.read_as(TranscriptionStatusCallback, signalwire.signing_key, "/a/text")
        assert (found.transcription_sid, found.transcription_status, found.transcription_text) == (
            *(transcription.sid, "completed", "This is what was said."),
        )
        assert found.recording_sid == recording.sid
        assert found.recording_url is not None
        assert found.recording_url.endswith(f"/Recordings/{recording.sid}.wav")

    def test_one_that_a_test_adds_lives_too(self, signalwire: MockServer, client: SignalWire) -> None:
        values = {"status": "in-progress", "transcription_text": "Good bye."}
        sid = signalwire.add("Transcription", {"AccountSid": PROJECT}, values)["sid"]
        signalwire.advance(5)
        found = client.compat.transcriptions.fetch(sid)
        assert (found.status, found.transcription_text) == ("completed", "Good bye.")
