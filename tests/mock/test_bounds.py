"""What the server keeps is bounded, however long it runs."""

from __future__ import annotations

import gc
import tracemalloc
from base64 import b64encode

import pytest

from dialwright.mock import Clock, Engine, Request
from dialwright.mock.store import Record, Store

from .asking import FORM, PROJECT
from .conftest import SIGNALWIRE

AUTHORIZATION = ("authorization", "Basic " + b64encode(b"p:t").decode())
CALLS = f"/api/laml/2010-04-01/Accounts/{PROJECT}/Calls.json"


def create(number: int, extra: bytes = b"") -> Request:
    body = b"From=%2B15550101&To=%2B1555" + str(number).encode() + b"&Url=https://example.com/" + extra
    return Request("POST", CALLS, (AUTHORIZATION, ("content-type", FORM)), body)


class TestStore:
    def test_a_table_keeps_the_latest(self) -> None:
        store = Store(size=3)
        for number in range(1, 6):
            store.table("Call").add(Record("Call", f"id-{number}", number, {}, {"Account": "a"}))
        assert [record.number for record in store.records("Call", {"Account": "a"})] == [5, 4, 3]
        assert store.find("Call", "id-1", {}) is None
        assert store.find("Call", "id-5", {}) is not None
        assert store.find("Call", "id-5", {"Account": "b"}) is None

    def test_the_same_identifier_may_be_in_several_places(self) -> None:
        store = Store()
        for number, conference in enumerate(("one", "two"), 1):
            record = Record("Participant", "call-1", number, {"conference_sid": conference}, {})
            store.table("Participant").add(record)
        first = store.find("Participant", "call-1", {"ConferenceSid": "one"})
        assert first is not None
        assert first.number == 1
        store.table("Participant").remove(first)
        store.table("Participant").remove(first)
        assert store.find("Participant", "call-1", {"ConferenceSid": "one"}) is None
        assert store.find("Participant", "call-1", {"ConferenceSid": "two"}) is not None


class TestEngine:
    def test_records_and_requests_are_kept_up_to_their_number(self) -> None:
        engine = Engine(SIGNALWIRE, records=50, requests=20, clock=Clock(speed=0))
        for number in range(200):
            assert engine.handle(create(number)).status == 201
        assert len(engine.journal) == 20
        assert engine.journal.count == 200
        assert engine.journal[0].number == 181
        assert len(engine.world.store.table("Call")) == 50

    def test_memory_does_not_grow_with_requests(self) -> None:
        engine = Engine(SIGNALWIRE, records=50, requests=50, clock=Clock(speed=0))
        padding = b"&CallerId=" + b"x" * 2000
        for number in range(60):
            engine.handle(create(number, padding))
        tracemalloc.start()
        try:
            for number in range(60):
                engine.handle(create(number, padding))
            gc.collect()
            before, _ = tracemalloc.get_traced_memory()
            for number in range(300):
                engine.handle(create(number, padding))
            gc.collect()
            after, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert after - before < 250_000

    def test_a_long_body_is_kept_in_part(self) -> None:
        engine = Engine(SIGNALWIRE)
        engine.handle(create(1, b"&CallerId=" + b"x" * 100_000))
        assert len(engine.journal[0].body) == 4096

    def test_a_violation_names_no_more_than_people_read(self) -> None:
        engine = Engine(SIGNALWIRE)
        extra = "".join(f"&{'n' * 500}{number}=1" for number in range(1000)).encode()
        response = engine.handle(create(1, extra))
        assert response.status == 400
        assert len(engine.journal[0].violations) == 50
        assert len(response.body) < 50_000


class TestJournal:
    def test_credentials_are_not_kept(self) -> None:
        engine = Engine(SIGNALWIRE)
        engine.handle(create(1))
        entry = engine.journal[0]
        assert dict(entry.headers)["authorization"] == "(hidden)"
        assert AUTHORIZATION[1] not in str(entry.to_dict())

    def test_what_was_asked_for_is_told(self) -> None:
        engine = Engine(SIGNALWIRE, clock=Clock(speed=0))
        engine.handle(create(1))
        engine.handle(Request("GET", CALLS + "?Status=completed&StartTime%3E=2026-11-02", (AUTHORIZATION,)))
        made, listed = engine.journal.latest(2)
        assert (made.method, made.operation, made.status) == ("POST", "createCall", 201)
        assert made.template == "/api/laml/2010-04-01/Accounts/{AccountSid}/Calls.json"
        assert made.body.startswith("From=")
        assert listed.query == (("Status", "completed"), ("StartTime>", "2026-11-02"))
        assert engine.journal.violations == []

    @pytest.mark.parametrize("path", ["/nowhere", CALLS.replace("Calls", "%FF"), "/"])
    def test_what_leads_nowhere_is_kept_as_well(self, path: str) -> None:
        engine = Engine(SIGNALWIRE)
        engine.handle(Request("GET", path))
        assert (engine.journal[0].operation, engine.journal[0].violations[0].field) == ("", "path")


def test_the_same_requests_get_the_same_answers() -> None:
    def sids(seed: int) -> list[str]:
        engine = Engine(SIGNALWIRE, seed=seed)
        return [engine.handle(create(number)).json()["sid"] for number in range(3)]

    assert sids(1) == sids(1)
    assert sids(1) != sids(2)
    assert len({*sids(1)}) == 3
