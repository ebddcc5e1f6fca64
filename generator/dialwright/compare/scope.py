"""Where a walk is: which way values go there, in which operation, and what people call the place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..openapi.structure import Kind
from .change import Direction

__all__ = ["Scope"]


@dataclass(frozen=True)
class Scope:
    """A place of the walk.

    Attributes:
        direction: Whether the client sends what is here, or reads it.
        operation: The operation, "" outside of any.
        place: What people call the place.
        path: The path, or the name of the webhook.
        placed: Whether the path says where its methods are.
        inverted: Whether the service is the one that asks, as in webhooks.
        excluding: Whether what fits is what is refused, or decides what else is: below `not` and `if`.
    """

    direction: Direction = Direction.REQUEST
    operation: str = ""
    place: str = "the document"
    path: str = ""
    placed: bool = False
    inverted: bool = False
    excluding: bool = False

    def at(self, place: str) -> Scope:
        """The same way, at another place."""
        return replace(self, place=place)

    def going(self, direction: Direction) -> Scope:
        """Into a request or an answer, as the service sees it."""
        if self.inverted:
            turned = Direction.RESPONSE if direction is Direction.REQUEST else Direction.REQUEST
            return replace(self, direction=turned)
        return replace(self, direction=direction)

    def into(self, kind: Kind, name: str) -> Scope:
        """The scope of a child."""
        if kind is Kind.CALLBACK:
            return replace(self, inverted=True)
        if kind is Kind.PATH_ITEM:
            return replace(self, place=name, path=name)
        if kind is Kind.OPERATION:
            operation = f"{name.upper()} {self.path}"
            return replace(self, place=operation, operation=operation)
        if kind in (Kind.REQUEST_BODY, Kind.PARAMETER):
            told = f"parameter '{name.partition(' ')[2]}'" if kind is Kind.PARAMETER else "the body"
            return self.going(Direction.REQUEST).at(f"{told} of {self.operation or self.path}")
        if kind is Kind.RESPONSE:
            return self.going(Direction.RESPONSE).at(f"answer {name} of {self.operation}")
        if kind is Kind.PROPERTY:
            return self.at(f"{self.place}, property '{name}'")
        if kind is Kind.HEADER:
            return self.at(f"header '{name}' of {self.place}")
        return self
