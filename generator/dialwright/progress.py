"""How far a run has come: its stages report to a `Progress`, and only who made that knows where it goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TextIO

__all__ = ["Lines", "Progress", "Silent", "Stage", "phrase"]


class Stage:
    """One step of a run, and how many of what it went through."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def count(self, **counts: int) -> None:
        """Say what was gone through, in the plural: `stage.count(operations=67, models=31)`."""
        self.counts.update(counts)


class Progress(Protocol):
    """What a stage is announced to."""

    def stage(self, name: str) -> AbstractContextManager[Stage]:
        """Enter a stage; it lasts as long as the `with` block."""
        ...


class Silent:
    """Progress that nobody watches."""

    @contextmanager
    def stage(self, name: str) -> Generator[Stage]:
        yield Stage()


class Lines:
    """One line for each finished stage: `read      67 operations, 31 models   0.12 s`."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.perf_counter) -> None:
        self._stream = stream
        self._clock = clock

    @contextmanager
    def stage(self, name: str) -> Generator[Stage]:
        stage = Stage()
        start = self._clock()
        try:
            yield stage
        except BaseException:
            self._print(name, "stopped", start)
            raise
        self._print(name, phrase(**stage.counts), start)

    def _print(self, name: str, text: str, start: float) -> None:
        print(f"{name:<9} {text:<36} {self._clock() - start:7.2f} s", file=self._stream, flush=True)


def phrase(**counts: int) -> str:
    """Counts as people say them.

    >>> phrase(operations=67, error_codes=1)
    '67 operations, 1 error code'
    """
    return ", ".join(f"{number} {_noun(plural, number)}" for plural, number in counts.items())


def _noun(plural: str, number: int) -> str:
    words = plural.replace("_", " ")
    return words.removesuffix("s") if number == 1 else words
