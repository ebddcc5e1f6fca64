"""Which version a set of changes asks for, by semantic versioning.

What breaks asks for a new major version, what is risky or new for a new minor one, and words for a new patch.
Before 1.0 nothing is promised to stay, so it is one step lower: what breaks asks for a new minor version, and
everything else for a new patch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .change import Change, Level

__all__ = ["Demand", "demand"]

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:[-+].*)?")
_STEPS = ("major", "minor", "patch")


@dataclass(frozen=True)
class Demand:
    """What is asked of a version.

    Attributes:
        old: The version as it was.
        new: The version as it is.
        least: The lowest version that will do.
        step: Which part of it has to go up; "" where nothing changed.
    """

    old: str
    new: str
    least: str
    step: str

    @property
    def met(self) -> bool:
        """Whether the version is high enough."""
        return not self.step or _parts(self.new) >= _parts(self.least)


def demand(old: str, new: str, changes: Sequence[Change]) -> Demand | None:
    """What changes ask of a version; None where the versions are none that can be counted."""
    before = _VERSION.fullmatch(old)
    if before is None or _VERSION.fullmatch(new) is None:
        return None
    if not changes:
        return Demand(old, new, old, "")
    parts = _parts(old)
    step = _step(changes) + (parts[0] == 0)
    step = min(step, 2)
    raised = [*parts[:step], parts[step] + 1, *(0 for _ in parts[step + 1 :])]
    return Demand(old, new, ".".join(map(str, raised)), _STEPS[step])


def _step(changes: Sequence[Change]) -> int:
    """Which part of a version has to go up: 0 for the first."""
    worst = max(change.level for change in changes)
    if worst is Level.BREAKING:
        return 0
    return 1 if worst is Level.RISKY or any(change.adds for change in changes) else 2


def _parts(version: str) -> tuple[int, ...]:
    match = _VERSION.fullmatch(version)
    return tuple(map(int, match.groups())) if match else ()
