"""What a file holds, in whatever form it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..problems import Problem
from .positions import Places


@dataclass(frozen=True)
class Content:
    """The value of a file, and the way to the places of what is in it."""

    value: Any
    problems: tuple[Problem, ...] = ()  # warnings about what was repaired
    places: Callable[[], Places | None] = lambda: None  # looked up when a place is first asked for
