"""What a row of the table says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from dialwright_signalwire.errors import ClientError, OutcomeUnknownError

from .server import Step

__all__ = ["PLENTY", "Case", "Outcome", "Place", "Section", "case", "done", "fails"]

PLENTY = 10.0
"""Seconds for a call in which time is not what matters."""


class Place(Enum):
    """Where a client finds the service, or does not."""

    OPEN = "is there"
    NOBODY = "nobody listens"
    LATER = "nobody listens before the first retry"
    NAMELESS = "its name is not known"
    FULL = "connections are not accepted"
    FULL_FIRST = "connections are not accepted before the first retry"
    BUSY = "the client has no connection free"
    TLS = "speaks TLS"
    STRANGER = "speaks TLS, vouched for by an unknown authority"
    OTHER_NAME = "speaks TLS, as another host"
    EXPIRED = "speaks TLS, with a certificate that has expired"
    NO_TLS = "should speak TLS, and does not"


@dataclass(frozen=True)
class Outcome:
    """What must come of something that a client is asked to do."""

    error: type[ClientError] | None
    """The class of the error, exactly; None where it succeeds."""

    sent: str
    """What the error says about the request."""

    requests: int
    """How many requests the service has read."""

    placed: int
    """How many calls it has placed."""

    retries: int
    """How often the client has tried again after a wait of its own choice."""

    waits: float | None = None
    """Seconds between the first two requests, where the service chose them."""

    elsewhere: int = 0
    """How many requests went to another host."""

    details: Mapping[str, object] = field(default_factory=dict[str, object])
    """What else the error says."""

    def saying(self, **details: object) -> Outcome:
        """The same, where the error says this as well."""
        return replace(self, details=details)

    @property
    def is_repeated(self) -> bool:
        """Whether the request was sent again, in vain, as often as it may be."""
        return self.error is not None and (self.requests, self.retries) == (3, 2)

    def __str__(self) -> str:
        counts = f"{self.requests} request{'' if self.requests == 1 else 's'}"
        if self.waits is not None:
            counts += f", {self.waits:g} s apart"
        if self.retries >= self.requests:
            counts += f", {self.retries} retr{'y' if self.retries == 1 else 'ies'}"
        if self.error is None:
            return f"succeeds, {counts}"
        return f"`{self.error.__name__}`, sent: {self.sent}, {counts}"


def done(
    requests: int = 1,
    *,
    retries: int | None = None,
    placed: int = 1,
    waits: float | None = None,
    elsewhere: int = 0,
) -> Outcome:
    """It succeeds.

    Args:
        requests: How many requests the service has read.
        retries: How often the client has tried again after a wait of its own choice; if not given, as often
            as there was another request.
        placed: How many calls are placed, where that is what was asked for.
        waits: Seconds between the first two requests, where the service chose them.
        elsewhere: How many requests went to another host.
    """
    own = (requests - 1 if waits is None else 0) if retries is None else retries
    return Outcome(None, "", requests, placed, own, waits, elsewhere)


def fails(
    error: type[ClientError],
    sent: str,
    requests: int = 1,
    *,
    retries: int | None = None,
    placed: int | None = None,
    waits: float | None = None,
) -> Outcome:
    """It fails. If not given, a call is placed where the outcome is unknown; for the rest see `done`."""
    own = (max(requests - 1, 0) if waits is None else 0) if retries is None else retries
    calls = int(issubclass(error, OutcomeUnknownError)) if placed is None else placed
    return Outcome(error, sent, requests, calls, own, waits)


@dataclass(frozen=True)
class Case:
    """One fault, and what must come of it."""

    fault: str
    """What the service does, or what is done to it."""

    steps: Sequence[Step]
    """The same, one step for each request; the last serves for whatever follows."""

    outcomes: Mapping[str, Outcome]
    """What must come of each action of `actions` that is tried."""

    place: Place = Place.OPEN
    """Where the service is."""

    timeout: float | None = PLENTY
    """Seconds that the client has; None is no limit."""


def case(
    fault: str, *steps: Step, place: Place = Place.OPEN, timeout: float | None = PLENTY, **outcomes: Outcome
) -> Case:
    """A row of the table; the outcomes are named after the actions."""
    return Case(fault, steps, outcomes, place, timeout)


@dataclass(frozen=True)
class Section:
    """Faults of one kind."""

    title: str
    about: str
    """What is so in all of them."""
    cases: Sequence[Case]
