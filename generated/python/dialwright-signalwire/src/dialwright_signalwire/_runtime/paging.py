"""Lists that come in pages: one page, and the way to the next, which never leaves the service."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import quote_plus, unquote_plus

from .decode import list_of
from .errors import ArgumentError, RepeatedPageError
from .guards import is_list, is_object
from .result import decoder_of, read_body, read_with

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from .call import Call
    from .options import Options
    from .request import Pagination, Request
    from .response import RawResponse
    from .session import AsyncSession, Session

__all__ = ["AsyncPage", "Page", "checked_limit", "walk", "walk_async"]

T = TypeVar("T")

_COUNTED = ("offset", "start-index", "page-number")
_EMBEDDED = "_embedded"
_LINK = re.compile(r"<([^>]*)>([^<]*)")
_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,]+))", re.IGNORECASE)


class _Page(Generic[T]):
    """What a page holds, whichever way it was fetched."""

    def __init__(
        self, call: Call, request: Request[T], response: RawResponse, options: Options | None
    ) -> None:
        pages = request.pages
        assert pages is not None
        self._request = request
        self._options = options
        self._target = call.target
        self.url: str = call.url
        """Address of the page, from which a list can be resumed."""
        self.items: list[T] = []
        """The records of the page."""
        self.next_url: str | None = None
        """Address of the next page; None on the last."""
        self._raw = read_body(call, response)
        self.items = self._read_items(call, pages, response)
        link = self._next_link(call, pages, response)
        if link:
            self.next_url = call.address.absolute(self._target, link)

    # The body may hold secrets: no frame that an error is raised through has a part of it among its locals.

    def _read_items(self, call: Call, pages: Pagination, response: RawResponse) -> list[T]:
        place = _place_of_items(pages, self._raw)
        if place is None and _embeds_nothing(pages, self._raw):
            return []
        if place is None:
            problem = f"The answer has no list {pages.items[0]!r}."
            raise call.unreadable(response, problem, _pointer(_steps(pages.items[0])))
        if _at(self._raw, place) is None and not call.settings.strict:
            return []
        decoder = list_of(decoder_of(self._request.result))
        items: list[T] = read_with(decoder, call, response, _at(self._raw, place), *place)
        return items

    def _next_link(self, call: Call, pages: Pagination, response: RawResponse) -> str | None:
        """The address of the next page, as the service wrote it."""
        if pages.style == "none":
            return None
        if pages.style == "link-header":
            return _link_header(response.headers.get("link", ""))
        if pages.style in _COUNTED:
            return self._counted(pages)
        if pages.style == "last-item":
            return self._after_last(pages)
        places = [_steps(name) for name in pages.next]
        place = next((steps for steps in places if _holds(self._raw, steps)), None)
        if place is None or not _at(self._raw, place) or self._says_last(pages):
            return None
        if pages.style == "cursor":
            return with_query(self._target, pages.page_token, str(_at(self._raw, place)))
        if not isinstance(_at(self._raw, place), str):
            raise call.unreadable(response, "The answer's next page is not an address.", _pointer(place))
        return str(_at(self._raw, place))

    def _says_last(self, pages: Pagination) -> bool:
        """Whether the answer says that nothing follows."""
        place = _steps(pages.more)
        return bool(place) and _holds(self._raw, place) and _at(self._raw, place) is False

    def _after_last(self, pages: Pagination) -> str | None:
        """The address of what follows the last record, where the answer says that something does."""
        more, place = _steps(pages.more), _place_of_items(pages, self._raw)
        records = _at(self._raw, place) if place is not None else None
        if not (is_list(records) and records and _holds(self._raw, more) and _at(self._raw, more) is True):
            return None
        steps = _steps(pages.next[0])
        mark = _at(records[-1], steps) if _holds(records[-1], steps) else None
        if not isinstance(mark, (str, int)):
            return None
        return with_query(self._target, pages.page_token, str(mark))

    def _counted(self, pages: Pagination) -> str | None:
        """The address of what follows, where any part can be asked for: until there is nothing more."""
        count = self._count(pages)
        if not count or self._says_last(pages):
            return None
        name, first, step = pages.offset, 1 if pages.style == "start-index" else 0, count
        if pages.style == "page-number":
            name, first, step = pages.page_number, pages.first, 1
        following = _whole(self._target, name, first) + step
        place = _steps(pages.total)
        total = _at(self._raw, place) if place and _holds(self._raw, place) else None
        if isinstance(total, int) and following - first >= total:
            return None
        return with_query(self._target, name, str(following))

    def _count(self, pages: Pagination) -> int:
        """How many records came, those that could not be read among them."""
        place = _place_of_items(pages, self._raw)
        records = _at(self._raw, place) if place is not None else None
        return len(records) if is_list(records) else 0

    def repeats(self, other: _Page[Any] | None) -> bool:
        """Whether the service answered with the very page that came before, though another was asked for."""
        pages = self._request.pages
        counted = pages is not None and pages.style in _COUNTED
        return counted and other is not None and bool(self.items) and self._raw == other._raw

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> T:
        return self.items[index]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self.items)} items, {'more' if self.next_url else 'last'})"

    def to_dict(self) -> Any:
        """The JSON of the page as it came."""
        return deepcopy(self._raw)


class Page(_Page[T]):
    """One page of a list."""

    def __init__(
        self,
        call: Call,
        request: Request[T],
        response: RawResponse,
        options: Options | None,
        session: Session,
        adopt: Callable[[T], None],
    ) -> None:
        super().__init__(call, request, response, options)
        self._session = session
        self._adopt = adopt
        for item in self.items:
            adopt(item)

    def next_page(self) -> Page[T] | None:
        """Fetch the next page; None where this is the last."""
        if self.next_url is None:
            return None
        return self._session.page_at(self.next_url, self._request, self._options, self._adopt, self._target)


class AsyncPage(_Page[T]):
    """One page of a list."""

    def __init__(
        self,
        call: Call,
        request: Request[T],
        response: RawResponse,
        options: Options | None,
        session: AsyncSession,
        adopt: Callable[[T], None],
    ) -> None:
        super().__init__(call, request, response, options)
        self._session = session
        self._adopt = adopt
        for item in self.items:
            adopt(item)

    async def next_page(self) -> AsyncPage[T] | None:
        """Fetch the next page; None where this is the last."""
        if self.next_url is None:
            return None
        return await self._session.page_at(
            self.next_url, self._request, self._options, self._adopt, self._target
        )


class Trail:
    """The pages of a list that were read, to notice a list that has no end."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._latest: Page[Any] | AsyncPage[Any] | None = None
        self._was_empty = False

    def leave(self, page: Page[Any] | AsyncPage[Any]) -> None:
        """Go on from a page to the next, if there is one.

        Raises:
            RepeatedPageError: It is one that was read already, or pages stay empty.
        """
        self._seen.add(page.url)
        if page.repeats(self._latest):
            raise RepeatedPageError("The service answers with the same page, whichever is asked for.")
        self._latest = page
        if page.next_url is None:
            return
        if page.next_url in self._seen:
            raise RepeatedPageError("The list names as its next page one that was already read.")
        if self._was_empty and not page.items:
            raise RepeatedPageError("The list goes on with one empty page after another.")
        self._was_empty = not page.items


