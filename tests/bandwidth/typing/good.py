"""Typed uses of the voice client, as users write them: type checkers find nothing wrong. Nothing is run."""

from __future__ import annotations

from datetime import datetime
from typing import assert_type

from dialwright_bandwidth import AsyncBandwidth, Bandwidth, BandwidthError, Options, OutcomeUnknownError
from dialwright_bandwidth.models import AudioPlayback, Call, Event, Gather, Recording, Sentence, Transcription
from dialwright_bandwidth.voice import AsyncClient, AsyncVoice, Client, Voice


def making(token: str, secret: str | None) -> None:
    assert_type(Client("u-abc123", token, secret).create_call("a", "b"), str)
    assert_type(Bandwidth(user_id="u-abc123").voice, Voice)
    assert_type(AsyncBandwidth(timeout=None, max_retries=0).voice, AsyncVoice)
    everywhere: list[Voice] = [Client(), Bandwidth().voice]
    print(everywhere)


def by_position(api: Client) -> None:
    assert_type(api.create_call("+15550101", "+15550100", "30", "https://a", 5000, "GET"), str)
    assert_type(api.update_call("c-1", "completed", True, "mp3"), str | None)
    assert_type(api.transfer_call("c-1", "+15550100", None, {"sentence": "Hi"}), str)
    assert_type(api.create_call_gather("c-1", 4, 2.5, "#", "mine"), str)
    api.play_audio_to_call("c-1", None, "Hi", "female", "en_US", "susan", True)
    api.speak_sentence_to_call("c-1", "Hi", "male", voice="jorge", locale="es", tag=None)
    api.send_dtmf_to_call("c-1", "12w3")
    api.update_call_gather("c-1", "g-1", "completed")


def by_keyword(api: Client) -> None:
    call_id = api.create_call(
        to="+15550100",
        from_="+15550101",
        sip_headers={"X-One": "1"},
        recording_enabled=None,
        options=Options(timeout=5),
        announced="later",
        other=[1],
    )
    api.transfer_call(call_id, to="+15550100", whisper_audio=api.build_sentence("Hi", loop_enabled=True))
    api.transfer_call(call_id, to="+15550100", whisper_audio=api.build_audio_playback("https://a/b.mp3"))
    assert_type(api.build_sentence("Hi"), Sentence)
    assert_type(api.build_audio_playback("https://a/b.mp3"), AudioPlayback)


def reading(api: Client) -> None:
    call = api.get_call("c-1")
    assert_type(call, Call)
    assert_type(call.start_time, datetime)
    assert_type(call.chargeable_duration, int | None)
    plain: dict[str, object] = dict(call)
    print(plain, call["state"], call.get("from"), "id" in call, len(call), [*call.items()])
    assert_type(api.get_call_event("c-1", "e-1"), Event)
    assert_type(api.get_call_gather("c-1", "g-1").digits, str | None)
    assert_type(api.get_call_gather("c-1", "g-1"), Gather)


def listing(api: Client) -> None:
    total = 0
    for call in api.list_calls(from_="+15550101", size=1000, sort_order="asc", page=2):
        assert_type(call, Call)
        total += call["chargeable_duration"]
    assert_type(next(api.list_call_recordings("c-1")), Recording)
    assert_type(list(api.list_call_transcriptions("c-1")), list[Transcription])
    assert_type([event.time for event in api.list_call_events("c-1", limit=5)], list[datetime | int | None])


def failing(api: Client) -> None:
    try:
        api.hangup_call("c-1")
    except OutcomeUnknownError as error:
        print(error.sent, error.path)
    except BandwidthError as error:
        print(error.message)


async def later(api: AsyncClient) -> None:
    call_id = await api.create_call("+15550101", "+15550100")
    assert_type((await api.get_call(call_id)).id, str)
    assert_type([call async for call in api.list_calls()], list[Call])
    sentence = api.build_sentence("Hi")
    await api.transfer_call(call_id, "+15550100", whisper_audio=sentence)
    await api.toggle_call_recording(call_id)
