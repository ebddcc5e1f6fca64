"""Models whose values are also found by key, for services whose own SDKs give out mappings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from .guards import is_list, is_object
from .model import Model

if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView

__all__ = ["MappingModel", "SnakeMappingModel", "remember", "snake"]

D = TypeVar("D")

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class MappingModel(Model):
    """A model whose values, as they came, are also found by key: name on the wire, else of the attribute."""

    __made__: ClassVar[Mapping[str, object]] = {}

    def __getitem__(self, name: str) -> Any:
        raw = self.__raw__
        if name not in raw:
            held = next((wire for wire in self._names(name) if wire in raw), None)
            if held is None:
                return self.__made__[name]
            name = held
        from copy import deepcopy

        value = raw[name]
        return deepcopy(value) if is_object(value) or is_list(value) else value

    def _names(self, name: str) -> tuple[str, ...]:
        """Every name on the wire of the field that is called this, in Python or on the wire."""
        field = self.__fields__.get(name)
        if field is not None:
            return field.names
        return next((other.names for other in self.__fields__.values() if name in other.names), ())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (
            name in self.__raw__
            or any(wire in self.__raw__ for wire in self._names(name))
            or name in self.__made__
        )

    def get(self, name: str, default: D | None = None) -> Any | D | None:
        """The value under a key, or the default."""
        try:
            return self[name]
        except KeyError:
            return default

    def __iter__(self) -> Iterator[str]:
        return iter(self.__raw__)

    def __len__(self) -> int:
        return len(self.__raw__)

    def keys(self) -> KeysView[str]:
        """The keys that the service sent."""
        return self.__raw__.keys()

    def values(self) -> ValuesView[Any]:
        """The values that the service sent."""
        return self.to_dict().values()

    def items(self) -> ItemsView[str, Any]:
        """The keys and values that the service sent."""
        return self.to_dict().items()


MappingModel.__kind__ = MappingModel


def remember(model: MappingModel, made: Mapping[str, object]) -> None:
    """Let a model answer, by key, also what the client made for its request; it was never on the wire."""
    object.__setattr__(model, "__made__", made)


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
