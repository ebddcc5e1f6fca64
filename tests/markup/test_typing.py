"""Type checkers know what verbs take and what they add."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import dialwright_signalwire

PACKAGES = Path(dialwright_signalwire.__file__).parents[1]

USES = """\
from __future__ import annotations

from decimal import Decimal
from typing import assert_type

from dialwright_signalwire.markup import Gather
from dialwright_signalwire.messaging_response import Media, Message, MessagingResponse
from dialwright_signalwire.voice_response import Conference, Dial, Say, SsmlBreak, VoiceResponse


def right(response: VoiceResponse) -> None:
    assert_type(response.say("Hi", "alice", 2), Say)
    assert_type(response.say("Hi").break_(strength="weak"), SsmlBreak)
    assert_type(response.dial(), Dial)
    with response.dial(record="record-from-answer", time_limit=60) as dial:
        assert_type(dial, Dial)
    assert_type(dial.conference("room", beep=False, status_callback_event=["start", "end"]), Conference)
    assert_type(response.nest(Gather(num_digits=1, timeout="auto", input=["dtmf", "speech"])), Gather)
    assert_type(response.append(Say("Hi")), VoiceResponse)
    assert_type(MessagingResponse().message("Hi").media("url"), Media)
    assert_type(Message("Hi", from_="a"), Message)
    response.pay(charge_amount=Decimal("9.99"), valid_card_types=["visa", "amex"], postal_code="12345")
    response.dial(new_attribute="a", other=True).add_child("New", "text", name="a", size=1.5)
    response.enqueue("queue").task({"skill": ["a"]})
    text: str = str(response) + response.to_xml(xml_declaration=False)
    print(text)


def wrong(response: VoiceResponse) -> None:
    response.dial(record="always")  # wrong
    response.dial(timeout="30")  # wrong
    response.dial(method="PUT")  # wrong
    response.redirect()  # wrong
    response.redirect(url=None)  # wrong
    response.dial().conference("room", beep="sometimes")  # wrong
    response.reject("tired")  # wrong
    response.hangup().say("Hi")  # wrong
    response.gather(input=["dtmf", "sight"])  # wrong
    response.append(3)  # wrong
    response.dial(new_attribute=object())  # wrong
    MessagingResponse().say("Hi")  # wrong
    Say(loop="twice")  # wrong
"""
WRONG = {number for number, line in enumerate(USES.splitlines(), start=1) if line.endswith("# wrong")}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that uses the package, rightly and wrongly."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "uses.py").write_text(USES)
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "extraPaths": [str(PACKAGES)]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    return folder


def run(folder: Path, *command: str) -> str:
    environment = {**os.environ, "MYPYPATH": str(PACKAGES), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def test_mypy_strict(project: Path) -> None:
    printed = run(project, "mypy", "--strict", "--cache-dir", os.devnull, "uses.py")
    found = re.findall(r"^(.+?):(\d+): error", printed, re.MULTILINE)
    assert {(file, int(line)) for file, line in found} == {("uses.py", line) for line in WRONG}, printed


def test_pyright_strict(project: Path) -> None:
    printed = run(project, "basedpyright", "--pythonpath", sys.executable, "--outputjson")
    found: list[dict[str, Any]] = json.loads(printed)["generalDiagnostics"]
    places = {one["range"]["start"]["line"] + 1 for one in found if one["severity"] == "error"}
    assert places == WRONG, printed
