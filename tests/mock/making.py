"""Good requests for every operation of a document, made from the document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dialwright.mock.links import fill
from dialwright.mock.plan import Kind, Plan
from dialwright.mock.samples import Sampler
from dialwright.mock.server import MockServer
from dialwright.openapi import Content, Operation, Schema
from dialwright.values import Schemas, is_list, is_object

from .asking import FORM, PROJECT, Answer, Asker, basic

# Records that are there by themselves.
_PRESENT = {"Account": PROJECT, "PhoneNumberCountry": "US"}
# What a record must be like so that it may be deleted, or that makes sense.
_STATES: Mapping[str, Mapping[str, Any]] = {
    "Message": {"status": "delivered"},
    "Media": {"content_type": "image/png"},
}


@dataclass(frozen=True)
class Good:
    """A request without fault.

    Attributes:
        label: What tells it from others of the same operation.
        headers: Those beside the credentials.
    """

    label: str
    target: str
    headers: Mapping[str, str]
    body: bytes | None


def plans(server: MockServer) -> list[Plan]:
    """Every operation of the document."""
    return [*server.engine.world.atlas.plans.values()]


def good_requests(server: MockServer, plan: Plan, *, only: str = "") -> Iterator[Good]:
    """With everything given that can be, and with as little as possible; for each command, or `only` one."""
    for generous in (True, False):
        for label, content, body in _bodies(plan.operation, generous, only):
            # Each request finds its records anew: the one before may have deleted them.
            values = _place(server, plan)
            path = fill(plan.template, values)
            if plan.command is not None:
                _aim(server, plan, label, body)
            query = _query(plan.operation, generous)
            target = f"{path}?{urlencode(query, doseq=True)}" if query else path
            yield Good(f"{label} {'all' if generous else 'least'}", target, *_sent(content, body))


def send(server: MockServer, plan: Plan, good: Good) -> Answer:
    """What it is answered with."""
    ask = Asker(server, "", {"Authorization": basic(), **good.headers})
    return ask(plan.operation.method.upper(), good.target, body=good.body)


def _place(server: MockServer, plan: Plan) -> dict[str, str]:
    """What stands in the placeholders, so that there are records where they lead."""
    tables = {parent.placeholder: parent.table for parent in plan.parents}
    values: dict[str, str] = {}
    for name in plan.operation.placeholders:
        table = tables.get(name) or (plan.table if name == plan.item else "")
        if not table:
            values[name] = PROJECT
        elif table in _PRESENT:
            values[name] = _PRESENT[table]
        else:
            record = f"{table}-{len(server.engine.world.store)}"
            server.add(table, values, _STATES.get(table), id=record)
            values[name] = record
    if plan.kind is Kind.LIST and plan.table not in _PRESENT:
        server.add(plan.table, values)
    return values


def _bodies(
    operation: Operation, generous: bool, only: str = ""
) -> Iterator[tuple[str, Content | None, Any]]:
    content = operation.body_content
    schema = content.schema if content is not None else None
    if content is None or schema is None:
        yield "", None, None
        return
    for tag, option in (schema.mapping if schema.discriminator else {"": schema}).items():
        if only and tag != only:
            continue
        value = Sampler(Schemas(), 0, generous=generous).value(option)
        yield tag, content, _obeying(option, value, generous)


def _obeying(schema: Schema, given: Any, generous: bool) -> Any:
    """The value, with what the rules of the schema forbid left out, and what they demand put in."""
    if not is_object(given):
        return given
    known = schema.properties
    value: dict[str, Any] = {
        name: _obeying(known[name], child, generous) if name in known else child
        for name, child in given.items()
    }
    for rule in schema.rules:
        for kind in ("exactly-one-of", "at-most-one-of"):
            for name in rule.strings(kind)[1:]:
                value.pop(name, None)
        for kind in ("exactly-one-of", "at-least-one-of"):
            names = rule.strings(kind)
            if names and not {*names} & value.keys():
                value[names[0]] = Sampler(Schemas(), 0).value(schema.properties[names[0]], names[0])
    return value


def _aim(server: MockServer, plan: Plan, name: str, body: dict[str, Any]) -> None:
    """Let a command be about a call that there is, and on which there is what it is about."""
    id = server.add("Leg", {}, {"status": "answered"})["id"]
    _direct(body, id)
    if "status" in body["params"]:
        body["params"]["status"] = "completed"  # the one that an answered call takes
    subject = ".".join(name.split(".")[:2])
    for label, content, start in _bodies(plan.operation, True, subject) if subject != name else ():
        _direct(start, id)
        assert send(server, plan, Good(label, plan.template, *_sent(content, start))).status == 200


def _direct(body: dict[str, Any], id: str) -> None:
    if "id" in body:
        body["id"] = id
    elif "id" in body.get("params", {}):
        body["params"]["id"] = id


def _query(operation: Operation, generous: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for parameter in operation.query_parameters:
        if parameter.required or (generous and parameter.name != "PageToken"):
            assert parameter.schema is not None
            found[parameter.name] = _text(Sampler(Schemas(), 0).value(parameter.schema, parameter.name))
    return found


def _sent(content: Content | None, body: Any) -> tuple[Mapping[str, str], bytes | None]:
    if content is None:
        return {}, None
    if content.is_form:
        return {"Content-Type": FORM}, urlencode(_text(body), doseq=True).encode()
    return {"Content-Type": "application/json"}, json.dumps(body).encode()


def _text(value: Any) -> Any:
    """A value as queries and forms write it."""
    if is_object(value):
        return {name: _text(child) for name, child in value.items()}
    if is_list(value):
        return [_text(child) for child in value]
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
