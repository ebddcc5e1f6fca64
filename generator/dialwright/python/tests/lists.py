"""The tests of a list, in each of the ways to read it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from typing import Any

from ...openapi import View
from ...words import Words, kebab, screaming, singular, split
from ..code import Expression, Group, call, fits, flat, lines, literal, mapping
from .answers import Answer
from .bench import BODY, Statements, apart, statement
from .flavour import Flavour
from .literals import array, is_object
from .methods import MethodTests
from .parts import Test, TestClass
from .subjects import Input

_NEXT = "?Page=1&PageSize=1&PageToken=PA1"
_NEXT_LINK = "?page=1&size=1"


class ListTests(MethodTests):
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

    # --- the tests ---

    def _read(self, method: str) -> list[Test]:
        return [
            *self._first(method),
            *self._everything_of(method),
            *self._pages(method),
            *self._empty(method),
        ]

    def _first(self, method: str) -> Iterator[Test]:
        least = self._least_sent()

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
        expected = self.shared("filtered request", self.requests.sent(inputs))
        arguments = self._filters(inputs)

        def write(flavour: Flavour) -> Iterator[str]:
            yield from self._answers("empty")
            yield from self._gathered(method, arguments, flavour)
            yield "assert records == []"
            yield from self.was_sent(expected)

        yield from self.bench.twins("everything", write)

    def _pages(self, method: str) -> Iterator[Test]:
        if self.style == "none":
            return
        least = self._least_sent()
        following = self.shared("next request", self.following)

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
        everything = self.constant("everything", self.requests.sent(inputs))
        arguments = self.arguments("filters", inputs)
        following = self.shared("next request", self.following)
        least = self._least_sent()

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
        following = self.shared("next request", self.following)

        def write(flavour: Flavour) -> Iterator[str]:
            yield from self._answers("last")
            yield from self.assigned("page", self._call(method, [self._next()], flavour), flavour)
            yield f"{self.item.check}(page.items[0])"
            yield from self.was_sent(following)

        yield from self.bench.twins("by_address", write)

    # --- the pieces ---

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
        return statement("", call("server.answers", *map(self._page, pages)))

    def shared(self, name: str, value: Expression, annotation: str = "") -> str:
        """A constant of the module, for all ways to read the list; returns its name."""
        name = screaming((*self._own, *name.split()))
        typed = f": {annotation}" if annotation else ""
        self.bench.constants.setdefault(name, tuple(lines(f"{name}{typed} = ", value)))
        return name

    def _least_sent(self) -> str:
        return self.shared("first request", self.requests.sent(()))

    def _filters(self, inputs: tuple[Input, ...]) -> list[Expression]:
        """The filters as they stand in a call; many of them are a constant."""
        if not self.requests.is_many(inputs):
            return [self.requests.keyword(one) for one in inputs]
        self.bench.imports.use("typing", "Any")
        return [f"**{self.shared('filters', self.requests.dictionary(inputs), 'dict[str, Any]')}"]

    def _page(self, which: str) -> str:
        """The constant with a page."""
        if which not in self._pages_made:
            made = self.page(0 if which == "empty" else 1, more=which == "first" and self.style != "none")
            self._pages_made[which] = self.shared(f"{which} page", made)
        return self._pages_made[which]

    @cached_property
    def _pages_made(self) -> dict[str, str]:
        return {}

    @property
    def _own(self) -> Words:
        """What tells the constants of this list from those of others in the module."""
        return () if self.subject.words == ("list",) else self.subject.words[1:]

    def _next(self) -> str:
        """The constant with the address of the next page."""
        return self.shared("next page", self.requests.address(self.next))

    @property
    def size(self) -> tuple[Input, ...]:
        """What sets the size of a page."""
        pages = self.subject.pages
        size = pages.text("page-size") if pages is not None else ""
        return tuple(one for one in self.subject.paging if one.wire == size)

    @property
    def candidates(self) -> tuple[Input, ...]:
        return (*super().candidates, *self.size)

    @cached_property
    def style(self) -> str:
        return self.subject.pages.text("style") if self.subject.pages is not None else "none"

    @cached_property
    def next(self) -> str:
        """The address of the next page, as the service tells it."""
        target = self.requests.target(self.subject.operation.template)
        return target + (_NEXT_LINK if self.style == "link-header" else _NEXT)

    @property
    def following(self) -> Expression:
        """The request for the next page."""
        target, _, query = self.next.partition("?")
        pairs = (pair.partition("=") for pair in query.split("&"))
        entries = mapping((literal(name), literal(text)) for name, _, text in pairs)
        method = literal(self.subject.operation.method.upper())
        return Group(
            "Sent(", (method, self.requests.address(target), Group("query={", entries.items, "}")), ")", 10
        )

    def page(self, count: int, *, more: bool = False) -> Expression:
        """A page of so many records, after which there are more or not."""
        records: Expression = array([self.item.constant] * count)
        paths = self.subject.pages.strings("items") if self.subject.pages is not None else ()
        link = self.next if more else None
        if self.style == "link-header":
            told = mapping([(literal("Link"), f"f'<{{{self._next()}}}>; rel=\"next\"'")]) if link else ""
            return self.bench.answer(_nest({}, paths, records), headers=told)
        values: dict[str, Any] = {}
        body = _nest(values, paths, records)
        if self.style != "none" and self.subject.pages is not None:
            body = _nest(values, self.subject.pages.strings("next"), self._next() if link else "None")
        return self.bench.answer(body)

    def raising(self, error: str, made: Group, flavour: Flavour, *, known_as: str = "") -> Statements:
        """A lazy list asks for nothing before its first record is wanted."""
        if self._is_lazy(self.requests.spelling.methods.name):
            made = call("anext" if flavour.is_async else "next", made)
        return super().raising(error, made, flavour, known_as=known_as)

    @cached_property
    def item(self) -> Answer:
        """One of the records."""
        success, pages = self.subject.operation.success, self.subject.pages
        page = success.json if success is not None else None
        paths = (pages.strings("items") if pages is not None else ()) or ("",)
        found = page.at(paths[0]) if page is not None else None
        words = singular(self.requests.spelling.place.words)
        items = found.items if found is not None else None
        return self.bench.answers.of(items, words) if items is not None else Answer(words, {}, "", "", ())


def _nest(values: dict[str, Any], paths: tuple[str, ...], value: Expression) -> Expression:
    """Put a value at the first of some dotted paths; the value itself where there is none."""
    if not paths or not paths[0]:
        return value
    *above, last = paths[0].split(".")
    here = values
    for step in above:
        here = here.setdefault(step, {})
    here[last] = value
    return _written(values)


def _written(values: dict[str, Any]) -> Expression:
    entries = ((literal(name), _written(one) if is_object(one) else one) for name, one in values.items())
    return mapping(entries)
