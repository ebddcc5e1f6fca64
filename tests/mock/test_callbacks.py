"""Sending callbacks: signed, in order, to this machine alone, and whatever a user's server does with them."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Generator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest

from dialwright.mock import Clock, Engine
from dialwright.mock.letters import Letter, Reply, form_letter
from dialwright.mock.outbox import Outbox
from dialwright.mock.sender import Sender
from dialwright.mock.server import MockServer
from dialwright.mock.signing import signatures
from dialwright_signalwire import SignalWire, webhooks
from dialwright_signalwire.errors import WebhookSignatureError
from dialwright_signalwire.models import MessageStatusCallback

from .asking import Asker
from .conftest import BANDWIDTH, SIGNALWIRE
from .receiving import Receiver, Said, read

KEY = "PSK-some-key"


def send(client: SignalWire, url: str) -> str:
    message = client.compat.messages.create(
        to="+15550100", from_="+15550101", body="Hello & good bye ü", status_callback=url
    )
    return message.sid


@contextmanager
def speaking(*parts: bytes, pause: float = 0.0) -> Generator[str]:
    """A server that takes one connection, says these bytes with pauses before them, and waits for the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ended = threading.Event()

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                try:
                    for part in parts:
                        if ended.wait(pause):
                            return
                        connection.sendall(part)
                except OSError:
                    return
                ended.wait(30)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            ended.set()
            thread.join(30)


class TestSigning:
    def test_the_client_accepts_what_is_sent_and_nothing_else(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        send(client, receiver.url("/hook?a=1&b=%20x"))
        signalwire.advance(60)
        assert len(receiver.received) == 3
        for request in receiver.received:
            assert read(request, signalwire.signing_key)
            with pytest.raises(WebhookSignatureError):
                read(request, "another key")
            with pytest.raises(WebhookSignatureError):
                webhooks.receive(
                    request.url, request.headers, request.body + b"&Body=x", signalwire.signing_key
                )
            with pytest.raises(WebhookSignatureError):
                webhooks.receive(request.url + "&c=1", request.headers, request.body, signalwire.signing_key)

    @pytest.mark.parametrize("method", ["POST", "GET"])
    def test_it_signs_as_the_client_signs(self, method: str) -> None:
        schemes = Engine(SIGNALWIRE).description.signatures
        fields = {"b": "2", "a": "x y&z", "B": "ü", "empty": "", "none": None}
        letter = form_letter(method, "https://example.com:8443/a?b=c", fields)
        ours = {name.lower(): value for name, value in signatures(schemes, letter, KEY)}
        theirs = {name.lower(): value for name, value in webhooks.sign(letter.url, letter.body, KEY).items()}
        names = {"x-signalwire-signature", "x-twilio-signature"}
        assert ours.keys() == names
        # Without a body the client signs as for JSON as well, under one of the names.
        same = names if method == "POST" else {"x-twilio-signature"}
        assert {name: ours[name] for name in same} == {name: theirs[name] for name in same}
        webhooks.verify(letter.url, (*letter.headers, *ours.items()), letter.body, KEY)

    def test_json_is_signed_too(self) -> None:
        schemes = Engine(SIGNALWIRE).description.signatures
        body = json.dumps({"a": 1}).encode()
        letter = Letter(
            "POST", "https://example.com/a", (), (), (("content-type", "application/json"),), body
        )
        ours = {name.lower(): value for name, value in signatures(schemes, letter, KEY)}
        signed = letter.url.encode() + body
        assert ours["x-signalwire-sha256-signature"] == hmac.digest(KEY.encode(), signed, "sha256").hex()
        webhooks.verify(letter.url, (*letter.headers, *ours.items()), body, KEY)

    def test_the_signature_is_the_documented_one(self) -> None:
        """The HMAC-SHA1 of the address and the sorted fields, computed by hand."""
        schemes = Engine(SIGNALWIRE).description.signatures
        letter = form_letter("POST", "http://127.0.0.1/hook", {"To": "+1", "Body": "Hi"})
        made = hmac.new(KEY.encode(), b"http://127.0.0.1/hookBodyHiTo+1", hashlib.sha1).digest()
        assert dict(signatures(schemes, letter, KEY)) == {
            "X-SignalWire-Signature": b64encode(made).decode(),
            "X-Twilio-Signature": b64encode(made).decode(),
        }

    def test_the_key_can_be_chosen(self, receiver: Receiver) -> None:
        with (
            MockServer(SIGNALWIRE, speed=0, signing_key=KEY) as server,
            SignalWire(project="p", token="t", base_url=server.url) as client,
        ):
            assert server.signing_key == KEY
            send(client, receiver.url())
            server.advance(60)
            assert len(receiver.read(KEY)) == 3

    def test_a_document_without_signatures_signs_nothing(self) -> None:
        letter = form_letter("POST", "http://127.0.0.1/", {"a": "b"})
        description = Engine(BANDWIDTH).description
        assert signatures(description.signatures, letter, KEY) == ()


class TestWhereTo:
    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1:1/x", "http://127.9.9.9/", "http://[::1]:8000/", "http://localhost:8000/"]
    )
    def test_this_machine_may_be_sent_to(self, url: str) -> None:
        assert Sender().refusal(url) == ""

    @pytest.mark.parametrize(
        "url",
        [
            *("http://example.com/", "http://10.0.0.1/", "http://169.254.169.254/", "http://0.0.0.0/"),
            *("https://127.0.0.1/", "https://example.com/", "http://127.0.0.1.example.com/"),
            *("http://localhost@example.com/", "http://2130706433.example/", "ftp://127.0.0.1/"),
            *("file:///etc/passwd", "//127.0.0.1/", "", "http://", "http://127.0.0.1:port/", "http://[::1/"),
        ],
    )
    def test_nothing_else_may(self, url: str) -> None:
        assert Sender().refusal(url)
        assert Sender().send(form_letter("POST", url, {}), ()).error

    def test_others_may_be_allowed_by_name(self) -> None:
        sender = Sender(["hooks.example.com", "127.0.0.1"])
        assert sender.refusal("https://Hooks.example.com/a") == ""
        assert sender.refusal("http://hooks.example.com:8080/a") == ""
        assert sender.refusal("https://127.0.0.1/a") == ""
        assert sender.refusal("https://other.example.com/a")
        assert sender.refusal("https://sub.hooks.example.com/a")

    def test_a_local_name_that_leads_elsewhere_is_refused(
        self, monkeypatch: pytest.MonkeyPatch, receiver: Receiver
    ) -> None:
        class Elsewhere:
            def getpeername(self) -> tuple[str, int]:
                return "203.0.113.5", 80

            def setsockopt(self, *options: int) -> None:
                return None

            def close(self) -> None:
                return None

        def connect(*where: object, **more: object) -> Elsewhere:
            return Elsewhere()

        monkeypatch.setattr("socket.create_connection", connect)
        reply = Sender().send(form_letter("POST", "http://localhost/", {}), ())
        assert "203.0.113.5" in reply.error

    def test_a_refusal_is_kept(self, signalwire: MockServer, client: SignalWire) -> None:
        send(client, "https://example.com/hook")
        signalwire.advance(60)
        assert [(one.status, one.field("MessageStatus")) for one in signalwire.callbacks] == [
            *((0, "queued"), (0, "sent"), (0, "delivered"))
        ]
        assert all("allow example.com" in one.error for one in signalwire.callbacks)

    def test_a_proxy_of_the_environment_is_not_used(
        self, monkeypatch: pytest.MonkeyPatch, receiver: Receiver
    ) -> None:
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        assert Sender().send(form_letter("POST", receiver.url(), {"a": "b"}), ()).status == 200


