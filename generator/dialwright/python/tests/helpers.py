"""The tests of a helper that a hand-written module carries out."""

from __future__ import annotations

from collections.abc import Iterator

from ...openapi import Operation
from ...words import singular
from ..code import call
from .bench import statement
from .flavour import Flavour
from .methods import MethodTests
from .parts import Test


class ModuleTests(MethodTests):
    """Writes the test class of such a helper: the document does not say what it sends, but where to."""

    def _tests(self) -> Iterator[Test]:
        inputs, read = self.requests.least, self._reading()
        target = self.requests.target(self.subject.operation.template)

        def write(flavour: Flavour) -> Iterator[str]:
            answers = (self.bench.answer(read), self.bench.answer())
            yield from statement("", call("server.answers", *answers))
            yield from self.waited(self.requests.call(flavour, inputs), flavour)
            yield f"assert {{one.path for one in server.sent}} == {{{self.requests.address(target)}}}"
            yield "assert server.violations == []"

        yield from self.bench.twins("least", write)
        yield from self.refusals()

    def _reading(self) -> str:
        """The constant with the record that stands at the same path, where it can be read."""
        own: Operation = self.subject.operation
        for other in own.path_item.operations:
            schema = other.success.json if other.method == "get" and other.success is not None else None
            if schema is not None:
                return self.bench.answers.of(schema, singular(self.requests.spelling.place.words)).constant
        return ""
