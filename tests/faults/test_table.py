"""Every row of the table, with both kinds of client."""

from __future__ import annotations

import time
import tracemalloc
from base64 import b64encode
from collections.abc import Callable
from typing import cast

import pytest

from client.harness import PROJECT, TOKEN
from dialwright_signalwire.errors import ClientError, OutcomeUnknownError

from .actions import ACTIONS
from .answers import bomb, well
from .cases import every_case
from .cases.bodies import LARGE
from .harness import KINDS, Meeting, client_of, meeting
from .table import PLENTY, Case, Outcome, case, done

ROOM = 3.0
"""Seconds that a busy machine may take beyond the deadline."""

SECRETS = (TOKEN, b64encode(f"{PROJECT}:{TOKEN}".encode()).decode())


TRIALS = [
    pytest.param(row, action, outcome, kind, id=f"{row.fault} {action} {kind}")
    for row in every_case()
    for action, outcome in row.outcomes.items()
    for kind in KINDS
]
"""Each action of each row, with each kind of client."""

REPEATED = [trial for trial in TRIALS if cast(Outcome, trial.values[2]).is_repeated]


@pytest.mark.parametrize(("row", "action", "outcome", "kind"), TRIALS)
def test_what_must_come_of_it(
    row: Case,
    action: str,
    outcome: Outcome,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    record_property("fault", row.fault)
    with meeting(row, monkeypatch) as met:
        check(met, row, action, outcome, kind)


@pytest.mark.parametrize(("row", "action", "outcome", "kind"), REPEATED)
def test_what_is_repeated_succeeds_when_the_fault_is_over(
    row: Case, action: str, outcome: Outcome, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with meeting(Case(row.fault, [row.steps[0], well], {}, row.place, row.timeout), monkeypatch) as met:
        check(met, row, action, done(2), kind)


def test_a_bomb_does_not_go_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is unpacked is never held whole."""
    row = case("A bomb.", bomb(), fetch=LARGE)
    with meeting(row, monkeypatch) as met:
        tracemalloc.start()
        try:
            check(met, row, "fetch", LARGE, "sync")
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert most < 64_000_000


def check(met: Meeting, row: Case, action: str, outcome: Outcome, kind: str) -> None:
    """Try an action, and compare what came of it, on either side, with what must."""
    began = time.monotonic()
    result, error = perform(met, row, action, kind)
    took = time.monotonic() - began
    doing, server = ACTIONS[action], met.server
    placed = outcome.placed if doing.places else 0
    assert type(error) is (outcome.error or type(None)), error
    if error is None:
        assert result == doing.result
    else:
        check_error(error, outcome)
    assert (len(server.requests), len(server.placed)) == (outcome.requests, placed)
    limit = row.timeout or PLENTY
    # Where time ran out, a wait was chosen, perhaps, but not begun.
    assert met.pauses.count == outcome.retries or took > limit
    if outcome.waits is not None:
        assert outcome.waits <= server.times[1] - server.times[0] < outcome.waits + ROOM
    assert took < limit + ROOM
    check_elsewhere(met, outcome)
    check_promise(error, len(server.placed))


def perform(met: Meeting, row: Case, action: str, kind: str) -> tuple[object, ClientError | None]:
    with client_of(kind, met.base_url, timeout=row.timeout) as client:
        try:
            return ACTIONS[action].perform(client), None
        except ClientError as error:
            return None, error


def check_error(error: ClientError, outcome: Outcome) -> None:
    """What it says is true, and keeps what is secret."""
    assert error.sent == outcome.sent
    assert error.__context__ is None
    for name, value in outcome.details.items():
        assert getattr(error, name) == value
    assert not any(secret in f"{error} {error!r} {vars(error)}" for secret in SECRETS)


def check_elsewhere(met: Meeting, outcome: Outcome) -> None:
    """Nobody else is asked, unless that is said, and nobody else sees the credentials."""
    assert (met.other.connections, len(met.other.requests)) == (outcome.elsewhere, outcome.elsewhere)
    assert all("authorization" in request.headers for request in met.server.requests)
    assert not any("authorization" in request.headers for request in met.other.requests)


def check_promise(error: ClientError | None, placed: int) -> None:
    """What is promised of all of them."""
    assert placed <= 1
    if placed:
        assert error is None or isinstance(error, OutcomeUnknownError)
    if error is not None and error.sent == "no":
        assert not placed
