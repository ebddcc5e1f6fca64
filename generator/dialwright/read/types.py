"""Schemas become types; objects, enums and unions get a name once, however often they are used."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import TypeVar

from .. import ir, words
from ..openapi import Schema
from .fields import read_field
from .report import Report

_Definition = TypeVar("_Definition", ir.Model, ir.Enum, ir.Union)

_MEANINGS = {kind.value: kind for kind in ir.Kind}
_FORMATS = {"date": ir.Kind.DATE, "date-time": ir.Kind.DATE_TIME, "binary": ir.Kind.BYTES}


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
        self._directions: set[tuple[str, bool]] = set()

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
        if schema is None:
            return ir.Primitive(ir.Kind.ANY)
        plain = self._plain(schema, context, sent)
        return ir.Nullable(plain) if schema.nullable else plain

    def fields(self, schema: Schema, context: words.Words, *, sent: bool) -> tuple[ir.Field, ...]:
        """The properties of an object."""
        return tuple(
            read_field(
                name,
                property_,
                self.read(property_, (*context, *words.split(name)), sent=sent),
                required=name in schema.required,
            )
            for name, property_ in schema.properties.items()
        )

    def _plain(self, schema: Schema, context: words.Words, sent: bool) -> ir.Type:
        if schema.meaning in _MEANINGS:
            return ir.Primitive(_MEANINGS[schema.meaning])
        if schema.has_const:
            return ir.Constant((schema.raw("const"),))
        if schema.enum:
            return self._enum(schema, context, sent)
        if schema.options and not schema.properties:
            return self._alternatives(schema, context, sent)
        if schema.is_object:
            return self._object(schema, context, sent)
        if schema.items is not None or "array" in schema.types:
            item_context = words.singular(context)
            return ir.ListOf(self.read(schema.items, item_context, sent=sent))
        return _primitive(schema)

    def _object(self, schema: Schema, context: words.Words, sent: bool) -> ir.Type:
        if not schema.properties:
            additional = schema.additional
            value = additional if isinstance(additional, Schema) else None
            return ir.MapOf(self.read(value, (*context, "value"), sent=sent))
        key = self._define(schema, context, self._models, lambda key, name: self._model(key, name, schema))
        if (key, sent) not in self._directions:  # once a direction: its fields may lead back to it
            self._directions.add((key, sent))
            fields = self.fields(schema, self._models[key].words, sent=sent)
            self._models[key] = replace(
                self._models[key],
                fields=fields,
                request=(key, True) in self._directions,
                response=(key, False) in self._directions,
            )
        return ir.Named(key)

    def _model(self, key: str, name: words.Words, schema: Schema) -> ir.Model:
        additional = schema.additional
        extra: ir.Type | None = None
        if isinstance(additional, Schema):
            extra = self.read(additional, (*name, "value"), sent=False)
        elif additional is not False:
            extra = ir.Primitive(ir.Kind.ANY)
        return ir.Model(
            key=key, words=name, description=schema.description, extra=extra, flat=schema.text("x-flat")
        )

    def _enum(self, schema: Schema, context: words.Words, sent: bool) -> ir.Type:
        def make(key: str, name: words.Words) -> ir.Enum:
            return ir.Enum(key=key, words=name, values=schema.enum, description=schema.description)

        key = self._define(schema, context, self._enums, make)
        if not sent:
            self._enums[key] = replace(self._enums[key], open=True)
        return ir.Named(key)

    def _alternatives(self, schema: Schema, context: words.Words, sent: bool) -> ir.Type:
        if not schema.discriminator:
            options = tuple(self.read(option, context, sent=sent) for option in schema.options)
            return options[0] if len(options) == 1 else ir.Either(options)

        def make(key: str, name: words.Words) -> ir.Union:
            options = tuple(self.read(option, name, sent=sent) for option in schema.options)
            return ir.Union(
                key=key, words=name, options=options, tag=schema.discriminator, description=schema.description
            )

        return ir.Named(self._define(schema, context, self._unions, make))

    def _define(
        self,
        schema: Schema,
        context: words.Words,
        into: dict[str, _Definition],
        make: Callable[[str, words.Words], _Definition],
    ) -> str:
        """The key of the schema's definition, which is made when it is first met."""
        known = self._keys.get(schema.identity)
        if known is not None:
            return known
        name = words.split(schema.name) or context
        key = self._free_key(schema, name)
        self._keys[schema.identity] = key
        into[key] = make(key, name)
        return key

    def _free_key(self, schema: Schema, name: words.Words) -> str:
        key = words.pascal(name)
        taken = set(self._keys.values())
        if key not in taken:
            return key
        number = next(n for n in range(2, len(taken) + 3) if f"{key}{n}" not in taken)
        self._report.warn(
            schema, "name-clash", f"another schema is called {key!r} too; this one becomes '{key}{number}'"
        )
        return f"{key}{number}"


def _primitive(schema: Schema) -> ir.Type:
    options: list[ir.Type] = []
    for kind in schema.types:
        if kind == "string":
            options.append(ir.Primitive(_FORMATS.get(schema.format, ir.Kind.STRING)))
        elif kind in ("integer", "number", "boolean"):
            options.append(ir.Primitive(ir.Kind(kind)))
    if not options:
        return ir.Primitive(ir.Kind.ANY)
    return options[0] if len(options) == 1 else ir.Either(tuple(options))
