"""Print what a document was read as, as JSON: the IR as every target sees it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from .console import Console, Exit
from .reading import add_reading, reading, settle
from .settings import settings_beside

__all__ = ["add_arguments", "run"]


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("spec", type=Path, metavar="SPEC", help="the OpenAPI document, YAML or JSON")
    add_reading(parser)


def run(options: Namespace, console: Console) -> Exit:
    """Read the document and print its IR."""
    from ..inspection import to_json
    from ..pipeline import load_api

    api, problems = load_api(
        options.spec,
        **reading(settle(options, settings_beside(options.spec))),
        progress=console.progress,
    )
    console.problems(problems)
    sys.stdout.write(to_json(api))
    return Exit.FINE
