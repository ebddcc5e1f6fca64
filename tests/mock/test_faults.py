"""Trouble on request, as a client meets it."""

from __future__ import annotations

import time
from http.client import RemoteDisconnected

import pytest

from dialwright.mock import BadFault, Fault, Faults, parse_latency
from dialwright.mock.server import MockServer
from dialwright_signalwire import OutcomeUnknownError, SignalWire
from dialwright_signalwire.errors import RateLimitError, ServerError

from .asking import PROJECT, TOKEN, Asker, basic
from .conftest import SIGNALWIRE

PREFIX = f"/api/laml/2010-04-01/Accounts/{PROJECT}"
CALL = {"From": "+15550101", "To": "+15550100", "Url": "https://example.com/voice"}


def serving(*faults: str, latency: float = 0.0, seed: int = 0) -> MockServer:
    parsed = [Fault.parse(fault) for fault in faults]
    return MockServer(SIGNALWIRE, faults=Faults(parsed, latency=latency, seed=seed))


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_refusal_has_the_form_of_the_document_and_no_effect(status: int) -> None:
    with serving(f"{status}=1") as server:
        ask = Asker(server, PREFIX, {"Authorization": basic()})
        answer = ask.post("/Calls.json", **CALL)
        assert (answer.status, answer.json["status"]) == (status, status)
        assert answer.headers.get("retry-after") == (None if status == 500 else "1")
        assert len(server.engine.world.store) == 0
        assert ask.journal()[-1]["fault"] == str(status)


def test_a_client_meets_them_as_its_own_errors() -> None:
    for fault, error in (("429=1", RateLimitError), ("503=1", ServerError)):
        with (
            serving(fault) as server,
            SignalWire(project=PROJECT, token=TOKEN, base_url=server.url, max_retries=0) as client,
            pytest.raises(error),
        ):
            client.compat.calls.list()


def test_a_connection_breaks_off_before_or_after_the_effect() -> None:
    with serving("reset=1", seed=1) as server:
        ask = Asker(server, PREFIX, {"Authorization": basic()})
        placed = 0
        for _ in range(20):
            with pytest.raises((ConnectionResetError, RemoteDisconnected)):
                ask.post("/Calls.json", **CALL)
        placed = len(server.engine.world.store.table("Call"))
        assert 0 < placed < 20
        assert {entry.status for entry in server.engine.journal} == {0}


def test_a_client_knows_that_it_does_not_know() -> None:
    with (
        serving("reset=1") as server,
        SignalWire(project=PROJECT, token=TOKEN, base_url=server.url, max_retries=0) as client,
        pytest.raises(OutcomeUnknownError),
    ):
        client.compat.calls.create(from_=CALL["From"], to=CALL["To"], url=CALL["Url"])


def test_answers_take_their_time() -> None:
    with serving(latency=0.2) as server:
        ask = Asker(server, PREFIX, {"Authorization": basic()})
        began = time.monotonic()
        assert ask.get("/Calls.json").status == 200
        assert time.monotonic() - began >= 0.2


def test_the_server_itself_has_no_trouble() -> None:
    with serving("500=1") as server:
        assert Asker(server, "", {}).get("/__dialwright__/requests").status == 200


def test_a_seed_draws_the_same_again() -> None:
    faults = [Fault.parse(text) for text in ("429=0.2", "503=0.1", "reset=0.1")]

    def drawn(seed: int) -> list[str]:
        source = Faults(faults, seed=seed)
        return [source.draw().kind for _ in range(2000)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
    counts = {kind: drawn(1).count(kind) for kind in ("429", "503", "reset", "")}
    assert 300 < counts["429"] < 500
    assert 130 < counts["503"] < 270
    assert 1050 < counts[""] < 1350


@pytest.mark.parametrize(
    "text", ["429", "429=", "429=2", "429=-1", "200=0.1", "reset", "x=0.1", "429=nan", ""]
)
def test_what_is_no_fault_is_refused(text: str) -> None:
    with pytest.raises(BadFault, match=r"429=0\.1"):
        Fault.parse(text)


def test_chances_add_up_to_at_most_1() -> None:
    with pytest.raises(BadFault, match=r"1\.2"):
        Faults([Fault("429", 0.6), Fault("500", 0.6)])


def test_latencies_have_units() -> None:
    assert (parse_latency("50ms"), parse_latency("0.2s")) == (0.05, 0.2)
    for text in ("50", "-1s", "1m", "ms", ""):
        with pytest.raises(BadFault, match="50ms"):
            parse_latency(text)
