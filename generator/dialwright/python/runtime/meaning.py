"""What the text of an annotation means: where the names in it are found."""

from __future__ import annotations

import sys
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeGuard

from .model import Model

__all__ = ["evaluated", "is_model"]


def is_model(kind: Any) -> TypeGuard[type[Model]]:
    return isinstance(kind, type) and issubclass(kind, Model)


def evaluated(annotation: str, owner: type[Model] | None) -> Any:
    """The type that an annotation means in the module of its owner."""
    try:
        return eval(annotation, {}, _Scope(owner))
    except (NameError, AttributeError, TypeError, SyntaxError) as error:
        place = owner.__qualname__ if owner else "a request"
        raise TypeError(f"The annotation {annotation!r} of {place} cannot be read: {error}.") from None


class _Scope(dict[str, Any]):
    """The names an annotation may use: those of its module, then of the package that holds the models.

    Modules import what only their annotations need under TYPE_CHECKING, so most names are found in the
    package, which imports a model when it is first asked for.
    """

    def __init__(self, owner: type[Model] | None) -> None:
        super().__init__(datetime=datetime, date=date, Decimal=Decimal, Any=Any, Literal=Literal)
        self._places = [_MODELS]
        if owner is not None:
            self[owner.__name__] = owner
            self._places = [owner.__module__, owner.__module__.rpartition(".")[0], _MODELS]

    def __missing__(self, name: str) -> Any:
        for place in self._places:
            module = sys.modules.get(place) or _imported(place)
            if hasattr(module, name):
                return self._resolved(name, getattr(module, name))
        raise KeyError(name)

    def _resolved(self, name: str, value: Any) -> Any:
        """A text is an alias, and means what it says. Where it is a part of itself, that may be anything."""
        if isinstance(value, str):
            self[name] = Any
            self[name] = value = eval(value, {}, self)
        return value


_MODELS = f"{(__package__ or '').rpartition('.')[0]}.models"


def _imported(name: str) -> object:
    from importlib import import_module

    try:
        return import_module(name) if name == _MODELS else None
    except ImportError:
        return None
