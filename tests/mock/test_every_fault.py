"""Every field of every operation, spoiled: the answer is a refusal that names it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from dialwright.document import Document
from dialwright.mock.atlas import Atlas
from dialwright.mock.plan import Kind, Plan
from dialwright.mock.server import MockServer
from dialwright.mock.texts import kinds
from dialwright.openapi import ApiDescription, Schema

from .conftest import BANDWIDTH, SIGNALWIRE
from .making import Good, good_requests, plans, send

SERVERS = {"signalwire": SIGNALWIRE, "bandwidth": BANDWIDTH}


def operations() -> list[tuple[str, str]]:
    return [
        (name, plan.operation.id)
        for name, path in SERVERS.items()
        for plan in Atlas(ApiDescription.of(Document.load(path))).plans.values()
    ]


@pytest.mark.parametrize(("name", "operation"), operations())
def test_a_spoiled_field_is_named(name: str, operation: str, request: pytest.FixtureRequest) -> None:
    server: MockServer = request.getfixturevalue(name)
    plan = next(plan for plan in plans(server) if plan.operation.id == operation)
    good = next(one for one in good_requests(server, plan) if "all" in one.label)
    for field, bad in spoiled(plan, good):
        server.engine.journal.clear()
        answer = send(server, plan, bad)
        assert answer.status in (400, 422), (field, bad)
        found = [violation.field for violation in server.engine.journal.violations]
        assert field in found, (field, found, bad)
        assert field in answer.body.decode(), (field, answer.body)


def spoiled(plan: Plan, good: Good) -> Iterator[tuple[str, Good]]:
    """What is wrong in turn, and the request in which it is."""
    yield from _queries(plan, good)
    content = plan.operation.body_content
    if content is None or content.schema is None or plan.kind is Kind.COMMAND:
        return
    if content.is_form:
        yield from _forms(content.schema, good)
    else:
        yield from _objects(content.schema, good)


def _queries(plan: Plan, good: Good) -> Iterator[tuple[str, Good]]:
    path, _, query = good.target.partition("?")
    pairs = dict(parse_qsl(query))
    if not plan.operation.flag("x-extra"):
        yield "Nonsense", replace(good, target=f"{path}?{urlencode({**pairs, 'Nonsense': '1'})}")
    for parameter in plan.operation.query_parameters:
        for text in _bad(parameter.schema):
            target = f"{path}?{urlencode({**pairs, parameter.name: text})}"
            yield parameter.name, replace(good, target=target)


def _forms(schema: Schema, good: Good) -> Iterator[tuple[str, Good]]:
    pairs = parse_qsl((good.body or b"").decode())
    yield "Nonsense", replace(good, body=urlencode([*pairs, ("Nonsense", "1")]).encode())
    for name in schema.required:
        rest = [pair for pair in pairs if pair[0] != name]
        yield name, replace(good, body=urlencode(rest).encode())
    for name, child in schema.properties.items():
        rest = [pair for pair in pairs if pair[0] != name]
        for text in _bad(child):
            yield name, replace(good, body=urlencode([*rest, (name, text)]).encode())
        if "array" not in kinds(child):
            twice = [(name, "1"), (name, "2"), *rest]
            yield name, replace(good, body=urlencode(twice).encode())


def _objects(schema: Schema, good: Good) -> Iterator[tuple[str, Good]]:
    value: dict[str, Any] = json.loads(good.body or b"{}")
    for name in schema.required:
        rest = {key: child for key, child in value.items() if key != name}
        yield name, replace(good, body=json.dumps(rest).encode())
    for name, child in schema.properties.items():
        if not child.options:
            wrong: Any = "text" if "array" in kinds(child) else [[{}]]
            yield name, replace(good, body=json.dumps({**value, name: wrong}).encode())
    if schema.additional is False:
        yield "nonsense", replace(good, body=json.dumps({**value, "nonsense": 1}).encode())


def _bad(schema: Schema | None) -> Iterator[str]:
    """Texts that a value can never be, by its kind."""
    if schema is None:
        return
    wanted = kinds(schema)
    if wanted and "string" not in wanted and "array" not in wanted:
        yield "nonsense"
    if schema.meaning or schema.values:
        yield "nonsense!"
    if schema.format == "uri":
        yield "no address"
    if (least := schema.number("minimum")) is not None:
        yield str(int(least) - 1)
    if (most := schema.number("maximum")) is not None:
        yield str(int(most) + 1)
    if (longest := schema.number("maxLength")) is not None:
        yield "x" * (int(longest) + 1)
