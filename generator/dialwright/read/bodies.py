"""What an operation sends: named fields, one value, or bytes, in the media types that the document offers.

Of several media types the caller chooses by an argument; the usual one is JSON, then a form, then multipart,
then whatever is listed first. Where forms have different fields, or one of them files, those that are given
decide unless the caller does. What holds named fields in another form, such as XML, cannot be written from
them and is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .. import ir, words
from ..openapi import Content, Operation, Schema, View
from .types import Types, either

_BINARY = ("image", "audio", "video", "font")
_FILE = ir.Primitive(ir.Kind.FILE)
_SAME_AS_JSON = ("*/*", "text/json", "application/*+json")


def read_body(operation: Operation, context: words.Words, types: Types) -> ir.Body | None:
    """The body of an operation's requests, if it has one."""
    content, view = operation.body_content, operation.body
    if content is None or view is None:
        return None
    reader = _Bodies(operation, context, types, view.flag("required"))
    if content.has_fields:
        return reader.fields(content)
    return reader.value(content) if content.is_json or content.is_form else reader.bytes(content)


def unoffered(operation: Operation) -> Iterator[Content]:
    """The media types in which an operation's body cannot be given."""
    usual = operation.body_content
    if usual is None or not (usual.is_json or usual.has_fields):
        return
    for content in operation.body_contents:
        written = content.is_json or (content.has_fields if usual.has_fields else content == usual)
        if not (written or _is_raw(content) or content.essence in _SAME_AS_JSON):
            yield content


class _Bodies:
    """Reads the body of one operation."""

    def __init__(self, operation: Operation, context: words.Words, types: Types, required: bool) -> None:
        self._operation = operation
        self._context = context
        self._types = types
        self._required = required

    def fields(self, usual: Content) -> ir.Body:
        """A body of named fields."""
        contents = [usual, *(c for c in self._others(usual) if c.has_fields)]
        several = len(contents) > 1
        raw = [content for content in self._others(usual) if _is_raw(content)]
        encodings = {e.wire: e for content in reversed(contents) for e in _encodings(content)}
        special = usual.is_multipart or several or bool(encodings)
        media_types = tuple(_sent_as(content) for content in (*contents, *raw))
        alternatives = [self._fields_of(content) for content in contents]
        fields = _merged(alternatives)
        return ir.Body(
            kind=ir.BodyKind.FIELDS if special else _kind(usual),
            media_type=_sent_as(usual),
            fields=tuple(replace(field, required=False) for field in fields) if raw else fields,
            required=self._required,
            encodings=tuple(encodings.values()),
            media_types=media_types if len(media_types) > 1 else (),
            forms=() if raw else _forms(media_types, alternatives),
            raw=bool(raw),
        )

    def value(self, usual: Content) -> ir.Body:
        """A body that is one value."""
        raw = [content for content in self._others(usual) if _is_raw(content)]
        return ir.Body(
            kind=_kind(usual),
            media_type=_sent_as(usual),
            type=self._types.read(usual.schema, (*self._context, "body"), sent=True),
            required=self._required and not raw,
            media_types=tuple(_sent_as(content) for content in (usual, *raw)) if raw else (),
            raw=bool(raw),
        )

    def bytes(self, usual: Content) -> ir.Body:
        """A body that is sent as it is."""
        contents = self._operation.body_contents
        several = len(contents) > 1 or "*" in usual.media_type
        text = all(content.is_text and not _has_binary(content) for content in contents)
        return ir.Body(
            kind=ir.BodyKind.BYTES,
            media_type=usual.media_type,
            type=ir.Either((ir.Primitive(ir.Kind.STRING), _FILE)) if text else _FILE,
            required=self._required,
            media_types=tuple(content.media_type for content in contents) if several else (),
        )

    def _others(self, usual: Content) -> list[Content]:
        """The other media types, each once."""
        found = {content.essence: content for content in self._operation.body_contents}
        return [
            content
            for essence, content in found.items()
            if essence not in (usual.essence, *(_SAME_AS_JSON if usual.is_json else ()))
        ]

    def _fields_of(self, content: Content) -> tuple[ir.Field, ...]:
        assert content.schema is not None
        schema = content.schema
        fields = self._types.body_fields(schema, words.split(schema.name) or self._context)
        if not content.is_multipart:
            return fields
        return tuple(_with_files(field, schema.properties[field.wire], content) for field in fields)


def _kind(content: Content) -> ir.BodyKind:
    return ir.BodyKind.FORM if content.is_form else ir.BodyKind.JSON


def _sent_as(content: Content) -> str:
    """The media type that is told; a wildcard that stands for JSON says nothing."""
    return "application/json" if content.is_json and "*" in content.essence else content.media_type


