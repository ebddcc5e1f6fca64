"""What is generated is typed without a gap, and as black would have it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_it_is_typed(sources: dict[str, Path]) -> None:
    for name, folder in sources.items():
        done = subprocess.run(
            [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "/dev/null", name],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_it_is_formatted(sources: dict[str, Path]) -> None:
    for folder in sources.values():
        done = subprocess.run(
            [sys.executable, "-m", "black", "--check", "-q", "-l", "110", "-t", "py311", str(folder)],
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, folder
