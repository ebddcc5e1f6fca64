"""One change between two documents: what it is, how bad, where, and who is hurt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from ..problems import Place


class Level(IntEnum):
    """How bad a change is for those who use the generated client, or speak to the service without it."""

    SAFE = 0
    RISKY = 1
    BREAKING = 2

    @property
    def word(self) -> str:
        return self.name.lower()


BREAKING, RISKY, SAFE = Level.BREAKING, Level.RISKY, Level.SAFE
NOBODY = "Nobody: what worked goes on working."


class Bump(IntEnum):
    """The part of a version that a change moves."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


class Direction(Enum):
    """Who writes what a schema describes."""

    REQUEST = "request"
    RESPONSE = "response"
    NONE = ""


@dataclass(frozen=True)
class Rule:
    """A kind of change. `hurts` says in words who is hurt, and how."""

    id: str
    level: Level
    hurts: str
    only_texts: bool = False

    @property
    def bump(self) -> Bump:
        if self.level is Level.BREAKING:
            return Bump.MAJOR
        return Bump.PATCH if self.only_texts else Bump.MINOR


@dataclass(frozen=True)
class Change:
    """One change. Where a thing is in one document alone, the other place is that of what held it."""

    rule: Rule
    message: str
    old: Place
    new: Place
    used: tuple[str, ...] = ()  # `GET /calls (response)`, sorted

    @property
    def level(self) -> Level:
        return self.rule.level
