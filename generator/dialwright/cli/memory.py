"""What the last run into a folder was made from: where nothing of that has changed, there is nothing to do.

It is kept in `.dialwright-cache` in the output folder, which keeps itself out of version control and may be
removed at any time. A run is remembered only if nothing was wrong with its document, so that warnings come
back.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..data import folders
from ..files import MANIFEST, Manifest, OutputError, locate, subfolder

__all__ = ["Memory", "recall", "remember"]

FOLDER = ".dialwright-cache"

_SUFFIXES = (".jinja", ".json", ".py")
_INSTALLED = (".dist-info", ".egg-info")


@dataclass(frozen=True)
class Memory:
    """What a run was asked, what it read, and what it made.

    Attributes:
        question: A digest of the options, and of what tells one state of the generator from another.
        inputs: A digest of each file that was read, by path.
        distribution: The name of the client's folder.
        manifest: A digest of the list of its files.
        made: What the run said that it made.
    """

    question: str
    inputs: Mapping[str, str]
    distribution: str
    manifest: str
    made: str


def recall(options: Namespace) -> Memory | None:
    """The last run of the kind, if another one would read, and make, just the same."""
    try:
        told: dict[str, Any] = json.loads(_place(options).read_text(encoding="utf-8"))
        memory = Memory(**told)
        root = subfolder(options.output, memory.distribution)
        holds = memory.question == _question(options) and _are_same(memory.inputs) and _is_whole(memory, root)
    except (OSError, OutputError, TypeError, ValueError):
        return None  # there is none, or none that can be relied on
    return memory if holds else None


def remember(options: Namespace, inputs: Iterable[Path], distribution: str, made: str) -> None:
    """Remember a run that went well; where nothing can be written, the next one does everything again."""
    folder = options.output / FOLDER
    if folder.is_symlink():
        return
    root = subfolder(options.output, distribution)
    with suppress(OSError):
        memory = Memory(
            _question(options),
            {str(path): _digest(path) for path in inputs},
            distribution,
            _digest(root / MANIFEST),
            made,
        )
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        _place(options).write_text(json.dumps(asdict(memory), indent=1), encoding="utf-8")


def _place(options: Namespace) -> Path:
    """The file for runs on a document: one for each name that the client may be given."""
    which = f"{options.spec.resolve()}\n{options.name or ''}\n{options.target}"
    place: Path = options.output / FOLDER / f"{hashlib.sha256(which.encode()).hexdigest()[:32]}.json"
    return place


def _question(options: Namespace) -> str:
    """A digest of all that makes a difference beside the files of the document."""
    asked = {name: value for name, value in sorted(vars(options).items()) if name not in _NO_DIFFERENCE}
    return hashlib.sha256(repr((asked, sys.version, _installed(), _own_files())).encode()).hexdigest()


_NO_DIFFERENCE = frozenset({"check", "output", "quiet", "run", "traceback"})


def _installed() -> list[str]:
    """What is installed beside the generator, which works with some of it: names and versions."""
    folders = filter(os.path.isdir, dict.fromkeys(sys.path))
    return sorted(name for folder in folders for name in os.listdir(folder) if name.endswith(_INSTALLED))


def _own_files() -> list[tuple[str, int, int]]:
    """The generator's own files, and those that it reads as they are: how large each is, and from when.

    Who changes one changes that; reading them all would take longer than some documents do.
    """
    return sorted(
        (entry.path, (told := entry.stat()).st_size, told.st_mtime_ns)
        for folder in folders()
        for entry in _files(folder)
    )


def _files(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            elif entry.name.endswith(_SUFFIXES) and entry.is_file():
                yield entry


def _are_same(digests: Mapping[str, str]) -> bool:
    return all(_digest(Path(path)) == digest for path, digest in digests.items())


def _is_whole(memory: Memory, root: Path) -> bool:
    """Whether what was made is there as it was made."""
    if _digest(root / MANIFEST) != memory.manifest:
        return False
    hashes = Manifest.read(root).hashes
    return all(
        not (place := locate(root, path)).is_symlink() and _digest(place) == digest
        for path, digest in hashes.items()
    )


def _digest(path: Path) -> str:
    if not path.is_file():  # a pipe would be waited for
        raise FileNotFoundError(path)
    return hashlib.sha256(path.read_bytes()).hexdigest()
