"""Asks type checkers about samples, in a folder of their own, as a user's project has them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, TypeAlias

from dialwright_bandwidth import __file__ as bandwidth
from dialwright_signalwire import __file__ as signalwire

__all__ = ["Told", "by_mypy", "by_pyright", "marked", "write_settings"]

Told: TypeAlias = dict[int, set[str]]
"""Line -> the codes of what a checker finds wrong there."""

SOURCES = [str(Path(package).parents[1]) for package in (bandwidth, signalwire)]

MARKER = re.compile(r"mypy: (?P<mypy>[\w -]+) \| pyright: (?P<pyright>[\w -]+)")
# What a checker says besides of a value whose type it could not find out.
BESIDES = ("Argument", "Member", "Variable")


def write_settings(folder: Path) -> None:
    """Let pyright be strict in a folder, and find the packages."""
    settings: dict[str, object] = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "extraPaths": SOURCES,
        **{f"reportUnknown{kind}Type": False for kind in BESIDES},
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))


def run(folder: Path, *command: str) -> str:
    """What a checker prints about the samples. It may find something, but must not break down."""
    environment = {**os.environ, "MYPYPATH": os.pathsep.join(SOURCES), "NO_COLOR": "1"}
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


def marked(misuse: Path, checker: str) -> Told:
    """What a sample says that a checker tells: `# mypy: arg-type | pyright: -` (`-` for nothing at all)."""
    told: Told = {}
    for number, line in enumerate(misuse.read_text(encoding="utf-8").splitlines(), start=1):
        if comment := line.partition("  # ")[2]:
            marker = MARKER.fullmatch(comment)
            assert marker, f"{misuse.name}, line {number}: {comment!r} is no mark"
            told[number] = set(marker[checker].split()) - {"-"}
    return {number: codes for number, codes in told.items() if codes}
