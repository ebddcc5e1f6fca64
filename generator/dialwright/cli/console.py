"""What a command tells its user, and the codes it ends with."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from enum import IntEnum
from typing import TextIO

from ..problems import Problem, Severity, printable, render
from ..progress import Lines, Progress, Silent, phrase

__all__ = ["Console", "Exit"]


class Exit(IntEnum):
    """How a command ended, as a shell sees it."""

    FINE = 0
    FOUND = 1  # what it looked for: a difference, a fault of the document
    BAD_INPUT = 2  # arguments, documents or folders it cannot work with
    INTERNAL = 70  # a fault of dialwright itself
    INTERRUPTED = 130


class Console:
    """Everything but a command's results: stages, problems, one summary line, errors."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet
        self._start = time.perf_counter()
        self._color = stream.isatty() and not os.environ.get("NO_COLOR")
        self.progress: Progress = Silent() if quiet else Lines(stream)

    def problems(self, problems: Sequence[Problem]) -> None:
        """Show problems, each at its place, and say how many there are."""
        if not problems:
            return
        self._print(render(problems, color=self._color).rstrip("\n"))
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        counts = {"errors": errors, "warnings": len(problems) - errors}
        self.say(phrase(**{plural: number for plural, number in counts.items() if number}))

    def say(self, text: str) -> None:
        """Tell what was done; not where quiet was asked for."""
        if not self._quiet:
            self._print(text)

    def summary(self, text: str) -> None:
        """The last line of a command: what it did, and how long all of it took."""
        self.say(f"{text}, {time.perf_counter() - self._start:.2f} s")

    def warning(self, text: str) -> None:
        """Tell what the user should know even where quiet was asked for."""
        self._print(_safe(f"dialwright: warning: {text}"))

    def error(self, text: str) -> None:
        """Tell why the command cannot do what it was asked to."""
        self._print(_safe(f"dialwright: error: {text}"))

    def _print(self, text: str) -> None:
        print(text, file=self._stream, flush=True)


def _safe(text: str) -> str:
    """The text without anything that a terminal would act upon: parts of it may come from a document."""
    return "\n".join(printable(line) for line in text.split("\n"))
