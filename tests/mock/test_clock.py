"""Time: it runs at its own speed, stands still, or jumps, and what is due happens in order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dialwright.mock import Clock

START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


class Real:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_it_runs_at_its_speed() -> None:
    real = Real()
    clock = Clock(start=START, speed=60, monotonic=real)
    real.seconds += 2
    assert clock.now() == START + timedelta(minutes=2)


def test_it_can_stand_still() -> None:
    real = Real()
    clock = Clock(start=START, speed=0, monotonic=real)
    real.seconds += 100
    assert clock.now() == START
    clock.advance(1.5)
    assert clock.now() == START + timedelta(seconds=1.5)


def test_what_is_due_happens_in_order_each_at_its_moment() -> None:
    clock = Clock(start=START, speed=0)
    seen: list[tuple[str, float]] = []

    def note(name: str) -> None:
        seen.append((name, (clock.now() - START).total_seconds()))

    def later() -> None:
        note("first")
        clock.after(1, lambda: note("because of the first"))

    clock.after(5, lambda: note("last"))
    clock.after(2, later)
    clock.after(2, lambda: note("second"))
    clock.after(20, lambda: note("never"))
    clock.advance(10)
    assert seen == [("first", 2), ("second", 2), ("because of the first", 3), ("last", 5)]
    assert clock.now() == START + timedelta(seconds=10)


def test_what_is_cancelled_does_not_happen() -> None:
    clock = Clock(speed=0)
    seen: list[str] = []
    timer = clock.after(1, lambda: seen.append("cancelled"))
    clock.after(1, lambda: seen.append("kept"))
    timer.cancel()
    clock.advance(2)
    assert seen == ["kept"]


def test_real_time_makes_things_happen_too() -> None:
    real = Real()
    clock = Clock(speed=10, monotonic=real)
    seen: list[str] = []
    clock.after(5, lambda: seen.append("done"))
    clock.run_due()
    assert seen == []
    real.seconds += 0.6
    clock.run_due()
    assert seen == ["done"]


def test_it_goes_on_after_a_failure() -> None:
    def fail() -> None:
        raise LookupError

    clock = Clock(start=START, speed=0)
    clock.after(1, fail)
    clock.after(2, lambda: None)
    with pytest.raises(LookupError):
        clock.advance(3)
    clock.run_due()
    assert clock.now() == START + timedelta(seconds=3)


@pytest.mark.parametrize("speed", [-1, float("inf"), float("nan")])
def test_a_speed_is_a_number_from_0_on(speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        Clock(speed=speed)
    with pytest.raises(ValueError, match="backwards"):
        Clock().advance(-1)


def test_what_is_cancelled_is_forgotten() -> None:
    clock = Clock(start=START, speed=0)
    happened: list[int] = []
    clock.after(1, lambda: happened.append(0))
    for _ in range(10_000):
        clock.after(5, lambda: happened.append(1)).cancel()
    assert clock.waiting <= 1000
    clock.advance(10)
    assert happened == [0]
    assert clock.waiting == 0
