"""Check documents, and show everything that is wrong with them at once."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..problems import Severity
from .console import Console, Exit

__all__ = ["add_arguments", "run"]


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("specs", type=Path, nargs="+", metavar="SPEC", help="OpenAPI documents, YAML or JSON")
    parser.add_argument("--strict", action="store_true", help="hold the documents to our own rules too")


def run(options: Namespace, console: Console) -> Exit:
    """Check each document; the exit code is that of the worst."""
    for spec in options.specs:
        spec.stat()  # what is not there is no document with a fault, but a wrong argument
    return max(_check(spec, options.strict, console) for spec in options.specs)


def _check(spec: Path, strict: bool, console: Console) -> Exit:
    from ..validate import validate

    problems = validate(spec, strict=strict)
    console.problems(problems)
    if not problems:
        console.summary(f"{spec}: no problems")
    failing = [problem for problem in problems if strict or problem.severity is Severity.ERROR]
    return Exit.FOUND if failing else Exit.FINE
