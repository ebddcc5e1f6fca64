"""What was measured, and what follows from it. Figures of one round are compared with each other only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TypeAlias

from .plan import Target


@dataclass(frozen=True)
class Failure:
    """Why something has no figure."""

    reason: str


@dataclass(frozen=True)
class Spread:
    """A figure over all rounds: its middle, least and greatest."""

    middle: float
    least: float
    greatest: float


Found: TypeAlias = "Spread | Failure"


@dataclass
class Results:
    """The figures of a run: of each row and subject one for each round, or why there is none."""

    figures: dict[tuple[str, str], list[float]] = field(default_factory=dict[tuple[str, str], list[float]])
    failures: dict[tuple[str, str], Failure] = field(default_factory=dict[tuple[str, str], Failure])

    def add(self, row: str, subject: str, outcome: float | Failure) -> None:
        """Take what a round gave. Once a subject has failed it is not asked again."""
        if isinstance(outcome, Failure):
            self.failures[row, subject] = outcome
        else:
            self.figures.setdefault((row, subject), []).append(outcome)

    def of(self, row: str, subject: str) -> Found:
        """The figure of a subject."""
        values = self._values(row, subject)
        return values if isinstance(values, Failure) else spread(values)

    def ratio(self, row: str, subject: str, against: str, apart: str = "") -> Found:
        """A subject's figure over that of another one, round by round.

        Args:
            against: Another subject of the row, or `row:subject`.
            apart: A row of the subject whose figures are taken off both before.
        """
        other_row, _, other = against.rpartition(":")
        own, others = self._values(row, subject), self._values(other_row or row, other)
        if isinstance(own, Failure):
            return own
        if isinstance(others, Failure):
            return others
        idle = self._values(apart, subject) if apart else [0.0] * len(own)
        if isinstance(idle, Failure):
            return idle
        rounds = [*zip(own, others, idle, strict=False)]
        if any(theirs <= spent for _, theirs, spent in rounds):
            return Failure("took no longer than any run does")
        return spread([(mine - spent) / (theirs - spent) for mine, theirs, spent in rounds])

    def _values(self, row: str, subject: str) -> Sequence[float] | Failure:
        failure = self.failures.get((row, subject))
        if failure is not None:
            return failure
        return self.figures.get((row, subject)) or Failure("not measured")


def spread(values: Sequence[float]) -> Spread:
    """Middle, least and greatest of some figures."""
    return Spread(median(values), min(values), max(values))


def reached(results: Results, target: Target) -> Found:
    """The figure that a target is about."""
    if target.against:
        return results.ratio(target.row, target.subject, target.against, target.apart)
    return results.of(target.row, target.subject)


def verdict(found: Found, target: Target) -> str:
    """Whether a target is met."""
    if isinstance(found, Failure):
        return "not measured"
    return "met" if found.middle <= target.limit else "missed"


def differing(answers: Mapping[str, str], base: str) -> set[str]:
    """The subjects whose work returned something else than that of the base."""
    return {subject for subject, answer in answers.items() if answer != answers.get(base, answer)}
