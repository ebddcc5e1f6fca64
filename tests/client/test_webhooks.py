"""What the service sends, received with the generated client: told apart, typed, and nothing of it lost."""

from __future__ import annotations

import json
import subprocess
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml

from dialwright_signalwire import (
    ArgumentError,
    SignalWireError,
    WebhookError,
    WebhookPayloadError,
    WebhookSignatureError,
    webhooks,
)
from dialwright_signalwire.models import (
    CallStatusCallback,
    FaxStatusCallback,
    MessageStatusCallback,
    RecordingStatusCallback,
    TranscriptionStatusCallback,
)

from .test_import import HEAVY, loaded

SPEC = Path(__file__).resolve().parents[2] / "spec" / "signalwire"
KEY, URL = "PSK-of-tests", "https://example.com/events?source=phone"

# What each of them holds, by the documents: its own fields, and those that a call's requests have.
STANDARD = {
    "CallSid": "call-1",
    "AccountSid": "a",
    "From": "+15550100",
    "To": "+15550101",
    "CallStatus": "ringing",
}
PAYLOADS: dict[type[webhooks.WebhookPayload], dict[str, str]] = {
    CallStatusCallback: {**STANDARD, "RecordingUrl": "https://example.com/r", "RecordingSid": "r"},
    RecordingStatusCallback: {**STANDARD, "RecordingSid": "r", "RecordingStatus": "completed"},
    FaxStatusCallback: {"FaxStatus": "delivered", "MediaSid": "m", "NumPages": "3"},
    MessageStatusCallback: {"MessageStatus": "sent", "MessageSid": "m", "ErrorCode": ""},
    TranscriptionStatusCallback: {**STANDARD, "TranscriptionStatus": "completed", "RecordingSid": "r"},
}
ONE = {
    CallStatusCallback: webhooks.receive_call_status,
    RecordingStatusCallback: webhooks.receive_recording_status,
    FaxStatusCallback: webhooks.receive_fax_status,
    MessageStatusCallback: webhooks.receive_message_status,
    TranscriptionStatusCallback: webhooks.receive_transcription_status,
}
KINDS = sorted(PAYLOADS, key=lambda kind: kind.__name__)


def receive(body: Any, *, url: str = URL) -> webhooks.WebhookPayload:
    return webhooks.receive(url, webhooks.sign(url, body, KEY), body, KEY)


@pytest.mark.parametrize("kind", KINDS)
class TestKinds:
    def test_are_told_by_their_fields(self, kind: type[webhooks.WebhookPayload]) -> None:
        fields = PAYLOADS[kind]
        received = receive(urlencode(fields).encode())
        assert type(received) is kind
        assert received.to_dict() == fields

    def test_come_as_json_too(self, kind: type[webhooks.WebhookPayload]) -> None:
        assert receive(json.dumps(PAYLOADS[kind])) == receive(PAYLOADS[kind])

    def test_come_in_the_query_too(self, kind: type[webhooks.WebhookPayload]) -> None:
        assert receive(b"", url=f"{URL}&{urlencode(PAYLOADS[kind])}") == kind.from_dict(
            {"source": "phone", **PAYLOADS[kind]}
        )

    def test_have_a_function_each(self, kind: type[webhooks.WebhookPayload]) -> None:
        """It asks for no mark: who uses it knows what the address is for."""
        for fields in (PAYLOADS[kind], {"Odd": "1"}):
            received = ONE[kind](URL, webhooks.sign(URL, fields, KEY), fields, KEY)
            assert type(received) is kind
            assert received.to_dict() == fields
            with pytest.raises(WebhookSignatureError):
                ONE[kind](URL, webhooks.sign(URL, fields, "another"), fields, KEY)

    def test_fields_of_which_nobody_wrote_are_kept(self, kind: type[webhooks.WebhookPayload]) -> None:
        received = receive({**PAYLOADS[kind], "Brand New": "1"})
        assert received["Brand New"] == "1"


def test_fields_have_their_types() -> None:
    body = (
        b"CallStatus=completed&CallDuration=20&SequenceNumber=3&Timestamp=Mon,+02+Nov+2026+10:00:00+%2B0000"
    )
    received = receive(body + b"&From=%2B15550100&CallerName=&SipResultCode=odd")
    assert isinstance(received, CallStatusCallback)
    assert (received.call_duration, received.sequence_number) == (20, 3)
    assert received.timestamp == datetime(2026, 11, 2, 10, tzinfo=UTC)
    assert (received.from_, received["From"], received.caller_name) == ("+15550100", "+15550100", "")
    assert received.sip_result_code is None
    assert received["SipResultCode"] == "odd"


