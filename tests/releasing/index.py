"""A package index on this machine, to publish to: pypiserver, behind a password."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PASSWORD", "USER", "Index", "running"]

USER, PASSWORD = "uploader", "a-secret-that-nobody-may-see"

_SERVE = Path(__file__).with_name("serve_index.py")


@dataclass(frozen=True)
class Index:
    """An index that is running.

    Attributes:
        url: Where files are uploaded to; `simple/` below it lists them.
        folder: Where they are kept.
    """

    url: str
    folder: Path

    @property
    def files(self) -> list[str]:
        """The names of the files that it has."""
        return sorted(path.name for path in self.folder.iterdir())


@contextmanager
def running(folder: Path) -> Generator[Index]:
    """Run an index that keeps its files in a folder, and takes them from `USER` with `PASSWORD` alone."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, str(_SERVE), str(folder), USER, PASSWORD]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield Index(server.stdout.readline().strip(), folder)
        finally:
            server.kill()
