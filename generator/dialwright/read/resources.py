"""Operations gather into resources, and resources into a tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .. import ir, words
from ..openapi import ApiDescription, Operation, Parameter
from .client import Client
from .fields import read_parameter
from .operations import OperationReader, Reading
from .report import Report
from .servers import read_own_server
from .types import Types


@dataclass(frozen=True)
class _Place:
    """The operations of the document that live in one place of the tree."""

    key: str
    aliases: tuple[str, ...]
    operations: tuple[Operation, ...]

    @property
    def item_parameter(self) -> Parameter | None:
        """The path parameter that picks one record, if any operation has one."""
        parameters = (parameter for operation in self.operations for parameter in operation.path_parameters)
        return next((parameter for parameter in parameters if parameter.text("x-item")), None)


def bound_parameters(description: ApiDescription, client: Client) -> dict[str, words.Words]:
    """Path parameters that the client fills in, with the constructor argument that holds the value."""
    found: dict[str, words.Words] = {}
    for operation in description.operations:
        for parameter in operation.path_parameters:
            argument = client.bound.get(parameter.text("x-bound"))
            if argument is not None:
                found[parameter.name] = argument
    return found


def read_resources(
    description: ApiDescription,
    bound: Mapping[str, words.Words],
    client: Client,
    types: Types,
    report: Report,
) -> tuple[ir.Resource, ...]:
    """Every resource, in the order of the document."""
    places = _places(description)
    servers = {
        operation.label: read_own_server(operation, description, client.arguments, report)
        for operation in description.operations
    }
    reading = Reading(types, report, frozenset(bound), servers)
    resources = tuple(_resource(place, places, description, reading) for place in places.values())
    return tuple(_with_records(resource, resources) for resource in resources)


def _places(description: ApiDescription) -> dict[str, _Place]:
    found: dict[str, _Place] = {}
    for operation in description.operations:
        key, *aliases = _resource_places(operation)
        known = found.get(key, _Place(key, (), ()))
        merged = dict.fromkeys((*known.aliases, *aliases))
        found[key] = _Place(key, tuple(merged), (*known.operations, operation))
    return found


def _resource_places(operation: Operation) -> tuple[str, ...]:
    """Where `x-resource` puts it; else a resource of the name of its tag, or of its path's first word."""
    if operation.resource_places:
        return operation.resource_places
    segments = (segment for segment in operation.path.split("/") if segment and "{" not in segment)
    name = next((name for name in (*operation.tags, *segments) if words.split(name)), "api")
    return (words.snake(words.split(name)),)


def _resource(
    place: _Place,
    places: Mapping[str, _Place],
    description: ApiDescription,
    reading: Reading,
) -> ir.Resource:
    reader = OperationReader(reading, words.split(place.key.split(".")[-1]))
    operations = reader.read_all(place.operations)
    tag = next((tag for operation in place.operations for tag in operation.tags), "")
    return ir.Resource(
        key=place.key,
        words=words.split(place.key.split(".")[-1]),
        description=description.tag_descriptions.get(tag, ""),
        operations=operations,
        item=_item(place, reading.types),
        parents=_parents(place, places, operations, reading.report),
        places=place.aliases,
    )


def _item(place: _Place, types: Types) -> ir.Item | None:
    parameter = place.item_parameter
    if parameter is None:
        return None
    type_ = types.read(parameter.schema, words.split(parameter.name), sent=True)
    return ir.Item(parameter=read_parameter(parameter, type_), property=parameter.text("x-item"))


def _parents(
    place: _Place, places: Mapping[str, _Place], operations: tuple[ir.Operation, ...], report: Report
) -> tuple[str, ...]:
    """The path parameters that the records above a resource supply: one for each, as far as its paths go."""
    steps = place.key.split(".")
    above = (".".join(steps[:depth]) for depth in range(1, len(steps)))
    count = sum(1 for key in above if key in places and places[key].item_parameter is not None)
    item = place.item_parameter.name if place.item_parameter is not None else ""
    taken = {_leading(operation, item)[:count] for operation in operations}
    if len(taken) > 1:
        report.fail(
            place.operations[0],
            "resource-path",
            f"the paths of '{place.key}' begin with different parameters: "
            f"{' or '.join(', '.join(names) or 'none' for names in sorted(taken))}; "
            "the records above it supply the same ones to all of its operations",
        )
    return min(taken)


def _leading(operation: ir.Operation, item: str) -> tuple[str, ...]:
    """The path parameters of an operation up to the one that picks a record of its own resource."""
    names = [field.wire for field in operation.path_parameters]
    return tuple(names[: names.index(item)] if item in names else names)


def _with_records(resource: ir.Resource, resources: tuple[ir.Resource, ...]) -> ir.Resource:
    """Say of each operation which resources' item methods its result has."""
    return replace(
        resource,
        operations=tuple(_with_record(operation, resource, resources) for operation in resource.operations),
    )


def _with_record(
    operation: ir.Operation, resource: ir.Resource, resources: tuple[ir.Resource, ...]
) -> ir.Operation:
    """First the resource itself, if it picks records of this model; then those without parents that do."""
    candidates = (resource, *(other for other in resources if not other.parents))
    found = [candidate for candidate in candidates if operation.result in _record_types(candidate)]
    if not found or not isinstance(operation.result, ir.Named):
        return operation
    record, *others = found
    also = (other.key for other in others if other.key != record.key and _picks_alike(other, record))
    return replace(operation, record=record.key, also=next(also, ""))


def _picks_alike(one: ir.Resource, other: ir.Resource) -> bool:
    """Whether two resources pick their records by the same path parameter and property."""
    if one.item is None or other.item is None:
        return False
    same_parameter = one.item.parameter.wire == other.item.parameter.wire
    return same_parameter and one.item.property == other.item.property


def _record_types(resource: ir.Resource) -> set[ir.Type]:
    """The types of the records that a resource's item operations answer with."""
    if resource.item is None:
        return set()
    name = resource.item.parameter.wire
    return {
        operation.result
        for operation in resource.operations
        if operation.result is not None and any(field.wire == name for field in operation.path_parameters)
    }
