"""The body of a request: fields with names, or one value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .. import ir, words
from ..openapi import Content, Operation, Schema
from .types import Types

_FILE, _STRING = ir.Primitive(ir.Kind.FILE), ir.Primitive(ir.Kind.STRING)
_XML = ("application/xml", "application/xml-dtd")


def read_body(operation: Operation, types: Types, context: words.Words) -> ir.Body | None:
    """The body that an operation sends, if it sends one."""
    content = operation.body_content
    if content is None or operation.body is None:
        return None
    kind, schema = _kind(content), content.schema
    body = ir.Body(kind=kind, media_type=content.media_type, required=operation.body.flag("required"))
    if kind is ir.BodyKind.BYTES:
        return replace(body, type=_whole(content))
    if schema is None or not schema.properties:
        read = types.read(schema, (*context, "body"), sent=True)
        return replace(body, type=ir.MapOf(ir.Primitive(ir.Kind.ANY)) if content.is_multipart else read)
    fields = types.body_fields(schema, words.split(schema.name) or context)
    if content.is_multipart:
        fields = tuple(_part(field, _property(schema, field.wire)) for field in fields)
    if kind is ir.BodyKind.JSON:
        return _with_parts(replace(body, fields=fields), operation, types, context)
    return replace(body, fields=fields, encodings=tuple(_encodings(content, schema, fields)))


def _with_parts(body: ir.Body, operation: Operation, types: Types, context: words.Words) -> ir.Body:
    """A JSON body that may be sent in parts instead, with the files that it can have only then."""
    content = next((content for content in operation.body_contents if content.is_multipart), None)
    schema = content.schema if content is not None else None
    if content is None or schema is None:
        return body
    known = frozenset(field.wire for field in body.fields)
    fields = types.body_fields(schema, (*context, "parts"), known=known)
    read = (_part(field, _property(schema, field.wire)) for field in fields if field.wire not in known)
    more = tuple(replace(field, required=False) for field in read)
    return replace(
        body,
        fields=(*body.fields, *more),
        parts=tuple(field.wire for field in more),
        encodings=tuple(_encodings(content, schema, (*body.fields, *more))) if more else (),
    )


def _kind(content: Content) -> ir.BodyKind:
    if content.is_form:
        return ir.BodyKind.FORM
    if content.is_multipart:
        return ir.BodyKind.MULTIPART
    return ir.BodyKind.JSON if content.is_json else ir.BodyKind.BYTES


def _whole(content: Content) -> ir.Type:
    """What is given for a body that is sent as it is."""
    if content.essence.startswith("text/"):
        return _STRING
    is_text = content.essence in _XML or content.essence.endswith("+xml")
    return ir.Either((_STRING, _FILE)) if is_text else _FILE


def _part(field: ir.Field, schema: Schema) -> ir.Field:
    """A field of a multipart body: what JSON has as text, or what is not said at all, may be a file there."""
    type_ = field.type
    items = schema.items
    if schema.is_file:
        type_ = _FILE
    elif items is not None and items.is_file:
        type_ = ir.ListOf(_FILE)
    elif type_ == ir.Primitive(ir.Kind.ANY) and not schema.types:
        type_ = ir.Either((_STRING, _FILE))
    return replace(field, type=type_)


def _encodings(
    content: Content, schema: Schema, fields: tuple[ir.Field, ...]
) -> Iterator[tuple[str, ir.Encoding]]:
    """How fields are written that are written in a way of their own."""
    written = content.encodings
    for field in fields:
        view = written.get(field.wire)
        if view is not None:
            explode = view.flag("explode") if view.has("explode") else None
            yield field.wire, ir.Encoding(view.text("contentType"), view.text("style"), explode)
        elif content.is_form and _holds_objects(_property(schema, field.wire)):
            yield field.wire, ir.Encoding()


def _property(schema: Schema, wire: str) -> Schema:
    """The schema of a property, which may be that of an alternative alone."""
    places = (schema, *schema.choices)
    return next(place.properties[wire] for place in places if wire in place.properties)


def _holds_objects(schema: Schema) -> bool:
    """Whether a value may be an object, or a list of them: in a form these are JSON."""
    kinds = {kind for one in (schema, *schema.options) for kind in one.types}
    return "object" in kinds or (schema.items is not None and _holds_objects(schema.items))
