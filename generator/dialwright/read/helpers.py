"""`x-helper`: an operation under another name, with some of its arguments decided.

A helper is an operation like any other. It takes the arguments that it lists, in that order, and its body has
the values that it sets; or a hand-written module carries it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .. import ir, words
from ..openapi import Helper, Taken


def read_helper(helper: Helper, method: ir.Operation) -> ir.Operation:
    """The method of a helper; `method` is that of the operation itself."""
    taken = helper.arguments
    by_location = helper.flag("location-id")
    listed = {argument.wire for argument in taken}
    return replace(
        method,
        words=words.split(helper.text("name")),
        summary=helper.text("summary"),
        description=helper.text("description"),
        path_parameters=_fields(method.path_parameters, taken),
        query=_fields(method.query, taken),
        headers=_fields(method.headers, taken),
        body=_body(method.body, helper),
        location_id=by_location,
        result=_result(method, by_location),
        rules=tuple(rule for rule in method.rules if listed.issuperset(rule.fields)),
        positional=tuple(argument.wire for argument in taken),
        extra=helper.flag("extra"),
        idempotent=helper.flag("idempotent"),
        source=_source(helper, method),
        preset=True,
        module=helper.module,
        misnomers=(),
        identity="",
    )


def _result(method: ir.Operation, by_location: bool) -> ir.Type | None:
    """That of the operation; what the Location header says, only for a helper that asks for it."""
    if by_location:
        return ir.Primitive(ir.Kind.STRING)
    return None if method.location_id else method.result


def take(argument: Taken, field: ir.Field) -> ir.Field:
    """A field as the argument of a method that says more of it, or something else."""
    return replace(
        field,
        words=words.split(argument.text("name")) or field.words,
        required=argument.flag("required") or (field.required and not argument.has("default")),
        argument_default=argument.scalar("default") if argument.has("default") else field.argument_default,
    )


def _fields(fields: Iterable[ir.Field], taken: Iterable[Taken]) -> tuple[ir.Field, ...]:
    """Those fields that are taken."""
    arguments = {argument.wire: argument for argument in taken}
    return tuple(take(arguments[field.wire], field) for field in fields if field.wire in arguments)


def _body(body: ir.Body | None, helper: Helper) -> ir.Body | None:
    if body is None or helper.module:
        return None
    return replace(
        body,
        fields=_fields(body.fields, helper.arguments),
        beside=_fields(body.beside, helper.arguments),
        constants=(*body.constants, *helper.presets.items()),
    )


def _source(helper: Helper, method: ir.Operation) -> ir.Source | None:
    section = helper.text("section")
    return replace(method.source, section=section) if method.source and section else method.source
