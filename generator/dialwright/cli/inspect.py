"""Print what a document was read as, as JSON: the IR as every target sees it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from .console import Console, Exit

__all__ = ["add_arguments", "run"]


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("spec", type=Path, metavar="SPEC", help="the OpenAPI document, YAML or JSON")
    parser.add_argument("--strict", action="store_true", help="hold the document to our own rules too")


def run(options: Namespace, console: Console) -> Exit:
    """Read the document and print its IR."""
    from ..inspection import to_json
    from ..pipeline import load_api

    api, problems = load_api(
        options.spec, strict=options.strict, waived=options.waived, progress=console.progress
    )
    console.problems(problems)
    sys.stdout.write(to_json(api))
    return Exit.FINE
