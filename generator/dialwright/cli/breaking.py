"""Compare two versions of a document: what breaks, for whom, and which version that asks for."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from .console import Console, Exit

if TYPE_CHECKING:
    from .reports import Compared

__all__ = ["add_arguments", "run"]

_ENTRY = "openapi.yaml"
_FORMATS = ("text", "markdown", "json", "github")


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    which = "a document, a folder with an openapi.yaml, or a folder of such folders"
    parser.add_argument("old", type=Path, metavar="OLD", help=f"as it was: {which}")
    parser.add_argument("new", type=Path, metavar="NEW", help="as it is, in the same form")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="how to tell (default: text)")
    parser.add_argument(
        "--apply",
        action="store_true",
        help="write the version that is asked for into NEW, and an entry into its CHANGELOG.md",
    )


def run(options: Namespace, console: Console) -> Exit:
    """Compare each pair of documents; found is a version, or an entry, that is missing."""
    from .reports import compared, tell
    from .versions import apply

    results = [compared(old, new, name) for name, old, new in _pairs(options.old, options.new)]
    if options.apply:
        results = [apply(result) for result in results]
    sys.stdout.write(tell(results, options.format))
    console.summary(_summary(results))
    return Exit.FOUND if any(result.missing for result in results) else Exit.FINE


def _pairs(old: Path, new: Path) -> list[tuple[str, Path, Path]]:
    """The documents to compare, by name: those that are on both sides."""
    before, after = _entries(old), _entries(new)
    return [(name, before[name], after[name]) for name in after if name in before]


def _entries(place: Path) -> dict[str, Path]:
    place.stat()  # what is not there is a wrong argument
    if not place.is_dir():
        return {"": place}
    if (place / _ENTRY).is_file():
        return {"": place / _ENTRY}
    found = {path.parent.name: path for path in sorted(place.glob(f"*/{_ENTRY}"))}
    if not found:
        raise FileNotFoundError(2, f"no {_ENTRY} in it, nor in a folder in it", str(place))
    return found


def _summary(results: list[Compared]) -> str:
    count = sum(len(result.changes) for result in results)
    return f"{count} {'change' if count == 1 else 'changes'}"
