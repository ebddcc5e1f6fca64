"""Parts of calls."""

from __future__ import annotations

from typing import TypeAlias

from .._runtime import MappingModel

__all__ = ["CallLeg", "DeviceLeg", "SessionLeg"]


class SessionLeg(MappingModel):
    """A part in a session."""

    _tag = ("type", ("session", "call"))

    type: str
    """Which kind of part it is."""

    session: str | None = None
    """The session."""


class DeviceLeg(MappingModel):
    """A part on a device."""

    _tag = ("type", ("device",))

    type: str
    """Which kind of part it is."""

    device: str | None = None
    """The device."""


CallLeg: TypeAlias = "SessionLeg | DeviceLeg"
"""A part of a call."""
