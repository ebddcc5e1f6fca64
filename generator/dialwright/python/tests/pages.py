"""The pages of a list, as the service answers them, and the requests for them."""

from __future__ import annotations

from typing import Any

from ...cached import cached_property
from ...words import Words, screaming, singular
from ..code import Expression, Group, lines, literal, mapping
from .answers import Answer
from .literals import array, is_object
from .methods import MethodTests
from .subjects import Input

_PLACES = {"page-number": "1", "page-size": "1", "page-token": "PA1"}
"""What links say of the next page, where the document names parameters for it."""


class Pages(MethodTests):
    """What the tests of a list share: constants of the module with pages and requests."""

    def shared(self, name: str, value: Expression, annotation: str = "") -> str:
        """A constant of the module, for all ways to read the list; returns its name."""
        name = screaming((*self._own, *name.split()))
        typed = f": {annotation}" if annotation else ""
        self.bench.constants.setdefault(name, tuple(lines(f"{name}{typed} = ", value)))
        return name

    def known_page(self, which: str) -> str:
        """The constant with a page."""
        if which not in self._pages_made:
            made = self.page(0 if which == "empty" else 1, more=which == "first" and self.style != "none")
            self._pages_made[which] = self.shared(f"{which} page", made)
        return self._pages_made[which]

    @cached_property
    def _pages_made(self) -> dict[str, str]:
        return {}

    def first_request(self) -> str:
        return self.shared("first request", self.requests.sent(()))

    def next_request(self) -> str:
        """The constant with the request for the next page."""
        return self.shared("next request", self.following)

    def next_page(self) -> str:
        """The constant with the address of the next page."""
        return self.shared("next page", self.requests.address(self.next))

    @property
    def _own(self) -> Words:
        """What tells the constants of this list from those of others in the module."""
        return () if self.subject.words == ("list",) else self.subject.words[1:]

    @property
    def size(self) -> tuple[Input, ...]:
        """What sets the size of a page."""
        pages = self.subject.pages
        size = pages.text("page-size") if pages is not None else ""
        return tuple(one for one in self.subject.paging if one.wire == size)

    @cached_property
    def style(self) -> str:
        """How the list goes on; pages that no link leads to are not tested here."""
        style = self.subject.pages.text("style") if self.subject.pages is not None else "none"
        return "none" if style == "last-item" else style

    @cached_property
    def next(self) -> str:
        """The address of the next page, as the service tells it."""
        names = [view.text(key) for view in (self.subject.pages,) if view is not None for key in _PLACES]
        query = [f"{name}={text}" for name, text in zip(names, _PLACES.values(), strict=False) if name]
        return f"{self.requests.target(self.subject.operation.template)}?{'&'.join(query or ['page=1'])}"

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
            told = mapping([(literal("Link"), f"f'<{{{self.next_page()}}}>; rel=\"next\"'")]) if link else ""
            return self.bench.answer(_nest({}, paths, records), headers=told)
        values: dict[str, Any] = {}
        body = _nest(values, paths, records)
        if self.style != "none" and self.subject.pages is not None:
            body = _nest(values, self.subject.pages.strings("next"), self.next_page() if link else "None")
        return self.bench.answer(body)

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
