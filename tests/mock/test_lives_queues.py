"""Calls that wait in queues: how they enter and leave, what they hear, and what is told of it."""

from __future__ import annotations

from typing import Any

import pytest

from dialwright.mock.server import MockServer
from dialwright_signalwire import SignalWire
from dialwright_signalwire.errors import BadRequestError

from .receiving import Receiver

HANG_UP = "<Response><Hangup/></Response>"
TAKE = "<Response><Dial><Queue>support</Queue></Dial>{}</Response>"


def enqueue(attributes: str = "", then: str = "") -> str:
    return f"<Response><Enqueue {attributes}>support</Enqueue>{then}</Response>"


def call(client: SignalWire, receiver: Receiver, said: str) -> Any:
    url = receiver.says(f"/voice{len(receiver.answers)}", said)
    return client.compat.calls.create(to="+15550100", from_="+15550101", url=url)


def members(client: SignalWire) -> Any:
    (queue,) = client.compat.queues.list()
    return client.compat.queues(queue.sid).members


def told(receiver: Receiver, server: MockServer, path: str = "/left") -> list[Any]:
    return [one.to_dict() for one in receiver.read(server.signing_key, path)]


def results(receiver: Receiver, server: MockServer) -> list[tuple[str, str]]:
    return [(one["QueueResult"], one["QueueTime"]) for one in told(receiver, server)]


def status(client: SignalWire, call: Any) -> str | None:
    return client.compat.calls.fetch(call.sid).status


@pytest.fixture
def left(receiver: Receiver) -> str:
    """The attribute that names an address which ends the call when it is told that it has left."""
    return f'action="{receiver.says("/left", HANG_UP)}"'


