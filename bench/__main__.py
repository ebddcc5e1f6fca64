"""The command line: `python -m bench --rounds 7 --only server`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence, Set
from pathlib import Path

from .chart import panels, plot
from .environments import prepared, versions
from .figures import Failure
from .markdown import Conditions, excerpt, report
from .plan import SECTIONS, SUBJECTS, Row, rows_of
from .rounds import measure
from .server import running

HERE = Path(__file__).resolve().parent
PLOT = "report.svg"


def main(arguments: Sequence[str]) -> int:
    """Measure, and write the report and the plot."""
    parser = argparse.ArgumentParser(prog="bench", description="Compare the clients and generators.")
    parser.add_argument("--rounds", type=int, default=7, help="how often everything is measured (default: 7)")
    parser.add_argument("--output", type=Path, default=HERE, help="folder for report.md and report.svg")
    parser.add_argument("--only", choices=[*SECTIONS], default="", help="measure one part, and only print it")
    given = parser.parse_args(arguments)
    if given.rounds < 1:
        parser.error("--rounds must be 1 or more")
    if given.only:
        _run_part(given.rounds, rows_of(given.only))
    else:
        _run(given.rounds, given.output)
    return 0


def _run_part(rounds: int, rows: Sequence[Row]) -> None:
    interpreters = _prepared({subject for row in rows for subject in row.subjects})
    with running() as address:
        print(excerpt(measure(interpreters, address, rounds, rows), rows))


def _prepared(keys: Set[str]) -> dict[str, Path | Failure]:
    interpreters: dict[str, Path | Failure] = {}
    for subject in SUBJECTS:
        if subject.key in keys:
            _say(f"{subject.package} ...")
            interpreters[subject.key] = prepared(subject)
    return interpreters


def _run(rounds: int, output: Path) -> None:
    began = time.monotonic()
    interpreters = _prepared({subject.key for subject in SUBJECTS})
    with running() as address:
        results = measure(interpreters, address, rounds)
    installed = {
        key: python if isinstance(python, Failure) else versions(python)
        for key, python in interpreters.items()
        if key != "dialwright"
    }
    conditions = Conditions(platform.python_version(), os.cpu_count() or 1, rounds, installed)
    text = report(results, conditions, PLOT)
    (output / "report.md").write_text(text, "utf-8")
    (output / PLOT).write_text(plot([*panels(results)]), "utf-8")
    print(text.partition("## Targets\n\n")[2].partition("\n\n## ")[0])
    _say(f"report.md and {PLOT} written, {time.monotonic() - began:.0f} s")


def _say(text: str) -> None:
    print(f"bench     {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
