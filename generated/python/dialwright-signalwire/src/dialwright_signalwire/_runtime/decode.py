"""From annotations to decoders: what a model's field, or a request's result, says that it is.

What is odd in a list is left out unless the client is strict; of a union, the option that fits best is taken.
"""

from __future__ import annotations

from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from .fit import fit, is_usual
from .guards import Unreadable, is_list, is_object
from .meaning import evaluated, is_model
from .model import Model, check_model, read_model
from .scalars import SCALARS, Decoder, anything, text

__all__ = ["decoder_for", "kept_by", "list_of"]


def optional(decoder: Decoder) -> Decoder:
    """Also null, which is None."""
    return _OPTIONAL.get(decoder) or _or_null(decoder)


def _or_null(decoder: Decoder) -> Decoder:
    return lambda value, strict: None if value is None else decoder(value, strict)


_OPTIONAL = {decoder: _or_null(decoder) for decoder in SCALARS.values()}
_KEPT: dict[Decoder, type] = {
    decoder: kind for kind in (str, int, bool) for decoder in (SCALARS[kind], _OPTIONAL[SCALARS[kind]])
}


def kept_by(decoder: Decoder) -> type | None:
    """The type whose values a decoder gives back as they are, so that these need not go through it."""
    return _KEPT.get(decoder)


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
        return usual or _build(evaluated(annotation, owner), owner)
    return _build(annotation, owner)


def _build(kind: Any, owner: type[Model] | None) -> Decoder:
    if isinstance(kind, str):
        return decoder_for(kind, owner)
    if kind in SCALARS:
        return SCALARS[kind]
    if is_model(kind):
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
        usual = [pair for pair in decoders if is_usual(pair[0], value)]
        if not usual and is_object(value) and not strict:
            # One of a kind that came later: the model that fits best still reads what they have in common.
            usual = [pair for pair in decoders if is_model(pair[0])]
        if (is_object(value) or is_list(value)) and len(usual) > 1:
            usual.sort(key=lambda pair: fit(pair[0], value), reverse=True)
        if isinstance(value, str) and len(usual) > 1:
            # A day is a moment too, and the other way round, but less exactly.
            other = datetime if len(value) <= _DAY_LENGTH else date
            usual.sort(key=lambda pair: (pair[0] is str, pair[0] is other))
        odd = Unreadable("is none of the types it may have")
        for number, (_, decoder) in enumerate(usual or [pair for pair in decoders if not is_model(pair[0])]):
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
