"""Check documents, and show everything that is wrong with them at once."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..problems import Problem, Severity
from .console import Console, Exit
from .formats import FORMATS

__all__ = ["add_arguments", "run"]


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("specs", type=Path, nargs="+", metavar="SPEC", help="OpenAPI documents, YAML or JSON")
    parser.add_argument("--strict", action="store_true", help="hold the documents to our own rules too")
    parser.add_argument(
        "--format",
        choices=["text", *FORMATS],
        default="text",
        help="how problems are shown: as text with the lines, on standard error (default); as JSON, or as "
        "annotations for GitHub, on standard output",
    )


def run(options: Namespace, console: Console) -> Exit:
    """Check each document; the exit code is that of the worst."""
    for spec in options.specs:
        spec.stat()  # what is not there is no document with a fault, but a wrong argument
    found = [_check(spec, options, console) for spec in options.specs]
    problems = [problem for problems in found for problem in problems]
    if options.format != "text":
        sys.stdout.write(FORMATS[options.format](problems))
    failing = [problem for problem in problems if options.strict or problem.severity is Severity.ERROR]
    return Exit.FOUND if failing else Exit.FINE


def _check(spec: Path, options: Namespace, console: Console) -> list[Problem]:
    from ..validate import validate

    problems = validate(spec, strict=options.strict, waived=options.waived)
    if options.format == "text":
        console.problems(problems)
    if not problems:
        console.summary(f"{spec}: no problems")
    return problems
