"""A server that is asked for a long time holds no more than it says: whatever keeps something has a bound."""

from __future__ import annotations

import json
import socket
from base64 import b64encode
from collections.abc import Generator
from typing import Any
from urllib.parse import quote

import pytest

from dialwright.mock import Clock, Engine, Request, Response
from dialwright.mock.behaviours.signalwire.controls import MOST
from dialwright.mock.server import MockServer
from dialwright.values import is_list, is_object

from .asking import FORM, PROJECT
from .conftest import BANDWIDTH, SIGNALWIRE

AUTHORIZATION = ("authorization", "Basic " + b64encode(b"p:t").decode())
FORMS = (AUTHORIZATION, ("content-type", FORM))
JSON = (AUTHORIZATION, ("content-type", "application/json"))
ACCOUNT = f"/api/laml/2010-04-01/Accounts/{PROJECT}"
KEPT = 10_000  # records of each kind, and requests, as is documented


def post(engine: Engine, path: str, body: object) -> Any:
    """The answer to something that is sent, and is good."""
    sent = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    response = engine.handle(Request("POST", path, FORMS if isinstance(body, str) else JSON, sent))
    assert 200 <= response.status < 300, response.body
    return response.json() if response.body else None


@pytest.fixture
def nobody() -> Generator[str]:
    """An address of this machine at which nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/"


def test_after_many_requests_there_are_the_latest() -> None:
    engine = Engine(SIGNALWIRE, clock=Clock(speed=0))
    first = post(engine, f"{ACCOUNT}/Queues.json", "FriendlyName=0")
    for number in range(1, 15_000):
        post(engine, f"{ACCOUNT}/Queues.json", f"FriendlyName={number}")
    assert (engine.journal.count, len(engine.journal)) == (15_000, KEPT)
    assert engine.journal[0].number == 15_000 - KEPT + 1
    assert len(engine.world.store.table("Queue")) == KEPT
    gone = engine.handle(Request("GET", f"{ACCOUNT}/Queues/{first['sid']}.json", (AUTHORIZATION,)))
    assert gone.status == 404


def test_what_is_scheduled_goes_with_its_records() -> None:
    engine = Engine(SIGNALWIRE, clock=Clock(speed=0), records=20)
    for _ in range(3000):
        post(engine, f"{ACCOUNT}/Calls.json", "From=1&To=2&Url=https://example.com/")
    assert len(engine.world.store.table("Call")) == 20
    assert engine.clock.waiting <= 1000


def test_callbacks_are_kept_up_to_their_number(nobody: str) -> None:
    engine = Engine(SIGNALWIRE, clock=Clock(speed=0), requests=20)
    for _ in range(30):
        post(
            engine, f"{ACCOUNT}/Messages.json", f"From=1&To=2&Body=b&StatusCallback={quote(nobody, safe='')}"
        )
    engine.advance(60)
    assert engine.outbox.count > 20
    assert len(engine.outbox.sent) == 20


def test_decided_answers_are_as_many_as_requests_are_kept() -> None:
    engine = Engine(SIGNALWIRE, requests=20)
    engine.answer_next(*[Response(204)] * 20)
    with pytest.raises(ValueError, match="no more than 20 answers"):
        engine.answer_next(Response(204))


def test_a_leg_keeps_the_latest_of_what_went_on() -> None:
    engine = Engine(SIGNALWIRE, clock=Clock(speed=0))
    numbers = {"from": "+15550100", "to": "+15550101", "url": "https://example.com/"}
    leg = post(engine, "/api/calling/calls", {"command": "dial", "params": numbers})["id"]
    engine.advance(10)
    play = [{"type": "silence", "params": {"duration": 1}}]
    for number in range(MOST + 20):
        params = {"control_id": f"c-{number}", "loop": 0, "play": play}
        post(engine, "/api/calling/calls", {"command": "calling.play", "id": leg, "params": params})
        stop = {"command": "calling.play.stop", "id": leg, "params": {"control_id": f"c-{number}"}}
        if number:  # the first goes on
            post(engine, "/api/calling/calls", stop)
    kept = [record["control_id"] for record in engine.records_of("Control")]
    assert kept == ["c-0", *(f"c-{number}" for number in range(21, MOST + 20))]


def test_a_call_that_is_recorded_again_and_again_holds_no_more_for_it() -> None:
    engine = Engine(BANDWIDTH, clock=Clock(speed=0), records=20)
    body = {"from": "+15550101", "to": "+15550100"}
    response = engine.handle(Request("POST", "/v1/users/u/calls", JSON, json.dumps(body).encode()))
    path = response.header("location").partition("//")[2].partition("/")[2]
    engine.advance(10)
    for _ in range(40):
        post(engine, f"/{path}", {"recordingEnabled": True})
        post(engine, f"/{path}", {"recordingEnabled": False})
    engine.advance(10)
    [call] = engine.world.store.records("Call", {})
    assert all(len(kept) < 20 for kept in call.state.values() if is_list(kept) or is_object(kept))
    media = [record["media"] for record in engine.records_of("Recording")]
    assert [address.rpartition("-")[2] for address in media] == [f"{n}.wav" for n in range(21, 41)]


def test_answers_do_not_wait_to_be_acknowledged() -> None:
    """Where the listening socket says so, each connection does."""
    with MockServer(SIGNALWIRE) as server:
        listening: socket.socket = vars(server)["_socket"]
        assert listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
