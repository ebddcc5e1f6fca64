"""Which paths a generated file may have, and where they lead.

The paths come from a document that somebody else wrote, so they are checked as if they meant harm: none may
lead out of the output folder, and each must name one file of its own on every file system.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

__all__ = ["MANIFEST", "OutputError", "check", "locate", "subfolder"]

MANIFEST = ".dialwright-manifest"

# Names that Windows keeps for devices, whatever the extension.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff<>:"|?*\\]')


class OutputError(Exception):
    """The files cannot be written, or cannot be compared, as asked; nothing was changed."""


def check(paths: Iterable[str]) -> None:
    """Refuse paths that lead out of the output folder or that a file system could not hold apart."""
    ordered = sorted(paths)
    faults = [f"{path!r} {fault}" for path in ordered if (fault := _fault(path))] or list(_clashes(ordered))
    if faults:
        raise OutputError("cannot write these paths:\n" + "\n".join(f"  {fault}" for fault in faults))


def subfolder(folder: Path, name: str) -> Path:
    """The folder of that name inside another one; the name is checked like any generated path."""
    check([name])
    return folder / name


def locate(root: Path, path: str) -> Path:
    """Where a checked path lies below the root; refused if one of its folders is a link or a file."""
    folder = root
    for part in PurePosixPath(path).parts[:-1]:
        folder /= part
        if folder.is_symlink():
            raise OutputError(f"{folder} is a symbolic link: files written through it would end up elsewhere")
        if folder.exists() and not folder.is_dir():
            raise OutputError(f"{folder} is a file, where a folder is needed")
    return root / path


def _fault(path: str) -> str:
    """What is wrong with a path by itself; empty if nothing is."""
    if path.startswith("/"):
        return "is absolute"
    if path.casefold() == MANIFEST:
        return "is where the list of generated files goes"
    return next((fault for part in path.split("/") if (fault := _part_fault(part))), "")


def _part_fault(part: str) -> str:
    if part in {"", ".", ".."}:
        return "does not simply go down from the output folder"
    if _FORBIDDEN.search(part):
        return "has a character that some file systems do not take"
    if part.endswith((".", " ")):
        return "has a part that ends with a dot or a space, which some file systems drop"
    if part.partition(".")[0].strip().casefold() in _DEVICES:
        return "has a name that Windows keeps for a device"
    if part.casefold() == ".git":
        return "is inside a repository's own folder"
    return ""


def _clashes(paths: Iterable[str]) -> Iterator[str]:
    """Pairs that differ in case only, or that would be a file and a folder at once."""
    seen: dict[str, str] = {}
    for path in paths:
        folders = [f"{folder}/" for folder in PurePosixPath(path).parents if folder.name]
        for spelled in (*folders, path):
            other = seen.setdefault(_folded(spelled.rstrip("/")), spelled)
            if other != spelled:
                yield f"{spelled!r} is {other!r} where case does not count, or is both a file and a folder"


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
