"""The time of the API that is played: it runs at a speed of its own, and jumps where a test says so."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeAlias

Action: TypeAlias = Callable[[], None]

LONGEST_WAIT = 10 * 365 * 86_400.0
"""Seconds after which everything that is scheduled has happened: ten years, which no record waits for."""

_END = 1000 * 365 * 86_400.0
_FEW = 1000


class Timer:
    """Something that happens at a moment, unless it is cancelled before."""

    def __init__(self, action: Action) -> None:
        self._action: Action | None = action

    @property
    def is_waiting(self) -> bool:
        """Whether it has neither happened nor been cancelled."""
        return self._action is not None

    def cancel(self) -> None:
        """Let it not happen; what it holds is let go at once."""
        self._action = None

    def fire(self) -> None:
        action, self._action = self._action, None
        if action is not None:
            action()


class Clock:
    """A clock that others schedule on. Whoever owns it calls `run_due` to make things happen.

    Args:
        start: What time it is at first; now, if left out.
        speed: How many seconds pass in one second; with 0 time stands still between calls of `advance`.
        monotonic: Where real seconds come from.
    """

    def __init__(
        self,
        *,
        start: datetime | None = None,
        speed: float = 1.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if not 0 <= speed < float("inf"):
            raise ValueError(f"a clock cannot run at a speed of {speed}")
        self.speed = speed
        self._start = start or datetime.now(UTC)
        self._monotonic = monotonic
        self._began = monotonic()
        self._advanced = 0.0
        self._held: float | None = None  # while something happens, it is the time at which it was due
        self._waiting: list[tuple[float, int, Timer]] = []
        self._order = count()
        self._most = _FEW  # how many may wait before it is looked for cancelled ones among them

    def now(self) -> datetime:
        """The time in UTC."""
        return self._start + timedelta(seconds=self._elapsed())

    @property
    def waiting(self) -> int:
        """How many timers are kept; those that were cancelled are for a while."""
        return len(self._waiting)

    def after(self, seconds: float, action: Action) -> Timer:
        """Have something happen in a while. What is due at the same moment happens in the order of calls."""
        timer = Timer(action)
        self._tidy()
        wait = min(max(0.0, seconds), LONGEST_WAIT)
        heapq.heappush(self._waiting, (self._elapsed() + wait, next(self._order), timer))
        return timer

    def advance(self, seconds: float) -> None:
        """Let time pass at once: what is due meanwhile happens in order, each at its own moment."""
        self.check(seconds)
        self._advanced += seconds
        self.run_due()

    def check(self, seconds: float) -> None:
        """Whether so much time can pass.

        Raises:
            ValueError: It cannot: time does not run backwards, nor for longer than a thousand years.
        """
        if not seconds >= 0:
            raise ValueError("time does not run backwards")
        if seconds > _END - self._elapsed():
            raise ValueError("time does not run on for longer than a thousand years")

    def step(self, most: float) -> float:
        """Let time pass until something is due, at most so many seconds; the result is how many passed."""
        until_due = self._waiting[0][0] - self._elapsed() if self._waiting else most
        seconds = max(0.0, min(most, until_due))
        self.advance(seconds)
        return seconds

    def run_due(self) -> None:
        """Have everything happen that is due by now, and what comes of that by now."""
        if self._held is not None:
            return  # it is being done
        until = self._elapsed()
        try:
            while self._waiting and self._waiting[0][0] <= until:
                self._held, _, timer = heapq.heappop(self._waiting)
                timer.fire()
        finally:
            self._held = None

    def _tidy(self) -> None:
        """Forget what was cancelled, each time as much again has been scheduled as was left the last time."""
        if len(self._waiting) >= self._most:
            self._waiting = [entry for entry in self._waiting if entry[2].is_waiting]
            heapq.heapify(self._waiting)
            self._most = max(_FEW, 2 * len(self._waiting))

    def _elapsed(self) -> float:
        if self._held is not None:
            return self._held
        return (self._monotonic() - self._began) * self.speed + self._advanced
