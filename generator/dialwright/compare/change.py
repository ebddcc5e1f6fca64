"""One difference between two documents: what it is, where, and whom it hurts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from ..problems import Place

__all__ = ["Change", "Direction", "Level", "Rule"]


class Level(IntEnum):
    """How bad a change is for users of the client and for what is on the wire."""

    SAFE = 0
    RISKY = 1
    BREAKING = 2

    @property
    def word(self) -> str:
        """The level as people read it."""
        return self.name.lower()


class Direction(Enum):
    """Which way a value goes, which decides whether it may become wider or narrower."""

    REQUEST = "request"
    RESPONSE = "response"


@dataclass(frozen=True)
class Rule:
    """One kind of change.

    Attributes:
        id: Its name, under which it is documented.
        request: How bad it is in what the client sends.
        response: How bad it is in what the client reads.
        hurt: Who is hurt by it in what the client sends, and how.
        hurt_reading: The same in what the client reads, where that is something else.
        adds: Whether it is something new for users, beside what was there.
    """

    id: str
    request: Level
    response: Level
    hurt: str
    hurt_reading: str = ""
    adds: bool = False

    def level(self, direction: Direction) -> Level:
        """How bad it is in a direction."""
        return self.request if direction is Direction.REQUEST else self.response

    def whom(self, direction: Direction) -> str:
        """Who is hurt in a direction, and how."""
        return self.hurt_reading if direction is Direction.RESPONSE and self.hurt_reading else self.hurt


@dataclass(frozen=True)
class Change:
    """One difference.

    Attributes:
        rule: What kind of change it is.
        level: How bad it is.
        message: What was changed.
        hurt: Who is hurt, and how.
        old: Where it was written before; None where there was nothing.
        new: Where it is written now; None where it is gone.
        operations: The operations that it shows in, for a change that several share.
        adds: Whether it is something new for users.
    """

    rule: str
    level: Level
    message: str
    hurt: str
    old: Place | None
    new: Place | None
    operations: tuple[str, ...] = ()
    adds: bool = False

    @property
    def place(self) -> Place | None:
        """Where it is written now, else where it was."""
        return self.new or self.old
