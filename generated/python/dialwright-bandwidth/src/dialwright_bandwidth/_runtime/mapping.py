"""Models whose values are also found by key, for services whose own SDKs give out mappings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from .guards import is_list, is_object
from .model import Model

if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView

__all__ = ["MappingModel", "remember"]

D = TypeVar("D")


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