def _is_raw(content: Content) -> bool:
    """Whether something is sent in this media type that is not made of named fields or JSON."""
    schema = content.schema
    structured = content.is_json or content.is_form or content.is_multipart
    return not structured and (schema is None or schema.types in ((), ("string",))) and not _options(schema)


def _options(schema: Schema | None) -> bool:
    return schema is not None and bool(schema.options or schema.properties)


def _has_binary(content: Content) -> bool:
    return content.schema is not None and content.schema.is_binary


def _merged(alternatives: list[tuple[ir.Field, ...]]) -> tuple[ir.Field, ...]:
    """The fields of several forms of a body; one is required that is in each of them."""
    found: dict[str, list[ir.Field]] = {}
    for field in (field for fields in alternatives for field in fields):
        found.setdefault(field.wire, []).append(field)
    return tuple(_one(fields, len(alternatives)) for fields in found.values())


def _forms(
    media_types: tuple[str, ...], alternatives: list[tuple[ir.Field, ...]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The fields of each form, where it makes a difference which are given."""
    names = [tuple(field.wire for field in fields) for fields in alternatives]
    alike = len({frozenset(one) for one in names}) < 2
    files = any(_holds_file(field.type) for fields in alternatives for field in fields)
    return () if len(names) < 2 or (alike and not files) else tuple(zip(media_types, names, strict=True))


def _holds_file(type_: ir.Type) -> bool:
    match type_:
        case ir.ListOf(inner) | ir.Nullable(inner):
            return _holds_file(inner)
        case ir.Either(options):
            return any(map(_holds_file, options))
        case _:
            return type_ == _FILE


def _one(fields: list[ir.Field], alternatives: int) -> ir.Field:
    required = len(fields) == alternatives and all(field.required for field in fields)
    return replace(fields[0], type=either(field.type for field in fields), required=required)


# --- files -------------------------------------------------------------------------------------------------


def _with_files(field: ir.Field, schema: Schema, content: Content) -> ir.Field:
    """A part of a multipart body: bytes in it are files."""
    encoding = content.encodings.get(field.wire)
    return replace(field, type=_as_file(field.type, schema, encoding))


def _as_file(type_: ir.Type, schema: Schema | None, encoding: View | None) -> ir.Type:
    match type_:
        case ir.ListOf(item):
            return ir.ListOf(_as_file(item, schema.items if schema is not None else None, encoding))
        case ir.Nullable(inner):
            return ir.Nullable(_as_file(inner, schema, encoding))
        case ir.Primitive(ir.Kind.BYTES):
            return _FILE
        case ir.Primitive(ir.Kind.STRING | ir.Kind.ANY) if _says_file(schema, encoding):
            return _FILE
        case _:
            return type_


def _says_file(schema: Schema | None, encoding: View | None) -> bool:
    """Whether a text, or what has no type at all, is said to be in a form that no text has."""
    if schema is not None and (schema.has("contentEncoding") or schema.values):
        return False
    told = schema.text("contentMediaType") if schema is not None else ""
    found = told or (encoding.text("contentType") if encoding is not None else "")
    return any(_is_binary(one.strip().lower()) for one in found.split(",")) if found else False


def _is_binary(media_type: str) -> bool:
    family = media_type.partition("/")[0]
    text = media_type.endswith(("json", "xml")) or family in ("text", "")
    return family in _BINARY or (family == "application" and not text) or media_type == "*/*"


# --- encodings ---------------------------------------------------------------------------------------------


def _encodings(content: Content) -> Iterator[ir.Encoding]:
    """How the document says that fields are written."""
    properties = content.schema.properties if content.schema is not None else {}
    for name, view in content.encodings.items():
        styled = content.is_form and any(view.has(key) for key in ("style", "explode", "allowReserved"))
        if styled:
            yield _style(name, view)
        elif media_type := _one_type(view.text("contentType").split(",")):
            yield ir.Encoding(wire=name, media_type=media_type)
    for name, schema in properties.items() if content.is_multipart else ():
        said = _one_type([schema.text("contentMediaType")])
        if said and name not in content.encodings and not schema.has("contentEncoding"):
            yield ir.Encoding(wire=name, media_type=said)


def _style(name: str, view: View) -> ir.Encoding:
    style = view.text("style") or "form"
    return ir.Encoding(
        wire=name,
        style=style,
        explode=view.flag("explode") if view.has("explode") else style == "form",
        allow_reserved=view.flag("allowReserved"),
    )


def _one_type(media_types: Iterable[str]) -> str:
    """The media type, where there is just one and no wildcard in it."""
    found = [one.strip() for one in media_types]
    return found[0] if len(found) == 1 and "*" not in found[0] else ""
