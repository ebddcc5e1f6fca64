"""Typed uses of the commands, as users write them: type checkers find nothing wrong here. Nothing is run."""

from __future__ import annotations

from typing import assert_type

from dialwright_signalwire.models import CallLeg, FabricSubscriberDeviceLeg, PlayItem
from dialwright_signalwire.rest import AsyncRestClient, RestClient


def items_flat_and_nested(client: RestClient) -> None:
    items: list[PlayItem] = [
        {"type": "tts", "text": "Hello", "gender": "male"},
        {"type": "tts", "params": {"text": "Hello"}},
        {"type": "audio", "url": "https://example.com/a.mp3"},
        {"type": "silence", "params": {"duration": 1.5}},
        {"type": "ringtone", "name": "us", "duration": 3},
    ]
    client.calling.play("call", play=items, volume=-3.5, direction="both")
    client.calling.play(call_id="call", play=[{"type": "tts", "text": "Hello"}])
    client.calling.detect("call", detect={"type": "machine"})
    client.calling.detect("call", detect={"type": "fax", "tone": "CED"})
    client.calling.detect("call", detect={"type": "digit", "params": {"digits": "12"}})
    client.calling.tap(
        "call",
        tap={"type": "audio", "direction": "both"},
        device={"type": "rtp", "params": {"addr": "192.0.2.1", "port": 4000, "ptime": 20}},
    )
    client.calling.tap(
        "call",
        tap={"type": "audio", "params": {"direction": "listen"}},
        device={"type": "ws", "uri": "wss://example.com", "codec": "OPUS"},
    )
    client.calling.refer("call", device={"type": "sip", "to": "sip:a@example.com"})


def objects(client: RestClient) -> None:
    client.calling.dial(from_="a", to="b", swml={"version": "1.0", "sections": {"main": ["hangup"]}})
    client.calling.dial(from_="a", to_script={}, url="c", region=["us", "eu"], codecs=["OPUS", "PCMU"])
    client.calling.update(id="call", status="completed")
    client.calling.collect("call", digits={"max": 4, "terminators": "#"}, speech={"engine": "Deepgram"})
    client.calling.record("call", record={"audio": {"format": "wav", "stereo": True}})
    client.calling.live_transcribe("call", action="stop")
    client.calling.live_transcribe("call", action={"start": {"lang": "en-US", "direction": ["local-caller"]}})
    client.calling.live_translate("call", action={"inject": {"message": "a", "direction": "remote-caller"}})
    client.calling.live_translate("call", action={"summarize": {}})
    client.calling.ai_message("call", role="system", reset={"full_reset": True})
    client.calling.ai_sidecar("call", lang="en-US", model="a-later-one")


def results(client: RestClient) -> None:
    leg = client.calling.play_pause("call", control_id="c")
    assert_type(leg, CallLeg | FabricSubscriberDeviceLeg)
    client.calling.play_stop("call", control_id=str(leg.get("control_id")))
    if isinstance(leg, CallLeg):
        assert_type(leg.duration, int | None)
    else:
        assert_type(leg.status, None)


async def later(client: AsyncRestClient) -> None:
    assert_type(await client.calling.denoise("call"), CallLeg | FabricSubscriberDeviceLeg)
