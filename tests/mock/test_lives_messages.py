"""The lives of messages and faxes: they wait, go out and arrive, and each step is told."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from dialwright.mock.server import MockServer
from dialwright_signalwire import SignalWire
from dialwright_signalwire.errors import BadRequestError
from dialwright_signalwire.models import FaxStatusCallback, MessageStatusCallback

from .receiving import Receiver


def send(client: SignalWire, **more: Any) -> Any:
    return client.compat.messages.create(to="+15550100", from_="+15550101", body="Hello", **more)


def told(receiver: Receiver, server: MockServer, path: str = "/hook") -> list[MessageStatusCallback]:
    return receiver.read_as(MessageStatusCallback, server.signing_key, path)


class TestMessages:
    def test_one_is_queued_sent_and_delivered(self, signalwire: MockServer, client: SignalWire) -> None:
        message = send(client)
        assert (message.status, message.date_sent, message.price) == ("queued", None, None)
        found: list[str] = []
        for _ in range(6):
            signalwire.advance(1)
            found.append(str(client.compat.messages.fetch(message.sid).status))
        assert found == ["queued", "sent", "sent", "sent", "delivered", "delivered"]
        over = client.compat.messages.fetch(message.sid)
        assert (over.price, over.price_unit, over.num_segments) == (Decimal("-0.0079"), "USD", 1)
        assert over.date_sent is not None
        assert over.date_created is not None
        assert over.date_updated is not None
        assert over.date_sent - over.date_created == timedelta(seconds=2)
        assert over.date_updated - over.date_created == timedelta(seconds=5)

    def test_each_step_is_told_in_order(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        media = ["https://example.com/a.png"]
        message = send(client, status_callback=receiver.url(), media_url=media)
        signalwire.advance(60)
        found = told(receiver, signalwire)
        assert [one.message_status for one in found] == ["queued", "sent", "delivered"]
        assert {(one.message_sid, one.body, one.from_, one.to) for one in found} == {
            (message.sid, "Hello", "+15550101", "+15550100")
        }
        assert {(one.num_media, one.num_segments, one.account_sid) for one in found} == {
            (1, 1, message.account_sid)
        }

    def test_one_that_cannot_wait_so_long_fails(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        message = send(client, status_callback=receiver.url(), validity_period=1)
        signalwire.advance(60)
        over = client.compat.messages.fetch(message.sid)
        assert (over.status, over.error_code, over.date_sent, over.price) == ("failed", "30008", None, None)
        assert [(one.message_status, one.error_code) for one in told(receiver, signalwire)] == [
            ("queued", None),
            ("failed", "30008"),
        ]

    def test_one_may_be_deleted_once_it_is_sent(self, signalwire: MockServer, client: SignalWire) -> None:
        message = send(client)
        with pytest.raises(BadRequestError, match="under way"):
            message.delete()
        signalwire.advance(2)
        message.delete()
        signalwire.advance(60)
        assert client.compat.messages.list() == []

    @pytest.mark.parametrize("name", ["sms_status_callback", "message_status_callback"])
    def test_the_application_says_who_is_told(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver, name: str
    ) -> None:
        more: dict[str, Any] = {name: receiver.url("/application")}
        application = client.compat.applications.create(friendly_name="a", **more)
        send(client, application_sid=application.sid)
        send(client, application_sid=application.sid, status_callback=receiver.url("/own"))
        signalwire.advance(60)
        assert [one.message_status for one in told(receiver, signalwire, "/application")] == [
            *("queued", "sent", "delivered")
        ]
        assert len(told(receiver, signalwire, "/own")) == 3

    def test_a_test_can_steer_one(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        message = send(client, status_callback=receiver.url())
        signalwire.advance(3)
        signalwire.engine.change("Message", message.sid, status="undelivered", error_code="30003")
        signalwire.advance(60)
        assert [(one.message_status, one.error_code) for one in told(receiver, signalwire)] == [
            *(("queued", None), ("sent", None), ("undelivered", "30003"))
        ]

    def test_a_changed_text_does_not_send_it_again(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        message = send(client, status_callback=receiver.url())
        signalwire.advance(60)
        message.update(body="")
        signalwire.advance(60)
        assert len(told(receiver, signalwire)) == 3


class TestFaxes:
    def fax(self, client: SignalWire, **more: Any) -> Any:
        return client.compat.faxes.create(
            to="+15550100", from_="+15550101", media_url="https://example.com/a.pdf", **more
        )

    def told(self, receiver: Receiver, server: MockServer) -> list[FaxStatusCallback]:
        return receiver.read_as(FaxStatusCallback, server.signing_key)

    def test_one_is_made_ready_sent_and_delivered(self, signalwire: MockServer, client: SignalWire) -> None:
        fax = self.fax(client)
        found = [str(fax.status)]
        for seconds in (1, 2, 10):
            signalwire.advance(seconds)
            found.append(str(client.compat.faxes.fetch(fax.sid).status))
        assert found == ["queued", "processing", "sending", "delivered"]
        over = client.compat.faxes.fetch(fax.sid)
        assert (over.duration, over.num_pages, over.price) == (10, 1, Decimal("-0.01"))
        assert over.media_url is not None
        assert over.media_url.endswith(f"/Faxes/{fax.sid}/Media/{over.media_sid}.json")

    @pytest.mark.parametrize(
        ("events", "expected"),
        [
            (None, ["delivered"]),
            (
                ["initiated", "ringing", "answered", "completed"],
                ["queued", "processing", "sending", "delivered"],
            ),
            (["answered"], ["sending"]),
        ],
    )
    def test_the_events_that_were_asked_for_are_told(
        self,
        signalwire: MockServer,
        client: SignalWire,
        receiver: Receiver,
        events: list[str] | None,
        expected: list[str],
    ) -> None:
        more = {"status_callback_event": events} if events is not None else {}
        fax = self.fax(client, status_callback=receiver.url(), **more)
        signalwire.advance(60)
        found = self.told(receiver, signalwire)
        assert [one.fax_status for one in found] == expected
        assert {one.original_media_url for one in found} == {"https://example.com/a.pdf"}
        assert {one.media_sid for one in found} == {fax.media_sid}

    def test_one_that_is_canceled_is_not_sent(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        fax = self.fax(client, status_callback=receiver.url(), status_callback_method="GET")
        signalwire.advance(1)
        fax.update(status="canceled")
        signalwire.advance(60)
        assert client.compat.faxes.fetch(fax.sid).status == "canceled"
        assert [one.fax_status for one in self.told(receiver, signalwire)] == ["canceled"]
        assert [one.method for one in receiver.received] == ["GET"]
