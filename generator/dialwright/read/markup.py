"""The XML documents with which users answer the service."""

from __future__ import annotations

from dataclasses import replace

from .. import ir, words
from ..openapi import ApiDescription, MarkupElement, Schema, argument_words
from .fields import read_field
from .types import Types

_ANY, _TEXT = ir.Primitive(ir.Kind.ANY), ir.Primitive(ir.Kind.STRING)


def read_markup(description: ApiDescription, types: Types) -> ir.Markup:
    """The documents and their elements; none where the document has no `x-markup`."""
    markup = description.markup
    if markup is None:
        return ir.Markup()
    return ir.Markup(
        documents=tuple(_element(element, types) for element in markup.documents),
        elements=tuple(_element(element, types) for element in markup.elements_inside),
    )


def _element(element: MarkupElement, types: Types) -> ir.Element:
    name = words.split(element.key)
    arguments = {
        wire: _argument(wire, schema, name, types, required=wire in element.required)
        for wire, schema in element.arguments.items()
    }
    return ir.Element(
        key=element.key,
        words=name,
        name=element.name,
        verb=element.verb,
        former_verbs=element.former_verbs,
        description=element.text("description"),
        text=arguments.pop("", None),
        attributes=tuple(arguments.values()),
        children=element.strings("children"),
    )


def _argument(wire: str, schema: Schema, element: words.Words, types: Types, *, required: bool) -> ir.Field:
    """A field for the text or an attribute. In XML everything is text, unless something else is said."""
    name = argument_words(wire, schema)
    read = types.read(schema, (*element, *name), sent=True)
    field = read_field(wire, schema, _TEXT if read == _ANY else read, required=required)
    return replace(field, words=name)
