"""What the server keeps is bounded, however long it runs."""

from __future__ import annotations

import gc
import json
import tracemalloc
from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest

from dialwright.mock import Clock, Engine, Request
from dialwright.mock.store import Record, Store

from .asking import FORM, PROJECT
from .conftest import BANDWIDTH, SIGNALWIRE

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


class TestLengthsOfTime:
    """Whatever a request or a test says, time goes on."""

    @pytest.mark.parametrize("seconds", ["1e300", "1e400", "NaN", "9" * 400, "-1", "true", '"1"'])
    def test_time_that_cannot_pass_is_refused(self, seconds: str) -> None:
        engine = Engine(SIGNALWIRE, clock=Clock(speed=0))
        before = engine.clock.now()
        body = f'{{"seconds": {seconds}}}'.encode()
        assert engine.handle(Request("POST", "/__dialwright__/advance", (), body)).status == 400
        assert engine.clock.now() == before

    @pytest.mark.parametrize("timeout", ["9" * 400, "0", "000000000000000000010"])
    def test_a_call_rings_for_as_long_as_is_said_within_reason(self, timeout: str) -> None:
        engine = Engine(BANDWIDTH, clock=Clock(speed=0))
        recorded = {"recordingEnabled": True, "recordingMaxDuration": int(timeout)}
        answer = engine.handle(place_call({"callTimeout": timeout, **recorded}))
        assert answer.status == 201
        engine.advance(3600)
        assert engine.records("getCall")[0]["state"] == "completed"
        recordings = [record["state"] for record in engine.records_of("Recording")]
        assert recordings == ([] if timeout == "0" else ["complete"])

    def test_a_length_that_is_none_is_refused(self) -> None:
        engine = Engine(BANDWIDTH, clock=Clock(speed=0))
        assert engine.handle(place_call({"callTimeout": "\u00f9"})).status == 400
        assert engine.journal.violations[0].field == "callTimeout"

    def test_what_a_test_makes_of_nonsense_gets_the_usual_length(self) -> None:
        engine = Engine(BANDWIDTH, clock=Clock(speed=0))
        engine.add("Gather", {"userId": "u", "callId": "c"}, {"interDigitTimeout": "soon"})

    @pytest.mark.parametrize(
        "moment", ["9999-12-31", "0001-01-01T00:00:00+23:59", "Mon, 02 Nov 2026 09:30:00 +99999999999999"]
    )
    @pytest.mark.parametrize("relation", ["", "<", ">"])
    def test_the_ends_of_time_can_be_asked_for(self, moment: str, relation: str) -> None:
        engine = Engine(SIGNALWIRE, clock=Clock(speed=0))
        engine.handle(create(1))
        engine.advance(60)
        target = f"{CALLS}?{urlencode({f'StartTime{relation}': moment})}"
        assert engine.handle(Request("GET", target, (AUTHORIZATION,))).status in (200, 400)


def place_call(more: Mapping[str, object]) -> Request:
    body = json.dumps({"from": "+15550101", "to": "+15550100", **more}).encode()
    return Request("POST", "/v1/users/u/calls", (AUTHORIZATION, ("content-type", "application/json")), body)
