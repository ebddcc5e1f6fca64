"""What goes on beside a call: streams of its sound, and the detection of who picked up."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dialwright.mock.server import MockServer
from dialwright_signalwire import SignalWire, webhooks
from dialwright_signalwire.errors import BadRequestError
from dialwright_signalwire.models import CallStatusCallback

from .receiving import Receiver

URL = "wss://example.com/sound"
NOWHERE = "http://127.0.0.1:9/voice"  # the discard port: nothing listens


def place(client: SignalWire, **more: Any) -> Any:
    more.setdefault("url", NOWHERE)
    return client.compat.calls.create(to="+15550100", from_="+15550101", **more)


def events(receiver: Receiver, server: MockServer, path: str = "/stream") -> list[tuple[str, str]]:
    """What was told of streams: which, and what happened; each with a signature that is right."""
    found: list[tuple[str, str]] = []
    for one in receiver.at(path):
        webhooks.verify(one.url, one.headers, one.body, server.signing_key)
        fields = parse_qs(one.body.decode() or urlsplit(one.url).query)
        assert {"AccountSid", "CallSid", "StreamSid", "Timestamp"} <= fields.keys()
        found.append((fields.get("StreamName", [""])[0], fields["StreamEvent"][0]))
    return found


class TestStreams:
    def test_one_runs_until_it_is_stopped(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call = place(client)
        signalwire.advance(6)
        streams = client.compat.calls(call.sid).streams
        stream = streams.create(url=URL, name="a", status_callback=receiver.url("/stream"))
        assert (stream.status, stream.name, stream.call_sid) == ("in-progress", "a", call.sid)
        assert streams(stream.sid).update(status="stopped").status == "stopped"
        assert streams(stream.sid).update(status="stopped").status == "stopped"
        signalwire.advance(60)
        assert events(receiver, signalwire) == [("a", "stream-started"), ("a", "stream-stopped")]

    def test_one_ends_with_its_call(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call, other = place(client), place(client)
        signalwire.advance(6)
        client.compat.calls(call.sid).streams.create(url=URL, status_callback=receiver.url("/stream"))
        client.compat.calls(other.sid).streams.create(url=URL, status_callback=receiver.url("/other"))
        call.update(status="completed")
        signalwire.advance(0)
        assert [event for _, event in events(receiver, signalwire)] == ["stream-started", "stream-stopped"]
        assert [event for _, event in events(receiver, signalwire, "/other")] == ["stream-started"]
        assert [one["status"] for one in signalwire.engine.records_of("CallStream")] == [
            *("stopped", "in-progress")
        ]
        with pytest.raises(BadRequestError, match="is over"):
            client.compat.calls(call.sid).streams.create(url=URL)

    def test_who_is_told_decides_the_method(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call = place(client)
        client.compat.calls(call.sid).streams.create(
            url=URL, status_callback=receiver.url("/stream"), status_callback_method="GET"
        )
        signalwire.advance(0)
        assert [one.method for one in receiver.at("/stream")] == ["GET"]
        assert events(receiver, signalwire) == [("", "stream-started")]

    def test_xml_starts_and_stops_them_by_name(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        stream = f'<Stream name="{{}}" url="{URL}" statusCallback="/stream"/>'
        said = f"<Start>{stream.format('a')}{stream.format('b')}</Start><Stop><Stream name='a'/></Stop>"
        place(client, url=receiver.says("/voice", f"<Response>{said}</Response>"))
        signalwire.advance(6)
        assert events(receiver, signalwire) == [
            *(("a", "stream-started"), ("b", "stream-started"), ("a", "stream-stopped"))
        ]
        signalwire.advance(60)
        assert events(receiver, signalwire)[3:] == [("b", "stream-stopped")]


class TestDetection:
    def test_a_call_waits_for_what_it_finds(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        place(
            client,
            url=receiver.url("/voice"),
            machine_detection="Enable",
            async_amd_status_callback=receiver.url("/found"),
        )
        signalwire.advance(6.5)
        assert receiver.at("/voice") == []
        signalwire.advance(0.5)
        (asked,) = receiver.read(signalwire.signing_key, "/voice")
        assert asked.to_dict()["AnsweredBy"] == "human"
        signalwire.advance(60)
        assert receiver.at("/found") == []  # it has no effect without `AsyncAmd`

    def test_or_goes_on_and_it_is_told_later(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call = place(
            client,
            url=receiver.url("/voice"),
            machine_detection="DetectMessageEnd",
            async_amd=True,
            async_amd_status_callback=receiver.url("/found"),
        )
        signalwire.engine.change("Call", call.sid, answered_by="machine")
        signalwire.advance(5)
        assert len(receiver.at("/voice")) == 1
        assert receiver.at("/found") == []
        signalwire.advance(2)
        (found,) = receiver.read_as(CallStatusCallback, signalwire.signing_key, "/found")
        assert (found.call_sid, found.call_status) == (call.sid, "in-progress")
        assert found.to_dict()["AnsweredBy"] == "machine"
        signalwire.advance(60)
        assert (len(receiver.at("/voice")), len(receiver.at("/found"))) == (1, 1)

    def test_the_method_is_as_asked(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        place(
            client,
            machine_detection="Enable",
            async_amd=True,
            async_amd_status_callback=receiver.url("/found"),
            async_amd_status_callback_method="GET",
        )
        signalwire.advance(7)
        assert [one.method for one in receiver.at("/found")] == ["GET"]

    def test_nothing_is_found_of_a_call_that_is_over(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call = place(client, url=receiver.url("/voice"), machine_detection="Enable")
        signalwire.advance(6)
        call.update(status="completed")
        signalwire.advance(60)
        assert receiver.received == []

    def test_other_instructions_come_before_those_that_wait(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call = place(client, url=receiver.url("/voice"), machine_detection="Enable")
        signalwire.advance(6)
        call.update(url=receiver.url("/other"))
        signalwire.advance(5)
        assert [one.url for one in receiver.received] == [receiver.url("/other")]
