"""The names of schemas, of the modules they live in and of their fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ... import ir
from ...kept import Key, Register
from ...words import Words, pascal, snake, spelled_out
from .identifier import identifier, reserved_words
from .placement import homes
from .scope import Scope

ENUMS = "enums"
"""The module of the enums that several schemas or operations share."""

Schema: TypeAlias = ir.Model | ir.Enum | ir.Union

_BEFORE_DIGITS = "field"


@dataclass(frozen=True)
class SchemaNames:
    """Where a schema is found: module of the models package, class or alias in it."""

    module: str
    name: str
    input: str = ""  # a model that is sent as well as received: its form as a plain mapping
    is_head: bool = False  # whether the module is its own, and not that of the only schema that uses it


def schema_names(api: ir.Api, register: Register) -> Mapping[str, SchemaNames]:
    """Every model, enum and union of the API by its key."""
    schemas: tuple[Schema, ...] = (*api.models, *api.enums, *api.unions)
    home = homes(api)
    modules = _modules(schemas, home)
    taken = reserved_words("classes")
    classes = Scope(taken, forms=("{}", "Async{}"), kept=_kept_classes(register), register=register)
    names = {schema.key: _class(schema, classes) for schema in schemas}
    inputs = {
        model.key: classes.claim(
            f"{names[model.key]}Input", f"{names[model.key]}InputModel", key=_key(model, "input")
        )
        for model in api.models
        if model.request and model.response
    }
    return {
        key: SchemaNames(modules[key], name, inputs.get(key, ""), home[key] == key)
        for key, name in names.items()
    }


def _class(schema: Schema, classes: Scope) -> str:
    name = identifier(schema.words, pascal)
    other = f"{name}Model" if isinstance(schema, ir.Model) else f"{name}Type"
    return classes.claim(name, other, key=_key(schema, "class"))


def _key(schema: Schema, *what: str) -> Key | None:
    return ("schemas", schema.identity, *what) if schema.identity else None


def _kept_classes(register: Register) -> Mapping[Key, str]:
    """The classes that schemas had, and those of resources, which have names of their own among them."""
    roles = {"schemas": ("class", "input"), "resources": ("class",)}
    names = register.kept.names.items()
    return {key: name for key, name in names if len(key) == 3 and key[2] in roles.get(key[0], ())}


def _modules(schemas: Iterable[Schema], home: Mapping[str, str]) -> Mapping[str, str]:
    """The module of every schema."""
    scope = Scope(reserved_words("modules", "devices"))
    own = {
        schema.key: ENUMS if isinstance(schema, ir.Enum) else scope.claim(identifier(schema.words, snake))
        for schema in schemas
        if home[schema.key] == schema.key
    }
    return {key: own[head] for key, head in home.items()}


def field_names(model: ir.Model, reserved: frozenset[str], register: Register) -> Mapping[str, str]:
    """Wire name -> attribute. Who is called so by the document, or before, has the first right to a name."""
    above = _key(model, "fields")
    kept = register.kept.under(*above) if above else {}
    scope = Scope(kept=kept, register=register, reserved=reserved)
    names = {field.wire: identifier(words_of(field), snake, reserved) for field in model.fields}
    ranks = {field.wire: _rank(field, names[field.wire]) for field in model.fields}
    found: dict[str, str] = {}
    for wire in sorted(names, key=ranks.__getitem__):
        key = (*above, wire) if above and ranks[wire] else None
        found[wire] = scope.claim(names[wire], identifier(spelled_out(wire), snake, reserved), key=key)
        if above and key is None:
            register.forget((*above, wire))
    return {wire: found[wire] for wire in names}


def has_extras(model: ir.Model) -> bool:
    """Whether something is known of the properties that are not listed."""
    return model.extra is not None and model.extra != ir.Primitive(ir.Kind.ANY)


def extras_name(fields: Mapping[str, str], reserved: frozenset[str]) -> str:
    """The attribute with the properties that are not listed; those that are come first to a name."""
    return Scope({*reserved, *fields.values()}).claim("extras", "additional_properties")


def _rank(field: ir.Field, name: str) -> int:
    """Who comes first: whom the document calls so, who is called exactly so on the wire, all others."""
    return 0 if field.named else 1 if field.wire == name else 2


def words_of(field: ir.Field) -> Words:
    """The words of a field; where they make no name, those of its wire name with symbols spelled out.

    What begins with a digit even so is `field_2fa`, as a parameter too.
    """
    found = field.words if field.words and field.words[0][:1].isalpha() else spelled_out(field.wire)
    return (_BEFORE_DIGITS, *found) if found[0][:1].isdigit() else found
