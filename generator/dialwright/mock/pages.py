"""Pages of a list, in every style that documents describe."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from ..openapi import Schema
from ..values import is_object
from ..words import Words
from .messages import Violation
from .naming import words_of
from .plan import Paging
from .store import Record

_WIDEST = 1000  # records of a page, whatever is asked for
_TOKEN = re.compile(r"PA([1-9][0-9]{0,15})")
_LONGEST_NUMBER = 100  # digits; no list has so many pages
_MORE = (("has", "more"), ("has", "next"), ("more",))
_WHICH = frozenset(("first", "next", "previous", "last"))


@dataclass(frozen=True)
class Page:
    """The records of one page, and where it stands in its list.

    A token names the record after which the page begins, so that records which are made or deleted meanwhile
    shift nothing.
    """

    records: Sequence[Record]
    number: int
    size: int
    start: int
    total: int
    before: int | None  # the number of the record that precedes it
    after: int | None  # the number of its last record, where another page follows

    @property
    def pages(self) -> int:
        return -(-self.total // self.size)


def cut(records: Sequence[Record], paging: Paging, query: Mapping[str, str]) -> Page | Violation:
    """The page that a query asks for; a violation where it asks for none that can be."""
    size, number, token = (query.get(name) for name in (paging.size, paging.number, paging.token))
    width = _whole(size, paging.default_size, least=1)
    width = min(width, _WIDEST) if width is not None else None
    page = _whole(number, 0, least=0)
    if width is None or page is None:
        return Violation(paging.size if width is None else paging.number, "must be a whole number of a page")
    start = page * width
    if token:
        found = _number(records, paging, token)
        if found is None:
            return Violation(paging.token, "is no token of a page that was linked to", "state")
        start = _after(records, found)
    if paging.style == "none":
        width = max(1, len(records))
    kept = records[start : start + width]
    more = start + width < len(records)
    return Page(
        records=kept,
        number=page,
        size=width,
        start=start,
        total=len(records),
        before=records[start - 1].number if 0 < start <= len(records) else None,
        after=kept[-1].number if more and kept else None,
    )


def _number(records: Sequence[Record], paging: Paging, token: str) -> int | None:
    """The number of the record after which a page begins; None where the token is none."""
    if paging.mark:
        return next((one.number for one in records if str(_marked(one, paging.mark)) == token), None)
    found = _TOKEN.fullmatch(token)
    return int(found[1]) if found is not None else None


def _marked(record: Record, mark: str) -> object:
    """What a record has at a dotted path."""
    here: Any = record.values
    for name in mark.split("."):
        here = here.get(name) if is_object(here) else None
    return here


class PageLinks:
    """The addresses of the pages of one list.

    Args:
        path: The list's own path.
        query: What the request asks for, without what says which page.
        paging: How the list goes on.
        origin: Scheme and host of the server, for whole addresses.
    """

    def __init__(self, path: str, query: Sequence[tuple[str, str]], paging: Paging, origin: str) -> None:
        self._path = path
        self._query = [pair for pair in query if pair[0] not in paging.names]
        self._paging = paging
        self._origin = origin

    def uri(self, page: Page, which: str) -> str | None:
        """The path of this page (""), or of another one; None where there is none."""
        if which == "next":
            return self._to(page, page.number + 1, page.after) if page.after is not None else None
        if which == "previous":
            return self._to(page, page.number - 1) if page.number > 0 else None
        if which == "last":
            return self._to(page, max(0, page.pages - 1))
        return self._to(page, 0) if which == "first" else self._to(page, page.number, page.before)

    def url(self, page: Page, which: str) -> str | None:
        """The same as a whole address."""
        uri = self.uri(page, which)
        return self._origin + uri if uri is not None else None

    def header(self, page: Page) -> str:
        """The `Link` header."""
        links = ((which, self.url(page, which)) for which in ("first", "previous", "next"))
        return ", ".join(f'<{url}>; rel="{which}"' for which, url in links if url is not None)

    def _to(self, page: Page, number: int, after: int | None = None) -> str:
        paging = self._paging
        pairs = [*self._query, (paging.number, str(number)), (paging.size, str(page.size))]
        if after is not None and number > 0:
            pairs.append((paging.token, f"PA{after}"))
        return f"{self._path}?{urlencode(pairs)}"


def envelope(
    schema: Schema, page: Page, links: PageLinks, items: tuple[str, list[Any]], scope: Mapping[str, str]
) -> dict[str, Any]:
    """The answer around the records of a page: links, numbers, and where they are from.

    That is left out where it may be: clients take what they do not know beside the records for records too.
    """
    known = {words_of(name): text for name, text in scope.items()}
    made: dict[str, Any] = {}
    for name, child in schema.properties.items():
        words = words_of(name)
        if name == items[0]:
            made[name] = items[1]
        elif child.core.properties and words == ("meta",):
            made[name] = envelope(child.core, page, links, ("", []), scope) | _key(child.core, items[0])
        elif words in known and name in schema.required:
            made[name] = known[words]
        elif (found := _told(words, page, links)) is not None:
            made[name] = found[0]
    return made


def _told(words: Words, page: Page, links: PageLinks) -> tuple[Any] | None:
    """What a property of such a name tells of a page; None where it tells nothing of it."""
    if words[-1:] in (("uri",), ("url",)):
        which = next(iter(_WHICH.intersection(words)), "")
        if set(words) <= {*_WHICH, "page", "uri", "url"}:
            return ((links.url if words[-1] == "url" else links.uri)(page, which),)
        return None
    if words in _MORE:
        return (page.after is not None,)
    last = page.start + max(0, len(page.records) - 1)
    numbers: dict[Words, int] = {
        ("page",): page.number,
        ("page", "size"): page.size,
        ("start",): page.start,
        ("end",): last,
        ("total",): page.total,
        ("num", "pages"): page.pages,
    }
    return (numbers[words],) if words in numbers else None


def _key(schema: Schema, items: str) -> dict[str, str]:
    return {"key": items} if "key" in schema.properties else {}


def _whole(text: str | None, default: int, *, least: int) -> int | None:
    if text is None:
        return default
    return (
        int(text)
        if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER and int(text) >= least
        else None
    )


def _after(records: Sequence[Record], number: int) -> int:
    """The position after the record of a number, or after where it was: they come in order of numbers."""
    descending = len(records) < 2 or records[0].number > records[-1].number
    return sum(record.number >= number if descending else record.number <= number for record in records)
