"""Who writes what stands below a key: the caller, or the service."""

from __future__ import annotations

from ..openapi.structure import Kind
from .change import Direction


def turned(kind: Kind, key: str, child: Kind, direction: Direction) -> Direction:
    """The direction of what an object of a kind holds under a key.

    Webhooks and callbacks are requests of the service's own: who writes their bodies is turned round.
    """
    if (kind, key) in ((Kind.DOCUMENT, "webhooks"), (Kind.OPERATION, "callbacks")):
        return Direction.RESPONSE
    if kind is Kind.OPERATION and key == "requestBody":
        return requested(direction)
    if kind is Kind.OPERATION and key == "responses":
        return Direction.REQUEST if direction is Direction.RESPONSE else Direction.RESPONSE
    if child is Kind.SCHEMA and key == "not":  # what fits is what is refused
        return _OTHER[direction]
    return Direction.REQUEST if child is Kind.MARKUP else direction


_OTHER = {
    Direction.REQUEST: Direction.RESPONSE,
    Direction.RESPONSE: Direction.REQUEST,
    Direction.NONE: Direction.NONE,
}


def requested(direction: Direction) -> Direction:
    """Who writes the parameters and the body of a request of that direction."""
    return Direction.RESPONSE if direction is Direction.RESPONSE else Direction.REQUEST
