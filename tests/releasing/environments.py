"""Environments with nothing in them, what is installed there, and what it is asked to do."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

__all__ = ["ROOT", "empty", "install", "metadata", "run", "wheel"]

ROOT = Path(__file__).resolve().parents[2]
_SECONDS = 120


def empty(folder: Path) -> Path:
    """The interpreter of a new environment, in which there is not even pip."""
    venv.EnvBuilder(symlinks=True).create(folder)
    return folder / "bin" / "python"


def install(python: Path, *what: str, dependencies: Path, index: str = "") -> None:
    """Install with pip, from nowhere but a folder and, if one is given, an index."""
    source = ["-i", index] if index else ["--no-index"]
    where = [*source, "--find-links", str(dependencies), "--no-compile"]
    run(sys.executable, "-m", "pip", "--python", str(python), "install", "-qq", *where, *what, env=_ALONE)


def run(*command: str, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> str:
    """What a command printed, which must go well."""
    environment = {**os.environ, **(env or {})}
    done = subprocess.run(
        command, env=environment, cwd=cwd, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def wheel(archives: Path, package: str) -> Path:
    """The one wheel of a package."""
    [found] = archives.glob(f"{package.replace('-', '_')}-*.whl")
    return found


def metadata(archive: Path) -> Message:
    """What a wheel says of itself."""
    with ZipFile(archive) as packed:
        [name] = [name for name in packed.namelist() if name.endswith(".dist-info/METADATA")]
        return Parser().parsestr(packed.read(name).decode())


# What pip is told elsewhere on a machine, such as where else to look, does not count.
_ALONE = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_FIND_LINKS": "",
    "NO_PROXY": "127.0.0.1",
    "no_proxy": "127.0.0.1",
}
