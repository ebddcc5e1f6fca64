"""What a command starts on a call has an identifier, made by the client where the caller gives none."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from dialwright_signalwire.calling import Calling
from runtime.server import Server, answer

from .commands import COMMANDS, Command
from .legs import CALL, PHONE

MAKING = [command for command in COMMANDS if command.made]


def start(calling: Calling, command: Command, **given: str) -> Any:
    return getattr(calling, command.method)(CALL, **command.least().arguments, **given)


def sent(server: Server) -> list[str]:
    """The identifiers, in the order they came."""
    return [json.loads(request.body)["params"]["control_id"] for request in server.requests]


def test_which_commands_make_one() -> None:
    assert {command.method for command in MAKING} == {
        "play",
        "record",
        "collect",
        "detect",
        "tap",
        "stream",
        "transcribe",
    }
    assert {name for command in MAKING for name in command.made} == {"control_id"}


@pytest.mark.parametrize("command", MAKING, ids=str)
class TestMade:
    def test_the_result_knows_it(self, calling: Calling, server: Server, command: Command) -> None:
        result = start(calling, command)
        (control_id,) = sent(server)
        assert UUID(control_id).version == 4
        assert result.get("control_id") == result["control_id"] == control_id

    def test_the_answer_stays_as_it_came(self, calling: Calling, command: Command) -> None:
        result = start(calling, command)
        assert result.to_dict() == PHONE
        assert json.loads(result.to_json()) == PHONE

    def test_each_use_has_its_own(self, calling: Calling, server: Server, command: Command) -> None:
        results = [start(calling, command).get("control_id") for _ in range(3)]
        assert sent(server) == results
        assert len(set(results)) == 3

    def test_a_retry_keeps_it(self, calling: Calling, server: Server, command: Command) -> None:
        server.then(answer(429, {}, headers={"Retry-After": "0"}), answer(200, PHONE))
        result = start(calling, command)
        assert sent(server) == [result.get("control_id")] * 2

    def test_one_that_is_given_is_sent(self, calling: Calling, server: Server, command: Command) -> None:
        result = start(calling, command, control_id="mine")
        assert sent(server) == ["mine"]
        assert result.get("control_id") == "mine"

    def test_what_the_service_says_counts(self, calling: Calling, server: Server, command: Command) -> None:
        server.then(answer(200, {**PHONE, "control_id": "theirs"}))
        assert start(calling, command).get("control_id") == "theirs"


def test_other_results_have_none(calling: Calling) -> None:
    assert calling.denoise(CALL).get("control_id") is None
    assert calling.play_stop(CALL, control_id="c").get("control_id") is None
