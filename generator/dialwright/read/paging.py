"""How lists go on, where the document does not say it by `x-pagination` but by the names it uses.

What is looked for, in this order: the address of the next page in the answer or in a Link header, a cursor
in the answer and a parameter that takes it, a parameter that takes the last record, the number of the first
record, an offset, a number of the page. Only a GET whose answer has one list of records counts.
`x-pagination` on an operation says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable

from .. import ir
from ..openapi import Operation, Parameter, Schema

_ITEMS = (
    "data",
    "items",
    "results",
    "records",
    "values",
    "entries",
    "objects",
    "rows",
    "resources",
    "content",
)
_URLS = ("nextpageurl", "nextpageuri", "nextlink", "nexturl", "nexturi", "nextpagelink", "odatanextlink")
_CURSORS = (
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "nextpagecursor",
    "endcursor",
    "continuationtoken",
    "continue",
)
_TAKES_CURSOR = (
    "cursor",
    "pagetoken",
    "nexttoken",
    "after",
    "pagecursor",
    "startcursor",
    "continuationtoken",
    "continue",
    "startingafter",
    "aftercursor",
)
_TAKES_LAST = ("startingafter", "after", "afterid")
_OFFSETS = ("offset", "skip")
_NUMBERS = ("page", "pagenumber", "pageno")
_SIZES = ("limit", "perpage", "pagesize", "take", "pagelimit", "maxresults", "pagesizelimit")
_STARTS = ("startindex",)  # as in SCIM, which counts records from 1
_STARTS_SIZES = (*_SIZES, "count")
_MORE = ("hasmore", "hasnext", "hasnextpage", "more")
_TOTALS = ("total", "totalcount", "count")
_ENVELOPES = (
    "links",
    "_links",
    "meta",
    "pagination",
    "paging",
    "page",
    "pages",
    "pageinfo",
    "metadata",
    "cursor",
    "responsemetadata",
)
_BEFORE = ("previous", "prev")
_EMBEDDING = ("_embedded", "embedded")


def infer_pagination(operation: Operation) -> ir.Pagination | None:
    """How an operation's list goes on, as far as its names tell."""
    success = operation.success
    page = success.json if success is not None else None
    if operation.method != "get" or page is None or operation.has("x-pagination"):
        return None
    items = _items(page)
    if items is None:
        return None
    linked = any(header.lower() == "link" for header in success.headers) if success is not None else False
    return (
        _linked(page, items, linked, operation)
        or _after_last(page, items, operation)
        or _from_index(page, items, operation)
        or _of_pages(page, items, operation)
        or _counted(page, items, operation)
    )


def _linked(page: Schema, items: tuple[str, ...], linked: bool, operation: Operation) -> ir.Pagination | None:
    """A list whose answers say where it goes on."""
    size = _parameter(operation, _SIZES)
    if address := _address(page):
        return ir.Pagination(style="next-uri", items=items, next=(address,), page_size=size)
    if linked:
        return ir.Pagination(style="link-header", items=items, page_size=size)
    token = _parameter(operation, _TAKES_CURSOR)
    cursor = _cursor(page, token)
    if token and cursor:
        more = _found(page, _MORE, ("boolean",))
        return ir.Pagination(
            style="cursor", items=items, next=(cursor,), page_size=size, page_token=token, more=more
        )
    if pages := _pages(page):
        return ir.Pagination(style="next-uri", items=items, next=(pages,), page_size=size)
    return None


def _after_last(page: Schema, items: tuple[str, ...], operation: Operation) -> ir.Pagination | None:
    """A list that goes on after the record that is named, and says whether there is more."""
    token, more = _parameter(operation, _TAKES_LAST), _found(page, _MORE, ("boolean",))
    listed = page.at(items[0]) if items else page
    record = listed.items if listed is not None else None
    if not (token and more and record is not None and any("id" in one.properties for one in _kinds(record))):
        return None
    size = _parameter(operation, _SIZES)
    return ir.Pagination(
        style="last-item", items=items, next=("id",), page_size=size, page_token=token, more=more
    )


def _kinds(record: Schema) -> tuple[Schema, ...]:
    return record.options or (record,)


def _from_index(page: Schema, items: tuple[str, ...], operation: Operation) -> ir.Pagination | None:
    """A list of which any part can be asked for by the number of its first record, as in SCIM."""
    start, total = _parameter(operation, _STARTS, whole=True), _found(page, ("totalresults",), ("integer",))
    if not (start and total):
        return None
    style = "start-index" if _first(operation, start) else "offset"
    size = _parameter(operation, _STARTS_SIZES)
    return ir.Pagination(style=style, items=items, page_size=size, offset=start, total=total)


def _of_pages(page: Schema, items: tuple[str, ...], operation: Operation) -> ir.Pagination | None:
    """A list whose answers say how many pages and elements it has, as Spring's do: from page 0 on."""
    total, elements = (_found(page, (name,), ("integer",)) for name in ("totalpages", "totalelements"))
    number = _parameter(operation, _NUMBERS, whole=True) or _pageable(operation)
    if not (total and elements and number):
        return None
    size = _parameter(operation, (*_SIZES, "size"))
    return ir.Pagination(
        style="page-number", items=items, page_size=size, page_number=number, total=total, first=0
    )


