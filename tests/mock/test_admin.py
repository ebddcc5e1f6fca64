"""`/__dialwright__/`: the journal, time and records, over HTTP."""

from __future__ import annotations

import pytest

from dialwright.mock.server import MockServer

from .asking import PROJECT, Asker


@pytest.fixture
def admin(signalwire: MockServer) -> Asker:
    return Asker(signalwire, "/__dialwright__", {})


def test_the_journal_is_read_and_cleared(admin: Asker, ask: Asker) -> None:
    ask.post("/Queues.json", FriendlyName="a")
    ask.post("/Queues.json", Nonsense="a")
    whole = admin.get("/requests").json
    assert [entry["status"] for entry in whole["requests"]] == [201, 400]
    assert whole["count"] == 2
    faulty = admin.get("/requests?violations=true").json["requests"]
    assert [violation["field"] for violation in faulty[0]["violations"]] == ["Nonsense", "FriendlyName"]
    assert admin.get("/requests?operation=listQueues").json["requests"] == []
    assert admin.delete("/requests").status == 204
    assert admin.get("/requests").json == {"count": 0, "requests": []}


def test_what_is_asked_of_the_server_itself_is_not_in_the_journal(admin: Asker) -> None:
    assert admin.get("/").json["operations"] == 84
    assert admin.get("/requests").json["count"] == 0


def test_time_passes(admin: Asker) -> None:
    before = admin.get("").json["time"]
    after = admin("POST", "/advance", json_body={"seconds": 90}).json["time"]
    assert after > before
    for seconds in (-1, "1", None, True):
        assert admin("POST", "/advance", json_body={"seconds": seconds}).status == 400


def test_records_are_made_and_forgotten(admin: Asker, ask: Asker) -> None:
    body = {
        "resource": "compat.conferences",
        "values": {"friendly_name": "room"},
        "scope": {"AccountSid": PROJECT},
    }
    made = admin("POST", "/records", json_body=body)
    assert made.status == 201
    assert ask.get("/Conferences.json").json["conferences"] == [made.json]
    assert admin.delete("/records").status == 204
    assert ask.get("/Conferences.json").json["conferences"] == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"resource": "compat.nothing"}, "no records of 'compat.nothing'"),
        ({"resource": "compat.conferences"}, "below AccountSid"),
        ({}, "'resource' must be a text"),
        ([], "JSON object"),
    ],
)
def test_what_cannot_be_made_is_told(admin: Asker, body: object, told: str) -> None:
    answer = admin("POST", "/records", json_body=body)
    assert answer.status == 400
    assert told in answer.json["message"]


def test_what_is_not_there_is_told(admin: Asker) -> None:
    assert "requests" in admin.get("/nothing").json["message"]
    assert admin.get("/nothing").status == 404
    assert admin("PUT", "/requests").status == 405
