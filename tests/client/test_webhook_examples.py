"""The examples of the client's README for receiving webhooks: as printed, behind a real socket."""

from __future__ import annotations

import ast
import http.client
import re
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.validate import validator

import pytest

from dialwright_signalwire.webhooks import sign

README = Path(__file__).resolve().parents[2] / "generated" / "python" / "dialwright-signalwire" / "README.md"
KEY = "PSK-of-tests"
FORM = b"CallSid=call-1&CallStatus=completed&From=%2B15550100&Body=Gr%C3%BC%C3%9Fe+%26+more"
FORM_TYPE = "application/x-www-form-urlencoded"

Server: TypeAlias = str
Post: TypeAlias = Callable[..., tuple[int, str]]


def example(title: str) -> str:
    """The code below a line that begins like `With Flask`."""
    found = re.search(
        rf"^With {title}\b[^\n]*:\n\n```python\n(.*?)^```$",
        README.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert found is not None, title
    return found[1]


class Handler(WSGIRequestHandler):
    """Keeps quiet: a test's output is for faults."""

    def log_message(self, format: str, *args: object) -> None: ...


@contextmanager
def served(application: Any) -> Generator[Server]:
    """The application on a port of this machine."""
    with make_server("127.0.0.1", 0, application, handler_class=Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def post(url: str, body: bytes, headers: dict[str, str], *, media_type: str = FORM_TYPE) -> tuple[int, str]:
    """Status and body of the answer to a request that is sent as it is."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    try:
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("POST", target, body, {"Content-Type": media_type, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.fixture(params=["plain WSGI", "Flask"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Generator[Server]:
    """The example, run as printed."""
    monkeypatch.setenv("SIGNING_KEY", KEY)
    scope: dict[str, Any] = {"__name__": "example"}
    exec(compile(example(request.param), str(README), "exec"), scope)
    application: Any = validator(scope["application"]) if "application" in scope else scope["app"]
    with served(application) as address:
        yield address


@pytest.mark.parametrize("query", ["", "?a=1&b=%20%2F+c&empty="])
def test_a_signed_request_is_taken(server: Server, query: str, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"{server}/events{query}"
    assert post(url, FORM, sign(url, FORM, KEY)) == (204, "")
    assert ast.literal_eval(capsys.readouterr().out) == {
        "CallSid": "call-1",
        "CallStatus": "completed",
        "From": "+15550100",
        "Body": "Grüße & more",
    }


def test_signed_json_is_taken(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    url, body = f"{server}/events", b'{"RecordingStatus": "completed"}'
    assert post(url, body, sign(url, body, KEY), media_type="application/json") == (204, "")
    assert ast.literal_eval(capsys.readouterr().out) == {"RecordingStatus": "completed"}


def test_anything_else_is_refused(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"{server}/events"
    headers = sign(url, FORM, KEY)
    for status, answer in (
        post(url, FORM, {}),
        post(url, FORM, sign(url, FORM, "another key")),
        post(url, FORM.replace(b"completed", b"failed"), headers),
        post(f"{url}?a=b", FORM, headers),
        post(url, FORM, sign("https://elsewhere.example/events", FORM, KEY)),
        post(url, b"\xff=%ff&", headers),
        post(url, b'{"CallStatus": "completed"}', sign(url, b"", KEY), media_type="application/json"),
    ):
        assert status == 403
        assert "sign" in answer or "form" in answer
        assert KEY not in answer
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("title", ["plain WSGI", "Flask", "FastAPI", "Django"])
def test_every_example_reads_well(title: str) -> None:
    code = example(title)
    ast.parse(code)
    assert max(map(len, code.splitlines())) <= 110
    assert "webhooks.receive(" in code
