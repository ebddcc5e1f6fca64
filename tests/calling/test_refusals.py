"""Arguments that do not go together are refused before anything is sent."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest

from dialwright_signalwire.calling import Calling
from dialwright_signalwire.errors import ArgumentError
from runtime.server import Server

from .commands import COMMANDS, Command, argument
from .legs import CALL

URL = "https://example.com/call"
SWML = {"version": "1.0", "sections": {"main": ["hangup"]}}


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"to": "+15550100", "url": URL, "swml": SWML}, "exactly one of url, swml; given: url, swml"),
        ({"to": "+15550100"}, "exactly one of url, swml; given: none"),
        ({"to": "+15550100", "url": None, "swml": None}, "exactly one of url, swml; given: none"),
        ({"url": URL}, "at least one of to, to_script"),
    ],
)
def test_dial(calling: Calling, server: Server, arguments: dict[str, Any], problem: str) -> None:
    with pytest.raises(ArgumentError, match=problem):
        calling.dial(from_="+15550101", **arguments)
    assert server.requests == []


def test_update(calling: Calling, server: Server) -> None:
    with pytest.raises(ArgumentError, match="at most one of url, swml; given: url, swml"):
        calling.update(id=CALL, url=URL, swml=SWML)
    assert server.requests == []


@pytest.mark.parametrize("arguments", [{}, {"control_id": "c", "continuous": True}])
def test_collect(calling: Calling, server: Server, arguments: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError, match="at least one of digits, speech"):
        calling.collect(CALL, **arguments)
    assert server.requests == []


RULES = [
    pytest.param(command, kind, fields, id=f"{command}-{kind}")
    for command in COMMANDS
    for kind, fields in command.params.rules
]


@pytest.mark.parametrize(("command", "kind", "fields"), RULES)
def test_every_rule(calling: Calling, server: Server, command: Command, kind: str, fields: list[str]) -> None:
    """None of its fields, and all of them: what the rule forbids is refused, the rest is sent."""
    everything = _everything(command)
    rest = {name: value for name, value in command.least().arguments.items() if name not in fields}
    every = {argument(name): everything[name] for name in fields}
    for arguments, forbidden in ((rest, kind != "at-most-one-of"), (rest | every, kind != "at-least-one-of")):
        server.requests.clear()
        with (
            pytest.raises(ArgumentError, match=", ".join(map(argument, fields)))
            if forbidden
            else nullcontext()
        ):
            getattr(calling, command.method)(*command.address, **arguments)
        assert len(server.requests) == (not forbidden)


def _everything(command: Command) -> dict[str, Any]:
    """A value for every parameter, whether they go together or not."""
    return {
        name: value
        for choice in range(command.breadth)
        for name, value in command.whole(choice).params.items()
    }
