"""What the tests of one module share: names, imports, answers, and how a test is put down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from ...words import singular, snake
from ..code import Expression, Group, argument, call, fits, flat, lines, literal
from ..names import Names
from .answers import Answers
from .flavour import FLAVOURS, Flavour
from .imports import TestImports
from .parts import Test

INDENT = 4
BODY = 8

Statements = list[str]


@dataclass
class Bench:
    """Where tests are written."""

    names: Names
    imports: TestImports
    answers: Answers
    client: str  # the class of clients
    server: str  # the class of the local server
    account: dict[str, str]  # placeholder -> what the client fills in
    prefix: str  # what the paths of the service begin with
    base: str  # what the paths of the account begin with, which the module has as the constant `BASE`
    mapping_access: bool
    constants: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])  # of the module

    def twins(
        self,
        name: str,
        write: Callable[[Flavour], Iterable[str]],
        *more: str,
        decorators: tuple[str, ...] = (),
    ) -> Iterator[Test]:
        """A test for both kinds of client."""
        for flavour in FLAVOURS:
            yield self.test(f"{name}{flavour.suffix}", flavour, write(flavour), *more, decorators=decorators)

    def test(
        self, name: str, flavour: Flavour, body: Iterable[str], *more: str, decorators: tuple[str, ...] = ()
    ) -> Test:
        """A test that takes a client, the server, and whatever else is named."""
        client = self.imports.use(".", f"{flavour.prefix}{self.client}")
        server = self.imports.use(".testing", self.server)
        if flavour.is_async:
            self.imports.use("pytest")
        takes = ("self", f"{flavour.client}: {client}", f"server: {server}", *more)
        return Test(decorators, _head(f"{flavour.define} test_{name}", takes), tuple(body))

    def answer(self, body: Expression = "", *, status: int = 200, headers: Expression = "") -> Expression:
        """An answer that the server is told to give."""
        self.imports.use(".testing", "Answer")
        return call(
            "Answer",
            body,
            argument("status", literal(status)) if status != 200 else "",
            argument("headers", headers) if headers else "",
        )

    def error(self, name: str) -> str:
        """A class of errors."""
        return self.imports.use(".", name)


def _head(function: str, takes: tuple[str, ...]) -> tuple[str, ...]:
    """The head of a test, on as few lines as black lets it have."""
    together = ", ".join(takes)
    if fits(f"{function}({together}) -> None:", INDENT):
        return (f"{function}({together}) -> None:",)
    if fits(together, BODY):
        return (f"{function}(", f"    {together}", ") -> None:")
    return (f"{function}(", *(f"    {one}," for one in takes), ") -> None:")


def apart(made: Group, room: str, *, indent: int = BODY) -> tuple[Statements, Group]:
    """A call, and before it where it is called, if both together are too long and that goes through calls.

    `room` is what else stands on the line.
    """
    way, _, method = made.open.rpartition(".")
    if "(" not in way or fits(f"{room}{flat(made)}", indent):
        return [], made
    name, called, _ = way.rpartition(".")[2].partition("(")
    variable = snake(singular((name,))) if called else name
    return [f"{variable} = {way}"], replace(made, open=f"{variable}.{method}")


def statement(before: str, expression: Expression, after: str = "", *, indent: int = BODY) -> Statements:
    """A statement of a test's body."""
    return lines(before, expression, after, indent=indent)


def inside(head: str, body: Iterable[str]) -> Statements:
    """A block with its head."""
    return [head, *(f"    {line}" for line in body)]
