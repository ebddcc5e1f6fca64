"""Schemas become types; objects, enums and unions get a name once, however often they are used."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from .. import ir, words
from ..openapi import Schema, View
from .fields import read_field, read_source
from .report import Report

_Definition = TypeVar("_Definition", ir.Model, ir.Enum, ir.Union)

_MEANINGS = {kind.value: kind for kind in ir.Kind if kind is not ir.Kind.FILE}
_FORMATS = {"date": ir.Kind.DATE, "date-time": ir.Kind.DATE_TIME, "binary": ir.Kind.BYTES}
# Keywords of which a type holds but a part, and which.
_LEFT = {
    "if": "what `then` and `else` add may be given always",
    "dependentSchemas": "what they add may be given always",
    "dependentRequired": "each of these may be left out",
    "dependencies": "each of these may be left out",
    "contains": "an element may be anything that `items` says",
    "maxContains": "how many elements are like that is not counted",
    "minContains": "how many elements are like that is not counted",
    "patternProperties": "a property may be of the type of any of the names",
    "propertyNames": "a name may be any text",
    "unevaluatedProperties": "other properties may be anything",
    "unevaluatedItems": "other elements may be anything",
    "contentSchema": "what the text holds is not read",
    "$dynamicRef": "it is taken for any value",
}
_ANY, _NULL = ir.Primitive(ir.Kind.ANY), ir.Primitive(ir.Kind.NULL)


class Types:
    """The models, enums and unions met so far, and the way from a schema to a type.

    `context` is the name that a schema written in place gets: the words of where it stands.
    `sent` says whether the client sends the value (closed) or reads it (open).
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._models: dict[str, ir.Model] = {}
        self._enums: dict[str, ir.Enum] = {}
        self._unions: dict[str, ir.Union] = {}
        self._keys: dict[Hashable, str] = {}
        self._taken: set[str] = set()
        self.builders: dict[str, View] = {}  # key of a model -> its `x-builder`
        self._directions: set[tuple[str, bool]] = set()
        self._inside: set[Hashable] = set()  # the nameless schemas that are being read
        # What named schemas hold is read one after the other, not one inside the other, for they lead to each
        # other in circles and in chains of any length.
        self._waiting: deque[Callable[[], None]] = deque()

    @property
    def models(self) -> tuple[ir.Model, ...]:
        return tuple(self._models.values())

    @property
    def enums(self) -> tuple[ir.Enum, ...]:
        return tuple(self._enums.values())

    @property
    def unions(self) -> tuple[ir.Union, ...]:
        return tuple(self._unions.values())

    def read(self, schema: Schema | None, context: words.Words, *, sent: bool) -> ir.Type:
        """The type of a schema; anything at all where there is none."""
        found = self._read(schema, context, sent)
        self._finish()
        return found

    def is_enum(self, key: str) -> bool:
        """Whether a key is that of an enum, of whose values each is a single one."""
        return key in self._enums

    def body_fields(self, schema: Schema, context: words.Words) -> tuple[ir.Field, ...]:
        """The properties of an object that is a request's body, without those that only the service sets."""
        self._tell_what_is_left(schema)
        found = self._fields(schema, context, sent=True)
        self._finish()
        return tuple(field for field in found if not field.read_only)

    def _finish(self) -> None:
        while self._waiting:
            self._waiting.popleft()()

    def _fields(self, schema: Schema, context: words.Words, sent: bool) -> tuple[ir.Field, ...]:
        own = tuple(
            self._field(name, property_, context, sent, required=name in schema.required)
            for name, property_ in schema.properties.items()
        )
        return (*own, *self._alternative_fields(schema, context, sent))

    def _field(
        self, name: str, schema: Schema, context: words.Words, sent: bool, *, required: bool
    ) -> ir.Field:
        type_ = self._read(schema, (*context, *words.split(name)), sent)
        return read_field(name, schema, type_, required=required)

    def _alternative_fields(self, schema: Schema, context: words.Words, sent: bool) -> Iterator[ir.Field]:
        """What an object may have besides, as alternatives beside its properties say; each may be missing."""
        found: dict[str, list[ir.Field]] = {}
        for option in schema.choices:
            for name, property_ in option.properties.items():
                if name not in schema.properties:
                    field = self._field(name, property_, context, sent, required=False)
                    found.setdefault(name, []).append(field)
        for fields in found.values():
            yield replace(fields[0], type=either(field.type for field in fields))

    def _read(self, schema: Schema | None, context: words.Words, sent: bool) -> ir.Type:
        if schema is None:
            return _ANY
        self._tell_what_is_left(schema)
        if schema.is_null:
            return _NULL
        plain = self._plain(schema, context, sent)
        return _nullable(plain) if schema.nullable else plain

    def _tell_what_is_left(self, schema: Schema) -> None:
        """Tell of keywords that say more than a type can."""
        if schema.has("not"):
            problem = "what a value must not be is no type: `not` is left to the service"
            self._report.warn(schema.definition, "not", problem)
        for key in schema.conditions:
            self._report.warn(schema.definition, "condition", f"`{key}` is left to the service: {_LEFT[key]}")

    def _plain(self, schema: Schema, context: words.Words, sent: bool) -> ir.Type:
        if schema.meaning in _MEANINGS:
            return ir.Primitive(_MEANINGS[schema.meaning])
        if schema.core is not schema:
            return self._nameless(schema, context, sent)
        if schema.is_constant:
            return ir.Constant(schema.values)
        if schema.values:
            return self._enum(schema, context, sent)
        if schema.discriminator and schema.is_choice:
            return self._union(schema, context, sent)
        if schema.heirs and schema.properties:
            return self._family(schema, context, sent)
        return self._nameless(schema, context, sent)

    # --- what gets a name ---

    def _model(self, schema: Schema, context: words.Words, sent: bool) -> ir.Type:
        def make(key: str, name: words.Words, own: Schema) -> ir.Model:
            description, flat, source = own.description, own.text("x-flat"), read_source(own)
            if (builder := own.view("x-builder")) is not None:
                self.builders[key] = builder
            return ir.Model(
                key=key, words=name, description=description, flat=flat, source=source, identity=own.address
            )

        key = self._define(schema, context, self._models, make)
        self._later(key, sent, lambda: self._fill_model(key, schema.definition, sent))
        flat = self._models[key].flat
        return ir.Either((ir.Named(key), self._flat(key, schema, flat))) if sent and flat else ir.Named(key)

    def _flat(self, key: str, schema: Schema, nested: str) -> ir.Type:
        """The flat spelling of a model: what it nests under one property stands beside the others."""
        model = self._models[key]
        flat_key = f"{key}Flat"
        if flat_key not in self._models:
            self._taken.add(flat_key)
            self._models[flat_key] = replace(
                model,
                key=flat_key,
                words=(*model.words, "flat"),
                flat="",
                flattens=key,
                identity="",
            )
            self._later(flat_key, True, lambda: self._fill_flat(flat_key, schema.definition, nested))
        return ir.Named(flat_key)

    def _fill_flat(self, key: str, schema: Schema, nested: str) -> None:
        inner = schema.properties.get(nested)
        model = self._models[key]
        own = tuple(field for field in self._fields(schema, model.words, True) if field.wire != nested)
        more = self._fields(inner, model.words, True) if inner is not None else ()
        self._models[key] = replace(model, fields=(*own, *more), extra=None, request=True)

    def _fill_model(self, key: str, schema: Schema, sent: bool) -> None:
        model = self._models[key]
        extra: ir.Type | None = None
        if schema.unlisted or schema.additional is not False:
            extra = self._any_of(schema.unlisted, (*model.words, "value"), sent)
        fields = self._fields(schema, model.words, sent)
        request, response = model.request or sent, model.response or not sent
        partial = bool(schema.patterns) and schema.additional is None
        self._models[key] = replace(
            model, fields=fields, extra=extra, extra_is_partial=partial, request=request, response=response
        )

    def _enum(self, schema: Schema, context: words.Words, sent: bool) -> ir.Type:
        def make(key: str, name: words.Words, own: Schema) -> ir.Enum:
            return ir.Enum(
                key=key, words=name, values=own.values, description=own.description, identity=own.address
            )

        key = self._define(schema, context, self._enums, make)
        if not sent:
            self._enums[key] = replace(self._enums[key], open=True)
        return ir.Named(key)

    def _union(self, schema: Schema, context: words.Words, sent: bool) -> ir.Type:
        def make(key: str, name: words.Words, own: Schema) -> ir.Union:
            tag, about = own.discriminator, own.description
            return ir.Union(key=key, words=name, options=(), tag=tag, description=about, identity=own.address)

        key = self._define(schema, context, self._unions, make)
        self._later(key, sent, lambda: self._fill_union(key, schema.definition, sent))
        return ir.Named(key)

    def _family(self, schema: Schema, context: words.Words, sent: bool) -> ir.Type:
        """A model, or what may stand in its place because it includes it."""
        base = self._nameless(schema, context, sent)
        identity = (schema.identity, "family")
        if identity not in self._keys:
            name = ("any", *(words.split(schema.name) or context))
            self._keys[identity] = key = self._free_key(schema, name)
            about = schema.definition.description
            self._unions[key] = ir.Union(
                key=key,
                words=name,
                options=(),
                tag=schema.discriminator,
                description=about,
                identity=f"any {schema.definition.address}",
            )
        key = self._keys[identity]
        self._later(key, sent, lambda: self._fill_union(key, schema.definition, sent, base))
        return ir.Named(key)

    def _fill_union(self, key: str, schema: Schema, sent: bool, base: ir.Type | None = None) -> None:
        """Of a `base`, the alternatives are what may stand in its place, and last itself."""
        union = self._unions[key]
        own = schema.identity

        def read(option: Schema) -> ir.Type:
            return base if base and option.identity == own else self._alone(option, union.words, sent)

        found = [read(option) for option in schema.options or schema.heirs] + ([base] if base else [])
        options = tuple(dict.fromkeys(each for type_ in found for each in _options(type_)))
        meant = {value: read(other) for value, other in schema.mapping.items()}
        keys = {value: self._only_key(type_) for value, type_ in meant.items()}
        mapping = {value: key for value, key in keys.items() if key}
        open_ = union.open or not sent
        self._unions[key] = replace(union, options=options, mapping=mapping, open=open_)

    def _alone(self, schema: Schema, context: words.Words, sent: bool) -> ir.Type:
        """The type of a schema without what may stand in its place, which is listed beside it."""
        is_family = schema.heirs and schema.properties
        return (self._nameless if is_family else self._read)(schema, context, sent)

    def _only_key(self, type_: ir.Type) -> str:
        """The key of what a type names, whatever its spelling; "" where it is any of several things."""
        keys = [option.key for option in _options(type_) if isinstance(option, ir.Named)]
        keys = [key for key in keys if key not in self._models or not self._models[key].flattens]
        return keys[0] if len(keys) == 1 else ""

    def _later(self, key: str, sent: bool, fill: Callable[[], None]) -> None:
        """Read what a definition holds, once for each direction in which it travels."""
        if (key, sent) not in self._directions:
            self._directions.add((key, sent))
            self._waiting.append(fill)

    def _define(
        self,
        schema: Schema,
        context: words.Words,
        into: dict[str, _Definition],
        make: Callable[[str, words.Words, Schema], _Definition],
    ) -> str:
        """The key of the schema's definition, which is made when it is first met."""
        known = self._keys.get(schema.identity)
        if known is not None:
            return known
        name = words.split(schema.name) or context
        key = self._free_key(schema, name)
        self._keys[schema.identity] = key
        into[key] = make(key, name, schema.definition)
        return key

    def _free_key(self, schema: Schema, name: words.Words) -> str:
        wanted = key = words.pascal(name)
        number = 1
        while key in self._taken:
            number += 1
            key = f"{wanted}{number}"
        self._taken.add(key)
        if key != wanted:
            self._report.warn(
                schema, "name-clash", f"another schema is called {wanted!r} too; this one becomes {key!r}"
            )
        return key

    # --- what gets none ---

    def _nameless(self, schema: Schema, context: words.Words, sent: bool) -> ir.Type:
        identity = schema.identity
        if identity in self._inside:
            problem = "this holds itself with no object in between; where it does, it is taken for any value"
            self._report.warn(schema, "recursion", problem)
            return _ANY
        self._inside.add(identity)
        found = self._shape(schema, context, sent)
        self._inside.remove(identity)
        return found

    def _shape(self, schema: Schema, context: words.Words, sent: bool) -> ir.Type:
        if schema.core is not schema:
            return self._read(schema.core, context, sent)
        if schema.is_choice:
            found = either(self._read(option, context, sent) for option in schema.options)
            # Alternatives that only demand more, such as a length, leave the rest to `type`.
            if found != _ANY or not schema.types:
                return found
        return either(self._of_kind(kind, schema, context, sent) for kind in schema.types)

    def _of_kind(self, kind: str, schema: Schema, context: words.Words, sent: bool) -> ir.Type:
        match kind:
            case "object" if schema.properties:
                return self._model(schema, context, sent)
            case "object":
                return ir.MapOf(self._any_of(schema.unlisted, (*context, "value"), sent))
            case "array":
                return ir.ListOf(self._any_of(schema.elements_of, words.singular(context), sent))
            case "string":
                return ir.Primitive(_FORMATS.get(schema.format, ir.Kind.STRING))
            case "integer" | "number" | "boolean":
                return ir.Primitive(ir.Kind(kind))
            case _:
                return _ANY

    def _any_of(self, schemas: Iterable[Schema], context: words.Words, sent: bool) -> ir.Type:
        """The type of what may be any of some schemas; anything at all where there are none."""
        return either(self._read(schema, context, sent) for schema in schemas)


def _options(type_: ir.Type) -> tuple[ir.Type, ...]:
    """The types that a type is any of."""
    return type_.options if isinstance(type_, ir.Either) else (type_,)


def _nullable(type_: ir.Type) -> ir.Type:
    """The type or null, said once."""
    return type_ if isinstance(type_, ir.Nullable) or type_ in (_ANY, _NULL) else ir.Nullable(type_)


def either(types: Iterable[ir.Type]) -> ir.Type:
    """Any of the types, each told once and null on the outside; anything at all where there are none."""
    found = tuple(types)
    plain = [type_.type if isinstance(type_, ir.Nullable) else type_ for type_ in found]
    options = tuple(dict.fromkeys(option for type_ in plain for option in _options(type_)))
    if _ANY in options:
        return _ANY
    one = ir.Either(options) if len(options) > 1 else next(iter(options), _ANY)
    return _nullable(one) if any(isinstance(type_, ir.Nullable) for type_ in found) else one
