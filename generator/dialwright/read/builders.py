"""`x-builder`: methods that put an object together for other methods to take."""

from __future__ import annotations

from dataclasses import replace

from .. import ir, words
from ..openapi import Taken
from .helpers import take
from .report import Report
from .types import Types


def with_builders(
    resources: tuple[ir.Resource, ...], types: Types, report: Report
) -> tuple[ir.Resource, ...]:
    """The resources with the methods that schemas say they have."""
    for model in types.models:
        if model.key in types.builders and not model.request:
            report.fail(types.builders[model.key], "builder", "no request takes what this puts together")
    return tuple(_with_own(resource, types) for resource in resources)


def _with_own(resource: ir.Resource, types: Types) -> ir.Resource:
    own = (model for model in types.models if _home(model, types) == resource.key)
    return replace(resource, builders=tuple(_builder(model, types) for model in own))


def _home(model: ir.Model, types: Types) -> str:
    """The resource that has the method which makes such an object; "" where there is none."""
    return types.builders[model.key].text("resource") if model.key in types.builders else ""


def _builder(model: ir.Model, types: Types) -> ir.Builder:
    settings = types.builders[model.key]
    fields = {field.wire: field for field in model.fields}
    taken = (Taken(settings.document, node) for node in settings.elements("arguments"))
    return ir.Builder(
        words=words.split(settings.text("name")),
        model=model.key,
        arguments=tuple(take(argument, fields[argument.wire]) for argument in taken),
        summary=settings.text("summary"),
        description=settings.text("description"),
        source=model.source,
    )
