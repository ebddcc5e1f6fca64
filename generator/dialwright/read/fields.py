"""A property or a parameter, with a name on the wire, becomes a field."""

from __future__ import annotations

from dataclasses import replace

from .. import ir, words
from ..openapi import Parameter, Schema, View


def read_field(wire: str, schema: Schema, type_: ir.Type, *, required: bool) -> ir.Field:
    """The field of an object's property."""
    return _field(wire, schema, schema, type_, schema.description, required)


def read_parameter(parameter: Parameter, type_: ir.Type, style: ir.Style | None = None) -> ir.Field:
    """The field of a path, query, header or cookie parameter."""
    field = _field(
        parameter.wire, parameter, parameter.schema, type_, parameter.description, parameter.required
    )
    return replace(field, style=style)


def read_source(view: View) -> ir.Source | None:
    """`x-source`."""
    source = view.view("x-source")
    return ir.Source(source.text("document"), source.text("section")) if source is not None else None


def words_of(view: View, wire: str) -> words.Words:
    """The words of a name: those of `x-name`, else those of the name on the wire."""
    return words.split(view.text("x-name")) or words.split(wire)


def _field(
    wire: str, owner: View, schema: Schema | None, type_: ir.Type, description: str, required: bool
) -> ir.Field:
    return ir.Field(
        wire=wire,
        words=words_of(owner, wire),
        type=type_,
        required=required,
        description=description,
        aliases=owner.strings("x-alias"),
        default=_default(schema) if schema is not None else None,
        argument_default=owner.scalar("x-default"),
        minimum=schema.number("minimum") if schema is not None else None,
        maximum=schema.number("maximum") if schema is not None else None,
        deprecated=owner.flag("deprecated"),
        read_only=schema is not None and schema.flag("readOnly"),
        write_only=schema is not None and schema.flag("writeOnly"),
        secret=schema is not None and schema.format == "password",
        generated=owner.text("x-generate"),
        written=_written(schema) if schema is not None else "",
        source=read_source(owner),
        named=bool(words.split(owner.text("x-name"))),
    )


def _default(schema: Schema) -> ir.Scalar:
    """A default that can be told in a word; that of a list of one is its element."""
    elements = schema.elements("default")
    if len(elements) == 1 and isinstance(elements[0].value, (str, int, float)):
        return elements[0].value
    return schema.scalar("default")


def _written(schema: Schema) -> str:
    """How the service writes the value, or each of a list, where that is not the usual way."""
    one = schema.items or schema
    first = next(iter(one.types), "")
    match one.meaning:
        case "date-time":
            return one.format if one.format == "rfc-2822" else ""
        case "decimal":
            return "number" if first in ("number", "integer") else ""
        case "integer" | "number" | "boolean":
            return "text" if first == "string" else ""
        case _:
            return ""
