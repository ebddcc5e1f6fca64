"""Trouble on request: refusals, failures, broken connections and slow answers, drawn by a seed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

RESET = "reset"

_CHANCE = re.compile(r"(reset|[45][0-9][0-9])=([0-9]*\.?[0-9]+)")
_LATENCY = re.compile(r"([0-9]*\.?[0-9]+)(ms|s)")


class BadFault(ValueError):
    """A fault that is written in no way that is understood; the message says how to write one."""


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong with a chance: a status such as `503`, or `reset`."""

    kind: str
    chance: float

    @classmethod
    def parse(cls, text: str) -> Fault:
        """The fault that `429=0.1` or `reset=0.01` says; BadFault where a text says none."""
        match = _CHANCE.fullmatch(text.strip())
        if match is None or not 0 <= float(match[2]) <= 1:
            raise BadFault(
                f"'{text}' is no fault; write '429=0.1' or 'reset=0.01', with a chance from 0 to 1"
            )
        return cls(match[1], float(match[2]))


def parse_latency(text: str) -> float:
    """The seconds that `50ms` or `0.2s` says; BadFault where a text says none."""
    match = _LATENCY.fullmatch(text.strip())
    if match is None:
        raise BadFault(f"'{text}' is no latency; write '50ms' or '0.2s'")
    return float(match[1]) / (1000 if match[2] == "ms" else 1)


@dataclass(frozen=True)
class Trouble:
    """What happens to one request.

    Attributes:
        kind: The fault; "" where none strikes.
        after: Whether the request has its effect before the connection breaks.
    """

    kind: str = ""
    after: bool = False

    @property
    def status(self) -> int:
        """The status of the answer; 0 where the fault is no answer."""
        return int(self.kind) if self.kind.isdigit() else 0


class Faults:
    """Draws the fault of each request.

    Args:
        faults: What can go wrong. The chances add up.
        latency: How many seconds each answer takes, besides.
        seed: What is drawn from.
    """

    def __init__(self, faults: Sequence[Fault] = (), *, latency: float = 0.0, seed: int = 0) -> None:
        total = sum(fault.chance for fault in faults)
        if total > 1:
            raise BadFault(f"the chances of the faults add up to {total:g}, which is more than 1")
        self.latency = latency
        self._faults = tuple(faults)
        self._random = Random(f"{seed}:faults")

    def draw(self) -> Trouble:
        """What happens to the next request."""
        if not self._faults:
            return Trouble()
        drawn, after = self._random.random(), self._random.random() < 0.5
        for fault in self._faults:
            if drawn < fault.chance:
                return Trouble(fault.kind, after and fault.kind == RESET)
            drawn -= fault.chance
        return Trouble()
