"""Records that list their keys in snake_case, though the service sends others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .mapping import MappingModel

if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterator, KeysView, ValuesView

__all__ = ["SnakeMappingModel", "snake"]

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def snake(name: str) -> str:
    """`chargeableDuration` -> `chargeable_duration`"""
    return _WORD.sub("_", name).lower()


class SnakeMappingModel(MappingModel):
    """A mapping model whose keys are in snake_case; by its name on the wire a value is found as well."""

    def _names(self, name: str) -> tuple[str, ...]:
        return super()._names(name) or tuple(wire for wire in self.__raw__ if snake(wire) == name)

    def _by_key(self) -> dict[str, Any]:
        return {name: self[name] for name in map(snake, self.__raw__)}

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __len__(self) -> int:
        return len(self.keys())

    def keys(self) -> KeysView[str]:
        """The keys that the service sent, in snake_case."""
        return dict.fromkeys(map(snake, self.__raw__)).keys()

    def values(self) -> ValuesView[Any]:
        """The values that the service sent."""
        return self._by_key().values()

    def items(self) -> ItemsView[str, Any]:
        """The keys that the service sent, in snake_case, and their values."""
        return self._by_key().items()


SnakeMappingModel.__kind__ = SnakeMappingModel
