"""Run the tools that build, check and upload."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from .errors import Refused

__all__ = ["Run", "finished", "python", "said"]

Run = subprocess.CompletedProcess[str]


def finished(*command: str, cwd: Path, env: Mapping[str, str] | None = None) -> Run:
    """A command that ran to its end, well or not, and was asked nothing on the way."""
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def python(*arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> Run:
    """A module that was run with this interpreter, and went well.

    Raises:
        Refused: It did not; the reason is what it said.
    """
    run = finished(sys.executable, *arguments, cwd=cwd, env=env)
    if run.returncode != 0:
        raise Refused(f"{' '.join(arguments[:3])} failed:\n{said(run)}")
    return run


def said(run: Run) -> str:
    """All that a command printed."""
    return f"{run.stdout}\n{run.stderr}".strip()
