"""The list of what was generated into a folder, in the form that `sha256sum --check` reads."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .paths import MANIFEST, OutputError, check

__all__ = ["Manifest", "encoded"]

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True)
class Manifest:
    """The hash of every generated file, by path."""

    hashes: Mapping[str, str]

    @classmethod
    def of(cls, contents: Mapping[str, bytes]) -> Manifest:
        """The manifest of files about to be written."""
        return cls({path: hashlib.sha256(content).hexdigest() for path, content in sorted(contents.items())})

    @classmethod
    def read(cls, root: Path) -> Manifest:
        """The manifest of what was written into a folder before; empty if nothing was.

        It says which files may be overwritten and removed, so one that was tampered with is refused.
        """
        place = root / MANIFEST
        if place.is_symlink():
            raise OutputError(f"{place} is a symbolic link: put the file itself in its place")
        if place.exists() and not place.is_file():
            raise OutputError(f"{place} is in the way: it is not a regular file")
        try:
            lines = place.read_text(encoding="utf-8").split("\n")
        except FileNotFoundError:
            return cls({})
        except UnicodeDecodeError as error:
            raise OutputError(f"{place} is not a list of generated files: {error}") from error
        hashes = dict(_entry(place, number, line) for number, line in enumerate(lines, start=1) if line)
        check(hashes)
        return cls(hashes)

    def knows(self, path: str, content: bytes) -> bool:
        """Whether the file is as it was written."""
        return self.hashes.get(path) == hashlib.sha256(content).hexdigest()

    def text(self) -> str:
        """The manifest as a file: a line for each path, sorted."""
        return "".join(f"{digest}  {path}\n" for path, digest in sorted(self.hashes.items()))


def encoded(files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """Files as they are on disk, by path, sorted."""
    return {
        path: content if isinstance(content, bytes) else content.encode()
        for path, content in sorted(files.items())
    }


def _entry(place: Path, number: int, line: str) -> tuple[str, str]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise OutputError(
            f"{place}:{number}: not a hash and a path; restore the file, or delete it to start over"
        )
    return match[2], match[1]
