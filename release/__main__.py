"""The command line: `python -m release build`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .build import build
from .errors import Exit, Refused
from .notes import notes
from .packages import ROOT, chosen
from .publish import publish
from .repository import Repository

DIST = ROOT / "dist"


def main(arguments: Sequence[str]) -> int:
    """Run one command; the result is the exit code."""
    given = _parser().parse_args(arguments)
    try:
        given.run(given)
    except Refused as refused:
        print(f"release: error: {refused}", file=sys.stderr)
        return refused.code
    return Exit.FINE


def _build(given: argparse.Namespace) -> None:
    for archive in build(chosen(given.packages), given.output):
        print(archive)


def _publish(given: argparse.Namespace) -> None:
    repository = Repository.named(given.repository, given.index)
    publish(chosen(given.packages), repository, given.output, _say)


def _notes(given: argparse.Namespace) -> None:
    [generator, *_] = chosen(["dialwright"])
    text = notes(ROOT / "CHANGELOG.md", given.tag)
    if given.tag != f"v{generator.version}":
        raise Refused(f"{given.tag} is not the tag of this version, which is v{generator.version}")
    sys.stdout.write(text)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(add_help=False)
    made.add_argument("--output", type=Path, default=DIST, help="folder for the archives (default: dist)")
    made.add_argument("--packages", type=str.split, default=[], help="names of packages (default: all)")
    parser = argparse.ArgumentParser(prog="release", description="Build and publish the packages.")
    commands = parser.add_subparsers(required=True)
    building = commands.add_parser("build", parents=[made], help="build wheels and source archives")
    building.set_defaults(run=_build)
    publishing = commands.add_parser("publish", parents=[made], help="build, and upload")
    publishing.add_argument("repository", help="pypi, testpypi or an address")
    publishing.add_argument("--index", default="", help="where it lists packages (default: simple/ below it)")
    publishing.set_defaults(run=_publish)
    noting = commands.add_parser("notes", help="print what the changelog says of a version")
    noting.add_argument("tag", help="such as v1.2.3")
    noting.set_defaults(run=_notes)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
