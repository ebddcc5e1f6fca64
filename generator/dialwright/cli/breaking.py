"""Compare two versions of a document: what breaks, for whom, and which version that asks for."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from .console import Console, Exit
from .pairs import pairs

if TYPE_CHECKING:
    from .comparison import Compared

__all__ = ["add_arguments", "run"]

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
    from .comparison import compared
    from .reports import tell
    from .versions import apply

    results = [compared(pair) for pair in pairs(options.old, options.new)]
    if options.apply:
        results = [apply(result) for result in results]
    sys.stdout.write(tell(results, options.format))
    console.summary(_summary(results))
    return Exit.FOUND if any(result.missing for result in results) else Exit.FINE


def _summary(results: list[Compared]) -> str:
    count = sum(len(result.changes) for result in results)
    return f"{count} {'change' if count == 1 else 'changes'}"