def _pageable(operation: Operation) -> str:
    """The number of the page as a part of a parameter that is an object, and is written as its parts."""
    for parameter in operation.query_parameters:
        if _plain(parameter.name) == "pageable" and parameter.schema is not None:
            return "page" if "page" in parameter.schema.properties else ""
    return ""


def _counted(page: Schema, items: tuple[str, ...], operation: Operation) -> ir.Pagination | None:
    """A list of which any part can be asked for."""
    size, more = _parameter(operation, _SIZES), _found(page, _MORE, ("boolean",))
    offset, number = _parameter(operation, _OFFSETS, whole=True), _parameter(operation, _NUMBERS, whole=True)
    if offset and size:
        total = _found(page, _TOTALS[:2], ("integer",))
        return ir.Pagination(
            style="offset", items=items, page_size=size, offset=offset, more=more, total=total
        )
    if number:
        first = _first(operation, number)
        return ir.Pagination(
            style="page-number", items=items, page_size=size, page_number=number, more=more, first=first
        )
    return None


def _items(page: Schema) -> tuple[str, ...] | None:
    """Where the records are: () for the answer itself, None where that is not clear."""
    if page.types == ("array",):
        return ()
    lists = [name for name, schema in page.properties.items() if schema.types == ("array",)]
    if not lists:
        return _embedded(page)
    named = [name for name in lists if name.lower() in _ITEMS]
    found = named if len(named) == 1 else lists
    return (found[0],) if len(found) == 1 else None


def _embedded(page: Schema) -> tuple[str, ...] | None:
    """Where the records are, of an answer that embeds them."""
    for above in _EMBEDDING:
        inside = page.properties.get(above)
        kinds = inside.properties.items() if inside is not None else ()
        found = [name for name, schema in kinds if schema.types == ("array",)]
        if len(found) == 1:
            return (f"{above}.{found[0]}",)
    return None


def _address(page: Schema) -> str:
    """The property that holds the address of the next page."""
    if found := _found(page, _URLS, ("string",)):
        return found
    for above, schema in _places(page):
        following = schema.properties.get("next")
        if following is None:
            continue
        if "string" in following.types and (_is_address(following, schema) or "links" in above):
            return f"{above}next"
        if "href" in following.properties:
            return f"{above}next.href"
    return ""


def _pages(page: Schema) -> str:
    """The property that holds the address of the next page, beside that of the one before."""
    for above, schema in _places(page):
        both = [name for name in schema.properties if _plain(name) in ("nextpage", "prevpage")]
        if len(both) > 1 and all("string" in schema.properties[name].types for name in both):
            return above + next(name for name in both if _plain(name) == "nextpage")
    return ""


def _is_address(following: Schema, owner: Schema) -> bool:
    told = following.format in ("uri", "url", "uri-reference")
    return told or any(name in owner.properties for name in _BEFORE)


def _cursor(page: Schema, token: str) -> str:
    """The property that holds where the next page begins."""
    if found := _found(page, _CURSORS, ("string", "integer")):
        return found
    for above, schema in _places(page):
        if above and any(word in above for word in ("cursor", "pag")):
            for name in ("next", "after"):
                following = schema.properties.get(name)
                if following is not None and "string" in following.types:
                    return f"{above}{name}"
                for inner in following.properties if following is not None else ():
                    if token and _plain(inner) == _plain(token):
                        return f"{above}{name}.{inner}"
    return ""


def _found(page: Schema, names: tuple[str, ...], kinds: tuple[str, ...]) -> str:
    """The dotted path of a property with one of these names and types."""
    for above, schema in _places(page):
        for name, property_ in schema.properties.items():
            if _plain(name) in names and set(property_.types) & set(kinds):
                return f"{above}{name}"
    return ""


def _places(page: Schema) -> Iterable[tuple[str, Schema]]:
    """The answer, and the objects in it in which services put such things; each with the path to it."""
    yield "", page
    for name, schema in page.properties.items():
        if name.lower() in _ENVELOPES or _plain(name) in _ENVELOPES:
            yield f"{name}.", schema
            inner = schema.properties.get("cursors")
            if inner is not None:
                yield f"{name}.cursors.", inner


def _parameter(operation: Operation, names: tuple[str, ...], *, whole: bool = False) -> str:
    """The name of the query parameter that is called so."""
    for parameter in operation.query_parameters:
        if _plain(parameter.name) in names and (not whole or _is_whole(parameter)):
            return parameter.name
    return ""


def _is_whole(parameter: Parameter) -> bool:
    schema = parameter.schema
    return schema is not None and bool({"integer", "number"} & set(schema.types))


def _first(operation: Operation, number: str) -> int:
    """The number of the first page: 1, unless the document says 0."""
    found = next((one.schema for one in operation.query_parameters if one.name == number), None)
    said = (found.scalar("default"), found.number("minimum")) if found is not None else (None, None)
    return 0 if 0 in [value for value in said if value is not None][:1] else 1


def _plain(name: str) -> str:
    """A name without what sets its words apart: `page[number]` is `pagenumber`."""
    return "".join(letter for letter in name.lower() if letter.isalnum())
