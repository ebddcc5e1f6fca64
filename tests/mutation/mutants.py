"""What became of mutants, and which survivors are no mutants at all because nothing tells them apart."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import ndiff
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
    """A change that no test can notice, and why.

    Any of its texts may be a pattern for many changes of one kind, `/.../`, which must match wholly.
    """

    module: str
    function: str
    was: str
    becomes: str
    proof: str

    def is_of(self, mutant: Mutant) -> bool:
        """Whether it speaks of a mutant."""
        pairs = (
            (self.module, mutant.module),
            (self.function, mutant.function),
            (self.was, mutant.was),
            (self.becomes, mutant.becomes),
        )
        return all(_says(told, text) for told, text in pairs)


def _says(told: str, text: str) -> bool:
    if len(told) > 1 and told[0] == told[-1] == "/":
        return re.fullmatch(told[1:-1], text) is not None
    return told == text


def read_equivalent(path: Path = EQUIVALENT) -> tuple[Equivalent, ...]:
    """The changes that are known to make no difference."""
    entries: list[dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    return tuple(Equivalent(**entry) for entry in entries)


def read_mutants(stage: Path, runtime: Path, chosen: Iterable[str]) -> Iterator[Mutant]:
    """The mutants of some modules; of a survivor, what it changes."""
    for module in chosen:
        mutated = stage / "mutants" / runtime.relative_to(stage) / f"{module}.py"
        meta = mutated.with_name(f"{module}.py.meta")
        if not meta.exists():
            continue
        codes: dict[str, int | None] = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        bodies = _bodies(mutated.read_text(encoding="utf-8"))
        for key, code in codes.items():
            survived = code is None or code in _SURVIVED
            yield Mutant(module, _function(key), *_change(bodies, key), survived)


def _function(key: str) -> str:
    """`a.b.x_pause__mutmut_19` -> `pause`; of a method, with its class."""
    name = key.rpartition(".")[2].rpartition("__mutmut_")[0]
    return re.sub(r"^xǁ(.+)ǁ(.+)$", r"\1.\2", name) if name.startswith("xǁ") else name.removeprefix("x_")


def _bodies(text: str) -> dict[str, list[str]]:
    """The lines of each function that mutmut wrote: of each mutant, and of what it was made from."""
    lines = text.splitlines()
    return {
        node.name: [_usual(line) for line in lines[node.lineno - 1 : node.end_lineno]]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and "__mutmut_" in node.name
    }


def _usual(line: str) -> str:
    """A line as it was written, also that with the name of the function."""
    return re.sub(r"def (?:xǁ\w+ǁ|x_)(\w+?)__mutmut_\w+\(", r"def \1(", line.strip())


def _change(bodies: dict[str, list[str]], key: str) -> tuple[str, str]:
    """The lines that a mutant takes away, and those that it puts there."""
    name = key.rpartition(".")[2]
    usual = bodies[f"{name.rpartition('__mutmut_')[0]}__mutmut_orig"]
    lines = [*ndiff(usual, bodies[name])]
    was = [line[2:] for line in lines if line.startswith("- ")]
    becomes = [line[2:] for line in lines if line.startswith("+ ")]
    return " ".join(was), " ".join(becomes)
