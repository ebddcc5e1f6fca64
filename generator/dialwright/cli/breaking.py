"""Show what changed between two documents, who is hurt, and which version that demands."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..progress import phrase
from .console import Console, Exit

__all__ = ["add_arguments", "run"]

_FORMATS = ("text", "markdown", "json", "github")


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("old", type=Path, metavar="OLD", help="the former document, or a folder of documents")
    parser.add_argument("new", type=Path, metavar="NEW", help="the present document, or folder")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="how to show it (default: text)")
    parser.add_argument(
        "--apply",
        action="store_true",
        help="write the version that is demanded, and an entry into CHANGELOG.md beside the document",
    )


def run(options: Namespace, console: Console) -> Exit:
    """Compare, show, and fail where the version or the entry of the changelog is missing."""
    from ..compare.applying import apply
    from ..compare.gate import judge
    from ..compare.report import FORMATS

    verdicts = judge(options.old, options.new)
    sys.stdout.write(FORMATS[options.format](verdicts))
    if options.apply:
        for path in (path for verdict in verdicts for path in apply(verdict)):
            console.say(f"{path} written")
        verdicts = judge(options.old, options.new)
    missing = [f"{verdict.entry}: {text}" for verdict in verdicts for text in verdict.missing]
    for text in missing:
        console.error(text)
    changes = sum(len(verdict.changes) for verdict in verdicts)
    console.summary(phrase(documents=len(verdicts), changes=changes))
    return Exit.FOUND if missing else Exit.FINE
