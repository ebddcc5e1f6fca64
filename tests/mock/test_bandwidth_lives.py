"""Bandwidth's calls as time passes: what they do, what is kept of it, and what the helpers do to them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Generator
from typing import Any

import pytest

from dialwright.mock.server import MockServer
from dialwright_bandwidth import AsyncBandwidth
from dialwright_bandwidth.errors import BadRequestError
from dialwright_bandwidth.voice import Client

from .asking import Asker
from .receiving import Receiver, receiving

USER = "u-1"
FILE = "https://example.com/a.mp3"


@pytest.fixture
def api(bandwidth: MockServer) -> Generator[Client]:
    with Client(USER, "t-1", "secret", base_url=bandwidth.url, max_retries=0) as client:
        yield client


@pytest.fixture
def call(bandwidth: MockServer, api: Client) -> str:
    """A call that was answered."""
    id = api.create_call("+15550101", "+15550100")
    bandwidth.advance(4)
    return id


@pytest.fixture
def incoming(bandwidth: MockServer) -> str:
    """A call that came in, and rings."""
    values = {"direction": "in", "state": "started", "from": "+15550100", "to": "+15550101"}
    return str(bandwidth.add("Call", {"userId": USER}, values)["id"])


@pytest.fixture
def receiver() -> Generator[Receiver]:
    with receiving() as receiver:
        yield receiver


def names(api: Client, call: str) -> list[str]:
    """What happened on a call, the oldest first."""
    return [str(event["name"]) for event in api.list_call_events(call)]


def refused(attempt: Callable[[], object]) -> None:
    with pytest.raises(BadRequestError) as caught:
        attempt()
    assert caught.value.code == "call-invalid-state"


class TestLives:
    def test_a_call_is_answered_and_ends(self, bandwidth: MockServer, api: Client) -> None:
        id = api.create_call("+15550101", "+15550100")
        seen = [api.get_call(id)["state"]]
        for _ in range(20):
            bandwidth.advance(2)
            seen.append(api.get_call(id)["state"])
        assert [*dict.fromkeys(seen)] == ["started", "active", "completed"]
        call = api.get_call(id)
        assert call["start_time"] < call["active_time"] < call["end_time"]
        assert call["chargeable_duration"] == 30
        assert names(api, id) == ["create", "answer", "hangup"]

    def test_nothing_is_told_of_what_has_not_come_yet(self, api: Client) -> None:
        call = api.get_call(api.create_call("+15550101", "+15550100"))
        for name in ("active_time", "end_time", "chargeable_duration"):
            assert name not in call

    def test_one_that_nobody_answers_in_time_ends(self, bandwidth: MockServer, api: Client) -> None:
        id = api.create_call("+15550101", "+15550100", call_timeout=3)
        bandwidth.advance(60)
        assert api.get_call(id)["state"] == "completed"
        assert names(api, id) == ["create", "timeout", "hangup"]
        assert [*api.list_call_events(id)][-1]["data"] == "NO_ANSWER"

    def test_one_that_comes_in_waits_for_an_answer(
        self, bandwidth: MockServer, api: Client, incoming: str
    ) -> None:
        bandwidth.advance(30)
        assert api.get_call(incoming)["state"] == "started"
        api.answer_call(incoming)
        assert api.get_call(incoming)["state"] == "active"
        api.hangup_call(incoming)
        bandwidth.advance(100)
        assert names(api, incoming) == ["incoming", "answer", "hangup"]

    def test_one_that_comes_in_is_rejected_or_given_up(
        self, bandwidth: MockServer, api: Client, incoming: str
    ) -> None:
        api.reject_call(incoming)
        assert api.get_call(incoming)["state"] == "rejected"
        refused(lambda: api.answer_call(incoming))
        other = bandwidth.add("Call", {"userId": USER}, {"direction": "in", "state": "started"})["id"]
        bandwidth.advance(61)
        assert api.get_call(other)["state"] == "completed"

    def test_an_event_is_read_alone(self, api: Client, call: str) -> None:
        event = [*api.list_call_events(call)][-1]
        assert api.get_call_event(call, event["id"]) == event
        assert event["name"] == "answer"
        assert event["time"]

    def test_a_test_changes_a_state_with_all_that_comes_of_it(
        self, bandwidth: MockServer, api: Client, call: str
    ) -> None:
        bandwidth.engine.change("Call", call, state="completed")
        assert names(api, call)[-1] == "hangup"


class TestRefusals:
    def test_a_call_that_is_over_takes_nothing(self, api: Client, call: str) -> None:
        gather = api.create_call_gather(call)
        api.hangup_call(call)
        for attempt in (
            lambda: api.hangup_call(call),
            lambda: api.answer_call(call),
            lambda: api.reject_call(call),
            lambda: api.enable_call_recording(call),
            lambda: api.disable_call_recording(call),
            lambda: api.transfer_call(call, "+15550102"),
            lambda: api.play_audio_file_to_call(call, FILE),
            lambda: api.speak_sentence_to_call(call, "Hello."),
            lambda: api.send_dtmf_to_call(call, "1"),
            lambda: api.create_call_gather(call),
        ):
            refused(attempt)
        with pytest.raises(BadRequestError):
            api.update_call_gather(call, gather, state="completed")

    def test_only_one_that_rings_is_answered_or_rejected(self, api: Client, call: str) -> None:
        refused(lambda: api.reject_call(call))
        api.transfer_call(call, "+15550102")
        refused(lambda: api.answer_call(call))

    def test_a_transfer_needs_somebody(self, api: Client, call: str) -> None:
        with pytest.raises(BadRequestError, match="transferTo"):
            api.update_call(call, state="transferring")
        assert api.get_call(call)["state"] == "active"

    def test_keys_are_keys(self, api: Client, call: str) -> None:
        with pytest.raises(BadRequestError, match="dtmfOut"):
            api.send_dtmf_to_call(call, "12x")


class TestRecordings:
    def test_each_time_it_is_turned_on_another_begins(
        self, bandwidth: MockServer, api: Client, call: str
    ) -> None:
        api.enable_call_recording(call)
        api.enable_call_recording(call)
        (recording,) = api.list_call_recordings(call)
        assert recording["state"] == "recording"
        assert "media" not in recording
        api.disable_call_recording(call)
        assert [one["state"] for one in api.list_call_recordings(call)] == ["saving"]
        bandwidth.advance(2)
        (recording,) = api.list_call_recordings(call)
        assert recording["state"] == "complete"
        assert recording["media"] == f"{bandwidth.url}/users/{USER}/media/{call}-1.wav"
        assert recording["call"] == f"{bandwidth.url}/users/{USER}/calls/{call}"
        api.update_call(call, recording_enabled=True)
        assert len(list(api.list_call_recordings(call))) == 2
        assert names(api, call)[-1] == "recording"

    def test_it_is_toggled(self, api: Client, call: str) -> None:
        for number, state in enumerate(("recording", "saving", "recording", "saving")):
            api.toggle_call_recording(call)
            latest = next(iter(api.list_call_recordings(call)))
            assert (latest["state"], api.get_call(call)["recording_enabled"]) == (state, number % 2 == 0)

    def test_one_that_was_asked_for_from_the_start_begins_with_the_answer_and_ends_with_the_call(
        self, bandwidth: MockServer, api: Client
    ) -> None:
        call = api.create_call("+15550101", "+15550100", recording_enabled=True, recording_file_format="mp3")
        assert list(api.list_call_recordings(call)) == []
        bandwidth.advance(5)
        assert [one["state"] for one in api.list_call_recordings(call)] == ["recording"]
        api.hangup_call(call)
        bandwidth.advance(10)
        (recording,) = api.list_call_recordings(call)
        assert recording["state"] == "complete"
        assert recording["media"].endswith(".mp3")
        assert list(api.list_call_transcriptions(call)) == []

    def test_it_lasts_no_longer_than_it_may(self, bandwidth: MockServer, api: Client) -> None:
        call = api.create_call("+15550101", "+15550100", recording_enabled=True, recording_max_duration=10)
        bandwidth.advance(4 + 13)
        assert api.get_call(call)["state"] == "active"
        assert [one["state"] for one in api.list_call_recordings(call)] == ["complete"]

    def test_it_is_put_into_text(self, bandwidth: MockServer, api: Client) -> None:
        call = api.create_call("+15550101", "+15550100", recording_enabled=True, transcription_enabled=True)
        bandwidth.advance(5)
        api.hangup_call(call)
        bandwidth.advance(3)
        assert list(api.list_call_transcriptions(call)) == []
        bandwidth.advance(5)
        (text,) = api.list_call_transcriptions(call)
        assert text["state"] == "completed"
        assert len(text["text"]) == text["text_size"]
        assert text["chargeable_duration"] == 60
        assert names(api, call)[-2:] == ["recording", "transcription"]


class TestTransfers:
    def test_both_end_together(self, bandwidth: MockServer, api: Client, call: str) -> None:
        other = api.transfer_call(call, "+15550102", caller_id="+15550103")
        assert api.get_call(other)["from"] == "+15550103"
        bandwidth.advance(5)
        assert api.get_call(other)["state"] == "active"
        assert api.get_call(call)["state"] == "transferring"
        assert names(api, call)[-1] == "transferComplete"
        api.hangup_call(other)
        assert api.get_call(call)["state"] == "completed"

    def test_the_end_of_the_first_ends_the_other(self, bandwidth: MockServer, api: Client, call: str) -> None:
        other = api.transfer_call(call, "+15550102")
        api.hangup_call(call)
        assert api.get_call(other)["state"] == "completed"

    def test_each_tells_its_own_address(self, bandwidth: MockServer, api: Client, receiver: Receiver) -> None:
        first, second = receiver.url("/first"), receiver.url("/second")
        call = api.create_call("+15550101", "+15550100", callback_url=first)
        other = api.transfer_call(call, "+15550102", callback_url=second)
        assert api.get_call(call)["callback_url"] == first
        assert api.get_call(other)["callback_url"] == second


class TestGathers:
    @pytest.mark.parametrize(
        ("asked", "pressed", "digits", "reason"),
        [
            ({"max_digits": 3}, "1234", "123", "max-digits"),
            ({"max_digits": 9, "terminating_digits": "#*"}, "12*3", "12", "terminating-digit"),
            ({}, "12", "12", "inter-digit-timeout"),
            ({}, "", "", "inter-digit-timeout"),
        ],
    )
    def test_they_end(
        self,
        bandwidth: MockServer,
        api: Client,
        call: str,
        asked: dict[str, Any],
        pressed: str,
        digits: str,
        reason: str,
    ) -> None:
        id = api.create_call_gather(call, **asked)
        bandwidth.press(call, pressed)
        bandwidth.advance(6)
        gather = api.get_call_gather(call, id)
        assert (gather["state"], gather["digits"], gather["reason"]) == ("completed", digits, reason)
        assert gather["created_time"] <= gather["completed_time"]
        assert "gather" in names(api, call)

    def test_each_key_gives_time_for_the_next(self, bandwidth: MockServer, api: Client, call: str) -> None:
        id = api.create_call_gather(call, inter_digit_timeout=3)
        for key in "123":
            bandwidth.advance(2)
            bandwidth.press(call, key)
        assert "completed_time" not in api.get_call_gather(call, id)
        bandwidth.advance(3)
        assert api.get_call_gather(call, id)["digits"] == "123"
        assert names(api, call).count("dtmf") == 3

    def test_a_request_or_the_end_of_the_call_ends_them(
        self, bandwidth: MockServer, api: Client, call: str
    ) -> None:
        first, second = api.create_call_gather(call), api.create_call_gather(call)
        bandwidth.press(call, "5")
        api.update_call_gather(call, first, state="completed")
        assert api.get_call_gather(call, first)["digits"] == "5"
        assert "reason" not in api.get_call_gather(call, first)
        api.hangup_call(call)
        assert api.get_call_gather(call, second)["reason"] == "hung-up"

    def test_keys_are_pressed_over_http_too(self, bandwidth: MockServer, api: Client, call: str) -> None:
        id = api.create_call_gather(call, max_digits=2)
        admin = Asker(bandwidth, "/__dialwright__", {})
        assert admin("POST", "/keys", json_body={"call": call, "keys": "7#"}).status == 204
        assert api.get_call_gather(call, id)["digits"] == "7#"
        for body in ({"call": call, "keys": "x"}, {"call": "nobody", "keys": "1"}, {"keys": "1"}):
            assert admin("POST", "/keys", json_body=body).status == 400


class TestSounds:
    def test_what_is_played_starts_and_is_done(self, bandwidth: MockServer, api: Client, call: str) -> None:
        api.play_audio_file_to_call(call, FILE)
        bandwidth.advance(6)
        api.speak_sentence_to_call(call, "Hello.")
        api.speak_sentence_to_call(call, "")
        api.play_audio_to_call(call, file_url=FILE, loop_enabled=True)
        bandwidth.advance(10)
        assert names(api, call)[2:] == [*["playback"] * 2, *["speak"] * 2, "playback"]
        data = [event.get("data") for event in api.list_call_events(call)]
        assert data[2:] == ["start", "done", "start", "done", "start"]

    def test_keys_that_are_sent_are_an_event(self, api: Client, call: str) -> None:
        api.send_dtmf_to_call(call, "1,2w#")
        event = [*api.list_call_events(call)][-1]
        assert (event["name"], event["data"]) == ("dtmf", "12#")


class TestTold:
    def test_what_happens_is_sent_as_json(
        self, bandwidth: MockServer, api: Client, receiver: Receiver
    ) -> None:
        call = api.create_call("+15550101", "+15550100", callback_url=receiver.url(), tag="mine")
        bandwidth.advance(60)
        told = [json.loads(one.body) for one in receiver.at("/hook")]
        assert [one["eventType"] for one in told] == ["create", "answer", "hangup"]
        assert {(one["callId"], one["tag"]) for one in told} == {(call, "mine")}
        assert told[1]["callState"] == "active"
        assert told[1]["callUri"] == f"{bandwidth.url}/users/{USER}/calls/{call}"
        assert told[2]["cause"] == "NORMAL_CLEARING"

    def test_or_in_the_query(self, bandwidth: MockServer, api: Client, receiver: Receiver) -> None:
        api.create_call("+1", "+2", callback_url=receiver.url(), callback_http_method="GET")
        bandwidth.advance(5)
        first, *_ = receiver.at("/hook")
        assert (first.method, first.body) == ("GET", b"")
        assert "eventType=create" in first.url

    def test_where_that_fails_another_address_is_told(
        self, bandwidth: MockServer, api: Client, receiver: Receiver
    ) -> None:
        broken = receiver.says("/broken", status=500)
        api.create_call("+1", "+2", callback_url=broken, fallback_url=receiver.url("/spare"))
        bandwidth.advance(0.1)
        assert [json.loads(one.body)["eventType"] for one in receiver.at("/spare")] == ["create"]


def test_async(bandwidth: MockServer) -> None:
    async def run() -> None:
        async with AsyncBandwidth(USER, "t-1", "secret", base_url=bandwidth.url) as client:
            call = await client.voice.create_call("+15550101", "+15550100")
            bandwidth.advance(5)
            await client.voice.toggle_call_recording(call)
            assert [one["state"] async for one in client.voice.list_call_recordings(call)] == ["recording"]
            await client.voice.hangup_call(call)
            assert (await client.voice.get_call(call))["state"] == "completed"

    asyncio.run(run())
