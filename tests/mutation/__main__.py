"""Make mutants of the runtime, run its tests against each, and say which survive.

make mutation [MODULES="retry paging"]
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from .constants import constant_mutants
from .mutants import Equivalent, Mutant, read_equivalent, read_mutants
from .staging import ROOT, make_stage, modules, staged_runtime

FOLDER = ROOT / ".mutation"
STAGE = FOLDER / "stage"
BIN = FOLDER / "venv" / "bin"
REPORT = Path(__file__).with_name("report.md")

WHOLE = frozenset({"retry", "paging"})
"""Modules of which no mutant may survive that is not known to be equivalent."""

LEAST = 0.90
"""The part of all mutants that must be noticed."""

_CONSTANTS = ("retry", "request", "paging", "deadline", "network", "problem", "response")


def main(arguments: list[str]) -> int:
    """Run; the result is the exit code: 1 where too many survive."""
    chosen = arguments or modules()
    _install()
    make_stage(STAGE, chosen)
    subprocess.run([BIN / "mutmut", "run", "--max-children", "6"], cwd=STAGE, check=False)
    found = [
        *read_mutants(STAGE, staged_runtime(STAGE), chosen),
        *_of_constants([name for name in chosen if name in _CONSTANTS]),
    ]
    known = read_equivalent()
    text = _report(found, known)
    print(text)
    if not arguments:
        REPORT.write_text(text, encoding="utf-8")
    return 0 if _is_enough(found, known) else 1


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
            )
            yield Mutant(module, mutant.name, mutant.was, mutant.becomes, survived)
        path.write_text(text, encoding="utf-8")


def _tests_pass() -> bool:
    command = (str(BIN / "python"), "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider")
    return subprocess.run(command, cwd=STAGE, capture_output=True, check=False).returncode == 0


def _is_known(mutant: Mutant, known: Iterable[Equivalent]) -> bool:
    return any(equivalent.is_of(mutant) for equivalent in known)


def _is_enough(found: list[Mutant], known: tuple[Equivalent, ...]) -> bool:
    real = [mutant for mutant in found if not (mutant.survived and _is_known(mutant, known))]
    noticed = sum(not mutant.survived for mutant in real)
    whole = not any(mutant.survived for mutant in real if mutant.module in WHOLE)
    return whole and noticed >= LEAST * len(real)


def _report(found: list[Mutant], known: tuple[Equivalent, ...]) -> str:
    """A table of the modules, then every survivor that nobody has explained."""
    rows = [f"| {' | '.join(map(str, row))} |" for row in _rows(found, known)]
    head = "| module | mutants | noticed | equivalent | survived | score |"
    survivors = [
        f"- `{m.module}.{m.function}`: `{m.was}` -> `{m.becomes}`"
        for m in found
        if m.survived and not _is_known(m, known)
    ]
    told = ["", "Survivors:", "", *survivors] if survivors else []
    return "\n".join(["# Mutants of the runtime", "", head, "|---|---|---|---|---|---|", *rows, *told, ""])


def _rows(found: list[Mutant], known: tuple[Equivalent, ...]) -> Iterable[tuple[object, ...]]:
    names = [*dict.fromkeys(mutant.module for mutant in found)]
    for name, group in [*((name, [m for m in found if m.module == name]) for name in names), ("all", found)]:
        survived = [mutant for mutant in group if mutant.survived]
        equivalent = sum(_is_known(mutant, known) for mutant in survived)
        noticed, real = len(group) - len(survived), len(group) - equivalent
        score = f"{noticed / real:.1%}" if real else ""
        yield name, len(group), noticed, equivalent, len(survived) - equivalent, score


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
