"""What became of mutants, and which survivors are no mutants at all because nothing tells them apart."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

EQUIVALENT = Path(__file__).with_name("equivalent.yaml")

_SURVIVED = frozenset({0, 33})  # tests passed, or none came by


@dataclass(frozen=True)
class Mutant:
    """One change of one module: the function, the line as it was, and as it became."""

    module: str
    function: str
    was: str
    becomes: str
    survived: bool


@dataclass(frozen=True)
class Equivalent:
    """A change that no test can notice, and why."""

    module: str
    function: str
    was: str
    becomes: str
    proof: str

    def is_of(self, mutant: Mutant) -> bool:
        """Whether it speaks of a mutant."""
        told = (self.module, self.function, self.was, self.becomes)
        return told == (mutant.module, mutant.function, mutant.was, mutant.becomes)


def read_equivalent(path: Path = EQUIVALENT) -> tuple[Equivalent, ...]:
    """The changes that are known to make no difference."""
    entries: list[dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    return tuple(Equivalent(**entry) for entry in entries)


def read_mutants(stage: Path, runtime: Path, chosen: Iterable[str], mutmut: Path) -> Iterator[Mutant]:
    """The mutants of some modules; of a survivor, what it changes."""
    for module in chosen:
        meta = stage / "mutants" / runtime.relative_to(stage) / f"{module}.py.meta"
        codes: dict[str, int | None] = (
            json.loads(meta.read_text())["exit_code_by_key"] if meta.exists() else {}
        )
        for key, code in codes.items():
            survived = code is None or code in _SURVIVED
            was, becomes = _change(stage, mutmut, key) if survived else ("", "")
            yield Mutant(module, _function(key), was, becomes, survived)


def _function(key: str) -> str:
    """`a.b.x_pause__mutmut_19` -> `pause`; of a method, with its class."""
    name = key.rpartition(".")[2].rpartition("__mutmut_")[0]
    return re.sub(r"^xǁ(.+)ǁ(.+)$", r"\1.\2", name) if name.startswith("xǁ") else name.removeprefix("x_")


def _change(stage: Path, mutmut: Path, key: str) -> tuple[str, str]:
    """The lines that a mutant takes away, and those that it puts there."""
    shown = subprocess.run(
        [mutmut, "show", key], cwd=stage, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    body = [line for line in shown if not line.startswith(("---", "+++", "#", "@@"))]
    was = [line[1:].strip() for line in body if line.startswith("-")]
    becomes = [line[1:].strip() for line in body if line.startswith("+")]
    return " ".join(was), " ".join(becomes)
