"""Check documents, and show everything that is wrong with them at once."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..problems import Severity
from .console import Console, Exit
from .reading import add_reading, reading, settle
from .settings import settings_beside

__all__ = ["add_arguments", "run"]


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("specs", type=Path, nargs="+", metavar="SPEC", help="OpenAPI documents, YAML or JSON")
    add_reading(parser)


def run(options: Namespace, console: Console) -> Exit:
    """Check each document; the exit code is that of the worst."""
    for spec in options.specs:
        spec.stat()  # what is not there is no document with a fault, but a wrong argument
    return max(_check(spec, options, console) for spec in options.specs)


def _check(spec: Path, options: Namespace, console: Console) -> Exit:
    from ..validate import validate

    given = reading(settle(Namespace(**vars(options)), settings_beside(spec)))
    problems = validate(spec, **given)
    console.problems(problems)
    if not problems:
        console.summary(f"{spec}: no problems")
    failing = [problem for problem in problems if given["strict"] or problem.severity is Severity.ERROR]
    return Exit.FOUND if failing else Exit.FINE
