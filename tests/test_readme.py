"""The README's Python, run as printed against a local server."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Generator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import dialwright_bandwidth.voice
import dialwright_signalwire
import dialwright_signalwire.testing
from dialwright_signalwire import SignalWire
from dialwright_signalwire.webhooks import sign

README = Path(__file__).resolve().parents[1] / "README.md"
ACCOUNT = "/api/laml/2010-04-01/Accounts/your-project-id"

CALL = {"sid": "call-1", "status": "queued"}
MESSAGE = {
    "sid": "message-1",
    "date_sent": "Mon, 02 Nov 2026 10:00:00 +0000",
    "from": "+15550102",
    "body": "Hi",
}
ANSWERS: dict[tuple[str, str], object] = {
    ("POST", f"{ACCOUNT}/Calls.json"): CALL,
    ("POST", f"{ACCOUNT}/Calls/call-1.json"): {**CALL, "status": "completed"},
    ("GET", f"{ACCOUNT}/Messages.json"): {"messages": [MESSAGE], "next_page_uri": None},
    ("POST", "/api/calling/calls"): {"id": "call-1", "type": "relay_pstn_call", "status": "answered"},
    ("POST", "/users/your-user-id/calls"): {"id": "c-1"},
    ("GET", "/users/your-user-id/calls/c-1"): {"id": "c-1", "state": "started"},
}
UNANSWERED = ("POST", f"{ACCOUNT}/Messages.json")


class Handler(BaseHTTPRequestHandler):
    """Answers the requests that the README makes, and no other."""

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = self.command, self.path.partition("?")[0]
        if asked == UNANSWERED:
            self.close_connection = True
            return
        found = ANSWERS.get(asked)
        content = json.dumps(found or {"code": 20404, "message": f"no {self.path}", "status": 404}).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Location", "/users/your-user-id/calls/c-1")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = answer

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's output is for faults."""


@pytest.fixture
def address() -> Generator[str]:
    """Where the local server is."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_examples_run_as_printed(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = README.read_text(encoding="utf-8")
    examples = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    monkeypatch.setattr(dialwright_signalwire.testing, "SignalWire", SignalWire)  # stays as it is
    monkeypatch.setattr(dialwright_signalwire, "SignalWire", local_client(address, SignalWire))
    monkeypatch.setattr(
        dialwright_bandwidth.voice, "Client", local_client(address, dialwright_bandwidth.voice.Client)
    )
    scope: dict[str, Any] = {}
    for example in examples:
        exec(compile(example, str(README), "exec"), scope)
    scope["client"].close()
    scope["api"].close()
    receive_an_event(scope["events"])
    call, message, state, unknown, local, canned, lived, told, event = capsys.readouterr().out.splitlines()
    assert (call, message) == ("call-1 queued", "2026-11-02 10:00:00+00:00 +15550102 Hi")
    assert state == "started"
    assert "may have taken effect" in unknown
    sent = {"From": "+15550101", "To": "+15550100", "Url": "https://example.com/voice"}
    assert local == f"{sent} [] queued"
    assert canned == "POST From=%2B15550101&To=%2B15550100&Url=https%3A%2F%2Fexample.com%2Fvoice"
    assert (lived, told) == ("completed", "completed")
    assert event == "call-1 completed"


def receive_an_event(events: Callable[[str, dict[str, str], bytes], int]) -> None:
    """The README's function, given a request that is signed, and one that is not."""
    url, body = "https://example.com/events", b"CallSid=call-1&CallStatus=completed"
    assert events(url, sign(url, body, "your-signing-key"), body) == 204
    assert events(url, {}, body) == 403


def local_client(address: str, kind: Callable[..., Any]) -> Callable[..., Any]:
    """A client's class, but for the address that it asks."""
    return partial(kind, base_url=address)
