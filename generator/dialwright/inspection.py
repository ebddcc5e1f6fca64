"""The IR as JSON, for people who want to see what a document was understood to say.

Names are in kebab case, types are short (`"string"`, `{"list": {"ref": "Call"}}`), and whatever has its
default value is left out. The same API always gives the same text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from enum import Enum
from typing import Any, cast, get_args

from . import ir
from .words import kebab

__all__ = ["to_json"]

_TYPES: tuple[type, ...] = get_args(ir.Type)


def to_json(api: ir.Api) -> str:
    """The whole API as indented JSON, with a line break at its end."""
    return json.dumps(_plain(api), indent=2, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    """A dataclass, or anything that one holds, as JSON has it."""
    if isinstance(value, _TYPES):
        return _type(cast("ir.Type", value))
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in cast("Mapping[str, Any]", value).items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in cast("tuple[object, ...]", value)]
    if value is None or isinstance(value, (str, int, float)):
        return value
    return {field.name: _field(field, value) for field in fields(value) if _is_told(field, value)}


def _field(field: Field[Any], owner: object) -> Any:
    """The value of a field; `Words` are told as one string, alone or wherever they stand inside."""
    value = getattr(owner, field.name)
    return _named(value) if "Words" in str(field.type) else _plain(value)


def _named(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _named(words) for key, words in cast("Mapping[str, Any]", value).items()}
    if all(isinstance(item, str) for item in value):
        return kebab(value)
    return [_named(item) for item in value]


def _type(type_: ir.Type) -> Any:
    match type_:
        case ir.Primitive(kind):
            return kind.value
        case ir.Named(key):
            return {"ref": key}
        case ir.ListOf(item):
            return {"list": _type(item)}
        case ir.MapOf(item):
            return {"map": _type(item)}
        case ir.Either(options):
            return {"either": [_type(option) for option in options]}
        case ir.Nullable(inner):
            return {"nullable": _type(inner)}
        case ir.Constant(values):
            return {"constant": list(values)}


def _is_told(field: Field[Any], owner: object) -> bool:
    """Whether a field says something of the thing itself, and another than what it says by default."""
    default = field.default if field.default_factory is MISSING else field.default_factory()
    return field.compare and bool(getattr(owner, field.name) != default)