def test_others_are_verified_alone() -> None:
    body = b"MessageSid=m&Body=Hi"
    headers = webhooks.sign(URL, body, KEY)
    webhooks.verify(URL, headers, body, KEY)
    with pytest.raises(WebhookPayloadError, match="it has none of RecordingStatus, FaxStatus, "):
        webhooks.receive(URL, headers, body, KEY)
    with pytest.raises(WebhookSignatureError):
        webhooks.verify(URL, headers, body + b"!", KEY)


def test_several_keys_and_the_public_address() -> None:
    headers = webhooks.sign(URL, b"CallStatus=ringing", KEY)
    inside = "http://127.0.0.1:8000/events?source=phone"
    received = webhooks.receive(inside, headers, b"CallStatus=ringing", ["new", KEY], public_url=URL)
    assert received == CallStatusCallback(call_status="ringing")


def test_errors_are_those_of_the_package() -> None:
    with pytest.raises(SignalWireError) as caught:
        webhooks.receive(URL, {}, b"CallStatus=ringing", KEY)
    assert isinstance(caught.value, WebhookError)
    assert str(caught.value) == (
        "The request is not signed: it has no header X-SignalWire-Signature or X-Twilio-Signature."
    )
    with pytest.raises(ArgumentError):
        webhooks.verify(URL, {}, b"", "")


def test_no_traceback_shows_the_key() -> None:
    """Not even one with locals, as tools that report errors make them."""
    for use in (webhooks.receive, webhooks.receive_call_status, webhooks.verify):
        with pytest.raises(WebhookSignatureError) as caught:
            use(URL, {"X-SignalWire-Signature": "a"}, b"a=b", "hush-hush")
        assert caught.value.__traceback__ is not None
        frames = caught.value.__traceback__.tb_next
        told = traceback.TracebackException(
            type(caught.value), caught.value, frames, capture_locals=True
        ).format()
        assert "hush" not in "".join(told)


def test_the_schemes_are_those_of_the_document() -> None:
    """Headers come from the document alone: the runtime has none of its own."""
    written = yaml.safe_load((SPEC / "openapi.yaml").read_text(encoding="utf-8"))["x-signatures"]
    named = {header for scheme in written for header in scheme["headers"]}
    assert len(written) == 4
    signed = [
        webhooks.sign(URL, {"a": "b"}, KEY),
        webhooks.sign(URL, b"{}", KEY),
        webhooks.sign(f"{URL}&bodySHA256=a", b"{}", KEY),
    ]
    assert {name for headers in signed for name in headers} == named


def test_loading_them_is_light() -> None:
    """Neither the package nor its webhooks load what only a signature needs."""
    modules = loaded("from dialwright_signalwire import SignalWire, WebhookError")
    assert {"dialwright_signalwire.webhooks", "dialwright_signalwire._runtime.signature"}.isdisjoint(modules)
    modules = loaded("from dialwright_signalwire import webhooks")
    assert modules.isdisjoint({*HEAVY.split(), "hmac", "hashlib", "base64", "urllib.parse"})


def test_it_runs_without_the_http_library() -> None:
    code = (
        "from dialwright_signalwire import webhooks\n"
        f"body = b'CallStatus=ringing'; headers = webhooks.sign({URL!r}, body, 'k')\n"
        f"print(webhooks.receive({URL!r}, headers, body, 'k').call_status, *sys.modules)"
    )
    assert {"httpcore2", "ssl", "asyncio"}.isdisjoint(loaded(code))


@pytest.mark.parametrize("flags", [["-O"], ["-OO"]])
def test_it_does_not_hang_on_assertions(flags: list[str]) -> None:
    source = str(Path(webhooks.__file__).parents[1])
    code = (
        f"import sys; sys.path.insert(0, {source!r})\n"
        "from dialwright_signalwire import webhooks, WebhookError\n"
        "try: webhooks.verify('https://a.example', {'X-Twilio-Signature': 'a'}, b'a=b', 'k')\n"
        "except WebhookError: print('refused')"
    )
    done = subprocess.run([sys.executable, *flags, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == "refused\n"
