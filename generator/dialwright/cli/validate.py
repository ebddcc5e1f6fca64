"""Check documents, and show everything that is wrong with them at once."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..problems import Problem, Severity
from .console import Console, Exit
from .formats import FORMATS
from .reading import add_reading, reading, settle
from .settings import settings_beside

__all__ = ["add_arguments", "run"]


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("specs", type=Path, nargs="+", metavar="SPEC", help="OpenAPI documents, YAML or JSON")
    parser.add_argument(
        "--format",
        choices=["text", *FORMATS],
        default="text",
        help="how problems are shown: as text with the lines, on standard error (default); as JSON, or as "
        "annotations for GitHub, on standard output",
    )
    add_reading(parser)


def run(options: Namespace, console: Console) -> Exit:
    """Check each document; the exit code is that of the worst."""
    for spec in options.specs:
        spec.stat()  # what is not there is no document with a fault, but a wrong argument
    problems: list[Problem] = []
    worst = Exit.FINE
    for spec in options.specs:
        found, code = _checked(spec, options, console)
        problems += found
        worst = max(worst, code)
    if options.format != "text":
        sys.stdout.write(FORMATS[options.format](problems))
    return worst


def _checked(spec: Path, options: Namespace, console: Console) -> tuple[list[Problem], Exit]:
    from ..validate import validate

    given = reading(settle(Namespace(**vars(options)), settings_beside(spec)))
    problems = validate(spec, **given)
    if options.format == "text":
        console.problems(problems)
    if not problems:
        console.summary(f"{spec}: no problems")
    failing = [problem for problem in problems if given["strict"] or problem.severity is Severity.ERROR]
    return problems, Exit.FOUND if failing else Exit.FINE
