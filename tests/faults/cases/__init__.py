"""The table, a module for each kind of fault."""

from __future__ import annotations

from collections.abc import Iterator

from ..table import Case
from .answers import ANSWERS
from .bodies import BODIES
from .connections import CONNECTIONS
from .json_bodies import JSON_BODIES
from .pages import PAGES
from .places import PLACES
from .reuse import REUSE
from .statuses import STATUSES
from .waits import WAITS

__all__ = ["SECTIONS", "every_case"]

SECTIONS = (PLACES, CONNECTIONS, ANSWERS, STATUSES, WAITS, BODIES, JSON_BODIES, REUSE, PAGES)


def every_case() -> Iterator[Case]:
    """Every row."""
    for section in SECTIONS:
        yield from section.cases
