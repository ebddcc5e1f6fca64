"""What holds of every API: all that one part of the IR says of another is there."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import TypeVar, cast

from dialwright import ir, words

_T = TypeVar("_T")


def inside(value: object, kind: type[_T]) -> Iterator[_T]:
    """Everything of a kind that a value of the IR holds, itself included."""
    if isinstance(value, kind):
        yield value
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from inside(getattr(value, field.name), kind)
    elif isinstance(value, tuple):
        for element in cast("tuple[object, ...]", value):
            yield from inside(element, kind)


def operations(api: ir.Api) -> list[tuple[ir.Resource, ir.Operation]]:
    return [(resource, operation) for resource in api.resources for operation in resource.operations]


def written_paths(operation: ir.Operation) -> list[str]:
    """The paths of the document that became this method."""
    return [form.path for form in operation.representations] or [operation.path]


def placeholders(path: str) -> list[str]:
    return re.findall(r"\{([^{}]*)\}", path)


def faults(api: ir.Api) -> list[str]:
    """Whatever does not fit together, in words."""
    return [*_schema_faults(api), *_tree_faults(api), *_operation_faults(api), *_client_faults(api)]


def _schema_faults(api: ir.Api) -> Iterator[str]:
    schemas: tuple[ir.Model | ir.Enum | ir.Union, ...] = (*api.models, *api.enums, *api.unions)
    yield from _unlike("schemas", [schema.key for schema in schemas])
    keys = {schema.key for schema in schemas}
    yield from (f"{named.key} is not defined" for named in inside(api, ir.Named) if named.key not in keys)
    for model in api.models:
        yield from _unlike(f"{model.key}, wire names", [field.wire for field in model.fields])
        if not (model.request or model.response):
            yield f"{model.key} is neither sent nor answered"
    for enum in api.enums:
        if not enum.values or None in enum.values:
            yield f"{enum.key} has no values, or null"
    for union in api.unions:
        options = {option.key for option in union.options if isinstance(option, ir.Named)}
        yield from (f"{union.key} maps to {key}" for key in union.mapping.values() if key not in options)
    for either in inside(api, ir.Either):
        if len(either.options) < 2 or any(isinstance(o, (ir.Either, ir.Nullable)) for o in either.options):
            yield f"{either} could be said in a simpler way"
    for nullable in inside(api, ir.Nullable):
        if isinstance(nullable.type, ir.Nullable):
            yield f"{nullable} is null twice"


def _tree_faults(api: ir.Api) -> Iterator[str]:
    resources = {resource.key: resource for resource in api.resources}
    places = [place for resource in api.resources for place in (resource.key, *resource.places)]
    yield from _unlike("the places of the tree", places)
    for resource in api.resources:
        yield from _unlike(f"{resource.key}, methods", [words.kebab(o.words) for o in resource.operations])
        if resource.words != words.split(resource.key.split(".")[-1]):
            yield f"{resource.key} is called {resource.words}"
    for resource, operation in operations(api):
        where = f"{resource.key}.{words.snake(operation.words)}"
        for key in filter(None, (operation.record, operation.also)):
            yield from _record_faults(where, resources.get(key), operation, api)
        record, also = resources.get(operation.record), resources.get(operation.also)
        if record is not None and also is not None:
            if also.parents or also is record or also.item is None or record.item is None:
                yield f"{where} is also {also.key}, which needs more than it has"
            elif also.item.parameter.wire != record.item.parameter.wire:
                yield f"{where} is also {also.key}, which picks by another parameter"


def _record_faults(
    where: str, resource: ir.Resource | None, operation: ir.Operation, api: ir.Api
) -> Iterator[str]:
    models = {model.key: model for model in api.models}
    if resource is None or resource.item is None or not isinstance(operation.result, ir.Named):
        yield f"{where} answers with records of a resource that has none"
    elif resource.item.property not in [field.wire for field in models[operation.result.key].fields]:
        yield f"{where} answers with records that have no '{resource.item.property}'"


def _operation_faults(api: ir.Api) -> Iterator[str]:
    for resource, operation in operations(api):
        where = f"{resource.key}.{words.snake(operation.words)}"
        own = [field.wire for field in operation.path_parameters]
        if own != [name for name in placeholders(operation.path) if name not in api.bound]:
            yield f"{where} has the path parameters {own}"
        if tuple(own[: len(resource.parents)]) != resource.parents:
            yield f"{where} does not begin with what the records above supply"
        query = [field.wire for field in operation.query]
        body = [field.wire for field in operation.body.fields] if operation.body is not None else []
        beside = [field.wire for field in operation.body.beside] if operation.body is not None else []
        yield from _unlike(f"{where}, query", query)
        yield from _unlike(f"{where}, body", body)
        yield from _unlike(f"{where}, beside the body", beside)
        page = operation.pagination
        if page is not None:
            sizes = {page.page_size, page.page_number, page.page_token} - {""}
            yield from (f"{where} pages by {name}" for name in sizes - set(query))
        for names in (operation.positional, *(rule.fields for rule in operation.rules)):
            known = (*own, *query, *body, *beside)
            yield from (f"{where} has no '{name}'" for name in names if name not in known)
        for narrowing in operation.narrowings:
            if narrowing.parameter.wire not in placeholders(narrowing.path):
                yield f"{where} is narrowed by what its path does not have"
        for form in operation.representations:
            if set(placeholders(form.path)) != set(placeholders(operation.path)):
                yield f"{where} has a form with a path of other parameters"


def _client_faults(api: ir.Api) -> Iterator[str]:
    arguments = [argument.words for argument in api.arguments]
    needed = [*api.bound.values(), api.authentication.username, api.authentication.password]
    for surface in api.surfaces:
        needed += [argument for _, argument in surface.arguments]
        if surface.root and not any(_is_at_or_below(r.key, surface.root) for r in api.resources):
            yield f"surface {surface.words} starts at {surface.root}, where nothing is"
    yield from (f"there is no argument {name}" for name in needed if name and name not in arguments)
    variables = {argument.server_variable for argument in api.arguments} - {""}
    if variables != set(placeholders(api.server)):
        yield f"the server has the variables {placeholders(api.server)}"


def _is_at_or_below(key: str, root: str) -> bool:
    return key == root or key.startswith(f"{root}.")


def _unlike(what: str, names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield f"{what}: {name} is there twice"
        seen.add(name)
