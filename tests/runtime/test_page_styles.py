"""Every way in which lists go on: what is asked for next, and when that is nothing."""

from __future__ import annotations

from typing import Any

import pytest

from dialwright.python.runtime import (
    MappingModel,
    Options,
    Pagination,
    RepeatedPageError,
    Request,
    ResponseDecodeError,
)
from dialwright.python.runtime.paging import Page, walk, walk_async, with_query

from .plain import perform
from .server import Step, answer, serving

Told = list[dict[str, Any]]


@pytest.fixture(params=["sync", "async"])
def flavour(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def rows(*numbers: int) -> Told:
    return [{"id": number} for number in numbers]


def _ignore(record: object) -> None:
    """Nobody needs to know of it."""


def records(
    flavour: str,
    pages: Pagination,
    *steps: Step,
    query: dict[str, object] | None = None,
    path: str = "/rows",
    **settings: Any,
) -> tuple[list[Any], list[str]]:
    """The identifiers of the records of a list, and what was asked for."""
    request = Request("GET", path, MappingModel, query=query, pages=pages)
    go = walk if flavour == "sync" else walk_async
    with serving(*steps) as server:
        found = perform(
            flavour,
            server.url,
            lambda session: go(session, request, None, _ignore, None),
            **settings,
        )
    return [record["id"] for record in found], [sent.target for sent in server.requests]


def first(pages: Pagination, step: Step, path: str = "/rows", **settings: Any) -> Page[MappingModel]:
    """The first page of a list."""
    request = Request("GET", path, MappingModel, pages=pages)
    with serving(step) as server:
        found: Page[MappingModel] = perform(
            "sync", server.url, lambda session: session.page(request, None, _ignore), **settings
        )
    return found


CURSOR = Pagination(style="cursor", items="rows", next="meta.next", page_token="cursor", more="meta.more")


class TestCursor:
    def test_is_a_parameter_of_the_next_request(self, flavour: str) -> None:
        steps = (
            answer(200, {"rows": rows(1), "meta": {"next": "a/b="}}),
            answer(200, {"rows": rows(2), "meta": {"next": 17}}),
            answer(200, {"rows": rows(3), "meta": {"next": None}}),
        )
        assert records(flavour, CURSOR, *steps, query={"kind": "x&y"}) == (
            [1, 2, 3],
            ["/rows?kind=x%26y", "/rows?kind=x%26y&cursor=a%2Fb%3D", "/rows?kind=x%26y&cursor=17"],
        )

    @pytest.mark.parametrize("meta", [{}, {"next": ""}, {"next": "b", "more": False}, None])
    def test_there_is_none_on_the_last_page(self, flavour: str, meta: object) -> None:
        found = records(flavour, CURSOR, answer(200, {"rows": rows(1), "meta": meta}))
        assert found == ([1], ["/rows"])

    @pytest.mark.parametrize("more", [True, None, "no"])
    def test_what_says_nothing_of_an_end_is_none(self, more: object) -> None:
        page = first(CURSOR, answer(200, {"rows": rows(1), "meta": {"next": "b", "more": more}}))
        assert page.next_url is not None
        assert page.next_url.endswith("/rows?cursor=b")

    def test_that_comes_again_is_an_error(self, flavour: str) -> None:
        step = answer(200, {"rows": rows(1), "meta": {"next": "same"}})
        with pytest.raises(
            RepeatedPageError, match=r"^The list names as its next page one that was already read\.$"
        ):
            records(flavour, CURSOR, step)


OFFSET = Pagination(style="offset", items="rows", offset="skip", total="meta.total", more="meta.more")


class TestOffset:
    def test_counts_what_came(self, flavour: str) -> None:
        steps = (answer(200, {"rows": rows(1, 2)}), answer(200, {"rows": rows(3)}), answer(200, {"rows": []}))
        assert records(flavour, OFFSET, *steps, query={"size": 2}) == (
            [1, 2, 3],
            ["/rows?size=2", "/rows?size=2&skip=2", "/rows?size=2&skip=3"],
        )

    def test_goes_on_from_where_the_caller_began(self, flavour: str) -> None:
        steps = (answer(200, {"rows": rows(1)}), answer(200, {"rows": []}))
        assert records(flavour, OFFSET, *steps, query={"skip": 40})[1] == ["/rows?skip=40", "/rows?skip=41"]

    def test_ends_at_the_total(self, flavour: str) -> None:
        told = {"total": 3}
        steps = (
            answer(200, {"rows": rows(1, 2), "meta": told}),
            answer(200, {"rows": rows(3), "meta": told}),
        )
        assert records(flavour, OFFSET, *steps) == ([1, 2, 3], ["/rows", "/rows?skip=2"])

    @pytest.mark.parametrize(
        ("meta", "ends"),
        [
            ({"total": 1}, True),
            ({"total": 0}, True),
            ({"total": 2}, False),
            ({"total": None}, False),
            ({"total": "1"}, False),
            ({}, False),
            (None, False),
            ({"more": False}, True),
            ({"more": False, "total": 2}, True),
            ({"more": True, "total": 2}, False),
            ({"more": None}, False),
            ({"more": 0}, False),
        ],
    )
    def test_what_tells_the_end(self, meta: object, ends: bool) -> None:
        page = first(OFFSET, answer(200, {"rows": rows(1), "meta": meta}))
        assert (page.next_url is None) is ends

    def test_ends_where_nothing_came(self) -> None:
        bodies: list[dict[str, Any]] = [
            {"rows": []},
            {"rows": [], "meta": {"total": 9, "more": True}},
            {"rows": None},
        ]
        for body in bodies:
            assert first(OFFSET, answer(200, body)).next_url is None

    def test_records_that_cannot_be_read_count_too(self) -> None:
        page = first(OFFSET, answer(200, {"rows": [{"id": 1}, {"id": 2}, {"id": 3}]}))
        assert page.next_url is not None
        assert page.next_url.endswith("/rows?skip=3")

    def test_the_same_page_twice_is_an_error(self, flavour: str) -> None:
        with pytest.raises(
            RepeatedPageError, match=r"^The service answers with the same page, whichever is asked for\.$"
        ):
            records(flavour, OFFSET, answer(200, {"rows": rows(1)}))

    def test_a_total_that_is_not_named_is_not_looked_for(self) -> None:
        plain = Pagination(style="offset", items="rows", offset="skip")
        page = first(plain, answer(200, {"rows": rows(1), "total": 1, "": 1}))
        assert page.next_url is not None


START = Pagination(style="start-index", items="rows", offset="startIndex", total="total")


class TestStartIndex:
    def test_counts_from_one(self, flavour: str) -> None:
        steps = (
            answer(200, {"rows": rows(1, 2), "total": 3}),
            answer(200, {"rows": rows(3), "total": 3}),
        )
        assert records(flavour, START, *steps) == ([1, 2, 3], ["/rows", "/rows?startIndex=3"])

    def test_goes_on_from_where_the_caller_began(self, flavour: str) -> None:
        steps = (answer(200, {"rows": rows(8), "total": 9}), answer(200, {"rows": rows(9), "total": 9}))
        assert records(flavour, START, *steps, query={"startIndex": 8}) == (
            [8, 9],
            ["/rows?startIndex=8", "/rows?startIndex=9"],
        )


NUMBER = Pagination(style="page-number", items="", page_number="page", more="more")
FROM_ZERO = Pagination(style="page-number", items="rows", page_number="page", first=0, more="more")


class TestNumber:
    def test_counts_from_the_first(self, flavour: str) -> None:
        steps = (answer(200, rows(1, 2)), answer(200, rows(3)), answer(200, []))
        assert records(flavour, NUMBER, *steps) == ([1, 2, 3], ["/rows", "/rows?page=2", "/rows?page=3"])
        others = (answer(200, {"rows": rows(1)}), answer(200, {"rows": []}))
        assert records(flavour, FROM_ZERO, *others)[1] == ["/rows", "/rows?page=1"]

    def test_goes_on_from_where_the_caller_began(self, flavour: str) -> None:
        steps = (answer(200, rows(1)), answer(200, []))
        assert records(flavour, NUMBER, *steps, query={"a": 5, "page": 4, "b": 6})[1] == [
            "/rows?a=5&page=4&b=6",
            "/rows?a=5&b=6&page=5",
        ]

    @pytest.mark.parametrize(
        ("given", "following"), [("x", 2), ("-3", 2), ("", 2), ("²", 2), ("٣", 2), ("07", 8)]
    )
    def test_what_is_no_number_is_none(self, flavour: str, given: str, following: int) -> None:
        steps = (answer(200, rows(1)), answer(200, []))
        asked = records(flavour, NUMBER, *steps, query={"page": given})[1]
        assert asked[1] == f"/rows?page={following}"

    def test_only_the_first_mark_of_its_kind_counts(self) -> None:
        for path, name, following in (
            ("/rows?a=?&page=4", "page", "/rows?a=?&page=5"),
            ("/rows?page=4&a=?", "page", "/rows?a=?&page=5"),
            ("/rows?page==4", "page=", "/rows?page==4&page%3D=2"),
        ):
            pages = Pagination(style="page-number", items="", page_number=name)
            assert (first(pages, answer(200, rows(1)), path).next_url or "").endswith(following)

    def test_ends_where_the_service_says_so(self, flavour: str) -> None:
        steps = (answer(200, {"rows": rows(1), "more": True}), answer(200, {"rows": rows(2), "more": False}))
        assert records(flavour, FROM_ZERO, *steps) == ([1, 2], ["/rows", "/rows?page=1"])

    def test_the_same_page_twice_is_an_error(self, flavour: str) -> None:
        with pytest.raises(RepeatedPageError, match="same page"):
            records(flavour, NUMBER, answer(200, rows(1)))

    def test_the_same_page_again_later_is_none(self, flavour: str) -> None:
        steps = (answer(200, rows(1)), answer(200, rows(2)), answer(200, rows(1)), answer(200, []))
        assert records(flavour, NUMBER, *steps)[0] == [1, 2, 1]


LAST = Pagination(style="last-item", items="data", next="id", page_token="after", more="meta.more")


class TestLastItem:
    def test_is_where_the_next_page_begins(self, flavour: str) -> None:
        steps = (
            answer(200, {"data": rows(1, 2, 3), "meta": {"more": True}}),
            answer(200, {"data": [{"id": "a/b"}], "meta": {"more": True}}),
            answer(200, {"data": rows(5), "meta": {"more": False}}),
        )
        assert records(flavour, LAST, *steps, query={"size": 3}) == (
            [1, 2, 3, "a/b", 5],
            ["/rows?size=3", "/rows?size=3&after=3", "/rows?size=3&after=a%2Fb"],
        )

    @pytest.mark.parametrize(
        "meta", [{}, None, {"more": False}, {"more": None}, {"more": 1}, {"more": "yes"}]
    )
    def test_there_is_none_unless_the_answer_says_so(self, meta: object) -> None:
        assert first(LAST, answer(200, {"data": rows(1), "meta": meta})).next_url is None

    @pytest.mark.parametrize(
        "data", [[], None, [{}], [{"id": None}], [{"id": [1]}], [{"id": 1}, {"id": 1.5}], [{"id": 1}, 7]]
    )
    def test_there_is_none_that_can_be_named(self, data: object) -> None:
        assert first(LAST, answer(200, {"data": data, "meta": {"more": True}})).next_url is None


class TestHal:
    """In HAL, what is empty is left out."""

    @pytest.mark.parametrize("style", ["last-item", "offset"])
    @pytest.mark.parametrize("body", [{}, {"_embedded": {}}, {"_embedded": None}, {"more": True, "total": 0}])
    def test_an_empty_list_may_not_be_there(self, style: str, body: object) -> None:
        pages = Pagination(
            style=style, items="_embedded.rows", next="id", page_token="a", offset="b", more="more"
        )
        page = first(pages, answer(200, body))
        assert (page.items, page.next_url) == ([], None)

    @pytest.mark.parametrize(
        ("items", "body"),
        [
            ("_embedded.rows", {"_embedded": {"others": 1}}),
            ("_embedded.rows", []),
            ("_embedded.rows", 7),
            ("rows", {}),
            ("rows", {"_embedded": {}}),
            ("_embedded", {}),
        ],
    )
    def test_one_that_should_be_there_is_missed(self, items: str, body: object) -> None:
        with pytest.raises(ResponseDecodeError, match=f"The answer has no list '{items}'"):
            first(Pagination(style="none", items=items), answer(200, body))


class TestLinks:
    def test_an_address_may_repeat_what_came(self, flavour: str) -> None:
        """Two pages alike are no circle where the service names each itself."""
        pages = Pagination(style="next-uri", items="rows", next="next")
        steps = (
            answer(200, {"rows": rows(1), "next": "/rows?p=2"}),
            answer(200, {"rows": rows(1), "next": "/rows?p=3"}),
            answer(200, {"rows": rows(1)}),
        )
        assert records(flavour, pages, *steps) == ([1, 1, 1], ["/rows", "/rows?p=2", "/rows?p=3"])

    def test_of_several_places_the_first_counts_that_is_there(self) -> None:
        pages = Pagination(style="next-uri", items=("rows", "data"), next=("a.b", "c"))
        page = first(pages, answer(200, {"data": rows(1), "c": "/x"}))
        assert page.next_url is not None
        assert page.next_url.endswith("/x")
        assert first(pages, answer(200, {"data": rows(1), "a": {"b": None}, "c": "/x"})).next_url is None

    def test_one_that_is_no_text_is_refused(self) -> None:
        pages = Pagination(style="next-uri", items="rows", next="meta.next")
        with pytest.raises(ResponseDecodeError, match="next page is not an address") as caught:
            first(pages, answer(200, {"rows": rows(1), "meta": {"next": 7}}))
        assert caught.value.pointer == "/meta/next"

    def test_a_list_may_be_one_page(self) -> None:
        pages = Pagination(style="none", items="rows", next="next", page_number="page")
        page = first(pages, answer(200, {"rows": rows(1), "next": "/x"}))
        assert (page.next_url, len(page)) == (None, 1)


class TestPlaces:
    def test_null_is_no_list_where_another_is(self) -> None:
        pages = Pagination(style="none", items=("a", "b"))
        assert len(first(pages, answer(200, {"a": None, "b": rows(1, 2)}))) == 2
        assert len(first(pages, answer(200, {"a": None}))) == 0
        assert len(first(pages, answer(200, {"a": None, "c": rows(1)}))) == 0

    def test_the_only_list_that_there_is(self) -> None:
        pages = Pagination(style="none", items="a")
        assert len(first(pages, answer(200, {"x": rows(1, 2), "y": {}, "z": 1}))) == 2
        bodies: list[Any] = [{"x": [], "y": []}, {"x": {}}, {}, [], 7]
        for body in bodies:
            with pytest.raises(ResponseDecodeError, match=r"The answer has no list 'a'\.") as caught:
                first(pages, answer(200, body))
            assert caught.value.pointer == "/a"

    def test_null_is_refused_if_strict(self) -> None:
        pages = Pagination(style="none", items="a")
        with pytest.raises(ResponseDecodeError) as caught:
            first(pages, answer(200, {"a": None}), strict=True)
        assert caught.value.pointer == "/a"

    def test_a_page_keeps_what_it_was_asked_with(self, flavour: str) -> None:
        request = Request("GET", "/rows", MappingModel, pages=NUMBER)
        options = Options(headers={"X-A": "1"})

        def second(session: Any) -> Any:
            if flavour == "async":
                return second_later(session)
            return session.page(request, options, adopted.append).next_page()

        async def second_later(session: Any) -> Any:
            return await (await session.page(request, options, adopted.append)).next_page()

        adopted: list[Any] = []
        with serving(answer(200, rows(1)), answer(200, rows(2))) as server:
            page = perform(flavour, server.url, second)
        assert [one["id"] for one in page] == [2]
        assert [one["id"] for one in adopted] == [1, 2]
        assert [sent.headers["x-a"] for sent in server.requests] == ["1", "1"]
        assert page.url == f"{server.url}/rows?page=2"


@pytest.mark.parametrize(
    ("target", "changed"),
    [
        ("/a", "/a?p=x+y"),
        ("/a?", "/a?p=x+y"),
        ("/a?p=1", "/a?p=x+y"),
        ("/a?b=1&p=2&c=3&p=4", "/a?b=1&c=3&p=x+y"),
        ("/a?%70=1&pp=2", "/a?pp=2&p=x+y"),
        ("/a?b&&c=?", "/a?b&c=?&p=x+y"),
        ("/a?p=1=2&q=p=3", "/a?q=p=3&p=x+y"),
    ],
)
def test_a_query_with_another_value(target: str, changed: str) -> None:
    assert with_query(target, "p", "x y") == changed


def test_a_name_in_a_query_is_escaped() -> None:
    assert with_query("/a?page+no%5B%5D=1", "page no[]", "2") == "/a?page+no%5B%5D=2"
    assert with_query("/a", "p", "ö&=") == "/a?p=%C3%B6%26%3D"
