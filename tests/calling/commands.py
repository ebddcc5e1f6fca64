"""The commands of the Calling API as the documents state them, and what calling them should send."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from typing import Any

from .legs import CALL
from .schemas import CALLING, Maker, Schema, breadth, load

__all__ = ["COMMANDS", "Case", "Command", "argument"]


def argument(name: str) -> str:
    """How an argument is spelled in Python."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return f"{words}_" if keyword.iskeyword(words) else words


@dataclass(frozen=True)
class Case:
    """A way to use a command: the arguments given, and the parameters to be sent."""

    arguments: dict[str, Any]
    params: dict[str, Any]


@dataclass(frozen=True)
class Command:
    """One command."""

    name: str
    schema: Schema

    def __str__(self) -> str:
        return self.method

    @property
    def method(self) -> str:
        """The name of its method."""
        return self.name.removeprefix("calling.").replace(".", "_")

    @property
    def params(self) -> Schema:
        return self.schema.properties["params"]

    @property
    def address(self) -> tuple[str, ...]:
        """Its argument by position: the call that it is about, if it says so outside its parameters."""
        return (CALL,) if "id" in self.schema.properties else ()

    @property
    def idempotent(self) -> bool:
        return self.schema.said.get("x-idempotent") is True

    @property
    def made(self) -> list[str]:
        """The parameters that the client makes where they are left out."""
        return [name for name, schema in self.params.properties.items() if "x-generate" in schema.said]

    @property
    def required(self) -> list[str]:
        """The parameters that a caller has to give."""
        return [name for name in self.params.required if name not in self.made]

    @property
    def breadth(self) -> int:
        """In how many ways it has to be used until every alternative was."""
        return breadth(self.params)

    @property
    def flattens(self) -> bool:
        """Whether something in its parameters has a flat spelling."""
        return any("x-flat" in schema.said for schema in self.params.walk())

    def least(self, choice: int = 0) -> Case:
        """With as few arguments as it can be used with."""
        params = Maker(whole=False, choice=choice).make(self.params)
        given = {argument(name): value for name, value in params.items() if name not in self.made}
        return Case(given, {name: value for name, value in params.items() if name not in self.made})

    def whole(self, choice: int = 0, *, flat: bool = False) -> Case:
        """With as many as go together."""
        given = Maker(whole=True, choice=choice, flat=flat).make(self.params)
        params = Maker(whole=True, choice=choice).make(self.params)
        return Case({argument(name): value for name, value in given.items()}, params)

    def body(self, params: dict[str, Any]) -> dict[str, Any]:
        """What goes on the wire."""
        address = {"id": CALL} if self.address else {}
        return {"command": self.name, **address, "params": params}


def _read() -> list[Command]:
    file = CALLING / "calls.yaml"
    union = Schema.of(file, load(file)["schemas"]["CallingRequest"])
    return [Command(schema.properties["command"].said["const"], schema) for schema in union.options]


COMMANDS = _read()
