"""Type checkers read the generated package as its authors mean it, without a single ignore."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

USES = """\
from __future__ import annotations

from typing import assert_type

from acme_client import NULL, Acme, AsyncAcme, Options
from acme_client.lines import Client as Lines
from acme_client.models import Call, DeviceLeg, SessionLeg
from acme_client.rest import AsyncClient, Client
from acme_client.voice.calls import AsyncCallRecord, CallRecord
from acme_client.webhooks import (
    receive,
    receive_api_3_strikes,
    receive_call_ended,
    receive_call_ended_2,
    sign,
)


def fine(acme: Acme, client: Client, lines: Lines) -> None:
    call = acme.voice.calls.create(to="a", from_="b", url="u", options=Options(timeout=5))
    assert_type(call, CallRecord)
    status: str | None = call.status
    assert_type(call.update(status="completed"), CallRecord)
    assert_type(client.calls.list(limit=3), list[CallRecord])
    assert_type([one.sid for one in client.calls.stream()], list[str])
    assert_type(client.calls.page().items, list[CallRecord])
    assert_type(lines.create_line("n", note=NULL, play=[{"type": "audio", "url": "u"}]), str)
    assert_type(lines.get_event("i", 1), SessionLeg | DeviceLeg)
    assert_type(client.calls("c").recordings("r").update(status="s").sid, str)
    a_call: Call = call
    a_call.from_
    assert_type(receive("u", {}, b"", "k").call_sid, str)
    assert_type(receive_call_ended("u", {}, b"", ["k", "l"]).call_sid, str)
    assert_type(receive_call_ended_2("u", {}, b"", "k", public_url="p"), SessionLeg | DeviceLeg)
    assert_type(receive_api_3_strikes("u", [("a", "b")], "[]", "k"), list[int])
    assert_type(sign("u", {"a": ["b"]}, "k"), dict[str, str])


async def fine_too(acme: AsyncAcme, client: AsyncClient) -> None:
    assert_type(await acme.voice.calls.list(), list[AsyncCallRecord])
    async for call in client.calls.stream(status="queued"):
        assert_type(await call.fetch(), AsyncCallRecord)


def wrong(acme: Acme) -> None:
    acme.voice.calls.create(to="a", From="b")  # wrong
    acme.voice.calls.create(to="a")  # wrong
    acme.voice.calls.list(status="unheard of")  # wrong
    acme.voice.calls("c").update(status="queued")  # wrong
    acme.voice.calls("c").nothing  # wrong
    acme.voice.calls.create("a", "b")  # wrong
    acme.voice.recordings("r").download("p", format="ogg")  # wrong
    acme.lines.create_line("n", play=[{"type": "audio"}])  # wrong
    acme.voice.calls.fetch("c").from_ = "d"  # wrong
    from acme_client import Nothing  # wrong
    from acme_client.models import Nobody  # wrong
"""
WRONG = {number for number, line in enumerate(USES.splitlines(), start=1) if line.endswith("# wrong")}


RECEIVING = ("receive.py", "receive_wsgi.py", "receive_flask.py")  # the other frameworks are not at hand


def examples(text: str) -> list[str]:
    return re.findall(r"```python\n(.+?)```", text, re.DOTALL)


@pytest.fixture(scope="module")
def project(distribution: Path) -> Path:
    """The generated package with a module that uses it, rightly and wrongly."""
    (distribution / "uses.py").write_text(USES)
    text = (distribution / "README.md").read_text()
    usual, _, webhooks = text.partition("## Webhooks")
    (distribution / "readme.py").write_text("\n".join(examples(usual)))
    for name, example in zip(RECEIVING, examples(webhooks), strict=False):
        (distribution / name).write_text(example)
    settings = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "include": ["src", "uses.py", "readme.py", *RECEIVING],
        "extraPaths": ["src"],
        "reportUnusedExpression": False,
        "reportUnusedImport": False,
        "reportUnusedVariable": False,
    }
    (distribution / "pyrightconfig.json").write_text(json.dumps(settings))
    return distribution


def test_mypy_strict(project: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        str(tmp_path),
        "src",
        "uses.py",
        "readme.py",
        *RECEIVING,
    ]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    lines = re.findall(r"^(.+?):(\d+): error", done.stdout, re.MULTILINE)
    assert {(file, int(line)) for file, line in lines} == {("uses.py", line) for line in WRONG}, done.stdout


def test_pyright_strict(project: Path) -> None:
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    found = [one for one in json.loads(done.stdout)["generalDiagnostics"] if one["severity"] == "error"]
    places = {(Path(one["file"]).name, one["range"]["start"]["line"] + 1) for one in found}
    assert places == {("uses.py", line) for line in WRONG}, done.stdout
