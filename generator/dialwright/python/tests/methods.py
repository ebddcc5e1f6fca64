"""The tests of one method that sends one request and answers with what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...words import singular, snake
from ..code import call, literal
from .answers import Answer
from .bench import statement
from .flavour import Flavour
from .parts import Test, TestClass
from .refusals import RefusalTests
from .requests import Path
from .subjects import Input

_OTHER = {"somethingNew": "value"}


class MethodTests(RefusalTests):
    """Writes the test class of one method."""

    def written(self) -> TestClass:
        """The class."""
        tests = tuple(self._tests())
        return self.test_class(self.subject.words, self.requests.spelling.methods.name, tests)

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
        arguments = self.arguments("arguments", inputs)
        expected = self.constant("everything", self.requests.sent(inputs))

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
