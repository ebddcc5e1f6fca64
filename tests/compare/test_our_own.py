"""The example of the README, with our own documents: what it prints is what is printed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dialwright.cli import main

GATE = ["breaking", "build/base/spec", "spec", "--quiet"]


def test_the_readme_prints_what_a_change_brings(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("spec", "build/base/spec"):
        shutil.copytree(repository / "spec", folder)
    calls = Path("spec/signalwire/compatibility/calls.yaml")
    text = calls.read_text(encoding="utf-8")
    assert text.count("enum: [human, machine]") == 1
    calls.write_text(text.replace("[human, machine]", "[human, machine, fax]"), encoding="utf-8")
    readme = (repository / "README.md").read_text(encoding="utf-8")

    assert main(GATE) == 1
    printed = capsys.readouterr().out
    assert "".join(f"    {line}\n" for line in printed.splitlines()) in readme
    assert main([*GATE, "--apply"]) == 0
    assert main(GATE) == 0
    assert "missing" not in capsys.readouterr().out
    entry = Path("spec/signalwire/CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    told = next(line for line in entry if line.startswith("- "))
    assert told == "- AnsweredBy: of its values, 'fax' is new."
    assert "    +- AnsweredBy: of its values, 'fax' is new.\n" in readme
