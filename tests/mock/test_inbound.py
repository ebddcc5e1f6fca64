"""Messages and calls that come in: the number says whom to ask, and what is answered is done."""

from __future__ import annotations

import time
from typing import Any

import pytest

from dialwright.mock.markup import BadMarkup, read_markup
from dialwright.mock.server import MockServer
from dialwright_signalwire import SignalWire
from dialwright_signalwire.messaging_response import MessagingResponse
from dialwright_signalwire.models import CallStatusCallback, MessageStatusCallback
from dialwright_signalwire.voice_response import VoiceResponse

from .asking import Asker
from .receiving import Receiver, Said

OURS, THEIRS = "+15550101", "+15550100"


def buy(client: SignalWire, **more: Any) -> Any:
    """A number of the account, set up so."""
    return client.compat.incoming_phone_numbers.create(phone_number=OURS, **more)


class TestMessages:
    def test_the_number_is_asked_and_the_answer_is_sent(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        answer = MessagingResponse()
        answer.message("Good bye")
        buy(client, sms_url=receiver.says("/sms", str(answer)))
        message = signalwire.receive_message(from_=THEIRS, to=OURS, body="Hello")
        assert (message["direction"], message["status"], message["body"]) == ("inbound", "received", "Hello")
        (asked,) = receiver.read_as(MessageStatusCallback, signalwire.signing_key, "/sms")
        assert (asked.message_sid, asked.message_status, asked.from_, asked.to, asked.body) == (
            *(message["sid"], "received", THEIRS, OURS, "Hello"),
        )
        assert signalwire.callbacks[-1].answer == str(answer)
        reply, received = client.compat.messages.list()
        assert received.sid == message["sid"]
        assert (reply.from_, reply.to, reply.body, reply.direction, reply.status) == (
            *(OURS, THEIRS, "Good bye", "outbound-reply", "queued"),
        )
        signalwire.advance(60)
        assert client.compat.messages.fetch(reply.sid).status == "delivered"

    def test_an_answer_says_whom_it_goes_to_with_what_and_who_is_told(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        xml = (
            '<Response><Message to="+15550103" from="+15550104" statusCallback="told?a=1">'
            "<Body> Look </Body><Media>/a.png</Media><Media>https://example.com/b.mp3</Media></Message>"
            "<Message>Two</Message></Response>"
        )
        buy(client, sms_url=receiver.says("/x/sms", xml))
        signalwire.receive_message(from_=THEIRS, to=OURS)
        two, one, _ = client.compat.messages.list()
        assert (one.to, one.from_, one.body, one.num_media) == ("+15550103", "+15550104", "Look", 2)
        assert {medium.content_type for medium in one.media.list()} == {"image/png", "audio/mpeg"}
        assert (two.to, two.body) == (THEIRS, "Two")
        signalwire.advance(60)
        told = receiver.read_as(MessageStatusCallback, signalwire.signing_key, "/x/told")
        assert [callback.message_status for callback in told] == ["queued", "sent", "delivered"]

    def test_files_that_come_with_it_are_told_and_kept(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver, ask: Asker
    ) -> None:
        buy(client, sms_url=receiver.says("/sms"))
        media = ["https://example.com/a.jpg", "https://example.com/b.mp3"]
        message = signalwire.receive_message(from_=THEIRS, to=OURS, media=media)
        assert message["num_media"] == 2
        told = dict(signalwire.callbacks[-1].fields)
        assert (told["MediaContentType0"], told["MediaContentType1"]) == ("image/jpeg", "audio/mpeg")
        path = told["MediaUrl0"].removeprefix(signalwire.origin + ask.prefix)
        file = ask.get(path)
        assert (file.status, file.headers["content-type"]) == (200, "image/jpeg")

    def test_the_application_goes_before_the_number(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        application = client.compat.applications.create(
            friendly_name="a", sms_url=receiver.says("/application"), sms_method="GET"
        )
        buy(client, sms_url=receiver.says("/number"), sms_application_sid=application.sid)
        signalwire.receive_message(from_=THEIRS, to=OURS, body="Hello")
        assert receiver.paths() == ["/application"]
        assert receiver.received[0].method == "GET"
        assert len(receiver.read(signalwire.signing_key, "/application")) == 1

    @pytest.mark.parametrize(
        ("body", "status", "wrong"),
        [
            ("<Response/>", 500, "the status is 500"),
            ("<Response/>", 302, "the status is 302"),
            ("no XML", 200, "no XML"),
            ("<Other/>", 200, "no <Response>"),
        ],
    )
    def test_the_fallback_is_asked_where_the_first_fails(
        self,
        signalwire: MockServer,
        client: SignalWire,
        receiver: Receiver,
        body: str,
        status: int,
        wrong: str,
    ) -> None:
        buy(
            client,
            sms_url=receiver.says("/first", body, status=status),
            sms_fallback_url=receiver.says("/second", "<Response><Message>Sorry</Message></Response>"),
            sms_fallback_method="GET",
        )
        signalwire.receive_message(from_=THEIRS, to=OURS, body="Hello")
        assert receiver.received[0].method == "POST"
        assert receiver.paths() == ["/first", "/second"]
        assert receiver.received[1].method == "GET"
        assert wrong in signalwire.callbacks[0].error
        assert client.compat.messages.list()[0].body == "Sorry"

    def test_where_both_fail_the_message_is_kept_all_the_same(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        failing = receiver.says("/sms", status=500)
        buy(client, sms_url=failing, sms_fallback_url=failing)
        signalwire.receive_message(from_=THEIRS, to=OURS, body="Hello")
        assert receiver.paths() == ["/sms"] * 2
        assert [message.body for message in client.compat.messages.list()] == ["Hello"]

    def test_redirects_are_followed(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        second = '<Response><Message>1</Message><Redirect method="GET">third?x=1</Redirect></Response>'
        buy(client, sms_url=receiver.says("/a/first", "<Response><Redirect>second</Redirect></Response>"))
        receiver.says("/a/second", second)
        receiver.says("/a/third", "<Response><Message>2</Message></Response>")
        signalwire.receive_message(from_=THEIRS, to=OURS, body="Hello")
        assert [(one.method, one.url.partition("/a/")[2].partition("&")[0]) for one in receiver.received] == [
            *(("POST", "first"), ("POST", "second"), ("GET", "third?x=1"))
        ]
        assert [message.body for message in client.compat.messages.list()] == ["2", "1", "Hello"]

    def test_redirects_in_a_circle_end(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        buy(client, sms_url=receiver.says("/sms", "<Response><Redirect>/sms</Redirect></Response>"))
        signalwire.receive_message(from_=THEIRS, to=OURS, body="Hello")
        assert len(receiver.received) == 11
        assert signalwire.callbacks[-1].error == "there were more than 10 redirects"

    def test_an_answer_may_be_empty(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        buy(client, sms_url=receiver.says("/sms", status=204))
        signalwire.receive_message(from_=THEIRS, to=OURS, body="Hello")
        assert [one.error for one in signalwire.callbacks] == [""]

    def test_a_number_that_asks_nobody_just_receives(
        self, signalwire: MockServer, client: SignalWire
    ) -> None:
        buy(client)
        signalwire.receive_message(from_=THEIRS, to=OURS, body="Hello")
        assert [message.direction for message in client.compat.messages.list()] == ["inbound"]
        assert signalwire.callbacks == []

    def test_a_number_that_nobody_has_is_told(self, signalwire: MockServer, client: SignalWire) -> None:
        buy(client)
        with pytest.raises(LookupError, match=r"no account has the number \+15550999; there are: \+15550101"):
            signalwire.receive_message(from_=THEIRS, to="+15550999", body="Hello")
        assert client.compat.messages.list() == []

    def test_who_is_asked_can_use_the_api_meanwhile(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        def answer(request: object) -> Said:
            client.compat.messages.create(to=THEIRS, from_=OURS, body="by the API")
            return Said("<Response><Message>by XML</Message></Response>")

        receiver.answers["/sms"] = answer
        buy(client, sms_url=receiver.url("/sms"))
        began = time.monotonic()
        signalwire.receive_message(from_=THEIRS, to=OURS, body="Hello")
        assert time.monotonic() - began < 4  # nobody waited for anybody in vain
        assert [one.body for one in client.compat.messages.list()] == ["by XML", "by the API", "Hello"]


class TestCalls:
    def told(self, receiver: Receiver, server: MockServer, path: str) -> list[CallStatusCallback]:
        return receiver.read_as(CallStatusCallback, server.signing_key, path)

    def test_the_number_is_asked_and_the_call_goes_on(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        answer = VoiceResponse()
        answer.say("Hello")
        number = buy(
            client,
            voice_url=receiver.says("/voice", str(answer)),
            status_callback=receiver.url("/told"),
            status_callback_method="GET",
        )
        call = signalwire.receive_call(from_=THEIRS, to=OURS)
        assert (call["direction"], call["status"], call["phone_number_sid"]) == (
            *("inbound", "in-progress", number.sid),
        )
        (asked,) = self.told(receiver, signalwire, "/voice")
        assert (asked.call_sid, asked.call_status, asked.direction, asked.from_, asked.to) == (
            *(call["sid"], "ringing", "inbound", THEIRS, OURS),
        )
        signalwire.advance(60)
        over = client.compat.calls.fetch(call["sid"])
        assert (over.status, over.duration) == ("completed", 30)
        (told,) = self.told(receiver, signalwire, "/told")
        assert (told.call_status, told.call_duration, told.direction) == ("completed", 30, "inbound")
        assert receiver.at("/told")[0].method == "GET"

    @pytest.mark.parametrize(
        ("xml", "status"),
        [
            ("<Response><Reject/></Response>", "no-answer"),
            ('<Response><Reject reason="busy"/></Response>', "busy"),
            ("<Response><Hangup/></Response>", "completed"),
            ("<Response><Say>Bye</Say><Hangup/><Sms>never</Sms></Response>", "completed"),
            ("<Response><Dial>+15550103</Dial></Response>", "in-progress"),
            ("<Response>", "failed"),
        ],
    )
    def test_what_is_answered_is_done(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver, xml: str, status: str
    ) -> None:
        buy(client, voice_url=receiver.says("/voice", xml))
        assert signalwire.receive_call(from_=THEIRS, to=OURS)["status"] == status
        assert signalwire.callbacks[0].answer == xml
        assert client.compat.messages.list() == []

    def test_a_message_can_be_sent_during_a_call(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        buy(client, voice_url=receiver.says("/voice", "<Response><Sms>We call back</Sms></Response>"))
        signalwire.receive_call(from_=THEIRS, to=OURS)
        (message,) = client.compat.messages.list()
        assert (message.direction, message.to, message.from_, message.body) == (
            *("outbound-call", THEIRS, OURS, "We call back"),
        )

    def test_the_application_goes_before_the_number(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        application = client.compat.applications.create(
            friendly_name="a",
            voice_url=receiver.says("/voice", "<Response><Hangup/></Response>"),
            status_callback=receiver.url("/told"),
        )
        buy(client, voice_application_sid=application.sid, voice_url=receiver.url("/number"))
        signalwire.receive_call(from_=THEIRS, to=OURS)
        assert receiver.paths() == ["/voice", "/told"]

    def test_a_fallback_answers_where_the_first_is_down(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        buy(
            client,
            voice_url="http://127.0.0.1:9/",
            voice_fallback_url=receiver.says("/second", "<Response><Say>Hi</Say></Response>"),
        )
        assert signalwire.receive_call(from_=THEIRS, to=OURS)["status"] == "in-progress"
        assert [one.status for one in signalwire.callbacks] == [0, 200]

    def test_one_that_the_caller_ends_while_the_server_is_asked_stays_ended(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        def answer(request: object) -> Said:
            client.compat.calls.list()[0].update(status="canceled")
            return Said("<Response><Sms>never</Sms><Hangup/></Response>")

        receiver.answers["/voice"] = answer
        buy(client, voice_url=receiver.url("/voice"))
        assert signalwire.receive_call(from_=THEIRS, to=OURS)["status"] == "canceled"
        assert client.compat.messages.list() == []


class TestOverHttp:
    @pytest.fixture
    def whole(self, signalwire: MockServer) -> Asker:
        return Asker(signalwire, "/__dialwright__", {})

    def test_messages_and_calls_come_in(self, client: SignalWire, receiver: Receiver, whole: Asker) -> None:
        buy(
            client,
            sms_url=receiver.says("/sms", "<Response><Message>Bye</Message></Response>"),
            voice_url=receiver.says("/voice", "<Response><Hangup/></Response>"),
        )
        body = {"from": THEIRS, "to": OURS, "body": "Hello", "media": ["https://example.com/a.png"]}
        message = whole("POST", "/messages", json_body=body)
        assert (message.status, message.json["num_media"]) == (201, 1)
        call = whole("POST", "/calls", json_body={"from": THEIRS, "to": OURS})
        assert (call.status, call.json["status"]) == (201, "completed")
        assert receiver.paths() == ["/sms", "/voice"]
        assert [one.body for one in client.compat.messages.list()] == ["Bye", "Hello"]

    def test_a_number_that_nobody_has_is_told(self, whole: Asker) -> None:
        answer = whole("POST", "/messages", json_body={"from": THEIRS, "to": OURS})
        assert (answer.status, answer.json["message"]) == (
            *(404, "no account has the number +15550101; there are: none"),
        )

    @pytest.mark.parametrize(
        "body",
        [
            *({}, [], {"from": THEIRS}, {"from": 1, "to": OURS}, {"from": THEIRS, "to": ""}),
            *({"from": THEIRS, "to": OURS, "body": 1}, {"from": THEIRS, "to": OURS, "media": "x"}),
            {"from": THEIRS, "to": OURS, "media": [1]},
        ],
    )
    def test_what_is_no_message_is_refused(self, whole: Asker, body: object) -> None:
        assert whole("POST", "/messages", json_body=body).status == 400

    def test_an_api_that_receives_nothing_says_so(self, bandwidth: MockServer) -> None:
        with pytest.raises(LookupError, match="nothing comes in"):
            bandwidth.receive_message(from_=THEIRS, to=OURS)


BOMB = (
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><Response><Message>&c;</Message></Response>'
)


class TestHostileXml:
    @pytest.mark.parametrize(
        "xml",
        [
            BOMB,
            '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><Response>&x;</Response>',
            '<!DOCTYPE Response SYSTEM "http://127.0.0.1:9/x.dtd"><Response/>',
            "<Response>&unknown;</Response>",
            "<a>" * 51 + "</a>" * 51,
            "<Response>" + "<a/>" * 10_000 + "</Response>",
            "<Response/><Response/>",
            "<Response>\0</Response>",
            '<?xml version="1.0" encoding="no-such"?><Response/>',
            "<Response a='1' a='2'/>",
            "",
        ],
    )
    def test_it_is_refused(self, xml: str) -> None:
        with pytest.raises(BadMarkup):
            read_markup(xml.encode())

    def test_what_is_good_is_read(self) -> None:
        root = read_markup("<?xml version='1.0'?><Response><Say a='ü'>x &amp; y</Say>\n</Response>".encode())
        (say,) = root
        assert (root.tag, say.tag, say.attrib, say.text) == ("Response", "Say", {"a": "ü"}, "x & y")

    def test_an_answer_with_it_sends_nothing_and_says_why(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        buy(client, sms_url=receiver.says("/sms", BOMB))
        signalwire.receive_message(from_=THEIRS, to=OURS, body="Hello")
        assert "document type" in signalwire.callbacks[-1].error
        assert len(client.compat.messages.list()) == 1

    def test_a_message_that_cannot_be_sent_hurts_nothing(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        xml = '<Response><Message to="" statusCallback="http://[::1/">x</Message><Message/></Response>'
        buy(client, sms_url=receiver.says("/sms", xml))
        signalwire.receive_message(from_=THEIRS, to=OURS, body="Hello")
        signalwire.advance(60)
        assert client.compat.messages.list()
