"""What `get_*` and lists give: objects that read like the printed dicts, and typed attributes besides."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime
from typing import Any

import pytest

from dialwright_bandwidth._runtime import Model
from dialwright_bandwidth.models import Call, Event, Gather, Recording, Transcription
from dialwright_bandwidth.voice import Client
from runtime.server import Server, answer

WIRE: dict[str, Any] = {
    "activeTime": "2017-01-26T16:10:23Z",
    "callTimeout": "30",
    "chargeableDuration": 60,
    "direction": "out",
    "from": "+17079311113",
    "id": "c-abc123",
    "recordingEnabled": False,
    "recordingFileFormat": "wav",
    "sipHeaders": {"X-One": "1"},
    "startTime": "2017-01-26T16:10:11Z",
    "state": "completed",
    "to": "+19192223333",
    "transcriptionEnabled": False,
    "brandNew": {"innerKey": [1]},
}
KEYS = [
    *("active_time", "call_timeout", "chargeable_duration", "direction", "from", "id"),
    *("recording_enabled", "recording_file_format", "sip_headers", "start_time", "state", "to"),
    *("transcription_enabled", "brand_new"),
]
PRINTED = dict(zip(KEYS, WIRE.values(), strict=True))


@pytest.fixture
def call(api: Client, server: Server) -> Call:
    """A call as a client read it."""
    server.then(answer(200, WIRE))
    return api.get_call("c-abc123")


class TestLikeADict:
    def test_every_printed_key(self, call: Call) -> None:
        for name, value in PRINTED.items():
            assert call[name] == value
            assert call.get(name) == value
            assert name in call

    def test_every_name_of_the_wire(self, call: Call) -> None:
        for name, value in WIRE.items():
            assert call[name] == value
            assert call.get(name) == value
            assert name in call

    def test_iteration_is_over_printed_keys(self, call: Call) -> None:
        assert list(call) == KEYS
        assert list(call.keys()) == KEYS
        assert list(call.values()) == list(WIRE.values())
        assert list(call.items()) == list(PRINTED.items())
        assert len(call) == len(KEYS)
        assert set(call.keys()) & {"state", "chargeableDuration"} == {"state"}

    def test_a_dict_of_it(self, call: Call) -> None:
        assert dict(call) == PRINTED
        assert {**call} == PRINTED

    def test_values_are_as_they_came(self, call: Call) -> None:
        """Below the keys, which are renamed, nothing is."""
        assert call["start_time"] == "2017-01-26T16:10:11Z"
        assert call["call_timeout"] == "30"
        assert call["sip_headers"] == {"X-One": "1"}
        assert call["brand_new"] == {"innerKey": [1]}

    @pytest.mark.parametrize("name", ["end_time", "endTime", "fallback_url", "absent", "From", "STATE", ""])
    def test_what_was_not_sent(self, call: Call, name: str) -> None:
        with pytest.raises(KeyError, match=f"'{name}'"):
            call[name]
        assert name not in call
        assert call.get(name) is None
        assert call.get(name, 0) == 0

    def test_what_was_sent_as_null(self, api: Client, server: Server) -> None:
        server.then(answer(200, {**WIRE, "tag": None}))
        call = api.get_call("c-abc123")
        assert "tag" in call
        assert call["tag"] is None
        assert dict(call)["tag"] is None

    def test_values_are_copies(self, call: Call) -> None:
        call["brand_new"]["innerKey"].append(2)
        dict(call)["sip_headers"]["X-Two"] = "2"
        assert dict(call) == PRINTED

    def test_the_python_name(self, call: Call) -> None:
        assert call["from_"] == call["from"] == call.from_ == "+17079311113"

    def test_a_key_of_the_wire_that_is_in_snake_case_already(self, api: Client, server: Server) -> None:
        server.then(answer(200, {"id": "c", "start_time": "s", "startTime": "t", "other_key": 1}))
        call = api.get_call("c")
        assert call["start_time"] == "s"
        assert call["startTime"] == "t"
        assert dict(call) == {"id": "c", "start_time": "s", "other_key": 1}
        assert len(call) == 3


class TestTyped:
    def test_attributes(self, call: Call) -> None:
        assert call.start_time == datetime(2017, 1, 26, 16, 10, 11, tzinfo=UTC)
        assert call.active_time == datetime(2017, 1, 26, 16, 10, 23, tzinfo=UTC)
        assert (call.chargeable_duration, call.call_timeout) == (60, 30)
        assert (call.state, call.direction, call.recording_enabled) == ("completed", "out", False)
        assert (call.end_time, call.tag, call.transcriptions) == (None, None, None)

    def test_the_json_as_it_came(self, call: Call) -> None:
        assert call.to_dict() == WIRE
        assert '"chargeableDuration": 60' in call.to_json()

    def test_a_state_of_later(self, api: Client, server: Server) -> None:
        server.then(answer(200, {**WIRE, "state": "parked"}))
        assert api.get_call("c").state == "parked"

    def test_it_cannot_be_changed(self, call: Call) -> None:
        for name in ("state", "brand_new"):
            with pytest.raises(AttributeError, match="immutable"):
                setattr(call, name, "active")
        assert not hasattr(call, "__setitem__")

    def test_copies_and_equality(self, call: Call) -> None:
        for twin in (copy.copy(call), copy.deepcopy(call), pickle.loads(pickle.dumps(call))):
            assert twin == call
            assert dict(twin) == PRINTED
        assert call == Call.from_dict(WIRE)
        assert call != Call.from_dict({**WIRE, "state": "active"})

    def test_its_repr_is_short(self, call: Call) -> None:
        """It says which call it is, and nothing of who calls whom."""
        assert repr(call) == str(call) == "Call(id='c-abc123', state='completed')"


@pytest.mark.parametrize("time", ["2017-01-26T16:10:11Z", 1485447011000])
def test_an_event_has_time_as_text_or_number(api: Client, server: Server, time: object) -> None:
    server.then(answer(200, {"id": "e-1", "time": time, "name": "answer"}))
    event = api.get_call_event("c-1", "e-1")
    assert isinstance(event, Event)
    assert event["time"] == time
    assert event.time == (datetime(2017, 1, 26, 16, 10, 11, tzinfo=UTC) if isinstance(time, str) else time)


def test_a_gather(api: Client, server: Server) -> None:
    server.then(
        answer(
            200,
            {"id": "g-1", "digits": "12", "reason": "max-digits", "completedTime": "2017-01-26T16:10:11Z"},
        )
    )
    gather = api.get_call_gather("c-1", "g-1")
    assert isinstance(gather, Gather)
    assert (gather.digits, gather["reason"], gather["completed_time"]) == (
        "12",
        "max-digits",
        "2017-01-26T16:10:11Z",
    )
    assert gather.completed_time == datetime(2017, 1, 26, 16, 10, 11, tzinfo=UTC)


def test_records_of_lists(api: Client, server: Server) -> None:
    server.then(answer(200, [{"id": "a", "chargeableDuration": 11, "textUrl": "u", "startTime": "s"}]))
    (recording,) = api.list_call_recordings("c-1")
    (transcription,) = api.list_call_transcriptions("c-1")
    assert isinstance(recording, Recording)
    assert isinstance(transcription, Transcription)
    assert (transcription.chargeable_duration, transcription["text_url"]) == (11, "u")
    assert (recording.start_time, recording["start_time"], recording["text_url"]) == (None, "s", "u")


@pytest.mark.parametrize("kind", [Call, Event, Gather, Recording, Transcription])
def test_an_attribute_is_called_as_its_key(kind: type[Model]) -> None:
    """But for a trailing underscore, where the key is a word of Python's."""
    for name, field in kind.__fields__.items():
        record: Any = kind.from_dict({field.names[0]: "a"})
        assert list(record) == [name.rstrip("_")]
        assert record[name.rstrip("_")] == record[field.names[0]] == "a"
