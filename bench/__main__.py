"""The command line: `python -m bench --rounds 7`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from .chart import panels, plot
from .environments import prepared, versions
from .figures import Failure
from .markdown import Conditions, report
from .plan import SUBJECTS
from .rounds import measure
from .server import running

HERE = Path(__file__).resolve().parent
PLOT = "report.svg"


def main(arguments: Sequence[str]) -> int:
    """Measure, and write the report and the plot."""
    parser = argparse.ArgumentParser(prog="bench", description="Compare the clients and generators.")
    parser.add_argument("--rounds", type=int, default=7, help="how often everything is measured (default: 7)")
    parser.add_argument("--output", type=Path, default=HERE, help="folder for report.md and report.svg")
    given = parser.parse_args(arguments)
    if given.rounds < 1:
        parser.error("--rounds must be 1 or more")
    _run(given.rounds, given.output)
    return 0


def _run(rounds: int, output: Path) -> None:
    began = time.monotonic()
    interpreters: dict[str, Path | Failure] = {}
    for subject in SUBJECTS:
        _say(f"{subject.package} ...")
        interpreters[subject.key] = prepared(subject)
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
