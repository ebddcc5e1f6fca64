"""The judge judged: a good request for every operation gets the success that the document describes."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from io import BytesIO

import pytest

from dialwright.document import Document
from dialwright.mock.atlas import Atlas
from dialwright.mock.plan import Kind, Plan
from dialwright.mock.server import MockServer
from dialwright.openapi import ApiDescription
from dialwright.values import Schemas

from .asking import Answer
from .conftest import BANDWIDTH, SIGNALWIRE
from .making import good_requests, plans, send

SERVERS = {"signalwire": SIGNALWIRE, "bandwidth": BANDWIDTH}


def operations() -> Iterator[tuple[str, str]]:
    for name, path in SERVERS.items():
        for plan in Atlas(ApiDescription.of(Document.load(path))).plans.values():
            yield name, plan.operation.id


@pytest.mark.parametrize(("name", "operation"), [*operations()])
def test_a_good_request_gets_its_documented_answer(
    name: str, operation: str, request: pytest.FixtureRequest
) -> None:
    server: MockServer = request.getfixturevalue(name)
    plan = next(plan for plan in plans(server) if plan.operation.id == operation)
    for good in good_requests(server, plan):
        answer = send(server, plan, good)
        assert server.engine.journal.violations == [], good.label
        assert answer.status == plan.status, (good.label, answer.body)
        # A query that asks for everything at once fits no record.
        _check(plan, answer, filled="least" in good.label)


def _check(plan: Plan, answer: Answer, *, filled: bool) -> None:
    if plan.content is None:
        assert answer.body == b""
    elif plan.content.is_json:
        assert plan.answer is not None
        assert answer.headers["content-type"] == "application/json"
        assert Schemas().failures(plan.answer, answer.json) == []
        if plan.kind is Kind.LIST and filled:
            assert plan.paging is not None
            assert answer.json[plan.paging.items] if plan.paging.items else answer.json
    elif plan.content.essence == "audio/wav":
        with wave.open(BytesIO(answer.body)) as sound:
            assert sound.getnframes() / sound.getframerate() == 1
    else:
        assert answer.body
        assert answer.headers["content-type"] in (plan.content.essence, "image/png")


def test_there_are_as_many_as_the_documents_have() -> None:
    counts = [name for name, _ in operations()]
    assert counts.count("signalwire") == 84
    assert counts.count("bandwidth") == 13
