"""Commands of the Calling API on calls that live: what they start and stop, and when they are refused."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from typing import Any

import pytest

from dialwright.document import Document
from dialwright.mock.server import MockServer
from dialwright.openapi import ApiDescription
from dialwright_signalwire import AsyncSignalWire, SignalWire
from dialwright_signalwire.calling import Calling
from dialwright_signalwire.errors import APIError, BadRequestError, UnprocessableError

from .asking import PROJECT, TOKEN, Asker, basic
from .conftest import SIGNALWIRE
from .making import good_requests, plans, send

URL = "https://example.com/call"
SILENCE: list[Any] = [{"type": "silence", "duration": 10}]
RINGTONE: list[Any] = [{"type": "ringtone", "name": "us"}]


def commands() -> list[str]:
    """The names of all commands, from the document."""
    description = ApiDescription.of(Document.load(SIGNALWIRE))
    operation = next(one for one in description.operations if one.id == "sendCallingCommand")
    assert operation.body_content is not None
    assert operation.body_content.schema is not None
    return [*operation.body_content.schema.mapping]


@pytest.fixture
def client(signalwire: MockServer) -> Generator[SignalWire]:
    with SignalWire(project=PROJECT, token=TOKEN, base_url=signalwire.url, max_retries=0) as client:
        yield client


@pytest.fixture
def calling(client: SignalWire) -> Calling:
    return client.calling


@pytest.fixture
def call(signalwire: MockServer, calling: Calling) -> str:
    """A call that was answered."""
    leg = calling.dial(to="+15550100", from_="+15550101", url=URL)
    signalwire.advance(3)
    return leg.id


def status(server: MockServer, id: str) -> Any:
    return leg(server, id)["status"]


def leg(server: MockServer, id: str) -> dict[str, Any]:
    (found,) = server.engine.records_of("Leg", id)
    return found


def states(server: MockServer) -> dict[str, str]:
    """How everything stands that was started, by its identifier or its kind."""
    found = server.engine.records_of("Control")
    return {one["control_id"] or one["type"]: one["state"] for one in found}


def refused(attempt: Callable[[], object], field: str, *, status: int = 422) -> APIError:
    with pytest.raises(APIError) as caught:
        attempt()
    assert caught.value.status == status
    assert field in str(caught.value)
    return caught.value


class TestLives:
    def test_a_call_that_is_placed_rings_and_is_answered(
        self, signalwire: MockServer, calling: Calling
    ) -> None:
        id = calling.dial(to="+15550100", from_="+15550101", url=URL).id
        seen = [status(signalwire, id)]
        for _ in range(8):
            signalwire.advance(0.5)
            seen.append(status(signalwire, id))
        assert [*dict.fromkeys(seen)] == ["queued", "created", "ringing", "answered"]

    def test_it_ends_when_it_is_ended_and_tells_how_long_it_took(
        self, signalwire: MockServer, calling: Calling, call: str
    ) -> None:
        signalwire.advance(12.5)
        ended = calling.end(call, reason="busy")
        assert (ended.status, ended["duration"], ended["duration_ms"]) == ("ended", 12, 12500)

    def test_one_that_nobody_answers_in_time_ends(self, signalwire: MockServer, calling: Calling) -> None:
        id = calling.dial(to="+15550100", from_="+15550101", url=URL, timeout=1).id
        signalwire.advance(10)
        assert status(signalwire, id) == "ended"
        assert leg(signalwire, id)["duration"] == 0

    def test_one_that_is_ended_early_is_not_answered_later(
        self, signalwire: MockServer, calling: Calling
    ) -> None:
        id = calling.dial(to="+15550100", from_="+15550101", url=URL).id
        calling.end(id)
        signalwire.advance(60)
        assert status(signalwire, id) == "ended"

    def test_a_call_of_the_other_api_is_the_same_call(
        self, signalwire: MockServer, client: SignalWire
    ) -> None:
        call = client.compat.calls.create(to="+15550100", from_="+15550101", url=URL)
        signalwire.engine.change("Call", call.sid, status="in-progress")
        client.calling.play(call.sid, play=RINGTONE, control_id="music")
        assert status(signalwire, call.sid) == "answered"
        client.calling.end(call.sid)
        assert client.compat.calls.fetch(call.sid).status == "completed"
        with pytest.raises(BadRequestError):
            client.compat.calls(call.sid).update(url=URL)
        assert states(signalwire) == {"music": "finished"}

    def test_ended_by_the_other_api_it_takes_no_more_commands(
        self, signalwire: MockServer, client: SignalWire
    ) -> None:
        call = client.compat.calls.create(to="+15550100", from_="+15550101", url=URL)
        client.calling.play(call.sid, play=RINGTONE, control_id="music")
        client.compat.calls(call.sid).update(status="canceled")
        assert states(signalwire) == {"music": "finished"}
        refused(lambda: client.calling.play(call.sid, play=RINGTONE), "id names a call that is canceled")

    def test_async(self, signalwire: MockServer) -> None:
        async def run() -> None:
            async with AsyncSignalWire(project=PROJECT, token=TOKEN, base_url=signalwire.url) as client:
                leg = await client.calling.dial(to="+15550100", from_="+15550101", url=URL)
                await client.calling.play(leg.id, play=RINGTONE, control_id="music")
                await client.calling.play_pause(leg.id, control_id="music")
                assert states(signalwire) == {"music": "paused"}
                await client.calling.end(leg.id)
                with pytest.raises(UnprocessableError):
                    await client.calling.play_resume(leg.id, control_id="music")

        asyncio.run(run())


class TestUpdate:
    def test_canceled_is_for_calls_that_wait(
        self, signalwire: MockServer, calling: Calling, call: str
    ) -> None:
        refused(lambda: calling.update(id=call, status="canceled"), "params.status")
        other = calling.dial(to="+15550100", from_="+15550101", url=URL).id
        refused(lambda: calling.update(id=other, status="completed"), "params.status")
        assert calling.update(id=other, status="canceled").status == "canceled"
        assert calling.update(id=call, status="completed").status == "completed"

    def test_other_instructions_are_for_calls_that_were_answered(
        self, signalwire: MockServer, calling: Calling, call: str
    ) -> None:
        other = "https://example.com/other"
        assert calling.update(id=call, url=other).url == other
        assert calling.update(id=call, swml={"sections": {}}).url is None
        waiting = calling.dial(to="+15550100", from_="+15550101", url=URL).id
        refused(lambda: calling.update(id=waiting, url=other), "params.url")
        refused(lambda: calling.update(id=waiting, swml={"sections": {}}), "params.swml")

    def test_a_transfer_tells_the_new_instructions(self, calling: Calling, call: str) -> None:
        assert calling.transfer(call, dest="https://example.com/next").url == "https://example.com/next"
        assert calling.transfer(call, dest="sip:alice@example.com").url is None


@pytest.mark.parametrize("name", [name for name in commands() if name != "dial"])
class TestEveryCommand:
    def test_a_call_that_is_over_takes_none(self, signalwire: MockServer, name: str) -> None:
        for state in ("ended", "completed", "canceled", "failed"):
            answer = self._sent(signalwire, name, state)
            assert answer.status == 422
            (error,) = answer.json["errors"]
            assert {*error} == {"type", "code", "message", "attribute", "url"}
            assert error["attribute"] == ("params.id" if name == "update" else "id")
            assert state in error["message"]

    def test_a_call_that_there_is_not_takes_none(self, signalwire: MockServer, name: str) -> None:
        answer = self._sent(signalwire, name, "")
        assert answer.status == 404
        assert answer.json == {"error": "Not Found"}

    def _sent(self, server: MockServer, name: str, state: str) -> Any:
        """The answer to a good command about a call that is in such a state, or that is not there."""
        plan = next(plan for plan in plans(server) if plan.command is not None)
        good = next(good for good in good_requests(server, plan, only=name))
        id = server.engine.records_of("Leg")[-1]["id"]
        if state:
            server.engine.change("Leg", id, status=state)
        else:
            server.engine.reset()
        return send(server, plan, good)


class TestPlay:
    def test_it_is_paused_resumed_made_louder_and_stopped(
        self, signalwire: MockServer, calling: Calling, call: str
    ) -> None:
        calling.play(call, play=RINGTONE, control_id="a", volume=-3)
        assert states(signalwire) == {"a": "playing"}
        calling.play_volume(call, control_id="a", volume=12)
        (control,) = signalwire.engine.records_of("Control", "a")
        assert control["params"]["volume"] == 12
        assert control["params"]["play"] == [{"type": "ringtone", "params": {"name": "us"}}]
        for command, state in (
            (calling.play_pause, "paused"),
            (calling.play_pause, "paused"),
            (calling.play_resume, "playing"),
            (calling.play_resume, "playing"),
            (calling.play_stop, "finished"),
            (calling.play_stop, "finished"),
        ):
            command(call, control_id="a")
            assert states(signalwire) == {"a": state}

    def test_what_is_finished_takes_nothing_but_another_stop(self, calling: Calling, call: str) -> None:
        calling.play(call, play=RINGTONE, control_id="a")
        calling.play_stop(call, control_id="a")
        refused(lambda: calling.play_pause(call, control_id="a"), "params.control_id is about a play that is")
        refused(lambda: calling.play_resume(call, control_id="a"), "finished")
        refused(lambda: calling.play_volume(call, control_id="a", volume=1), "finished")

    def test_it_ends_by_itself(self, signalwire: MockServer, calling: Calling, call: str) -> None:
        calling.play(call, play=SILENCE, control_id="once")
        calling.play(call, play=SILENCE, control_id="twice", loop=2)
        calling.play(call, play=SILENCE, control_id="endless", loop=0)
        calling.play(call, play=[*SILENCE, *RINGTONE], control_id="ringing")
        signalwire.advance(9.9)
        assert {*states(signalwire).values()} == {"playing"}
        signalwire.advance(0.2)
        assert states(signalwire)["once"] == "finished"
        signalwire.advance(9.7)
        assert states(signalwire)["twice"] == "playing"
        signalwire.advance(1000)
        assert [name for name, state in states(signalwire).items() if state == "playing"] == [
            "endless",
            "ringing",
        ]

    def test_a_pause_takes_no_time_from_it(self, signalwire: MockServer, calling: Calling, call: str) -> None:
        calling.play(call, play=SILENCE, control_id="a")
        signalwire.advance(6)
        calling.play_pause(call, control_id="a")
        signalwire.advance(100)
        assert states(signalwire) == {"a": "paused"}
        calling.play_resume(call, control_id="a")
        signalwire.advance(3.9)
        assert states(signalwire) == {"a": "playing"}
        signalwire.advance(0.2)
        assert states(signalwire) == {"a": "finished"}

    def test_two_at_a_time_need_two_names(self, signalwire: MockServer, calling: Calling, call: str) -> None:
        calling.play(call, play=RINGTONE, control_id="a")
        refused(lambda: calling.play(call, play=RINGTONE, control_id="a"), "params.control_id names a play")
        calling.play(call, play=RINGTONE)
        calling.play_stop(call, control_id="a")
        calling.play(call, play=RINGTONE, control_id="a")
        assert states(signalwire)["a"] == "playing"

    def test_names_are_those_of_one_call_and_one_kind(
        self, signalwire: MockServer, calling: Calling, call: str
    ) -> None:
        other = calling.dial(to="+15550100", from_="+15550101", url=URL).id
        calling.play(call, play=RINGTONE, control_id="a")
        calling.play(other, play=RINGTONE, control_id="a")
        calling.record(call, record={"audio": {}}, control_id="a")
        calling.play_stop(other, control_id="a")
        found = signalwire.engine.records_of("Control", "a")
        assert [(one["call_id"] == call, one["type"], one["state"]) for one in found] == [
            (True, "play", "playing"),
            (False, "play", "finished"),
            (True, "record", "recording"),
        ]

    def test_the_end_of_the_call_ends_it(self, signalwire: MockServer, calling: Calling, call: str) -> None:
        calling.play(call, play=RINGTONE, control_id="a")
        calling.record(call, record={"audio": {}}, control_id="b")
        calling.record_pause(call, control_id="b")
        calling.end(call)
        assert states(signalwire) == {"a": "finished", "b": "finished"}


NAMED: list[tuple[str, dict[str, Any]]] = [
    ("play", {"play": RINGTONE}),
    ("record", {"record": {"audio": {}}}),
    ("collect", {"digits": {"max": 1}}),
    ("detect", {"detect": {"type": "machine"}}),
    ("tap", {"tap": {"type": "audio", "direction": "both"}, "device": {"type": "ws", "uri": "wss://e.com"}}),
    ("stream", {"url": "wss://example.com"}),
    ("transcribe", {}),
]


class TestEverythingThatGoesOn:
    @pytest.mark.parametrize(("name", "arguments"), NAMED)
    def test_what_is_named_is_stopped_by_its_name(
        self, signalwire: MockServer, calling: Calling, call: str, name: str, arguments: dict[str, Any]
    ) -> None:
        start, stop = getattr(calling, name), getattr(calling, f"{name}_stop")
        refused(lambda: stop(call, control_id="a"), f"params.control_id is about a {name} that is not there")
        start(call, control_id="a", **arguments)
        assert states(signalwire)["a"] in ("running", "playing", "recording")
        refused(lambda: stop(call, control_id="b"), "not there")
        twice = 409 if name == "transcribe" else 422
        refused(lambda: start(call, control_id="a", **arguments), "", status=twice)
        stop(call, control_id="a")
        stop(call, control_id="a")
        assert states(signalwire) == {"a": "finished"}
        start(call, control_id="a", **arguments)

    def test_one_transcription_goes_on_at_a_time(self, calling: Calling, call: str) -> None:
        calling.transcribe(call, control_id="a")
        refused(lambda: calling.transcribe(call, control_id="b"), "Conflict", status=409)
        calling.transcribe_stop(call, control_id="a")
        calling.transcribe(call, control_id="b")

    def test_noise_is_filtered_until_it_is_not(
        self, signalwire: MockServer, calling: Calling, call: str
    ) -> None:
        refused(lambda: calling.denoise_stop(call), "command is about a denoise that is not there")
        for command, state in (
            (calling.denoise, "running"),
            (calling.denoise, "running"),
            (calling.denoise_stop, "finished"),
            (calling.denoise_stop, "finished"),
            (calling.denoise, "running"),
        ):
            command(call)
            assert states(signalwire) == {"denoise": state}

    def test_live_commands_tell_by_their_action_what_they_do(
        self, signalwire: MockServer, calling: Calling, call: str
    ) -> None:
        start: Any = {"start": {"lang": "en-US", "direction": ["remote-caller"]}}
        refused(lambda: calling.live_transcribe(call, action="stop"), "not there")
        calling.live_transcribe(call, action=start)
        refused(lambda: calling.live_transcribe(call, action=start), "Conflict", status=409)
        calling.live_transcribe(call, action={"summarize": {}})
        inject: Any = {"inject": {"message": "Hello.", "direction": "local-caller"}}
        refused(lambda: calling.live_translate(call, action=inject), "not there")
        translate: Any = {"start": {"from_lang": "en", "to_lang": "es", "direction": []}}
        calling.live_translate(call, action=translate)
        calling.live_translate(call, action=inject)
        calling.live_transcribe(call, action="stop")
        assert states(signalwire) == {"live_transcribe": "finished", "live_translate": "running"}

    def test_a_sidecar_needs_an_answered_call_and_is_asked_while_it_runs(
        self, signalwire: MockServer, calling: Calling, call: str
    ) -> None:
        waiting = calling.dial(to="+15550100", from_="+15550101", url=URL).id
        refused(lambda: calling.ai_sidecar(waiting, lang="en-US"), "must be answered")
        refused(lambda: calling.ai_sidecar_ask(call, text="What?"), "not there")
        calling.ai_sidecar(call, lang="en-US")
        calling.ai_sidecar_ask(call, text="What?")
        calling.ai_sidecar_poke(call, text="Look.")
        calling.ai_sidecar_status(call)
        refused(lambda: calling.ai_sidecar(call, lang="en-US"), "Conflict", status=409)
        calling.ai_sidecar_stop(call)
        refused(lambda: calling.ai_sidecar_poke(call, text="Look."), "finished")
        assert states(signalwire) == {"ai_sidecar": "finished"}

    def test_what_the_instructions_of_a_call_started_is_believed_to_be_there(
        self, signalwire: MockServer, calling: Calling, call: str
    ) -> None:
        calling.send_fax_stop(call, control_id="sent")
        calling.receive_fax_stop(call, control_id="received")
        calling.ai_hold(call, timeout="5")
        assert states(signalwire)["ai"] == "paused"
        calling.ai_message(call, role="user", message_text="Hello.")
        calling.ai_unhold(call)
        assert states(signalwire)["ai"] == "running"
        calling.ai_stop(call)
        refused(lambda: calling.ai_hold(call), "finished")
        assert {*states(signalwire).values()} == {"finished"}


class TestTimes:
    def test_a_recording_ends_when_it_is_as_long_as_it_may_be(
        self, signalwire: MockServer, calling: Calling, call: str
    ) -> None:
        calling.record(call, record={"audio": {"max_length": 30}}, control_id="short")
        calling.record(call, record={"audio": {}}, control_id="long")
        calling.record_pause(call, control_id="short", behavior="silence")
        signalwire.advance(1000)
        calling.record_resume(call, control_id="short")
        signalwire.advance(29)
        assert states(signalwire) == {"short": "recording", "long": "recording"}
        signalwire.advance(2)
        assert states(signalwire) == {"short": "finished", "long": "recording"}

    def test_a_collection_waits_for_its_timers(
        self, signalwire: MockServer, calling: Calling, call: str
    ) -> None:
        digits: Any = {"max": 1}
        calling.collect(call, control_id="now", digits=digits, initial_timeout=4, start_input_timers=True)
        calling.collect(call, control_id="later", digits=digits, initial_timeout=4)
        signalwire.advance(100)
        assert states(signalwire) == {"now": "finished", "later": "running"}
        calling.collect_start_input_timers(call, control_id="later")
        signalwire.advance(3)
        calling.collect_start_input_timers(call, control_id="later")
        signalwire.advance(2)
        assert states(signalwire)["later"] == "finished"
        refused(lambda: calling.collect_start_input_timers(call, control_id="now"), "finished")

    def test_a_collection_takes_the_keys_that_are_pressed(
        self, signalwire: MockServer, calling: Calling, call: str
    ) -> None:
        digits: Any = {"max": 3, "terminators": "#", "digit_timeout": 2}
        calling.collect(call, control_id="a", digits=digits)
        calling.collect(call, control_id="b", digits=digits)
        calling.detect(call, control_id="c", detect={"type": "digit", "digits": "9"})
        signalwire.press(call, "12")
        calling.collect_stop(call, control_id="b")
        signalwire.press(call, "#9")
        assert states(signalwire) == {"a": "finished", "b": "finished", "c": "finished"}
        results = [one["result"]["params"] for one in signalwire.engine.records_of("Control")]
        assert results[:2] == [{"digits": "12", "terminator": "#"}, {"digits": "12", "terminator": ""}]
        calling.collect(call, control_id="d", digits=digits)
        signalwire.press(call, "1")
        signalwire.advance(3)
        assert states(signalwire)["d"] == "finished"
        calling.collect(call, control_id="e", digits={"max": 2}, continuous=True)
        signalwire.press(call, "1234")
        assert states(signalwire)["e"] == "running"
        (control,) = signalwire.engine.records_of("Control", "e")
        assert control["result"]["params"]["digits"] == "34"
        with pytest.raises(LookupError):
            signalwire.press("nobody", "1")

    def test_a_detection_gives_up(self, signalwire: MockServer, calling: Calling, call: str) -> None:
        calling.detect(call, control_id="usual", detect={"type": "fax"})
        calling.detect(call, control_id="quick", detect={"type": "digit"}, timeout=5)
        signalwire.advance(6)
        assert states(signalwire) == {"usual": "running", "quick": "finished"}
        signalwire.advance(25)
        assert states(signalwire)["usual"] == "finished"


RULES: list[tuple[str, dict[str, Any], str]] = [
    ("dial", {"from": "1", "to": "2"}, "params.url"),
    ("dial", {"from": "1", "to": "2", "url": URL, "swml": {}}, "params.swml"),
    ("dial", {"from": "1", "url": URL}, "params.to"),
    ("dial", {"to": "2", "url": URL}, "params.from"),
    ("dial", {"from": "1", "to": "2", "url": URL, "send_digits": "1x"}, "params.send_digits"),
    ("dial", {"from": "1", "to": "2", "url": URL, "timeout": 601}, "params.timeout"),
    ("dial", {"from": "1", "to": "2", "url": URL, "codecs": ["MP3"]}, "params.codecs"),
    ("dial", {"from": "1", "to": "2", "url": URL, "status_url": "ftp://e.com"}, "params.status_url"),
    *(
        ("dial", {"from": "1", "to": "2", "url": URL, "custom_variables": variables}, "params.custom_var")
        for variables in (
            {f"n{number}": "x" for number in range(21)},
            {"1st": "x"},
            {"SW_x": "x"},
            {"rtc_x": "x"},
            {"Internal_x": "x"},
            {"signalwire_x": "x"},
            {"empty": ""},
            {"long": "ü" * 513},
        )
    ),
    ("update", {"id": "?", "url": URL, "swml": {}}, "params.swml"),
    ("update", {"id": "?", "status": "ended"}, "params.status"),
    ("calling.ai_hold", {"timeout": 5}, "params.timeout"),
    ("calling.disconnect", {"a": 1}, "params.a"),
    ("calling.denoise", {"control_id": "a"}, "params.control_id"),
    ("calling.play", {"control_id": "a", "play": [], "volume": 41}, "params.volume"),
    ("calling.play", {"control_id": "a", "play": [], "loop": -1}, "params.loop"),
    ("calling.play", {"control_id": "a", "play": [{"type": "tts", "text": "x"}]}, "params.play[0]"),
    (
        "calling.play",
        {"control_id": "a", "play": [{"type": "silence", "params": {"duration": 0}}]},
        "params.play[0].params.duration",
    ),
    ("calling.record", {"control_id": "a", "record": {}}, "params.record.audio"),
    (
        "calling.record",
        {"control_id": "a", "record": {"audio": {}}, "status_url": "ws://e.com"},
        "params.status_url",
    ),
    (
        "calling.record",
        {"control_id": "a", "record": {"audio": {"terminators": "x"}}},
        "params.record.audio.terminators",
    ),
    ("calling.collect", {"control_id": "a"}, "params.digits"),
    ("calling.collect", {"control_id": "a", "speech": {}, "initial_timeout": 0}, "params.initial_timeout"),
    ("calling.collect", {"control_id": "a", "digits": {"max": 0}}, "params.digits.max"),
    (
        "calling.collect",
        {"control_id": "a", "digits": {"max": 1, "digit_timeout": 0}},
        "params.digits.digit_timeout",
    ),
    (
        "calling.collect",
        {"control_id": "a", "digits": {"max": 1, "terminators": "x"}},
        "params.digits.terminators",
    ),
    ("calling.collect", {"control_id": "a", "speech": {"speech_timeout": 0}}, "params.speech.speech_timeout"),
    ("calling.detect", {"control_id": "a", "detect": {"type": "human"}}, "params.detect.type"),
    (
        "calling.detect",
        {"control_id": "a", "detect": {"type": "digit", "params": {"digits": "x"}}},
        "params.detect.params.digits",
    ),
    *(
        (
            "calling.tap",
            {
                "control_id": "a",
                "tap": {"type": "audio", "params": {"direction": "both"}},
                "device": {"type": "rtp", "params": {"addr": address, "port": 4000}},
            },
            "params.device.params.addr",
        )
        for address in ("10.0.0.1", "192.168.1.1", "127.0.0.1", "::1", "example.com", "172.20.0.1")
    ),
    (
        "calling.tap",
        {
            "control_id": "a",
            "tap": {"type": "audio", "params": {"direction": "both"}},
            "device": {"type": "ws", "params": {"uri": "https://e.com"}},
        },
        "params.device.params.uri",
    ),
    ("calling.stream", {"control_id": "a", "url": "ws://example.com"}, "params.url"),
    ("calling.live_transcribe", {"action": "start"}, "params.action"),
    (
        "calling.live_transcribe",
        {"action": {"start": {"lang": "en", "direction": [], "vad_thresh": 1801}}},
        "params.action",
    ),
    (
        "calling.live_translate",
        {"action": {"start": {"from_lang": "en", "to_lang": "es", "direction": [], "filter_to": "prompt:"}}},
        "params.action",
    ),
    ("calling.refer", {"device": {"type": "sip", "params": {"to": "alice"}}}, "params.device.params.to"),
    (
        "calling.refer",
        {"device": {"type": "sip", "params": {"to": "sip:a", "from": "b"}}},
        "params.device.params.from",
    ),
    ("calling.user_event", {"event": "x"}, "params.event"),
    ("calling.ai_sidecar", {"lang": ""}, "params.lang"),
]


@pytest.mark.parametrize(("name", "params", "field"), RULES)
def test_every_rule_of_the_reference_is_judged(
    signalwire: MockServer, calling: Calling, call: str, name: str, params: dict[str, Any], field: str
) -> None:
    body: dict[str, Any] = {"command": name, "params": params}
    if name == "update":
        params = {**params, "id": call}
        body["params"] = params
    elif name != "dial":
        body["id"] = call
    ask = Asker(signalwire, "/api/calling/calls", {"Authorization": basic()})
    answer = ask("POST", "", json_body=body)
    assert answer.status == 422
    assert any(error["attribute"].startswith(field) for error in answer.json["errors"]), answer.json