class TestEntering:
    def test_a_call_waits_in_a_queue_that_begins_with_it(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        first = call(client, receiver, enqueue())
        signalwire.advance(15)
        second = call(client, receiver, enqueue())
        signalwire.advance(9)
        found = [(one.call_sid, one.position, one.wait_time) for one in members(client).list()]
        assert found == [(first.sid, 1, 19), (second.sid, 2, 4)]
        (queue,) = client.compat.queues.list()
        assert (queue.friendly_name, queue.current_size, queue.average_wait_time) == ("support", 2, 11)
        assert {one.queue_sid for one in members(client).list()} == {queue.sid}

    def test_a_call_that_comes_in_is_answered_by_it(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver, left: str
    ) -> None:
        number = client.compat.incoming_phone_numbers.create(
            phone_number="+15550100", voice_url=receiver.says("/voice", enqueue(left))
        )
        comes = signalwire.receive_call(from_="+15550199", to=str(number.phone_number))
        assert comes["status"] == "in-progress"
        assert [one.call_sid for one in members(client).list()] == [comes["sid"]]
        signalwire.advance(60)
        assert results(receiver, signalwire) == [("hangup", "30")]

    def test_a_queue_that_there_is_takes_it(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        queue = client.compat.queues.create(friendly_name="support")
        call(client, receiver, enqueue())
        signalwire.advance(6)
        assert [(one.sid, one.current_size) for one in client.compat.queues.list()] == [(queue.sid, 1)]

    def test_a_full_queue_takes_nobody(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver, left: str
    ) -> None:
        queue = client.compat.queues.create(friendly_name="support", max_size=1)
        call(client, receiver, enqueue())
        refused = call(client, receiver, enqueue(left))
        signalwire.advance(6)
        assert client.compat.queues.fetch(queue.sid).current_size == 1
        assert [one["QueueResult"] for one in told(receiver, signalwire)] == ["queue-full"]
        assert status(client, refused) == "completed"

    def test_one_without_a_name_is_passed_over(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        passing = call(client, receiver, "<Response><Enqueue/><Hangup/></Response>")
        signalwire.advance(6)
        assert client.compat.queues.list() == []
        assert status(client, passing) == "completed"


class TestWaiting:
    def test_what_is_heard_is_asked_with_how_the_call_waits(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call(client, receiver, enqueue())
        signalwire.advance(9)
        music = receiver.says("/music", "<Response><Play>song.mp3</Play></Response>")
        waits = call(client, receiver, enqueue(f'waitUrl="{music}"'))
        signalwire.advance(6)
        (asked,) = told(receiver, signalwire, "/music")
        (queue,) = client.compat.queues.list()
        assert (asked["CallSid"], asked["QueueSid"]) == (waits.sid, queue.sid)
        assert (asked["QueuePosition"], asked["CurrentQueueSize"]) == ("2", "2")
        assert (asked["QueueTime"], asked["AvgQueueTime"]) == ("0", "4")

    def test_the_method_is_as_asked(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        call(client, receiver, enqueue(f'waitUrl="{receiver.url("/music")}" waitUrlMethod="GET"'))
        signalwire.advance(6)
        assert [one.method for one in receiver.at("/music")] == ["GET"]

    def test_it_may_take_the_call_out(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver, left: str
    ) -> None:
        music = receiver.says("/music", "<Response><Leave/></Response>")
        leaves = call(client, receiver, enqueue(f'{left} waitUrl="{music}"'))
        signalwire.advance(6)
        assert results(receiver, signalwire) == [("leave", "0")]
        assert members(client).list() == []
        assert status(client, leaves) == "completed"

    def test_it_may_end_the_call(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver, left: str
    ) -> None:
        music = receiver.says("/music", HANG_UP)
        ends = call(client, receiver, enqueue(f'{left} waitUrl="{music}"'))
        signalwire.advance(6)
        assert results(receiver, signalwire) == [("hangup", "0")]
        assert status(client, ends) == "completed"

    def test_what_follows_is_done_when_it_has_left(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        further = receiver.says("/further", HANG_UP)
        goes_on = call(client, receiver, enqueue(then=f"<Redirect>{further}</Redirect>"))
        signalwire.advance(10)
        assert receiver.at("/further") == []
        members(client)("Front").update()
        signalwire.advance(0)
        assert len(receiver.at("/further")) == 1
        assert status(client, goes_on) == "completed"


class TestLeaving:
    def test_a_request_takes_it_out_to_follow_an_address(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver, left: str
    ) -> None:
        first = call(client, receiver, enqueue(left))
        signalwire.advance(10)
        second = call(client, receiver, enqueue())
        signalwire.advance(6)
        receiver.says("/left", "<Response><Reject/><Hangup/></Response>")
        member = members(client)("Front").update(url=receiver.url("/agent"), method="GET")
        assert (member.call_sid, member.wait_time) == (first.sid, 11)
        signalwire.advance(0)
        assert results(receiver, signalwire) == [("redirected", "11")]
        assert [one.method for one in receiver.at("/agent")] == ["GET"]
        assert status(client, first) == "in-progress"  # the address counts, and not what `action` says
        assert [one.call_sid for one in members(client).list()] == [second.sid]
        with pytest.raises(BadRequestError, match="left the queue"):
            members(client)(first.sid).update(url=receiver.url("/agent"))

    def test_without_an_address_the_action_says_what_follows(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver, left: str
    ) -> None:
        leaves = call(client, receiver, enqueue(left))
        signalwire.advance(10)
        members(client)(leaves.sid).update()
        signalwire.advance(0)
        assert results(receiver, signalwire) == [("redirected", "5")]
        assert status(client, leaves) == "completed"

    def test_other_instructions_take_it_out(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver, left: str
    ) -> None:
        waits = call(client, receiver, enqueue(left))
        signalwire.advance(10)
        waits.update(url=receiver.url("/agent"))
        signalwire.advance(0)
        assert results(receiver, signalwire) == [("redirected", "5")]
        assert len(receiver.at("/agent")) == 1
        assert members(client).list() == []
        assert status(client, waits) == "in-progress"

    def test_one_that_hangs_up_has_left(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver, left: str
    ) -> None:
        call(client, receiver, enqueue(left)).update(status="completed")
        ends = call(client, receiver, enqueue(left))
        signalwire.advance(8)
        ends.update(status="completed")
        signalwire.advance(0)
        assert results(receiver, signalwire) == [("hangup", "3")]
        assert members(client).list() == []

    def test_it_can_wait_again(self, signalwire: MockServer, client: SignalWire, receiver: Receiver) -> None:
        again = call(client, receiver, enqueue(then="<Enqueue>support</Enqueue>"))
        call(client, receiver, enqueue())
        signalwire.advance(10)
        members(client)(again.sid).update()
        signalwire.advance(2)
        found = [(one.call_sid, one.wait_time) for one in members(client).list()]
        assert found[1] == (again.sid, 2)


class TestConnecting:
    def test_another_call_takes_the_one_that_has_waited_longest(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver, left: str
    ) -> None:
        first = call(client, receiver, enqueue(left))
        second = call(client, receiver, enqueue(left))
        signalwire.advance(7)
        agent = call(client, receiver, TAKE.format(""))
        signalwire.advance(6)
        assert [one.call_sid for one in members(client).list()] == [second.sid]
        assert told(receiver, signalwire) == []
        agent.update(status="completed")
        signalwire.advance(0)
        assert results(receiver, signalwire) == [("bridged", "7")]
        assert status(client, first) == "completed"  # as `action` says
        assert status(client, second) == "in-progress"

    def test_when_the_one_who_waited_hangs_up_the_other_goes_on(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver, left: str
    ) -> None:
        waits = call(client, receiver, enqueue(left))
        signalwire.advance(6)
        agent = call(client, receiver, TAKE.format("<Hangup/>"))
        signalwire.advance(6)
        assert status(client, agent) == "in-progress"
        waits.update(status="completed")
        signalwire.advance(0)
        assert results(receiver, signalwire) == [("bridged", "6")]
        assert status(client, agent) == "completed"

    def test_what_the_one_who_waited_hears_first_is_asked(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        waits = call(client, receiver, enqueue())
        signalwire.advance(6)
        queue = f'<Queue url="{receiver.url("/whisper")}" method="GET">support</Queue>'
        call(client, receiver, f"<Response><Dial>{queue}</Dial></Response>")
        signalwire.advance(6)
        assert [one["CallSid"] for one in told(receiver, signalwire, "/whisper")] == [waits.sid]

    def test_where_nobody_waits_it_goes_on(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        agent = call(client, receiver, TAKE.format("<Hangup/>"))
        signalwire.advance(6)
        assert status(client, agent) == "completed"
