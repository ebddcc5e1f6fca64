"""Calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from .._runtime import MappingModel, wire

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from .leg import CallLeg

__all__ = ["Call", "CallLinks", "CallStatus"]

CallStatus: TypeAlias = Literal["queued", "in-progress", "completed"]
"""Where a call stands."""


class CallLinks(MappingModel):
    """Where the records of a call are."""

    recordings: str | None = None
    """Its recordings."""


class Call(MappingModel):
    """A phone call."""

    sid: str
    """The call's identifier."""

    from_: str | None = wire("from", default=None)
    """Who calls."""

    status: CallStatus | str | None = None
    """Where the call stands."""

    duration: int | None = None
    """Length in seconds."""

    price: Decimal | None = None
    """What it costs."""

    date_created: datetime | None = None
    """When it was made."""

    day: date | None = None
    """The day it is counted on."""

    formatted_from: str | None = wire("formatted_from", "from_formatted", default=None)
    """Who calls, for people to read."""

    recorded: bool | None = None
    """Whether it is recorded."""

    score: float | None = None
    """How good it sounds."""

    pin: str | None = wire("pin", default=None, secret=True)
    """What the caller typed."""

    subresource_uris: CallLinks | None = None
    """Where its records are."""

    tags: list[str] | None = None
    """Labels."""

    legs: list[CallLeg] | None = None
    """Its parts."""

    prices: dict[str, Decimal] | None = None
    """What each part costs."""

    parent: Call | None = None
    """The call it belongs to."""
