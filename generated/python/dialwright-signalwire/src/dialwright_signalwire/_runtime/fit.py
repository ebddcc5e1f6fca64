"""Which of several types a value fits best, as far as its surface tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from .guards import Unreadable, is_object
from .meaning import evaluated, is_model
from .model import Field, Model
from .scalars import SCALARS

__all__ = ["fit", "is_usual"]

_NATURAL: dict[type, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    float: (int, float),
    bool: (bool,),
    Decimal: (int, float, str),
    datetime: (str,),
    date: (str,),
    bytes: (str,),
    list: (list,),
    dict: (dict,),
}
"""The JSON values, as Python has them, in which a type is usually written."""


def is_usual(option: Any, value: object) -> bool:
    """Whether a value is usually written as one of several types says."""
    if is_model(option):
        return is_object(value) and _tag_fit(option, value) >= 0
    if get_origin(option) is Literal:
        return value in get_args(option) if isinstance(value, (str, int, float)) else False
    natural = _NATURAL.get(get_origin(option) or option)
    return natural is None or type(value) in natural


def fit(option: Any, value: Any) -> tuple[int, bool, bool, bool, int, int]:
    """How well an object fits an option: its tag, then whether every field reads, has a value that is listed
    where some are, is there, and is known; of two that are alike in that, the one that knows more of the
    objects right inside.

    A list, or an object of any names, fits if all that is in it does, and as well as the first model in it.
    One of anything at all fits no better than a model does of which nothing is known.
    """
    if not is_model(option):
        if like := [
            fit(model, item)
            for model in _models_in(option)
            for item in _items_of(value)[:1]
            if is_object(item)
        ]:
            return max(like)
        seems = _holds(option, value, _seems)
        holds = Any not in get_args(option) and _holds(option, value, _may_be)
        return 0 if seems else -2, holds, False, False, 0, 0
    fields = option.__fields__.values()
    known = sum(any(name in value for name in field.names) for field in fields)
    complete = all(any(name in value for name in field.names) for field in fields if field.required)
    reads = all(_reads(field, value) for field in fields)
    listed = all(_is_listed(_kind_of(field), field.raw(value)) for field in fields)
    inside = sum(_known_inside(field, value) for field in fields)
    return _tag_fit(option, value), reads, listed, complete, known, inside


def _known_inside(field: Field, value: Mapping[str, Any]) -> int:
    """How many keys of the object that a field holds its model knows."""
    raw, kind = field.raw(value), _kind_of(field)
    if not is_object(raw):
        return 0
    models = [part for part in (kind, *get_args(kind)) if is_model(part)]
    known = ((name for other in model.__fields__.values() for name in other.names) for model in models)
    return max((len(raw.keys() & set(names)) for names in known), default=0)


def _holds(option: Any, value: Any, fits: Callable[[Any, object], bool]) -> bool:
    """Whether all that is in a list or an object fits what the option says."""
    parts = get_args(option)
    if get_origin(option) not in (list, dict):
        return False
    return all(fits(parts[-1], item) for item in _items_of(value))


def _items_of(value: Any) -> list[Any]:
    """What is in a list or an object."""
    return [*(value.values() if is_object(value) else value)]


def _models_in(option: Any) -> list[Any]:
    """The models that may be in what a list or an object of any names holds."""
    parts = get_args(option)
    if get_origin(option) not in (list, dict):
        return []
    inner = get_args(parts[-1]) if get_origin(parts[-1]) in (Union, UnionType) else (parts[-1],)
    return [part for part in inner if is_model(part)]


def _may_be(kind: Any, value: object) -> bool:
    """Whether a value is usually written as a type says."""
    if kind is NoneType:
        return value is None
    if get_origin(kind) in (Union, UnionType):
        return any(_may_be(part, value) for part in get_args(kind))
    return is_usual(kind, value)


def _tag_fit(option: type[Model], value: Mapping[str, Any]) -> int:
    """1 where the tag says that it is this model, -1 where another, 0 where there is no tag."""
    tag = option.__tag__
    if tag is None:
        return 0
    return 1 if value.get(tag[0]) in tag[1] else -1


def _reads(field: Field, value: Mapping[str, Any]) -> bool:
    """Whether a field seems readable; where it is a constant, that it has its value."""
    raw = field.raw(value)
    return not field.required if raw is None else _seems(_kind_of(field), raw)


def _is_listed(kind: Any, value: object) -> bool:
    """Whether a type that lists values lists this one, though others are read too."""
    lists = [part for part in (kind, *get_args(kind)) if get_origin(part) is Literal]
    return value is None or not lists or any(is_usual(part, value) for part in lists)


@cache
def _kind_of(field: Field) -> Any:
    """The type of a field."""
    return evaluated(field.annotation, field.owner) if isinstance(field.annotation, str) else field.annotation


def _seems(kind: Any, value: object) -> bool:
    """Whether a value is of a type, as far as its surface tells.

    What is inside is not looked at: where one union is inside another, that would double the work with every
    level.
    """
    if kind in SCALARS:
        try:
            SCALARS[kind](value, False)
        except Unreadable:
            return False
        return True
    if is_model(kind):
        return is_object(value)
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return any(_seems(part, value) for part in get_args(kind) if part is not NoneType)
    if origin is Literal:
        return is_usual(kind, value)
    return origin not in (list, dict) or isinstance(value, origin)
