"""The names of schemas, of the modules they live in and of their fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ... import ir
from ...words import Words, pascal, snake, split
from .identifier import identifier, reserved_words
from .placement import homes
from .scope import Scope

ENUMS = "enums"
"""The module of the enums that several schemas or operations share."""

Schema: TypeAlias = ir.Model | ir.Enum | ir.Union

_SYMBOLS = {
    "+": "plus",
    "-": "minus",
    "<": "less",
    ">": "greater",
    "=": "equal",
    "!": "not",
    "@": "at",
    "#": "hash",
    "$": "dollar",
    "%": "percent",
    "&": "and",
    "*": "star",
    "/": "slash",
    ".": "dot",
    "[": "open",
    "]": "close",
}


@dataclass(frozen=True)
class SchemaNames:
    """Where a schema is found: module of the models package, class or alias in it."""

    module: str
    name: str
    input: str = ""  # a model that is sent as well as received: its form as a plain mapping
    is_head: bool = False  # whether the module is its own, and not that of the only schema that uses it


def schema_names(api: ir.Api) -> Mapping[str, SchemaNames]:
    """Every model, enum and union of the API by its key."""
    schemas: tuple[Schema, ...] = (*api.models, *api.enums, *api.unions)
    home = homes(api)
    modules = _modules(schemas, home)
    classes = Scope(reserved_words("classes"), forms=("{}", "Async{}"))
    names = {schema.key: _class(schema, classes) for schema in schemas}
    inputs = {
        model.key: classes.claim(f"{names[model.key]}Input", f"{names[model.key]}InputModel")
        for model in api.models
        if model.request and model.response
    }
    return {
        key: SchemaNames(modules[key], name, inputs.get(key, ""), home[key] == key)
        for key, name in names.items()
    }


def _class(schema: Schema, classes: Scope) -> str:
    name = identifier(schema.words, pascal)
    return classes.claim(name, f"{name}Model" if isinstance(schema, ir.Model) else f"{name}Type")


def _modules(schemas: Iterable[Schema], home: Mapping[str, str]) -> Mapping[str, str]:
    """The module of every schema."""
    scope = Scope(reserved_words("modules", "devices"))
    own = {
        schema.key: ENUMS if isinstance(schema, ir.Enum) else scope.claim(identifier(schema.words, snake))
        for schema in schemas
        if home[schema.key] == schema.key
    }
    return {key: own[head] for key, head in home.items()}


def field_names(fields: Iterable[ir.Field], reserved: frozenset[str]) -> Mapping[str, str]:
    """Wire name -> attribute. Who is called exactly so on the wire has the first right to a name."""
    scope = Scope()
    wanted = {field.wire: identifier(words_of(field), snake, reserved) for field in fields}
    found = {wire: scope.claim(name) for wire, name in wanted.items() if wire == name}
    for wire, name in wanted.items():
        if wire not in found:
            found[wire] = scope.claim(name, identifier(_spelled_out(wire), snake, reserved))
    return found


def words_of(field: ir.Field) -> Words:
    """The words of a field; where they make no name, those of its wire name with symbols spelled out."""
    return field.words if field.words and field.words[0][:1].isalpha() else _spelled_out(field.wire)


def _spelled_out(wire: str) -> Words:
    """`+1` -> ("plus", "1"): what tells apart names that differ by their symbols alone."""
    text = "".join(f" {_SYMBOLS[letter]} " if letter in _SYMBOLS else letter for letter in wire)
    return split(text) or (wire,)
