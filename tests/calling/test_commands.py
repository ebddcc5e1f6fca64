"""Every command, with least and with all arguments, as it goes on the wire."""

from __future__ import annotations

import inspect
import json
from typing import Any
from uuid import UUID

import pytest

from dialwright_signalwire.calling import AsyncCalling, Calling
from runtime.server import Server

from .commands import COMMANDS, Command, argument

WAYS = [
    pytest.param(each, choice, id=f"{each}-{choice}") for each in COMMANDS for choice in range(each.breadth)
]
FLAT = [
    pytest.param(each, choice, id=f"{each}-{choice}")
    for each in COMMANDS
    if each.flattens
    for choice in range(each.breadth)
]
every_command = pytest.mark.parametrize("command", COMMANDS, ids=str)


def use(calling: Calling, command: Command, arguments: dict[str, Any]) -> Any:
    return getattr(calling, command.method)(*command.address, **arguments)


def body(server: Server) -> Any:
    """The body of the one request that came, which is how every command is sent."""
    (request,) = server.requests
    assert (request.method, request.target) == ("POST", "/api/calling/calls")
    assert request.headers["content-type"] == "application/json"
    assert request.headers["authorization"].startswith("Basic ")
    return json.loads(request.body)


def sent(server: Server, command: Command) -> Any:
    """The body, without what the client made, which must be there."""
    whole = body(server)
    for name in command.made:
        assert UUID(whole["params"].pop(name)).version == 4
    return whole


@pytest.mark.parametrize(("command", "choice"), WAYS)
def test_least_arguments(calling: Calling, server: Server, command: Command, choice: int) -> None:
    case = command.least(choice)
    use(calling, command, case.arguments)
    assert sent(server, command) == command.body(case.params)


@pytest.mark.parametrize(("command", "choice"), WAYS)
def test_all_arguments(calling: Calling, server: Server, command: Command, choice: int) -> None:
    case = command.whole(choice)
    use(calling, command, case.arguments)
    assert body(server) == command.body(case.params)


@pytest.mark.parametrize(("command", "choice"), FLAT)
def test_flat_spellings_are_sent_nested(
    calling: Calling, server: Server, command: Command, choice: int
) -> None:
    case = command.whole(choice, flat=True)
    assert case != command.whole(choice)
    use(calling, command, case.arguments)
    assert body(server) == command.body(case.params)


@every_command
def test_none_is_left_out(calling: Calling, server: Server, command: Command) -> None:
    case = command.least()
    nothing = {argument(name): None for name in command.params.properties}
    use(calling, command, {**nothing, **case.arguments})
    assert sent(server, command) == command.body(case.params)


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.address], ids=str)
def test_the_call_may_be_named(calling: Calling, server: Server, command: Command) -> None:
    case = command.least()
    getattr(calling, command.method)(call_id=command.address[0], **case.arguments)
    assert sent(server, command) == command.body(case.params)


@every_command
def test_what_is_required(calling: Calling, server: Server, command: Command) -> None:
    whole = command.whole().arguments
    for name in map(argument, command.required):
        with pytest.raises(TypeError, match=f"'{name}'"):
            use(calling, command, {key: value for key, value in whole.items() if key != name})
    if command.address:
        with pytest.raises(TypeError, match="'call_id'"):
            getattr(calling, command.method)(**whole)
    assert server.requests == []


@every_command
def test_a_misspelt_argument_is_refused(calling: Calling, server: Server, command: Command) -> None:
    with pytest.raises(TypeError, match="'contrl_id'"):
        use(calling, command, {**command.least().arguments, "contrl_id": "c"})
    assert server.requests == []


@pytest.mark.parametrize("kind", [Calling, AsyncCalling])
@every_command
def test_no_other_arguments(kind: type[Calling | AsyncCalling], command: Command) -> None:
    documented = ["call_id"] * len(command.address) + [*map(argument, command.params.properties)]
    parameters = inspect.signature(getattr(kind, command.method)).parameters
    assert sorted(parameters) == sorted(["self", *documented, "options"])


@pytest.mark.parametrize("kind", [Calling, AsyncCalling])
def test_no_other_commands(kind: type[Calling | AsyncCalling]) -> None:
    methods = {name for name in vars(kind) if not name.startswith("_")}
    assert methods == {command.method for command in COMMANDS}
    assert len(methods) >= 42


def test_a_command_without_parameters_sends_an_empty_object(calling: Calling, server: Server) -> None:
    calling.denoise("call-1")
    assert body(server) == {"command": "calling.denoise", "id": "call-1", "params": {}}


def test_empty_values_are_values(calling: Calling, server: Server) -> None:
    calling.collect("call-1", control_id="c", digits={"max": 1, "terminators": ""}, continuous=False)
    assert body(server)["params"] == {
        "control_id": "c",
        "digits": {"max": 1, "terminators": ""},
        "continuous": False,
    }
