"""All operations of a document: which records there are, where they are kept, and what leads to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..openapi import ApiDescription, Operation, Schema
from ..words import split
from .plan import Kind, Paging, Parent, Plan, concrete
from .router import base_path

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_SUFFIX = re.compile(r"(\.[A-Za-z0-9]{1,5})$")
_USUAL_IDS = ("id", "sid", "uuid")


@dataclass
class _Collection:
    """A path under which there are records, whatever its placeholders are called."""

    path: str
    record: Schema | None = None
    id_property: str = ""
    table: str = ""
    operations: list[Operation] = field(default_factory=list[Operation])


class Atlas:
    """The plans of all operations.

    Records of one schema are one table, wherever they are reached: a recording of a call is one of the
    account's recordings as well. Operations without `x-resource` have no records.
    """

    def __init__(self, description: ApiDescription) -> None:
        self.description = description
        self._collections: dict[str, _Collection] = {}
        told = [operation for operation in description.operations if operation.resource_places]
        for operation in told:
            self._collect(operation)
        self._name_tables()
        self.plans = {operation.written: self._plan(operation) for operation in description.operations}
        self._tables: dict[str, list[Plan]] = {}
        self._below: dict[str, list[Plan]] = {}
        for plan in self.plans.values():
            self._tables.setdefault(plan.table, []).append(plan)
            self._below.setdefault(_shape(plan.template).rpartition("/")[0], []).append(plan)

    def plan(self, operation: Operation) -> Plan:
        return self.plans[operation.written]

    def of_table(self, table: str, *kinds: Kind) -> list[Plan]:
        """The operations on the records of a table, in the order of the document."""
        return [plan for plan in self._tables.get(table, ()) if plan.kind in kinds or not kinds]

    def below(self, template: str) -> list[Plan]:
        """The operations on what belongs to the record that a path picks: on the paths right below it."""
        return self._below.get(_shape(template), [])

    def _collect(self, operation: Operation) -> None:
        collection = self._collections.setdefault(_collection(operation), _Collection(_collection(operation)))
        collection.operations.append(operation)
        collection.record = collection.record or _record(operation)

    def _name_tables(self) -> None:
        """Each collection its table; the identifier is told by whichever path picks a record."""
        tables: dict[str, str] = {}
        for collection in self._collections.values():
            record = collection.record
            collection.table = (record.core.name if record is not None else "") or ""
            if record is not None and not collection.table:
                collection.table = collection.path
            for operation in collection.operations:
                if collection.table and (found := _id_property(operation, record)):
                    tables.setdefault(collection.table, found)
        for collection in self._collections.values():
            names = concrete(collection.record).properties if collection.record is not None else {}
            usual = (name for name in _USUAL_IDS if name in names)
            collection.id_property = tables.get(collection.table) or next(usual, "")

    def _plan(self, operation: Operation) -> Plan:
        template = base_path(operation, self.description) + operation.template
        collection = self._collections.get(_collection(operation)) if operation.resource_places else None
        if collection is None:
            return Plan(operation, template, Kind.SAMPLE)
        plan = Plan(
            operation=operation,
            template=template,
            kind=Kind.SAMPLE,
            place=operation.resource_places[0],
            table=collection.table,
            record=_record(operation) or collection.record,
            item=_item(operation),
            id_property=collection.id_property,
            paging=Paging.of(operation),
        )
        return replace(plan, kind=_kind(plan), parents=tuple(self._parents(operation, plan)))

    def _parents(self, operation: Operation, plan: Plan) -> Iterable[Parent]:
        """The records that stand above, but for those that the client itself stands for."""
        bound = {parameter.name for parameter in operation.path_parameters if parameter.has("x-bound")}
        segments = operation.template.split("/")
        for index, segment in enumerate(segments):
            names = [name[1:-1] for name in _PLACEHOLDER.findall(segment)]
            if len(names) != 1 or names[0] in bound or names[0] == plan.item:
                continue
            above = self._collections.get(_shape("/".join(segments[:index])))
            if above is not None and above.table and any(_item(one) for one in above.operations):
                yield Parent(names[0], above.table)


def _item(operation: Operation) -> str:
    """The placeholder that picks a record: the one that ends the path."""
    last = operation.template.rpartition("/")[2]
    names = [name[1:-1] for name in _PLACEHOLDER.findall(last)]
    return names[-1] if names else ""


def _shape(template: str) -> str:
    """A path without the names of its placeholders, and without an extension at its end."""
    return _SUFFIX.sub("", _PLACEHOLDER.sub("{}", template))


def _collection(operation: Operation) -> str:
    shape = _shape(operation.template)
    return shape.rpartition("/")[0] if _item(operation) else shape


def _record(operation: Operation) -> Schema | None:
    """What one record is like, as far as this operation tells."""
    schema = operation.success.json if operation.success is not None else None
    paging = Paging.of(operation)
    if schema is None or paging is None:
        return schema
    items = schema.at(paging.items)
    return items.items if items is not None else None


def _id_property(operation: Operation, record: Schema | None) -> str:
    """The property that holds what the path picks a record by."""
    item = _item(operation)
    parameter = next((p for p in operation.path_parameters if p.name == item), None)
    if parameter is None:
        return ""
    if told := parameter.text("x-item"):
        return told
    names = concrete(record).properties if record is not None else {}
    alike = (name for name in names if split(name) == split(item))
    return next(alike, next((name for name in _USUAL_IDS if name in names), ""))


def _kind(plan: Plan) -> Kind:
    operation = plan.operation
    if plan.command is not None:
        return Kind.COMMAND
    if operation.method == "get":
        if plan.paging is not None:
            return Kind.LIST
        if plan.content is not None and not plan.content.is_json:
            return Kind.DOWNLOAD
        return Kind.FETCH if plan.item else Kind.SAMPLE
    if plan.item:
        return Kind.DELETE if operation.method == "delete" else Kind.UPDATE
    headers = {name.lower() for name in plan.success.headers} if plan.success is not None else set[str]()
    creates = plan.table and (plan.answer is not None or "location" in headers)
    return Kind.CREATE if creates else Kind.ACT
