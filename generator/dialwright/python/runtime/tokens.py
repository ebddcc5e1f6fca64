"""Access tokens: kept while they are good, and fetched by one call for all that wait for one.

The functions for the two kinds of client differ by `await`, and by how one waits.
"""

from __future__ import annotations

import os
from threading import Event, Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeAlias

from .errors import APITimeoutError, ClientError
from .secret import Secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from .call import Call
    from .session import AsyncSession, Session

__all__ = ["Token", "Tokens", "authorize", "authorize_async"]


class Token:
    """An access token.

    Args:
        value: The token.
        until: When it is no longer used, on the clock of `time.monotonic`; None where nobody said.
    """

    __slots__ = ("_until", "value")

    def __init__(self, value: Secret, until: float | None) -> None:
        self.value = value
        self._until = until

    @property
    def is_good(self) -> bool:
        return self._until is None or monotonic() < self._until


Outcome: TypeAlias = Token | ClientError
"""How fetching a token ended."""


class Flight:
    """A token on its way."""

    __slots__ = ("ended", "outcome", "place")

    def __init__(self, place: tuple[str, object], ended: Any) -> None:
        self.place = place
        self.ended = ended
        """Set when it is over: an event of the kind that those who wait for it can wait for."""
        self.outcome: Outcome | None = None
        """None until then, and after that where whoever fetched it was interrupted."""


class Tokens:
    """The tokens of a client and its twins. A forked process keeps them, and waits for none of its parent."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[str, Token] = {}
        self._flights: dict[tuple[str, object], Flight] = {}
        self._process = os.getpid()

    def join(
        self, key: str, worn: Token | None, loop: object, event: Callable[[], Any]
    ) -> tuple[Token | Flight, bool]:
        """A token that is good; else one on its way, and whether it is for the caller to fetch.

        Args:
            key: Which token.
            worn: One that the service did not take.
            loop: The event loop of those who may wait for each other; None for threads.
            event: Makes what they wait for.
        """
        if self._process != os.getpid():
            # Of the locks, and the flights, of threads that this process does not have.
            self._lock, self._flights, self._process = Lock(), {}, os.getpid()
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None and kept is not worn and kept.is_good:
                return kept, False
            place = (key, loop)
            flying = self._flights.get(place)
            if flying is not None:
                return flying, False
            self._flights[place] = Flight(place, event())
            return self._flights[place], True

    def land(self, flight: Flight, outcome: Outcome | None) -> None:
        """A flight is over; without an outcome, where whoever fetched it was interrupted."""
        flight.outcome = outcome
        with self._lock:
            if isinstance(outcome, Token):
                self._kept[flight.place[0]] = outcome
            self._flights.pop(flight.place, None)
        flight.ended.set()

    def __repr__(self) -> str:
        return f"Tokens({', '.join(self._kept)})"


def authorize(session: Session, call: Call) -> ClientError | None:
    """Give a call the token that it needs; the error where there is none to be had."""
    tokens, grant = session.settings.tokens, call.grant
    assert tokens is not None
    assert grant is not None
    while True:
        found, is_own = tokens.join(grant.key, call.worn, None, Event)
        if isinstance(found, Token):
            call.take(found, is_new=False)
            return None
        if is_own:
            _fly(session, call, tokens, found)
        elif not found.ended.wait(call.seconds_left):
            return _late()
        verdict = _verdict(call, found, is_own)
        if not isinstance(verdict, Flight):
            return verdict


async def authorize_async(session: AsyncSession, call: Call) -> ClientError | None:
    """The twin of `authorize`."""
    import asyncio

    tokens, grant = session.settings.tokens, call.grant
    assert tokens is not None
    assert grant is not None
    while True:
        found, is_own = tokens.join(grant.key, call.worn, asyncio.get_running_loop(), asyncio.Event)
        if isinstance(found, Token):
            call.take(found, is_new=False)
            return None
        if is_own:
            await _fly_async(session, call, tokens, found)
        elif not await _ended(found, call.seconds_left):
            return _late()
        verdict = _verdict(call, found, is_own)
        if not isinstance(verdict, Flight):
            return verdict


def _fly(session: Session, call: Call, tokens: Tokens, flight: Flight) -> None:
    from .granting import fetch

    outcome: Outcome | None = None
    try:
        outcome = fetch(session, call)
    finally:
        tokens.land(flight, outcome)


async def _fly_async(session: AsyncSession, call: Call, tokens: Tokens, flight: Flight) -> None:
    from .granting import fetch_async

    outcome: Outcome | None = None
    try:
        outcome = await fetch_async(session, call)
    finally:
        tokens.land(flight, outcome)


async def _ended(flight: Flight, seconds: float | None) -> bool:
    from asyncio import timeout

    try:
        async with timeout(seconds):
            await flight.ended.wait()
    except TimeoutError:
        return False
    return True


def _verdict(call: Call, flight: Flight, is_own: bool) -> ClientError | Flight | None:
    """What a flight that is over means to one of those who waited; the flight itself, to look once more.

    That somebody else was interrupted, or had less time, is none of the others' business.
    """
    outcome = flight.outcome
    if isinstance(outcome, Token):
        call.take(outcome, is_new=True)
        return None
    if outcome is None or (isinstance(outcome, APITimeoutError) and not is_own):
        return flight
    if is_own:
        return outcome
    from copy import copy

    # Each has an error of its own, for each says of which request it is.
    return copy(outcome)


def _late() -> APITimeoutError:
    return APITimeoutError("Time ran out while another call fetched the access token.", sent="no")
