"""Why something is not built or published."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["Exit", "Refused"]


class Exit(IntEnum):
    """How a command ended, as a shell sees it."""

    FINE = 0
    FOUND = 1  # the project is not as it must be
    BAD_INPUT = 2  # what was asked for cannot be done


class Refused(Exception):
    """The reason, as users read it, and the code that the command ends with."""

    def __init__(self, reason: str, code: Exit = Exit.FOUND) -> None:
        super().__init__(reason)
        self.code = code
