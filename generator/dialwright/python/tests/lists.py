"""The tests of a list, in each of the ways to read it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ...openapi import View
from ...words import Words, kebab, split
from ..code import Expression, Group, call, fits, flat, literal
from .bench import BODY, Statements, apart, statement
from .flavour import Flavour
from .pages import Pages
from .parts import Test, TestClass
from .subjects import Input


class ListTests(Pages):
    """Writes the test classes of one list."""

    def classes(self) -> Iterator[TestClass]:
        """A class for each method."""
        names, words = self.requests.spelling.methods, self.subject.words
        yield self._class(
            words,
            names.name,
            [*self._read(names.name), *self._limit(), *self._narrowed(), *self.refusals(), *self.errors()],
        )
        if names.stream:
            summary = "Read the same, page by page as it is needed."
            yield self._class(split(names.stream), names.stream, self._read(names.stream), summary)
        if names.page:
            yield self._class(split(names.page), names.page, self._paged(), "Read one page.")
            yield self._class(
                split(names.get_page), names.get_page, self._kept(), "Read a page by its address."
            )

    def _class(
        self, words: Words, method: str, tests: list[Test] | Iterator[Test], summary: str = ""
    ) -> TestClass:
        return self.test_class(words, method, tuple(tests), summary)

    def _read(self, method: str) -> list[Test]:
        return [
            *self._first(method),
            *self._everything_of(method),
            *self._pages(method),
            *self._empty(method),
        ]

    def _first(self, method: str) -> Iterator[Test]:
        least = self.first_request()

        def write(flavour: Flavour) -> Iterator[str]:
            yield from self._answers("last")
            yield from self._gathered(method, (), flavour)
            yield f"{self.item.check}(records[0])"
            yield from self.was_sent(least)

        yield from self.bench.twins("least", write)

    def _everything_of(self, method: str) -> Iterator[Test]:
        inputs = (*self.subject.arguments, *self.size)
        if not inputs:
            return
        arguments = self._filters(inputs)
        expected = self.shared("filtered request", self.requests.sent(inputs))

        def write(flavour: Flavour) -> Iterator[str]:
            yield from self._answers("empty")
            yield from self._gathered(method, arguments, flavour)
            yield "assert records == []"
            yield from self.was_sent(expected)

        yield from self.bench.twins("everything", write)

    def _pages(self, method: str) -> Iterator[Test]:
        if self.style == "none":
            return
        least = self.first_request()
        following = self.next_request()

        def write(flavour: Flavour) -> Iterator[str]:
            yield from self._answers("first", "last")
            yield from self._gathered(method, (), flavour)
            yield "assert len(records) == 2"
            yield f"{self.item.check}(records[1])"
            yield from self.was_sent(least, following)

        yield from self.bench.twins("two_pages", write)

    def _empty(self, method: str) -> Iterator[Test]:
        def write(flavour: Flavour) -> Iterator[str]:
            yield from self._answers("empty")
            yield from self._gathered(method, (), flavour)
            yield "assert records == []"

        yield from self.bench.twins("no_records", write)

    def _limit(self) -> Iterator[Test]:
        """No more is read than is wanted."""
        method = self.requests.spelling.methods.name
        if self.style == "none":
            return

        def write(flavour: Flavour) -> Iterator[str]:
            yield from self._answers("first", "last")
            yield from self._gathered(method, ["limit=1"], flavour)
            yield "assert len(records) == 1"
            yield "assert len(server.sent) == 1"

        yield from self.bench.twins("limit", write)

    def _narrowed(self) -> Iterator[Test]:
        for entry in self.subject.narrowings:
            yield from self._narrowed_by(entry)

    def _narrowed_by(self, entry: View) -> Iterator[Test]:
        wire = entry.text("parameter")
        words = split(wire)
        value = f"{kebab(words[:-1] or words)}-1"
        argument = self.requests.spelling.narrowing(wire, words)
        expected = self.requests.sent(
            (), template=entry.text("path"), path={**self.requests.path, wire: value}
        )

        def write(method: str, flavour: Flavour) -> Iterator[str]:
            yield from self._answers("empty")
            yield from self._gathered(method, [f"{argument}={literal(value)}"], flavour)
            yield "assert records == []"
            yield from self.was_sent(expected)

        for method in (self.requests.spelling.methods.name, self.requests.spelling.methods.stream):
            if method:
                yield from self.bench.twins(f"{method}_{argument}", partial(write, method))

    def _paged(self) -> Iterator[Test]:
        method = self.requests.spelling.methods.page
        inputs = (*self.subject.arguments, *self.subject.paging)
        arguments = self.arguments("filters", inputs)
        everything = self.constant("everything", self.requests.sent(inputs))
        following = self.next_request()
        least = self.first_request()

        def asked(flavour: Flavour) -> Iterator[str]:
            yield from self._answers("last")
            yield from self.assigned("page", self._call(method, arguments, flavour), flavour)
            yield f"{self.item.check}(page.items[0])"
            yield "assert page.next_url is None"
            yield from self.was_sent(everything)

        def went_on(flavour: Flavour) -> Iterator[str]:
            yield from self._answers("first", "empty")
            yield from self.assigned("page", self._call(method, (), flavour), flavour)
            yield f"last = {flavour.wait}page.next_page()"
            yield "assert last is not None"
            yield "assert last.items == []"
            yield from self.was_sent(least, following)

        yield from self.bench.twins("everything", asked)
        yield from self.bench.twins("next_page", went_on)

    def _kept(self) -> Iterator[Test]:
        method = self.requests.spelling.methods.get_page
        following = self.next_request()

        def write(flavour: Flavour) -> Iterator[str]:
            yield from self._answers("last")
            yield from self.assigned("page", self._call(method, [self.next_page()], flavour), flavour)
            yield f"{self.item.check}(page.items[0])"
            yield from self.was_sent(following)

        yield from self.bench.twins("by_address", write)

    def _call(self, method: str, more: list[Expression] | tuple[()], flavour: Flavour) -> Group:
        return self.requests.call(flavour, (), method=method, more=more)

    def _gathered(self, method: str, more: Any, flavour: Flavour) -> Statements:
        """Read all records."""
        made = self._call(method, more, flavour)
        if not self._is_lazy(method):
            return self.assigned("records", made, flavour)
        if not flavour.is_async and fits(f"records = [*{flat(made)}]", BODY):
            return [f"records = [*{flat(made)}]"]
        read = "[record async for record in stream]" if flavour.is_async else "[*stream]"
        first, made = apart(made, "stream = ")
        return [*first, *statement("stream = ", made), f"records = {read}"]

    def _is_lazy(self, method: str) -> bool:
        return method == self.requests.spelling.methods.stream or not self.requests.spelling.methods.stream

    def _answers(self, *pages: str) -> Statements:
        """Tell the server to answer with these pages: `first`, which another follows, `last`, or `empty`."""
        return statement("", call("server.answers", *map(self.known_page, pages)))

    def _filters(self, inputs: tuple[Input, ...]) -> list[Expression]:
        """The filters as they stand in a call; many of them are a constant."""
        if not self.requests.is_many(inputs):
            return [self.requests.keyword(one) for one in inputs]
        self.bench.imports.use("typing", "Any")
        return [f"**{self.shared('filters', self.requests.dictionary(inputs), 'dict[str, Any]')}"]

    @property
    def candidates(self) -> tuple[Input, ...]:
        return (*super().candidates, *self.size)

    def raising(self, error: str, made: Group, flavour: Flavour, *, known_as: str = "") -> Statements:
        """A lazy list asks for nothing before its first record is wanted."""
        if self._is_lazy(self.requests.spelling.methods.name):
            made = call("anext" if flavour.is_async else "next", made)
        return super().raising(error, made, flavour, known_as=known_as)
