"""What changed from one document to another: for users of the client, and for what is on the wire."""

from __future__ import annotations

from ..document import Document
from .change import Change, Direction, Level, Rule
from .rules import RULES
from .version import Demand, demand
from .walk import Walk

__all__ = ["RULES", "Change", "Demand", "Direction", "Level", "Rule", "compare", "demand"]


def compare(old: Document, new: Document, extensions: frozenset[str]) -> tuple[Change, ...]:
    """Every change, the worst first.

    Args:
        old: The document as it was.
        new: The document as it is.
        extensions: The `x-` keys that are ours; others make no difference to the client.

    Raises:
        InputError: A reference leads nowhere.
    """
    return Walk(old, new, extensions).changes()
