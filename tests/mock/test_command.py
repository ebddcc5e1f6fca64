"""`dialwright mock`: it says where it is, plays, and ends when it is told to."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dialwright.cli import main

from .conftest import BANDWIDTH, ROOT, SIGNALWIRE

_PATIENCE = 60


@contextmanager
def running(*arguments: str) -> Generator[tuple[subprocess.Popen[str], str]]:
    """The command, and what it says before it listens."""
    command = [sys.executable, "-m", "dialwright", "mock", *arguments, "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            lines = [process.stdout.readline()]
            while not lines[-1].startswith("Journal: "):
                assert lines[-1], process.communicate()
                lines.append(process.stdout.readline())
            yield process, "".join(lines)
        finally:
            process.kill()


def address(said: str) -> str:
    match = re.search(r"Journal: (http://127\.0\.0\.1:\d+)/", said)
    assert match is not None
    return match[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_plays_until_it_is_told_to_end(number: signal.Signals) -> None:
    with running(str(SIGNALWIRE)) as (process, said):
        assert urllib.request.urlopen(f"{address(said)}/__dialwright__/", timeout=_PATIENCE).status == 200
        process.send_signal(number)
        output, errors = process.communicate(timeout=_PATIENCE)
        assert process.returncode == 0
        assert output == ""
        assert "stopped after 0 requests" in errors
        assert "Traceback" not in errors


def test_it_says_how_to_talk_to_it() -> None:
    with running(str(SIGNALWIRE), "--credentials", "p-1:t-1") as (_, said):
        assert said.startswith(f"SignalWire at {address(said)}\n")
        lines = [line.strip() for line in said.splitlines() if line.startswith("    ")]
        scope: dict[str, Any] = {}
        exec("\n".join(lines), scope)
        with scope["client"] as client:
            assert client.compat.calls.list() == []


def test_the_address_has_the_path_of_the_document() -> None:
    with running(str(BANDWIDTH)) as (_, said):
        assert f'base_url="{address(said)}/v1"' in said
        assert 'user_id="any-user-id"' in said


def test_it_says_what_it_signs_with_and_where_callbacks_go() -> None:
    with running(str(SIGNALWIRE), "--signing-key", "k-1", "--allow-callbacks", "hooks.example.com") as (
        _,
        said,
    ):
        assert "Signing key: k-1\n" in said
        assert "Callbacks go to this machine, hooks.example.com\n" in said


def test_there_is_a_signing_key_from_the_beginning() -> None:
    with running(str(SIGNALWIRE)) as (_, said):
        assert "Callbacks go to this machine\nSigning key: local-signing-key\n" in said


def test_a_port_in_use_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["mock", str(SIGNALWIRE), "--port", str(port)]) == 2
    assert f"cannot listen on 127.0.0.1 port {port}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--fault", "429=2"], "write '429=0.1'"),
        (["--fault", "429=0.7", "--fault", "500=0.7"], "add up to 1.4"),
        (["--latency", "5"], "write '50ms'"),
        (["--speed", "-1"], "no speed"),
        (["--speed", "fast"], "speed"),
        (["--port", "99999"], "no port"),
        (["--credentials", "alone"], "a user and a password"),
        (["--signing-key", ""], "at least one character"),
    ],
)
def test_what_is_no_argument_is_told(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(["mock", str(SIGNALWIRE), *arguments])
    except SystemExit as exit:
        code = int(str(exit.code))
    assert code == 2
    assert told in capsys.readouterr().err


def test_a_document_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("a: [")
    assert main(["mock", str(path), "--port", "0"]) == 2
    assert "broken.yaml:1" in capsys.readouterr().err


@pytest.mark.parametrize("library", ["starlette", "uvicorn"])
def test_a_missing_library_is_told_how_to_have(library: str) -> None:
    code = f"import sys; sys.modules[{library!r}] = None; from dialwright.cli import main; "
    code += f"sys.exit(main(['mock', {str(SIGNALWIRE)!r}]))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert run.returncode == 2
    assert "pip install 'dialwright[mock]'" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_engine_needs_no_web_server() -> None:
    code = "import sys, dialwright.mock, dialwright.cli; "
    code += "print({'starlette', 'uvicorn', 'asyncio'} & sys.modules.keys())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert run.stdout.strip() == "set()"