def checked_limit(limit: int | None) -> int | None:
    """Refuse a number of records that is not one."""
    if limit is not None and limit < 0:
        raise ArgumentError(f"limit must be 0 or more, or None for every record: {limit!r}.")
    return limit


def walk(
    session: Session,
    request: Request[T],
    options: Options | None,
    adopt: Callable[[T], None],
    limit: int | None,
) -> Iterator[T]:
    """The records of a list, page by page; no page is fetched before one of its records is asked for."""
    if limit == 0:
        return
    trail, count = Trail(), 0
    page: Page[T] | None = session.page(request, options, adopt)
    while page is not None:
        for item in page.items:
            yield item
            count += 1
            if count == limit:
                return
        trail.leave(page)
        page = page.next_page()


async def walk_async(
    session: AsyncSession,
    request: Request[T],
    options: Options | None,
    adopt: Callable[[T], None],
    limit: int | None,
) -> AsyncIterator[T]:
    """The twin of `walk`."""
    if limit == 0:
        return
    trail, count = Trail(), 0
    page: AsyncPage[T] | None = await session.page(request, options, adopt)
    while page is not None:
        for item in page.items:
            yield item
            count += 1
            if count == limit:
                return
        trail.leave(page)
        page = await page.next_page()


def with_query(target: str, name: str, value: str) -> str:
    """A path and query with another value for one parameter."""
    path, _, query = target.partition("?")
    kept = [pair for pair in query.split("&") if pair and unquote_plus(pair.partition("=")[0]) != name]
    return f"{path}?{'&'.join([*kept, f'{quote_plus(name)}={quote_plus(value)}'])}"


def _whole(target: str, name: str, usual: int) -> int:
    """The whole number that a parameter of a query has."""
    for pair in target.partition("?")[2].split("&"):
        key, _, value = pair.partition("=")
        if unquote_plus(key) == name and value.isascii() and value.isdigit():
            return int(value)
    return usual


def _place_of_items(pages: Pagination, body: Any) -> list[str] | None:
    """Where the records are: under their usual name, another known one, or in the only list that there is."""
    named = [_steps(name) for name in pages.items]
    held = [steps for steps in named if _holds(body, steps)]
    if held:
        return next((steps for steps in held if _at(body, steps) is not None), held[0])
    if not is_object(body):
        return None
    lists = [name for name, value in body.items() if is_list(value)]
    return lists if len(lists) == 1 else None


def _embeds_nothing(pages: Pagination, body: Any) -> bool:
    """Whether an answer in HAL has no list since nothing is in it: what is empty is left out there."""
    embedded = pages.items[0].startswith(f"{_EMBEDDED}.")
    return embedded and is_object(body) and not body.get(_EMBEDDED)


def _link_header(value: str) -> str | None:
    for link, parameters in _LINK.findall(value):
        relation = _RELATION.search(parameters)
        if relation and "next" in (relation[1] or relation[2] or "").lower().split():
            return str(link)
    return None


def _pointer(steps: list[str]) -> str:
    return f"/{'/'.join(steps)}"


def _steps(name: str) -> list[str]:
    return name.split(".") if name else []


def _holds(value: Any, steps: list[str]) -> bool:
    """Whether there is something, if only null, at the end of the steps."""
    for step in steps:
        if not is_object(value) or step not in value:
            return False
        value = value[step]
    return True


def _at(value: Any, steps: list[str]) -> Any:
    for step in steps:
        value = value[step]
    return value
