"""How the fields of a form are written where a document says more than that they are there (`encoding`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from .encode import encode_json, key_text, plain_text
from .guards import is_mapping
from .model import Model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .encoding import Encoding

__all__ = ["elements", "is_object", "spelled"]

_SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}


def elements(value: object) -> list[object] | None:
    """The elements of a list, without those that are None; None for what is not a list."""
    if isinstance(value, (Sequence, Set)) and not isinstance(value, (str, bytes, bytearray)):
        items: list[object] = [*value]
        return [item for item in items if item is not None]
    return None


def is_object(value: object) -> bool:
    """Whether a value is a JSON object."""
    return isinstance(value, (Mapping, Model))


def spelled(name: str, value: object, encoding: Encoding) -> Iterator[tuple[str, str]]:
    """One field as pairs of names and texts, in order; None is no field at all.

    An object is JSON text, and so is one in a list, unless a style takes it apart.
    """
    listed = elements(value)
    if value is None or listed == []:
        return
    if encoding.is_json:
        yield name, encode_json(value).decode("utf-8")
    elif encoding.style == "deepObject" and (listed is not None or is_object(value)):
        yield from _deep(name, value)
    elif encoding.style and is_mapping(value):
        yield from _taken_apart(name, value, encoding)
    elif listed is not None and not encoding.exploded:
        separator = _SEPARATORS.get(encoding.style, ",")
        yield name, separator.join(_text(name, item) for item in listed)
    else:
        yield from ((name, _text(name, item)) for item in (listed if listed is not None else [value]))


def _text(name: str, value: object) -> str:
    return encode_json(value).decode("utf-8") if is_object(value) else plain_text(name, value)


def _taken_apart(name: str, value: Mapping[str, object], encoding: Encoding) -> Iterator[tuple[str, str]]:
    """The properties of an object as fields of their own, or as one text of names and values in turn."""
    pairs = [(key_text(key), item) for key, item in value.items() if item is not None]
    if encoding.exploded:
        yield from ((key, _text(key, item)) for key, item in pairs)
    else:
        separator = _SEPARATORS.get(encoding.style, ",")
        yield name, separator.join(text for key, item in pairs for text in (key, _text(key, item)))


def _deep(name: str, value: object) -> Iterator[tuple[str, str]]:
    """`name[property]`, and in a list `name[0]`, as deep as there is anything."""
    if isinstance(value, Model):
        value = value.to_dict()
    listed = elements(value)
    if isinstance(value, Mapping):
        inner: list[tuple[object, object]] = [*value.items()]
        for key, item in inner:
            yield from _deep(f"{name}[{key_text(key)}]", item)
    elif listed is not None:
        for number, item in enumerate(listed):
            yield from _deep(f"{name}[{number}]", item)
    elif value is not None:
        yield name, plain_text(name, value)
