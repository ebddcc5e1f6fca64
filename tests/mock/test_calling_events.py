"""What the Calling API tells of its calls and of what goes on, on them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dialwright.mock.server import MockServer
from dialwright_signalwire import SignalWire, webhooks
from dialwright_signalwire.calling import Calling

from .asking import PROJECT
from .receiving import Receiver

URL = "https://example.com/call"
SILENCE: list[Any] = [{"type": "silence", "duration": 10}]


@pytest.fixture
def calling(client: SignalWire) -> Calling:
    return client.calling


@pytest.fixture
def call(signalwire: MockServer, calling: Calling) -> str:
    """A call that was answered."""
    leg = calling.dial(to="+15550100", from_="+15550101", url=URL)
    signalwire.advance(3)
    return leg.id


def events(receiver: Receiver, server: MockServer, path: str = "/hook") -> list[Any]:
    """What came, each with a signature that is right."""
    server.advance(0)
    for one in receiver.at(path):
        webhooks.verify(one.url, one.headers, one.body, server.signing_key)
    return [json.loads(one.body) for one in receiver.at(path)]


def states(receiver: Receiver, server: MockServer) -> list[str]:
    return [
        event["params"].get("call_state") or event["params"].get("state")
        for event in events(receiver, server)
    ]


class TestCalls:
    def test_by_default_its_end_is_told(
        self, signalwire: MockServer, calling: Calling, receiver: Receiver
    ) -> None:
        leg = calling.dial(to="+15550100", from_="+15550101", url=URL, status_url=receiver.url())
        signalwire.advance(30)
        assert events(receiver, signalwire) == []
        calling.end(leg.id)
        (event,) = events(receiver, signalwire)
        assert event.pop("timestamp") == round(signalwire.engine.world.clock.now().timestamp(), 3)
        assert event == {
            "event_type": "calling.call.state",
            "project_id": PROJECT,
            "params": {
                "call_id": leg.id,
                "node_id": "local",
                "call_state": "ended",
                "device": {
                    "type": "phone",
                    "params": {"from_number": "+15550101", "to_number": "+15550100"},
                },
            },
        }

    def test_each_step_that_is_asked_for_is_told_once(
        self, signalwire: MockServer, calling: Calling, receiver: Receiver
    ) -> None:
        leg = calling.dial(
            to="+15550100",
            from_="+15550101",
            url=URL,
            status_url=receiver.url(),
            status_events=["created", "ringing", "answered", "ended"],
        )
        seen: list[int] = []
        for seconds in (0.5, 0.5, 2):
            signalwire.advance(seconds)
            seen.append(len(receiver.received))
        assert seen == [1, 2, 3]
        calling.end(leg.id)
        assert states(receiver, signalwire) == ["created", "ringing", "answered", "ended"]

    def test_and_nothing_else(self, signalwire: MockServer, calling: Calling, receiver: Receiver) -> None:
        leg = calling.dial(
            to="+15550100",
            from_="+15550101",
            url=URL,
            status_url=receiver.url(),
            status_events=["answered"],
        )
        signalwire.advance(5)
        calling.end(leg.id)
        assert states(receiver, signalwire) == ["answered"]

    def test_a_call_that_is_given_up_or_canceled_has_ended(
        self, signalwire: MockServer, calling: Calling, receiver: Receiver
    ) -> None:
        calling.dial(to="+15550100", from_="+15550101", url=URL, status_url=receiver.url("/late"), timeout=1)
        leg = calling.dial(to="+15550100", from_="+15550101", url=URL, status_url=receiver.url())
        calling.update(id=leg.id, status="canceled")
        assert states(receiver, signalwire) == ["ended"]
        signalwire.advance(10)
        assert len(receiver.at("/late")) == 1

    def test_an_update_can_have_another_address_told(
        self, signalwire: MockServer, calling: Calling, receiver: Receiver
    ) -> None:
        leg = calling.dial(to="+15550100", from_="+15550101", url=URL, status_url=receiver.url("/old"))
        signalwire.advance(3)
        calling.update(id=leg.id, url=URL, status_url=receiver.url())
        calling.end(leg.id)
        assert states(receiver, signalwire) == ["ended"]
        assert receiver.at("/old") == []

    def test_a_test_can_steer_it(self, signalwire: MockServer, calling: Calling, receiver: Receiver) -> None:
        leg = calling.dial(
            to="+15550100",
            from_="+15550101",
            url=URL,
            status_url=receiver.url(),
            status_events=["answered", "ended"],
        )
        signalwire.engine.change("Leg", leg.id, status="answered")
        signalwire.engine.change("Leg", leg.id, charge=0.1)
        signalwire.engine.change("Leg", leg.id, status="failed")
        assert states(receiver, signalwire) == ["answered", "ended"]


class TestPlaybacks:
    def test_each_state_is_told(
        self, signalwire: MockServer, calling: Calling, call: str, receiver: Receiver
    ) -> None:
        calling.play(call, control_id="p", play=SILENCE, status_url=receiver.url())
        calling.play_pause(call, control_id="p")
        calling.play_resume(call, control_id="p")
        signalwire.advance(9)
        assert states(receiver, signalwire) == ["playing", "paused", "playing"]
        signalwire.advance(1)
        assert states(receiver, signalwire)[3:] == ["finished"]
        event = events(receiver, signalwire)[-1]
        assert event["event_type"] == "calling.call.play"
        assert event["params"] == {
            "control_id": "p",
            "call_id": call,
            "node_id": "local",
            "state": "finished",
        }

    def test_one_that_is_stopped_or_ends_with_its_call_is_finished_once(
        self, signalwire: MockServer, calling: Calling, call: str, receiver: Receiver
    ) -> None:
        calling.play(call, control_id="p", play=SILENCE, status_url=receiver.url())
        calling.play_stop(call, control_id="p")
        calling.end(call)
        signalwire.advance(60)
        assert states(receiver, signalwire) == ["playing", "finished"]

    def test_without_an_address_nothing_is_told(
        self, signalwire: MockServer, calling: Calling, call: str, receiver: Receiver
    ) -> None:
        calling.play(call, play=SILENCE)
        signalwire.advance(60)
        assert [*signalwire.engine.outbox] == []

    def test_what_is_forgotten_is_not_told(
        self, signalwire: MockServer, calling: Calling, call: str, receiver: Receiver
    ) -> None:
        calling.play(call, play=SILENCE, status_url=receiver.url())
        signalwire.engine.reset()
        signalwire.advance(60)
        assert [*signalwire.engine.outbox] == []

    def test_on_a_call_of_the_compatibility_api_too(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        placed = client.compat.calls.create(to="+15550100", from_="+15550101", url=receiver.url("/voice"))
        signalwire.advance(6)
        client.calling.play(placed.sid, play=SILENCE, status_url=receiver.url())
        assert [event["project_id"] for event in events(receiver, signalwire)] == [PROJECT]


class TestStreams:
    def test_begin_and_end_are_told(
        self, signalwire: MockServer, calling: Calling, call: str, receiver: Receiver
    ) -> None:
        calling.stream(call, control_id="s", url="wss://example.com/sound", status_url=receiver.url())
        calling.stream_stop(call, control_id="s")
        assert states(receiver, signalwire) == ["streaming", "finished"]

    def test_the_method_is_as_asked(
        self, signalwire: MockServer, calling: Calling, call: str, receiver: Receiver
    ) -> None:
        calling.stream(
            call, url="wss://example.com/sound", status_url=receiver.url(), status_url_method="GET"
        )
        signalwire.advance(0)
        (request,) = receiver.received
        webhooks.verify(request.url, request.headers, request.body, signalwire.signing_key)
        assert request.method == "GET"
        assert parse_qs(urlsplit(request.url).query)["event_type"] == ["calling.call.stream"]


class TestCollections:
    def test_the_keys_are_told(
        self, signalwire: MockServer, calling: Calling, call: str, receiver: Receiver
    ) -> None:
        calling.collect(call, digits={"max": 4, "terminators": "#"}, status_url=receiver.url())
        signalwire.press(call, "42")
        assert events(receiver, signalwire) == []
        signalwire.press(call, "#")
        (event,) = events(receiver, signalwire)
        assert event["event_type"] == "calling.call.collect"
        assert event["params"]["result"] == {"type": "digit", "params": {"digits": "42", "terminator": "#"}}
        assert "state" not in event["params"]

    def test_a_continuous_one_tells_its_state(
        self, signalwire: MockServer, calling: Calling, call: str, receiver: Receiver
    ) -> None:
        calling.collect(call, digits={"max": 2}, continuous=True, status_url=receiver.url())
        signalwire.press(call, "1234")
        found = [event["params"] for event in events(receiver, signalwire)]
        assert [(one["result"]["params"]["digits"], one["state"]) for one in found] == [
            *(("12", "collecting"), ("34", "collecting"))
        ]
