"""What the Calling reference prints: its commands are methods, and its example runs, one import changed."""

from __future__ import annotations

import base64
import json
import os
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import trustme

from dialwright_signalwire.calling import AsyncCalling, Calling
from dialwright_signalwire.models import CallLeg
from runtime.server import Received, answer, serving
from samples.harness import PACKAGES

from .reference import find_page, named_commands, numbered_blocks

HOST = "your-space.signalwire.com"
CREDENTIALS = base64.b64encode(b"your-project-id:your-api-token").decode()

# The example leaves its client open, so a connection left to the interpreter's end is its own.
STRICT = ("-X", "dev", "-W", "error", "-W", "ignore:unclosed:ResourceWarning")


@pytest.fixture(scope="module")
def page(shared: Path) -> str:
    """The page of the reference that has a Python example."""
    path = find_page(shared)
    if path is None:
        pytest.skip("the Calling reference is not there: DIALWRIGHT_SHARED names no folder with it")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def leg(page: str) -> dict[str, Any]:
    """The answer that the page prints."""
    printed: dict[str, Any] = json.loads(next(numbered_blocks(page)))
    return printed


@pytest.fixture(scope="module")
def requests(page: str, leg: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> list[Received]:
    """What the example asks for. It ends well, and prints nothing."""
    folder = tmp_path_factory.mktemp("example")
    *_, example = numbered_blocks(page)
    sample = folder / "sample.py"
    sample.write_text(example.replace("signalwire.rest", "dialwright_signalwire.rest"), encoding="utf-8")
    with serving(answer(200, leg), tls=server_tls(folder)) as server:
        preamble = str(Path(__file__).with_name("preamble.py"))
        ended = subprocess.run(
            [sys.executable, *STRICT, "-P", preamble, HOST, str(server.port), str(sample)],
            env={
                "PATH": os.environ.get("PATH", ""),
                "PYTHONPATH": str(PACKAGES),
                "SSL_CERT_FILE": str(folder / "authority.pem"),
            },
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    return server.requests


def server_tls(folder: Path) -> ssl.SSLContext:
    """The server's side of TLS; who vouches for it is in `authority.pem`."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    certificate = folder / "server.pem"
    authority.issue_cert(HOST).private_key_and_cert_chain_pem.write_to_path(str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_every_command_is_a_method(page: str) -> None:
    commands = named_commands(page)
    assert len(commands) == 37
    methods = {name.removeprefix("calling.").replace(".", "_") for name in commands}
    assert methods <= vars(Calling).keys() & vars(AsyncCalling).keys()


def test_the_printed_answer_is_read(leg: dict[str, Any]) -> None:
    read = CallLeg.from_dict(leg)
    assert (read.status, read.type, read.get("charge")) == ("queued", "relay_pstn_call", 0)
    assert read.to_dict() == leg


def test_the_example_sends_what_it_says(requests: list[Received]) -> None:
    """The identifier that the client made for the collection is what starts the collection's clock."""
    bodies = [json.loads(request.body) for request in requests]
    collection, playback = (body["params"]["control_id"] for body in bodies[:2])
    assert len({UUID(collection), UUID(playback)}) == 2
    assert bodies == [
        {
            "command": "calling.collect",
            "id": "call-id-xxx",
            "params": {"control_id": collection, "digits": {"max": 4, "terminators": "#"}},
        },
        {
            "command": "calling.play",
            "id": "call-id-xxx",
            "params": {
                "control_id": playback,
                "play": [{"type": "tts", "params": {"text": "Please enter your 4-digit PIN."}}],
            },
        },
        {
            "command": "calling.collect.start_input_timers",
            "id": "call-id-xxx",
            "params": {"control_id": collection},
        },
    ]


def test_the_example_sends_it_where_it_says(requests: list[Received]) -> None:
    for request in requests:
        assert (request.method, request.target) == ("POST", "/api/calling/calls")
        assert request.headers["host"] == HOST
        assert request.headers["authorization"] == f"Basic {CREDENTIALS}"
