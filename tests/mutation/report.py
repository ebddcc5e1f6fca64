"""What became of the mutants of each module, in the run that judged it last.

The report is a text that is committed, and where the figures of modules are kept that a run leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from .mutants import Equivalent, Mutant

__all__ = ["Figures", "digest", "figures_of", "is_enough", "read_report", "stale", "write_report"]

WHOLE = frozenset({"retry", "paging"})
"""Modules of which no mutant may survive that is not known to be equivalent."""

LEAST = 0.90
"""The part of all mutants that must be noticed."""

_HEAD = """\
# Mutants of the runtime

Each module as the run that judged it last saw it; `text` is the digest of what it said then.

| module | text | mutants | noticed | equivalent | survived | score |
|---|---|---|---|---|---|---|
"""
_ROW = re.compile(r"^\| (\w+) \| (\w*) \| (\d+) \| (\d+) \| (\d+) \|", re.MULTILINE)
_SURVIVOR = re.compile(r"^- `(\w+)\.(.+?)`: `(.*)` -> `(.*)`$", re.MULTILINE)


@dataclass(frozen=True)
class Figures:
    """What became of the mutants of one module, or of all.

    Args:
        text: The digest of the module as it was; empty where it is not known.
        survivors: The mutants that no test noticed and nobody has explained.
    """

    text: str
    mutants: int
    noticed: int
    equivalent: int
    survivors: tuple[Mutant, ...]

    @property
    def score(self) -> float:
        """The part of its mutants that was noticed, of those that can be."""
        real = self.mutants - self.equivalent
        return self.noticed / real if real else 1.0

    def explained(self, known: Iterable[Equivalent]) -> Figures:
        """The same figures, where survivors have been called equivalent since."""
        left = tuple(mutant for mutant in self.survivors if not any(one.is_of(mutant) for one in known))
        equivalent = self.equivalent + len(self.survivors) - len(left)
        return Figures(self.text, self.mutants, self.noticed, equivalent, left)


def digest(text: str) -> str:
    """What tells one text of a module from another."""
    return sha256(text.encode("utf-8")).hexdigest()[:8]


def figures_of(found: Iterable[Mutant], known: Iterable[Equivalent], text: str) -> Figures:
    """The figures of the mutants of a module that has this text."""
    mutants = [*found]
    survivors = tuple(mutant for mutant in mutants if mutant.survived)
    figures = Figures(digest(text), len(mutants), len(mutants) - len(survivors), 0, survivors)
    return figures.explained(known)


def read_report(report: str) -> dict[str, Figures]:
    """The figures that a report tells, by module."""
    survivors = [
        Mutant(module, function, was, becomes, survived=True)
        for module, function, was, becomes in _SURVIVOR.findall(report)
    ]
    return {
        module: Figures(
            text,
            int(mutants),
            int(noticed),
            int(equivalent),
            tuple(mutant for mutant in survivors if mutant.module == module),
        )
        for module, text, mutants, noticed, equivalent in _ROW.findall(report)
        if module != "all"
    }


def write_report(figures: Mapping[str, Figures]) -> str:
    """A table of the modules, then every survivor that nobody has explained."""
    rows = "\n".join(_row(name, one) for name, one in (*sorted(figures.items()), ("all", _sum(figures))))
    told = "".join(
        f"- `{mutant.module}.{mutant.function}`: `{mutant.was}` -> `{mutant.becomes}`\n"
        for mutant in _sum(figures).survivors
    )
    return f"{_HEAD}{rows}\n" + (f"\nSurvivors:\n\n{told}" if told else "")


def _row(name: str, one: Figures) -> str:
    score = f"{one.score:.1%}" if one.mutants else ""
    cells = (name, one.text, one.mutants, one.noticed, one.equivalent, len(one.survivors), score)
    return f"| {' | '.join(map(str, cells))} |"


def _sum(figures: Mapping[str, Figures]) -> Figures:
    every = [one for _, one in sorted(figures.items())]
    survivors = tuple(mutant for one in every for mutant in one.survivors)
    counts = zip(*((one.mutants, one.noticed, one.equivalent) for one in every), strict=True)
    mutants, noticed, equivalent = (sum(column) for column in counts)
    return Figures("", mutants, noticed, equivalent, survivors)


def is_enough(figures: Mapping[str, Figures]) -> bool:
    """Whether as many mutants were noticed as has to be."""
    whole = not any(figures[name].survivors for name in WHOLE & figures.keys())
    return whole and _sum(figures).score >= LEAST


def stale(figures: Mapping[str, Figures], texts: Mapping[str, str]) -> Iterator[str]:
    """The modules that say something else now than what was judged, or were never judged."""
    for name, text in texts.items():
        if name not in figures or figures[name].text != digest(text):
            yield name
