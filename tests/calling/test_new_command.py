"""Adding a command takes an edit of one YAML file, and generating: CONTRIBUTING.md shows the same command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dialwright.cli import main
from dialwright.pipeline import generate
from runtime.server import answer, serving

from .legs import CALL, PHONE

SCHEMAS = """\
  WhisperRequest:
    type: object
    additionalProperties: false
    x-method: whisper
    x-positional: [id]
    x-source: {document: calling-api, section: whisper}
    description: Say something that only one side of a call hears.
    required: [command, id, params]
    properties:
      command: {type: string, const: calling.whisper, description: Name of the command.}
      id: {$ref: common.yaml#/schemas/CallId, x-name: call-id}
      params: {$ref: "#/schemas/WhisperParams"}
  WhisperParams:
    type: object
    additionalProperties: false
    description: What to say, and to whom.
    required: [text]
    properties:
      text: {type: string, description: What to say.}
      side: {$ref: common.yaml#/schemas/CallSide, description: Who hears it.}
"""
OPTION = '      - $ref: "#/schemas/WhisperRequest"\n'
MAPPING = '        calling.whisper: "#/schemas/WhisperRequest"\n'

USE = """\
import asyncio
import sys
from dialwright_signalwire.rest import AsyncRestClient, RestClient

ACCESS = {"project": "project-1", "token": "PT1", "base_url": sys.argv[1]}

with RestClient(**ACCESS) as client:
    client.calling.whisper(sys.argv[2], text="Hello", side="remote-caller")

async def later():
    async with AsyncRestClient(**ACCESS) as client:
        await client.calling.whisper(call_id=sys.argv[2], text="Hello")

asyncio.run(later())
"""


@pytest.fixture(scope="module")
def output(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client of a spec with one more command, in a folder of its own."""
    folder = tmp_path_factory.mktemp("whisper")
    spec = shutil.copytree(repository / "spec/signalwire", folder / "spec/signalwire")
    add_command(spec / "calling/calls.yaml")
    assert main(["generate", str(spec / "openapi.yaml"), "-o", str(folder / "out"), "--strict"]) == 0
    return folder / "out/dialwright-signalwire"


def add_command(file: Path) -> None:
    """Add the command to the union, to the union's mapping, and to the schemas."""
    text = file.read_text(encoding="utf-8")
    for place, added in (
        ("    discriminator:\n      propertyName: command\n", OPTION),
        ("\n  # Answers.", MAPPING),
        ("  ChargeDetail:\n", SCHEMAS),
    ):
        assert text.count(place) == 1
        text = text.replace(place, added + place)
    file.write_text(text, encoding="utf-8")


def test_the_command_has_a_method(output: Path) -> None:
    with serving(answer(200, PHONE)) as server:
        ended = subprocess.run(
            [sys.executable, "-W", "error", "-c", USE, server.url, CALL],
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(output / "src")},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    command = {"command": "calling.whisper", "id": CALL}
    assert [json.loads(request.body) for request in server.requests] == [
        {**command, "params": {"text": "Hello", "side": "remote-caller"}},
        {**command, "params": {"text": "Hello"}},
    ]


def test_nothing_else_changes(output: Path, repository: Path) -> None:
    """In the package's code, only the resource's module is another; and there are tests of the command."""
    usual = generate(repository / "spec/signalwire/openapi.yaml", strict=True).files
    before = {path: text for path, text in usual.items() if path.endswith(".py")}
    after = {path.relative_to(output).as_posix(): path.read_text("utf-8") for path in output.rglob("*.py")}
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert changed == {"src/dialwright_signalwire/calling/__init__.py", "tests/test_calling_calls.py"}


def test_the_guide_shows_the_same_command() -> None:
    guide = (Path(__file__).resolve().parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert SCHEMAS.strip("\n") in guide
