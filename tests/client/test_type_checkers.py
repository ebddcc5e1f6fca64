"""Type checkers follow the package: right uses pass, and each wrong one is told where it is."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import dialwright_signalwire

Told: TypeAlias = dict[int, set[str]]

PACKAGES = Path(dialwright_signalwire.__file__).parents[1]
SAMPLES = Path(__file__).resolve().parents[1] / "typing"

MARKER = re.compile(r"mypy: (?P<mypy>[\w -]+) \| pyright: (?P<pyright>[\w -]+)")
# What a checker says besides of a value whose type it could not find out.
BESIDES = ("Argument", "Member", "Variable")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples in a folder of their own, as a user's project has them."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(SAMPLES, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    settings: dict[str, object] = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "extraPaths": [str(PACKAGES)],
        **{f"reportUnknown{kind}Type": False for kind in BESIDES},
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    return folder


def run(folder: Path, *command: str) -> str:
    """What a checker prints about the samples. It may find something, but must not break down."""
    environment = {**os.environ, "MYPYPATH": str(PACKAGES), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def by_mypy(folder: Path) -> dict[str, Told]:
    """File -> line -> codes."""
    told: dict[str, Told] = {}
    printed = run(folder, "mypy", "--strict", "--cache-dir", os.devnull, "good.py", "misuse.py")
    for file, line, code in re.findall(r"^(.+?):(\d+): error: .*\[([\w-]+)\]$", printed, re.MULTILINE):
        told.setdefault(file, {}).setdefault(int(line), set()).add(code)
    assert printed.count(": error: ") == len(
        re.findall(r": error: .*\[[\w-]+\]$", printed, re.MULTILINE)
    ), printed
    return told


def by_pyright(folder: Path) -> dict[str, Told]:
    """File -> line -> codes."""
    told: dict[str, Told] = {}
    printed = run(folder, "basedpyright", "--pythonpath", sys.executable, "--outputjson")
    found: list[dict[str, Any]] = json.loads(printed)["generalDiagnostics"]
    for one in found:
        line: int = one["range"]["start"]["line"]
        told.setdefault(Path(one["file"]).name, {}).setdefault(line + 1, set()).add(one["rule"])
    return told


def marked(checker: str) -> Told:
    """What the samples say that a checker tells: `# mypy: arg-type | pyright: -` (`-` for nothing at all)."""
    lines = (SAMPLES / "misuse.py").read_text(encoding="utf-8").splitlines()
    comments = {
        number: comment
        for number, line in enumerate(lines, start=1)
        if (comment := line.partition("  # ")[2])
    }
    matches = {number: MARKER.fullmatch(comment) for number, comment in comments.items()}
    assert [comments[number] for number, match in matches.items() if not match] == []
    codes = {number: set(match[checker].split()) - {"-"} for number, match in matches.items() if match}
    return {number: told for number, told in codes.items() if told}


@pytest.mark.parametrize(("checker", "ask"), [("mypy", by_mypy), ("pyright", by_pyright)])
def test_what_is_told_is_what_is_wrong(folder: Path, checker: str, ask: Any) -> None:
    told = ask(folder)
    expected = marked(checker)
    assert len(expected) > 60
    assert told.pop("misuse.py") == expected
    assert told == {}
