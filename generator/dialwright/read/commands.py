"""One operation that takes many commands becomes one method a command.

`x-command` says which property of the body names the command and which holds its parameters. Each alternative
of the body is a command: its name is sent as it is, its parameters become arguments, and so does whatever
stands beside them, such as the id of what the command is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .. import ir, words
from ..openapi import Operation, Schema, View
from .fields import read_field, read_source
from .rules import read_rules
from .types import Types


def read_commands(operation: Operation, common: ir.Operation, types: Types) -> Iterator[ir.Operation]:
    """The methods of an operation with `x-command`; `common` is what they have in common."""
    settings, content = operation.view("x-command"), operation.body_content
    if settings is not None and content is not None and content.schema is not None:
        for option in content.schema.options:
            body = _body(option, settings, content.media_type, types)
            yield _command(option, settings, replace(common, body=body))


def _command(schema: Schema, settings: View, common: ir.Operation) -> ir.Operation:
    return replace(
        common,
        words=_words(schema, settings),
        summary=schema.text("summary") or schema.description,
        rules=read_rules(schema.properties.get(settings.text("params"))),
        positional=schema.strings("x-positional"),
        idempotent=schema.flag("x-idempotent"),
        deprecated=schema.flag("deprecated"),
        source=read_source(schema) or common.source,
        identity="",
    )


def _body(schema: Schema, settings: View, media_type: str, types: Types) -> ir.Body:
    name, envelope = settings.text("discriminator"), settings.text("params")
    params = schema.properties.get(envelope)
    return ir.Body(
        kind=ir.BodyKind.JSON,
        media_type=media_type,
        fields=types.body_fields(params, words.split(params.name)) if params is not None else (),
        envelope=envelope,
        beside=tuple(_beside(schema, {name, envelope}, types)),
        constants=((name, _constant(schema, name)),),
    )


def _beside(schema: Schema, without: set[str], types: Types) -> Iterator[ir.Field]:
    """The fields that stand beside the parameters."""
    for name, property_ in schema.properties.items():
        if name not in without:
            type_ = types.read(property_, words.split(name), sent=True)
            yield read_field(name, property_, type_, required=name in schema.required)


def _words(schema: Schema, settings: View) -> words.Words:
    """`x-method`; else the command's name, without the prefix that all of them have."""
    name = str(_constant(schema, settings.text("discriminator")))
    return words.split(schema.text("x-method") or name.removeprefix(settings.text("strip")))


def _constant(schema: Schema, name: str) -> ir.Scalar:
    """The one value that a property may have."""
    property_ = schema.properties.get(name)
    return next(iter(property_.values), None) if property_ is not None else None
