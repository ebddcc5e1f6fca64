"""Runs what the plan says, several rounds over, each subject beside those that it is compared with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .environments import ROOT
from .figures import Failure, Results, differing
from .generators import run_generator
from .plan import CONSTRUCT, IMPORT, ROWS, SUBJECTS, Row
from .playing import run_server

Interpreters = Mapping[str, "Path | Failure"]

_TIMED = "from time import process_time\nbegan = process_time()\n{code}\nprint(process_time() - began)"
_MODULES = "import sys\n{code}\nprint(len(sys.modules))"
_FIRST = "from bench.subjects.{subject} import {work}\n{work}({address!r})()"
_WORK = "from bench.measure import main\nmain({subject!r}, {work!r}, {address!r})"
_BENCH = f"import sys\nsys.path.append({str(ROOT)!r})\n"


def measure(interpreters: Interpreters, address: str, rounds: int, rows: Sequence[Row] = ROWS) -> Results:
    """The rows, in every round."""
    results = Results()
    for number in range(1, rounds + 1):
        print(f"bench     round {number} of {rounds}:", end="", file=sys.stderr, flush=True)
        for row in rows:
            if row.rounds is None or number <= row.rounds:
                print(f" {row.key}", end="", file=sys.stderr, flush=True)
                _measure_row(results, row, interpreters, address)
        print(file=sys.stderr)
    return results


def _measure_row(results: Results, row: Row, interpreters: Interpreters, address: str) -> None:
    answers: dict[str, str] = {}
    for subject in row.subjects:
        if (row.key, subject) in results.failures:
            continue
        interpreter = interpreters[subject]
        if isinstance(interpreter, Failure):
            outcome: float | Failure = interpreter
        elif row.kind == "generate":
            outcome = run_generator(interpreter, row.key, subject)
        elif row.kind == "play":
            outcome = run_server(row.key)
        else:
            outcome, answers[subject] = measured(interpreter, program(row, subject, address))
        results.add(row.key, subject, outcome)
    alike = {subject.key for subject in SUBJECTS if subject.alike}
    given = {subject: answer for subject, answer in answers.items() if answer and subject in alike}
    for subject in differing(given, row.base):
        results.add(row.key, subject, Failure("returned something else than the others"))


def program(row: Row, subject: str, address: str) -> str:
    """What a fresh interpreter runs: it prints a figure, or a figure and an answer."""
    work = row.work or row.key
    if row.kind == "work":
        return _BENCH + _WORK.format(subject=subject, work=work, address=address)
    if row.kind == "first":
        return _BENCH + _TIMED.format(code=_FIRST.format(subject=subject, work=work, address=address))
    if row.kind == "modules":
        return _MODULES.format(code=IMPORT[subject])
    code = IMPORT[subject] if row.key == "imported" else f"{IMPORT[subject]}\n{CONSTRUCT[subject]}"
    return _TIMED.format(code=code)


def measured(interpreter: Path, code: str) -> tuple[float | Failure, str]:
    """The figure that a program prints, and its answer where it has one."""
    command = [str(interpreter), "-I", "-W", "ignore", "-c", code]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    except subprocess.TimeoutExpired:
        return Failure("took more than 120 s"), ""
    if done.returncode != 0:
        return Failure(_last_line(done.stderr)), ""
    figure, _, answer = done.stdout.rstrip("\n").partition(" ")
    return float(figure), answer


def _last_line(text: str) -> str:
    """How a program that failed says why, without the paths of this machine."""
    lines: Sequence[str] = text.strip().splitlines() or ["it failed"]
    return lines[-1].replace(str(ROOT), ".")
