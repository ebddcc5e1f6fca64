"""Make mutants of the runtime, run its tests against each, and say which survive.

make mutation [MODULES="retry paging"]

Modules that are not chosen keep what the report says of them, so that it can be brought up to date in parts.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from .constants import constant_mutants
from .mutants import Mutant, read_equivalent, read_mutants
from .report import Figures, figures_of, is_enough, read_report, stale, write_report
from .staging import ROOT, RUNTIME, make_stage, modules, staged_runtime

FOLDER = ROOT / ".mutation"
STAGE = FOLDER / "stage"
BIN = FOLDER / "venv" / "bin"
REPORT = Path(__file__).with_name("report.md")

_CONSTANTS = ("retry", "request", "paging", "deadline", "network", "problem", "response")


def main(arguments: list[str]) -> int:
    """Run; the result is the exit code: 1 where too many survive."""
    chosen = arguments or modules()
    _install()
    make_stage(STAGE, chosen)
    # It fails where the tests do on the runtime as it is: nothing can be told then.
    if code := subprocess.run([BIN / "mutmut", "run"], cwd=STAGE, check=False).returncode:
        return code
    found = [
        *read_mutants(STAGE, staged_runtime(STAGE), chosen),
        *_of_constants([name for name in chosen if name in _CONSTANTS]),
    ]
    figures = _merged(found, chosen)
    report = write_report(figures)
    REPORT.write_text(report, encoding="utf-8")
    print(report)
    if others := [*stale(figures, {name: _text_of(name) for name in modules()})]:
        print("Not judged as they are now:", *others)
    return 0 if is_enough(figures) else 1


def _merged(found: list[Mutant], chosen: list[str]) -> dict[str, Figures]:
    """What the report says already, and what was found of the modules that were chosen."""
    known = read_equivalent()
    before = read_report(REPORT.read_text(encoding="utf-8"))
    figures = {name: before[name].explained(known) for name in modules() if name in before}
    for name in chosen:
        own = [mutant for mutant in found if mutant.module == name]
        figures[name] = figures_of(own, known, _text_of(name))
    return figures


def _text_of(module: str) -> str:
    return (ROOT / RUNTIME / f"{module}.py").read_text(encoding="utf-8")


def _install() -> None:
    """The mutation tester, beside what the project is tested with, in an environment of its own."""
    if not (BIN / "mutmut").exists():
        subprocess.run([sys.executable, "-m", "venv", FOLDER / "venv"], check=True)
        wanted = (ROOT / "requirements-dev.txt", Path(__file__).with_name("requirements.txt"))
        for file in wanted:
            subprocess.run([BIN / "pip", "install", "-qq", "-r", file], check=True)


def _of_constants(chosen: Iterable[str]) -> Iterable[Mutant]:
    """The mutants of constants: each runs all tests, until one fails."""
    for module in chosen:
        path = staged_runtime(STAGE) / f"{module}.py"
        text = path.read_text(encoding="utf-8")
        for mutant in constant_mutants(text):
            path.write_text(mutant.text, encoding="utf-8")
            survived = _tests_pass()
            print(
                f"{module}.{mutant.name}: {mutant.was} -> {mutant.becomes}:",
                "survived" if survived else "noticed",
                flush=True,
            )
            yield Mutant(module, mutant.name, mutant.was, mutant.becomes, survived)
        path.write_text(text, encoding="utf-8")


def _tests_pass() -> bool:
    # First those that noticed the mutant before: it is likely that they notice this one too.
    command = (str(BIN / "python"), "-m", "pytest", "-q", "-x", "--ff")
    return subprocess.run(command, cwd=STAGE, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
