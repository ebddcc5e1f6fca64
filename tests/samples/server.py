"""A local server that plays one documented exchange and remembers what it was asked."""

from __future__ import annotations

import base64
import json
import ssl
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

from .exchange import Answer, Request, pairs

__all__ = ["PROJECT", "TOKEN", "SampleServer", "empty_page", "records", "serving"]

PROJECT = "YourProjectID"
TOKEN = "YourAuthToken"

_CREDENTIALS = "Basic " + base64.b64encode(f"{PROJECT}:{TOKEN}".encode()).decode()
_REFUSED = Answer(401, '{"code": 20003, "message": "Authenticate", "more_info": "", "status": 401}')
_FORM = "application/x-www-form-urlencoded"
_POLL_SECONDS = 0.01  # how long closing a server may take; each test has one


class SampleServer(ThreadingHTTPServer):
    """Answers every request with one answer, and a request for any later page with an empty last page.

    With a TLS context it speaks https, else http. A request without the documented credentials is refused.
    """

    daemon_threads = False  # closing waits for the connections, so that no thread outlives its test

    def __init__(self, answer: Answer, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.requests: list[Request] = []
        self.faults: list[str] = []
        if tls is not None:
            # The handshake belongs to the connection's own thread: a failed one must not stop the server.
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        """Its address, for a client in this process (without TLS)."""
        return f"http://127.0.0.1:{self.port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep what is wrong with a request for the test to see. A client may hang up: that is no fault."""
        fault = sys.exception()
        if not isinstance(fault, OSError):
            self.faults.append(str(fault))


@contextmanager
def serving(answer: Answer, tls: ssl.SSLContext | None = None) -> Generator[SampleServer]:
    """A server at work, closed at the end with all its connections."""
    with SampleServer(answer, tls) as server:
        thread = threading.Thread(target=server.serve_forever, args=(_POLL_SECONDS,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10.0  # a connection left open ends with its client; this bounds one whose client hangs

    def do_GET(self) -> None:
        self._play()

    def do_POST(self) -> None:
        self._play()

    def do_DELETE(self) -> None:
        self._play()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the requests are kept, and a test shows those that matter."""

    def _play(self) -> None:
        server = cast(SampleServer, self.server)
        request = self._read()
        server.requests.append(request)
        if self.headers.get("Authorization") != _CREDENTIALS:
            self._send(_REFUSED)
        elif request.query.get("Page", "0") != "0":
            self._send(Answer(200, empty_page(server.answer.body)))
        else:
            self._send(server.answer)

    def _read(self) -> Request:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if body and self.headers.get_content_type() != _FORM:
            raise ValueError(f"the body is {self.headers.get_content_type()}, not {_FORM}")
        return Request(self.command, parts.path, _pairs(parts.query), _pairs(body))

    def _send(self, answer: Answer) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        if answer.status != 204:
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _pairs(text: str) -> dict[str, str]:
    return pairs(parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text)))


def records(body: str) -> list[dict[str, Any]]:
    """What an answer holds: the entries of its list, or the one object it is."""
    value: dict[str, Any] = json.loads(body)
    key = _items_key(value)
    return value[key] if key else [value]


def empty_page(body: str) -> str:
    """The last page after the page printed: without records, and without a next page."""
    page: dict[str, Any] = json.loads(body)
    key = _items_key(page)
    if key is None:
        raise ValueError("a later page was asked for, but the printed answer is no list")
    page[key] = []
    if "meta" in page:
        page["meta"]["next_page_url"] = None
    else:
        page["next_page_uri"] = None
    return json.dumps(page)


def _items_key(page: dict[str, Any]) -> str | None:
    return next((key for key, value in page.items() if isinstance(value, list)), None)
