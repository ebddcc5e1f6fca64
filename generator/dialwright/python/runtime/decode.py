"""From annotations to decoders: what a model's field, or a request's result, says that it is.

What is odd in a list is left out unless the client is strict; of a union, the option that fits best is taken.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeGuard, Union, get_args, get_origin

from .guards import Unreadable, is_list, is_object
from .model import Field, Model, check_model, read_model
from .scalars import SCALARS, Decoder, anything, text

__all__ = ["decoder_for", "list_of"]


def optional(decoder: Decoder) -> Decoder:
    """Also null, which is None."""
    return lambda value, strict: None if value is None else decoder(value, strict)


def one_of(values: tuple[object, ...]) -> Decoder:
    """Exactly one of some values."""
    allowed = {(type(value), value) for value in values}

    def decode(value: Any, strict: bool) -> Any:
        if isinstance(value, (str, int, float)) and (type(value), value) in allowed:
            return value
        raise Unreadable(f"is none of {', '.join(map(repr, values))}")

    return decode


def list_of(decoder: Decoder) -> Decoder:
    """A list, item by item."""

    def decode(value: Any, strict: bool) -> list[Any]:
        if not is_list(value):
            raise Unreadable("is not a list")
        return [item for _, item in _each(enumerate(value), decoder, strict)]

    return decode


def map_of(decoder: Decoder) -> Decoder:
    """An object whose values are all of one type."""

    def decode(value: Any, strict: bool) -> dict[str, Any]:
        if not is_object(value):
            raise Unreadable("is not an object")
        return dict(_each(value.items(), decoder, strict))

    return decode


def _each(pairs: Any, decoder: Decoder, strict: bool) -> Any:
    """Decode the values of a container; an odd one is left out, or reported when strict."""
    for step, value in pairs:
        try:
            yield step, decoder(value, strict)
        except Unreadable as problem:
            if strict:
                raise problem.under(step) from None


def model(cls: type[Model]) -> Decoder:
    """A model over an object."""

    def decode(value: Any, strict: bool) -> Model:
        if not is_object(value):
            raise Unreadable("is not an object")
        if strict:
            check_model(cls, value)
        return read_model(cls, value)

    return decode


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

_DAY_LENGTH = len("2026-01-02")

_USUAL: dict[str, Decoder] = {
    name: decoder
    for kind, plain in SCALARS.items()
    for name, decoder in ((kind.__name__, plain), (f"{kind.__name__} | None", optional(plain)))
}
"""Decoders of the annotations that nearly every field has, so that these are never evaluated."""


def decoder_for(annotation: object, owner: type[Model] | None = None) -> Decoder:
    """The decoder of an annotation: a type, or the text of one as the class body has it."""
    if isinstance(annotation, str):
        usual = _USUAL.get(annotation)
        return usual or _build(_evaluated(annotation, owner), owner)
    return _build(annotation, owner)


def _build(kind: Any, owner: type[Model] | None) -> Decoder:
    if isinstance(kind, str):
        return decoder_for(kind, owner)
    if kind in SCALARS:
        return SCALARS[kind]
    if _is_model(kind):
        return model(kind)
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return one_of(parts)
    if origin is list:
        return list_of(_build(parts[0], owner))
    if origin is dict:
        return map_of(_build(parts[1], owner))
    if origin in (Union, UnionType):
        return _union(parts, owner)
    return anything


def _is_model(kind: Any) -> TypeGuard[type[Model]]:
    return isinstance(kind, type) and issubclass(kind, Model)


def _union(parts: tuple[Any, ...], owner: type[Model] | None) -> Decoder:
    options = [part for part in parts if part is not NoneType]
    decode = _build(options[0], owner) if len(options) == 1 else _either(options, owner)
    return optional(decode) if len(options) < len(parts) else decode


def _either(options: list[Any], owner: type[Model] | None) -> Decoder:
    """Try first the options in which such a value is usually written, the most particular of them first."""
    if all(option is str or _is_text_enum(option) for option in options) and str in options:
        return text
    # Text accepts any string, so every other reading of a string comes before it; likewise whole numbers.
    ordered = sorted(options, key=lambda option: (option is str, option is float))
    decoders = [(option, _build(option, owner)) for option in ordered]

    def decode(value: Any, strict: bool) -> Any:
        usual = [pair for pair in decoders if _is_usual(pair[0], value)]
        if not usual and is_object(value) and not strict:
            # One of a kind that came later: the model that fits best still reads what they have in common.
            usual = [pair for pair in decoders if _is_model(pair[0])]
        if (is_object(value) or is_list(value)) and len(usual) > 1:
            usual.sort(key=lambda pair: _fit(pair[0], value), reverse=True)
        if isinstance(value, str) and len(usual) > 1:
            # A day is a moment too, and the other way round, but less exactly.
            other = datetime if len(value) <= _DAY_LENGTH else date
            usual.sort(key=lambda pair: (pair[0] is str, pair[0] is other))
        odd = Unreadable("is none of the types it may have")
        for number, (_, decoder) in enumerate(usual or [pair for pair in decoders if not _is_model(pair[0])]):
            try:
                return decoder(value, strict)
            except Unreadable as problem:
                if usual and not number:
                    # What is wrong with the option that fits best says more than that none does.
                    odd = problem
        raise odd.with_traceback(None) from None

    return decode


def _is_text_enum(option: Any) -> bool:
    return get_origin(option) is Literal and all(isinstance(value, str) for value in get_args(option))


def _is_usual(option: Any, value: object) -> bool:
    if _is_model(option):
        return is_object(value) and _tag_fit(option, value) >= 0
    if get_origin(option) is Literal:
        return value in get_args(option) if isinstance(value, (str, int, float)) else False
    natural = _NATURAL.get(get_origin(option) or option)
    return natural is None or type(value) in natural


def _fit(option: Any, value: Any) -> tuple[int, bool, bool, bool, int]:
    """How well an object fits an option: its tag, then whether every field reads, has a value that is listed
    where some are, is there, and is known.

    A list, or an object of any names, fits if all that is in it does, and as well as the first model in it.
    One of anything at all fits no better than a model does of which nothing is known.
    """
    if not _is_model(option):
        if like := [
            _fit(model, item)
            for model in _models_in(option)
            for item in _items_of(value)[:1]
            if is_object(item)
        ]:
            return max(like)
        seems = _holds(option, value, _seems)
        holds = Any not in get_args(option) and _holds(option, value, _may_be)
        return 0 if seems else -2, holds, False, False, 0
    fields = option.__fields__.values()
    known = sum(any(name in value for name in field.names) for field in fields)
    complete = all(any(name in value for name in field.names) for field in fields if field.required)
    reads = all(_reads(field, value) for field in fields)
    listed = all(_is_listed(_kind_of(field), field.raw(value)) for field in fields)
    return _tag_fit(option, value), reads, listed, complete, known


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
    return [part for part in inner if _is_model(part)]


def _may_be(kind: Any, value: object) -> bool:
    """Whether a value is usually written as a type says."""
    if kind is NoneType:
        return value is None
    if get_origin(kind) in (Union, UnionType):
        return any(_may_be(part, value) for part in get_args(kind))
    return _is_usual(kind, value)


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
    return value is None or not lists or any(_is_usual(part, value) for part in lists)


@cache
def _kind_of(field: Field) -> Any:
    """The type of a field."""
    return (
        _evaluated(field.annotation, field.owner) if isinstance(field.annotation, str) else field.annotation
    )


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
    if _is_model(kind):
        return is_object(value)
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return any(_seems(part, value) for part in get_args(kind) if part is not NoneType)
    if origin is Literal:
        return _is_usual(kind, value)
    return origin not in (list, dict) or isinstance(value, origin)


def _evaluated(annotation: str, owner: type[Model] | None) -> Any:
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
