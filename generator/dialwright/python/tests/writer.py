"""What the test classes of all methods are written with: their constants, and the statements of tests."""

from __future__ import annotations

from collections.abc import Iterable

from ...cached import cached_property
from ...words import Words, pascal, singular
from ..code import Expression, Group, call, docstring, lines, literal, mapping, one_line
from .answers import Answer
from .bench import BODY, INDENT, Bench, Statements, apart, inside, statement
from .flavour import Flavour
from .parts import Lines, Test, TestClass
from .requests import Path, Requests
from .subjects import Input, Subject


class Writer:
    """Writes tests of one method."""

    def __init__(self, subject: Subject, bench: Bench) -> None:
        self.subject = subject
        self.bench = bench
        self.requests = Requests(subject, bench)
        self.constants: dict[str, Lines] = {}

    def test_class(self, words: Words, method: str, tests: tuple[Test, ...], summary: str = "") -> TestClass:
        """A class of these tests, with the constants that they share."""
        way = self.requests.spelling.way("client", self.requests.path)
        text = f"`{way}.{method}`: {one_line(summary or self.subject.summary)}"
        constants, self.constants = tuple(self.constants.values()), {}
        return TestClass(f"Test{pascal(words)}", tuple(docstring(text, indent=INDENT)), constants, tests)

    @property
    def takes(self) -> tuple[str, ...]:
        """What else a test takes that calls the method."""
        return ()

    def made(
        self,
        flavour: Flavour,
        inputs: Iterable[Input],
        path: Path | None = None,
        more: Iterable[Expression] = (),
    ) -> Group:
        """A call of the method."""
        return self.requests.call(flavour, inputs, path=path, more=more)

    def arranged(self) -> Statements:
        """Tell the server what to answer."""
        return statement("", call("server.answers", self.answer))

    @property
    def answer(self) -> Expression:
        """What a success is answered with."""
        subject = self.subject
        if subject.has_location_id:
            address = f"https://example.com/{subject.words[-1]}s/made-1"
            return self.bench.answer(status=201, headers=mapping([(literal("Location"), literal(address))]))
        record = self.record
        if record is not None:
            return self.bench.answer(record.constant)
        return self.bench.answer(
            status=200 if subject.operation.success and subject.operation.success.contents else 204
        )

    @cached_property
    def record(self) -> Answer | None:
        """What a success holds."""
        success = self.subject.operation.success
        if success is None or success.json is None or self.subject.operation.flag("x-location-id"):
            return None
        words = (*singular(self.requests.spelling.place.words), *self.subject.words)
        return self.bench.answers.of(success.json, words)

    def called(self, made: Group, flavour: Flavour) -> Statements:
        """A call, and a look at its result."""
        record = self.record
        if self.subject.has_location_id:
            return [*self.assigned("result", made, flavour), 'assert result == "made-1"']
        if record is None:
            return self.waited(made, flavour)
        return [*self.assigned("result", made, flavour), f"{record.check}(result)"]

    def assigned(self, name: str, made: Group, flavour: Flavour) -> Statements:
        """A call whose result gets a name."""
        return self._stated(f"{name} = {flavour.wait}", made)

    def waited(self, made: Group, flavour: Flavour) -> Statements:
        """A call whose result does not matter."""
        return self._stated(flavour.wait, made)

    def _stated(self, before: str, made: Group) -> Statements:
        first, made = apart(made, before)
        return [*first, *statement(before, made)]

    def raising(self, error: str, made: Group, flavour: Flavour, *, known_as: str = "") -> Statements:
        """A call that raises an error."""
        head = f"with pytest.raises({error}){f' as {known_as}' if known_as else ''}:"
        first, made = apart(made, flavour.wait, indent=BODY + INDENT)
        return [*first, *inside(head, statement(flavour.wait, made, indent=BODY + INDENT))]

    def was_sent(self, *expected: Expression) -> Statements:
        """A look at all that was sent."""
        return statement("assert server.sent == ", Group("[", expected, "]", 10))

    def constant(self, name: str, value: Expression, annotation: str = "") -> str:
        """A constant of the class; returns how a test calls it."""
        typed = f": {annotation}" if annotation else ""
        self.constants[name] = tuple(lines(f"{name}{typed} = ", value, indent=INDENT))
        return f"self.{name}"

    def arguments(self, name: str, inputs: tuple[Input, ...]) -> list[Expression]:
        """Arguments as they stand in a call; many of them are a constant of their own."""
        if not self.requests.is_many(inputs):
            return [self.requests.keyword(one) for one in inputs]
        self.bench.imports.use("typing", "Any")
        self.bench.imports.use("typing", "ClassVar")
        known_as = self.constant(name, self.requests.dictionary(inputs), "ClassVar[dict[str, Any]]")
        return [f"**{known_as}"]
