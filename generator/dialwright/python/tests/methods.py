"""The tests of one method that sends one request and answers with what comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from ...words import Words, pascal, singular, snake
from ..code import Expression, Group, call, docstring, lines, list_of, literal, mapping, one_line
from ..names import Where
from .answers import Answer
from .bench import BODY, INDENT, Bench, Statements, apart, inside, statement
from .failures import failure, failures_of, refusal
from .flavour import Flavour
from .parts import Lines, Test, TestClass
from .requests import Path, Requests
from .subjects import Input, Rule, Subject

_OTHER = {"somethingNew": "value"}


class MethodTests:
    """Writes the test class of one method."""

    def __init__(self, subject: Subject, bench: Bench) -> None:
        self.subject = subject
        self.bench = bench
        self.requests = Requests(subject, bench)
        self._constants: dict[str, Lines] = {}

    def written(self) -> TestClass:
        """The class."""
        tests = tuple(self._tests())
        return self.test_class(self.subject.words, self.requests.spelling.methods.name, tests)

    def test_class(self, words: Words, method: str, tests: tuple[Test, ...], summary: str = "") -> TestClass:
        """A class of these tests, with the constants that they share."""
        way = self.requests.spelling.way("client", self.requests.path)
        text = f"`{way}.{method}`: {one_line(summary or self.subject.summary)}"
        constants, self._constants = tuple(self._constants.values()), {}
        return TestClass(f"Test{pascal(words)}", tuple(docstring(text, indent=INDENT)), constants, tests)

    def _tests(self) -> Iterator[Test]:
        yield from self._least()
        yield from self._everything()
        yield from self._instead()
        yield from self._shortcut()
        yield from self._on_a_record()
        yield from self._others()
        yield from self.escaping()
        yield from self._made()
        yield from self.refusals()
        yield from self.errors()

    # --- what is sent, and what comes back ---

    def _least(self) -> Iterator[Test]:
        inputs = self.requests.least
        expected = self.constant("least", self.requests.sent(inputs))

        def write(flavour: Flavour) -> Iterator[str]:
            yield from self.arranged()
            yield from self.called(self.requests.call(flavour, inputs, by_position=True), flavour)
            yield from self.was_sent(expected)

        yield from self.bench.twins("least", write)

    def _everything(self) -> Iterator[Test]:
        inputs = self.requests.everything
        if inputs == self.requests.least:
            return
        expected = self.constant("everything", self.requests.sent(inputs))
        arguments = self.arguments("arguments", inputs)

        def write(flavour: Flavour) -> Iterator[str]:
            yield from self.arranged()
            yield from self.waited(self.requests.call(flavour, (), more=arguments), flavour)
            yield from self.was_sent(expected)

        yield from self.bench.twins("everything", write)

    def _instead(self) -> Iterator[Test]:
        """One test for each input that `everything` leaves out."""
        for one, inputs in self.requests.instead():
            name = self.requests.spelling.argument(one).rstrip("_")
            expected = self.constant(f"with_{name}", self.requests.sent(inputs))

            def write(
                flavour: Flavour, inputs: tuple[Input, ...] = inputs, expected: str = expected
            ) -> Iterator[str]:
                yield from self.arranged()
                yield from self.waited(self.requests.call(flavour, inputs), flavour)
                yield from self.was_sent(expected)

            yield from self.bench.twins(f"with_{name}", write)

    def _shortcut(self) -> Iterator[Test]:
        """The same, called on the collection."""
        shortcut = self.requests.spelling.methods.shortcut
        if not shortcut:
            return

        def write(flavour: Flavour) -> Iterator[str]:
            yield from self.arranged()
            made = self.requests.call(flavour, self.requests.least, method=shortcut, on_record=False)
            yield from self.called(made, flavour)
            yield from self.was_sent("self.least")

        yield from self.bench.twins("on_the_collection", write)

    def _on_a_record(self) -> Iterator[Test]:
        """The same, called on a record that was read before."""
        record, path = self._record_and_path()
        reading = self.requests.spelling.reading
        if record is None or not reading:
            return
        inputs = self.requests.least
        expected = self.requests.sent(inputs, path=path)

        def write(flavour: Flavour) -> Iterator[str]:
            answers = (self.bench.answer(record.constant), self.answer)
            yield from statement("", call("server.answers", *answers))
            way = self.requests.spelling.way(flavour.client, self.requests.path)
            yield from self.assigned("record", call(f"{way}.{reading}"), flavour)
            made = self.requests.call(flavour, inputs)
            yield from self.waited(replace(made, open=f"record.{made.open.rpartition('.')[2]}"), flavour)
            yield from statement("assert server.sent[1] == ", expected)

        yield from self.bench.twins("on_a_record", write)

    def _record_and_path(self) -> tuple[Answer | None, Path]:
        """The record that the method is about, and the path with its identifier; None where none is read."""
        own = self.subject.operation
        item = self.requests.spelling.item
        picks = next((one for one in own.path_parameters if one.name == item and one.text("x-item")), None)
        read = next((one for one in own.path_item.operations if one.method == "get" and one != own), None)
        schema = read.success.json if read is not None and read.success is not None else None
        if picks is None or schema is None or picks.text("x-item") not in schema.properties:
            return None, {}
        record = self.bench.answers.of(schema, singular(self.requests.spelling.place.words))
        identifier = record.json.get(picks.text("x-item"))
        return (record, {**self.requests.path, item: identifier}) if identifier else (None, {})

    def _others(self) -> Iterator[Test]:
        """What has no name in the document is passed on, where a method lets it."""
        if not self.subject.is_extra:
            return
        inputs = self.requests.least
        more = [f"{name}={literal(text)}" for name, text in _OTHER.items()]
        expected = self.requests.sent(inputs, other=_OTHER)

        def write(flavour: Flavour) -> Iterator[str]:
            yield from self.arranged()
            yield from self.waited(self.requests.call(flavour, inputs, more=more), flavour)
            yield from self.was_sent(expected)

        yield from self.bench.twins("other_fields", write)

    def escaping(self) -> Iterator[Test]:
        inputs, path = self.requests.least, self.requests.hard_path
        if path == self.requests.path:
            return
        expected = self.constant("escaped", self.requests.sent(inputs, path=path))

        def write(flavour: Flavour) -> Iterator[str]:
            yield from self.arranged()
            yield from self.waited(self.made(flavour, inputs, path), flavour)
            yield from self.was_sent(expected)

        yield from self.bench.twins("identifiers_are_escaped", write, *self.takes)

    def _made(self) -> Iterator[Test]:
        """What the client makes can be read from the result."""
        made = next((one for one in self.subject.inputs if one.is_made), None)
        if made is None or not self.subject.envelope or not self.bench.mapping_access:
            return
        where = f"[{literal(self.subject.envelope)}]"

        def write(flavour: Flavour) -> Iterator[str]:
            yield from self.arranged()
            yield from self.assigned("result", self.requests.call(flavour, self.requests.least), flavour)
            yield f"{snake(made.words)} = server.sent[0].json{where}[{literal(made.wire)}]"
            yield f"assert result.get({literal(made.wire)}) == {snake(made.words)}"

        yield from self.bench.twins(f"makes_{snake(made.words)}", write)

    # --- what is refused ---

    def refusals(self) -> Iterator[Test]:
        found = [*self._rule_refusals(), *self._path_refusals(), *self._service_refusals()]
        yield from found or self._unknown_refusals()

    def _rule_refusals(self) -> Iterator[Test]:
        for rule in self.subject.rules:
            names = "_or_".join(self._names(rule))
            if rule.kind != "at-most-one-of":
                yield from self._refused(f"refuses_neither_{names}", self.requests.without(rule))
            if rule.kind in ("exactly-one-of", "at-most-one-of"):
                both = "_and_".join(self._names(rule))
                yield from self._refused(f"refuses_both_{both}", self.requests.with_all(rule))

    def _names(self, rule: Rule) -> list[str]:
        inputs = {one.wire: one for one in self.subject.arguments}
        return [self.requests.spelling.argument(inputs[wire]).rstrip("_") for wire in rule.wires]

    def _path_refusals(self) -> Iterator[Test]:
        for one in self.subject.path_inputs[-1:]:
            if not isinstance(self.requests.path[one.wire], str):
                return
            path = {**self.requests.path, one.wire: ""}
            yield from self._refused("refuses_no_identifier", self.requests.least, path)

    def _refused(self, name: str, inputs: tuple[Input, ...], path: Path | None = None) -> Iterator[Test]:
        """The client refuses, and nothing is sent."""
        error = self.bench.error("ArgumentError")
        self.bench.imports.use("pytest")

        def write(flavour: Flavour) -> Iterator[str]:
            made = self.made(flavour, inputs, path)
            yield from self.raising(error, made, flavour)
            yield "assert server.sent == []"

        yield from self.bench.twins(name, write, *self.takes)

    def _service_refusals(self) -> Iterator[Test]:
        wrong = next((one for one in self.candidates if _can_be_wrong(one)), None)
        if wrong is None:
            return
        given = [one for one in self.requests.least if one is not wrong]
        name = self.requests.spelling.argument(wrong)
        yield from self._refused_by_service(f"refuses_a_wrong_{name.rstrip('_')}", given, [f"{name}=WRONG"])

    @property
    def candidates(self) -> tuple[Input, ...]:
        """What might be given a wrong value."""
        return self.subject.arguments

    def _unknown_refusals(self) -> Iterator[Test]:
        if self.subject.is_extra and not self.subject.operation.body_contents:
            return
        options = self.bench.imports.use(".", "Options")
        more = [f'options={options}(extra_query={{"Unknown": "value"}})']
        yield from self._refused_by_service("refuses_what_is_not_documented", self.requests.least, more)

    def _refused_by_service(self, name: str, inputs: Iterable[Input], more: list[str]) -> Iterator[Test]:
        """The service refuses what it was sent, as the document says."""
        inputs = tuple(inputs)
        error = self.bench.error(refusal(self.subject))
        self.bench.imports.use("pytest")

        def write(flavour: Flavour) -> Iterator[str]:
            made = self.made(flavour, inputs, more=more)
            yield from self.raising(error, made, flavour)
            yield "assert server.violations != []"

        yield from self.bench.twins(name, write, *self.takes)

    # --- what goes wrong ---

    def errors(self) -> Iterator[Test]:
        found = failures_of(self.subject)
        answer = failure(self.subject)
        if not found:
            return
        for error in found.values():
            self.bench.error(error)
        self.bench.imports.use("pytest")
        self.bench.imports.use("typing", "ClassVar")
        self.bench.imports.use(".", "APIError")
        pairs = list_of(f"({status}, {error})" for status, error in found.items())
        self._constants["failures"] = tuple(lines("failures: ClassVar = ", pairs, indent=INDENT))
        body = (
            ""
            if answer is None or answer.json is None
            else self.bench.answers.of(answer.json, ("error",)).constant
        )

        def write(flavour: Flavour) -> Iterator[str]:
            yield from statement("", call("server.answers", call("Answer", body, "status=status")))
            made = self.made(flavour, self.requests.least)
            yield from self.raising("error", made, flavour, known_as="failed")
            yield "assert type(failed.value) is error"
            yield "assert failed.value.status == status"

        parametrized = '@pytest.mark.parametrize(("status", "error"), failures)'
        yield from self.bench.twins(
            "failures", write, *self.takes, "status: int", "error: type[APIError]", decorators=(parametrized,)
        )

    # --- the pieces of a test ---

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
        self._constants[name] = tuple(lines(f"{name}{typed} = ", value, indent=INDENT))
        return f"self.{name}"

    def arguments(self, name: str, inputs: tuple[Input, ...]) -> list[Expression]:
        """Arguments as they stand in a call; many of them are a constant of their own."""
        if not self.requests.is_many(inputs):
            return [self.requests.keyword(one) for one in inputs]
        self.bench.imports.use("typing", "Any")
        self.bench.imports.use("typing", "ClassVar")
        known_as = self.constant(name, self.requests.dictionary(inputs), "ClassVar[dict[str, Any]]")
        return [f"**{known_as}"]


def _can_be_wrong(one: Input) -> bool:
    """Whether a plain word is no value of it, which the service notices and the client does not."""
    schema = one.schema
    if schema is None or one.where not in (Where.QUERY, Where.BODY, Where.BESIDE):
        return False
    plain = any(not option.values and "string" in option.types for option in schema.options)
    if schema.values and not plain:
        return not schema.text("x-flat")
    return bool(schema.types) and not {"string", "array", "object"} & set(schema.types)