class TestTrouble:
    def test_a_server_that_is_down(self, signalwire: MockServer, client: SignalWire) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        sid = send(client, f"http://127.0.0.1:{port}/")
        signalwire.advance(60)
        assert client.compat.messages.fetch(sid).status == "delivered"
        assert [one.status for one in signalwire.callbacks] == [0, 0, 0]
        assert all("refused" in one.error.lower() for one in signalwire.callbacks)

    def test_a_server_that_refuses(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        send(client, receiver.says("/hook", "no", status=500))
        signalwire.advance(60)
        assert [(one.status, one.answer, one.error) for one in signalwire.callbacks] == [(500, "no", "")] * 3

    def test_redirects_are_not_followed(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        send(client, receiver.says("/hook", status=302, Location=receiver.url("/other")))
        signalwire.advance(60)
        assert receiver.paths() == ["/hook"] * 3
        assert [one.status for one in signalwire.callbacks] == [302] * 3

    def test_a_silent_server_is_given_up(self) -> None:
        with speaking() as url:
            began = time.monotonic()
            reply = Sender(patience=0.3).send(form_letter("POST", url, {}), ())
            assert time.monotonic() - began < 10
        assert reply == Reply(error="took longer than 0.3 s")

    def test_a_server_that_dribbles_is_given_up_too(self) -> None:
        parts = [b"HTTP/1.1 200 OK\r\n", *(b"X-More: 1\r\n" for _ in range(200))]
        with speaking(*parts, pause=0.1) as url:
            began = time.monotonic()
            reply = Sender(patience=0.5).send(form_letter("POST", url, {}), ())
            assert time.monotonic() - began < 10
        assert reply == Reply(error="took longer than 0.5 s")

    @pytest.mark.parametrize("said", [b"nonsense\r\n\r\n", b"HTTP/1.1 999999 No\r\n\r\n"])
    def test_what_is_no_http_is_told(self, said: bytes) -> None:
        with speaking(said) as url:
            assert Sender(patience=10).send(form_letter("POST", url, {}), ()).error

    def test_of_an_endless_answer_only_the_beginning_is_read(self, receiver: Receiver) -> None:
        url = receiver.says("/hook", "x" * 1_000_000)
        assert len(Sender().send(form_letter("POST", url, {}), ()).body) == 256 * 1024

    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1:9/\r\nX: y", "http://127.0.0.1:9/ ü", "http://127.0.0.1:9/\0"]
    )
    def test_an_address_that_cannot_be_sent_is_told(self, url: str) -> None:
        assert Sender(patience=5).send(form_letter("POST", url, {}), ()).error


class TestOrder:
    def test_callbacks_come_in_the_same_order_every_time(self, receiver: Receiver) -> None:
        seen: list[list[tuple[str, str]]] = []
        for _ in range(2):
            receiver.received.clear()
            with (
                MockServer(SIGNALWIRE, clock=Clock(speed=0), seed=5) as server,
                SignalWire(project="p", token="t", base_url=server.url) as client,
            ):
                for number in range(4):
                    send(client, receiver.url(f"/{number}"))
                    server.advance(1)
                server.advance(60)
                seen.append([(one.url, one.field("MessageStatus")) for one in server.callbacks])
                assert [one.url for one in receiver.received] == [url for url, _ in seen[-1]]
        assert seen[0] == seen[1]
        assert len(seen[0]) == 12

    def test_a_slow_server_gets_them_in_order(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        delays = iter([0.3, 0.0, 0.1])

        def slowly(request: object) -> Said:
            time.sleep(next(delays))
            return Said()

        receiver.answers["/hook"] = slowly
        send(client, receiver.url())
        signalwire.advance(60)
        found = receiver.read_as(MessageStatusCallback, signalwire.signing_key)
        assert [one.message_status for one in found] == ["queued", "sent", "delivered"]

    def test_who_is_told_can_ask_how_it_was_at_that_moment(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        seen: list[str] = []
        sids: list[str] = []

        def look(request: object) -> Said:
            if sids:
                seen.append(str(client.compat.messages.fetch(sids[0]).status))
            return Said()

        receiver.answers["/hook"] = look
        sids.append(send(client, receiver.url()))
        signalwire.advance(0)
        seen.clear()
        signalwire.advance(60)
        assert seen == ["sent", "delivered"]

    def test_what_a_server_does_when_it_is_told_happens_in_the_same_time(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        def answer(request: object) -> Said:
            if len(receiver.at("/first")) == 3:
                send(client, receiver.url("/second"))
            return Said()

        receiver.answers["/first"] = answer
        send(client, receiver.url("/first"))
        signalwire.advance(60)
        assert receiver.paths() == ["/first"] * 3 + ["/second"] * 3

    def test_with_a_speed_they_come_by_themselves(self, receiver: Receiver) -> None:
        with (
            MockServer(SIGNALWIRE, speed=100) as server,
            SignalWire(project="p", token="t", base_url=server.url) as client,
        ):
            send(client, receiver.url())
            until = time.monotonic() + 30
            while len(receiver.received) < 3 and time.monotonic() < until:
                time.sleep(0.02)
            assert len(receiver.read(server.signing_key)) == 3

    def test_time_goes_on_over_http_while_the_server_is_asked(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver, ask: Asker
    ) -> None:
        seen: list[str] = []

        def look(request: object) -> Said:
            seen.extend(str(one.status) for one in client.compat.messages.list())
            return Said()

        send(client, receiver.url())
        signalwire.advance(0)
        receiver.answers["/hook"] = look
        whole = Asker(signalwire, "", {})
        began = time.monotonic()
        assert whole("POST", "/__dialwright__/advance", json_body={"seconds": 60}).status == 200
        assert seen == ["sent", "delivered"]
        assert time.monotonic() - began < 4  # nobody waited for anybody in vain


class TestKept:
    def test_they_are_shown_and_forgotten(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        sid = send(client, receiver.says("/hook", "thanks"))
        signalwire.advance(60)
        whole = Asker(signalwire, "", {})
        shown = whole.get("/__dialwright__/callbacks").json
        assert shown["count"] == 3
        first = shown["callbacks"][0]
        assert (first["number"], first["method"], first["url"], first["status"], first["answer"]) == (
            *(1, "POST", receiver.url(), 200, "thanks"),
        )
        assert (first["about"], first["error"]) == (sid, "")
        assert dict(map(tuple, first["fields"]))["Body"] == "Hello & good bye ü"
        assert whole.delete("/__dialwright__/callbacks").status == 204
        assert whole.get("/__dialwright__/callbacks").json == {"count": 0, "callbacks": []}

    def test_a_reset_forgets_them_and_those_to_come(
        self, signalwire: MockServer, client: SignalWire, receiver: Receiver
    ) -> None:
        send(client, receiver.url())
        signalwire.advance(0)
        signalwire.engine.reset()
        signalwire.advance(60)
        assert signalwire.callbacks == []
        assert len(receiver.received) == 1


class _Carrier:
    """Carries letters as it is told."""

    def __init__(self, fail: bool = False) -> None:
        self.sent: list[str] = []
        self._fail = fail

    def send(self, letter: Letter, headers: object) -> Reply:
        self.sent.append(letter.url)
        if self._fail:
            raise RuntimeError("lost")
        return Reply(200, b"ok")


def outbox(carrier: _Carrier, **more: Any) -> Outbox:
    return Outbox(carrier, lambda letter: (), Clock(speed=0), threading.RLock(), **more)


class TestOutbox:
    def test_the_oldest_are_forgotten(self) -> None:
        box = outbox(_Carrier(), size=3)
        for number in range(10):
            box.post(form_letter("POST", f"http://127.0.0.1/{number}", {}))
            box.flush()
        assert [one.number for one in box] == [8, 9, 10]
        assert box.count == 10

    def test_no_more_wait_than_are_kept(self) -> None:
        begun, go = threading.Event(), threading.Event()

        class Slow(_Carrier):
            def send(self, letter: Letter, headers: object) -> Reply:
                begun.set()
                go.wait(60)
                return super().send(letter, headers)

        carrier = Slow()
        box = outbox(carrier, size=3)
        for number in range(10):
            box.post(form_letter("POST", f"http://127.0.0.1/{number}", {}))
            assert begun.wait(60)
        go.set()
        box.flush()
        assert [url.rpartition("/")[2] for url in carrier.sent] == ["0", "7", "8", "9"]

    def test_a_fault_does_not_hold_up_the_others(self) -> None:
        box = outbox(_Carrier(fail=True))
        for _ in range(2):
            box.post(form_letter("POST", "http://127.0.0.1/", {}))
        box.flush()
        assert [one.error for one in box] == ["RuntimeError: lost"] * 2

    def test_a_fault_of_whoever_waits_for_the_reply_does_not_either(self) -> None:
        def fail(reply: Reply) -> str:
            raise KeyError("oops")

        box = outbox(_Carrier())
        box.post(form_letter("POST", "http://127.0.0.1/", {}), fail)
        box.post(form_letter("POST", "http://127.0.0.1/", {}), lambda reply: "not good")
        box.flush()
        assert [one.error for one in box] == ["KeyError: 'oops'", "not good"]

    def test_letters_from_many_threads_are_all_sent(self) -> None:
        carrier = _Carrier()
        box = outbox(carrier)

        def post(name: int) -> None:
            for number in range(50):
                box.post(form_letter("POST", f"http://127.0.0.1/{name}/{number}", {}))

        threads = [Thread(target=post, args=(name,)) for name in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        box.flush()
        assert len(carrier.sent) == 200
        for name in range(4):
            own = [url for url in carrier.sent if f"/{name}/" in url]
            assert own == [f"http://127.0.0.1/{name}/{number}" for number in range(50)]

    def test_what_comes_back_after_a_reset_belongs_to_nothing(self) -> None:
        done: list[Reply] = []

        class Resets(_Carrier):
            def send(self, letter: Letter, headers: object) -> Reply:
                box.clear()
                return super().send(letter, headers)

        def note(reply: Reply) -> str:
            done.append(reply)
            return ""

        box = outbox(Resets())
        box.post(form_letter("POST", "http://127.0.0.1/", {}), note)
        box.flush()
        assert ([*box], done, box.count) == ([], [], 0)

    def test_no_thread_is_left(self) -> None:
        box = outbox(_Carrier())
        box.post(form_letter("POST", "http://127.0.0.1/", {}))
        box.flush()
        until = time.monotonic() + 30
        while any(thread.name == "dialwright-callbacks" for thread in threading.enumerate()):
            assert time.monotonic() < until
            time.sleep(0.01)


def test_a_webhook_that_the_document_does_not_have_is_told() -> None:
    webhooks_of = Engine(SIGNALWIRE).world.webhooks
    assert webhooks_of.fields("messageStatus", {"MessageStatus": "sent", "Other": 1}) == {
        "MessageStatus": "sent"
    }
    with pytest.raises(LookupError, match="no webhook 'other'"):
        webhooks_of.fields("other", {})
