"""The tests of a download: to a file, and chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...openapi import Operation
from ...words import split
from ..code import Expression, Group, literal
from .bench import apart, statement
from .flavour import Flavour
from .methods import MethodTests
from .parts import Test, TestClass
from .requests import Path
from .subjects import Input

_BYTES = r'b"RIFF\x00\xff"'
_FILE = 'tmp_path / "file"'


class DownloadTests(MethodTests):
    """Writes the test classes of one download."""

    def classes(self) -> Iterator[TestClass]:
        """A class for each method."""
        names = self.requests.spelling.methods
        tests = (*self._files(), *self.escaping(), *self.refusals(), *self.errors())
        yield self.test_class(self.subject.words, names.name, tests)
        yield self.test_class(
            split(names.iterate), names.iterate, tuple(self._chunks()), "Read the same, chunk by chunk."
        )

    def _files(self) -> Iterator[Test]:
        for form in self.subject.forms:

            def write(flavour: Flavour, form: Operation = form) -> Iterator[str]:
                yield from self.arranged()
                yield from self.assigned("file", self.made(flavour, (), more=self._format(form)), flavour)
                yield f"assert file.read_bytes() == {_BYTES}"
                yield from self.was_sent(self.requests.sent((), operation=form))

            yield from self.bench.twins(self._name("writes_a_file", form), write, *self.takes)

    def _chunks(self) -> Iterator[Test]:
        method = self.requests.spelling.methods.iterate
        for form in self.subject.forms:

            def write(flavour: Flavour, form: Operation = form) -> Iterator[str]:
                yield from self.arranged()
                made = self.requests.call(flavour, (), method=method, more=self._format(form))
                first, made = apart(made, "stream = ")
                yield from (*first, *statement("stream = ", made))
                yield f"chunks = {'[chunk async for chunk in stream]' if flavour.is_async else '[*stream]'}"
                yield f'assert b"".join(chunks) == {_BYTES}'
                yield from self.was_sent(self.requests.sent((), operation=form))

            yield from self.bench.twins(self._name("the_bytes", form), write)

    @property
    def takes(self) -> tuple[str, ...]:
        return (f"tmp_path: {self.bench.imports.use('pathlib', 'Path')}",)

    def made(
        self,
        flavour: Flavour,
        inputs: Iterable[Input],
        path: Path | None = None,
        more: Iterable[Expression] = (),
    ) -> Group:
        return self.requests.call(flavour, inputs, path=path, more=(_FILE, *more))

    @property
    def answer(self) -> Expression:
        return self.bench.answer(_BYTES)

    def _format(self, form: Operation) -> list[str]:
        return [f"format={literal(form.text('x-format'))}"] if len(self.subject.forms) > 1 else []

    def _name(self, name: str, form: Operation) -> str:
        return f"{name}_of_{form.text('x-format')}" if len(self.subject.forms) > 1 else name
