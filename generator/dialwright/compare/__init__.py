"""The spec gate: what changed in an API's document, who is hurt, and which version that demands."""

from __future__ import annotations

from ..openapi import ApiDescription
from .change import Bump, Change, Direction, Level, Rule
from .rules import RULES
from .walk import Walk

__all__ = ["RULES", "Bump", "Change", "Direction", "Level", "Rule", "compare"]


def compare(old: ApiDescription, new: ApiDescription) -> list[Change]:
    """Every change from one document to another, the worst first.

    Raises:
        InputError: A reference of either document leads nowhere.
    """
    return Walk(old, new).run()
