"""Bandwidth: what its voice reference tells in words."""

from __future__ import annotations

from ...behaviour import Behaviour
from .calls import Calls
from .events import Events
from .gathers import Gathers

BEHAVIOURS: tuple[type[Behaviour], ...] = (Calls, Events, Gathers)
