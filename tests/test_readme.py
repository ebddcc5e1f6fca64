"""The README's Python, run as printed against a local server."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import dialwright_signalwire
from dialwright_signalwire import SignalWire

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
    made: list[SignalWire] = []
    monkeypatch.setattr(dialwright_signalwire, "SignalWire", local_client(address, made))
    scope: dict[str, object] = {"__name__": "readme"}
    for example in examples:
        exec(compile(example, str(README), "exec"), scope)
    for client in made:
        client.close()
    call, message, unknown, canned = capsys.readouterr().out.splitlines()
    assert (call, message) == ("call-1 queued", "2026-11-02 10:00:00+00:00 +15550102 Hi")
    assert "may have taken effect" in unknown
    assert canned == "POST From=%2B15550101&To=%2B15550100&Url=https%3A%2F%2Fexample.com%2Fvoice"


def local_client(address: str, made: list[SignalWire]) -> Callable[..., SignalWire]:
    """The client's class, but for the address that it asks, and that keeps what it makes."""

    def make(**given: Any) -> SignalWire:
        made.append(SignalWire(base_url=address, **given))
        return made[-1]

    return make
