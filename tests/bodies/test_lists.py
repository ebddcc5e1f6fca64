"""Lists that go on in the usual ways, without a word of ours in the document; and deprecated methods."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Drive
from .service import Answer, Service

PACKAGE = "ledger_client"


def rows(*numbers: int) -> list[dict[str, int]]:
    return [{"id": number} for number in numbers]


def page(body: object, *headers: tuple[str, str]) -> Answer:
    return Answer(json.dumps(body).encode(), headers=headers)


def found(drive: Drive, method: str, **given: Any) -> list[int]:
    return [row.id for row in drive(lambda client: getattr(client.lists, method)(**given))]


def targets(service: Service) -> list[str]:
    return [sent.target for sent in service.sent]


def test_an_address_in_the_answer(drive: Drive, service: Service) -> None:
    service.will(page({"data": rows(1, 2), "next": "/by-url?at=3"}), page({"data": rows(3), "next": None}))
    assert found(drive, "list_by_url") == [1, 2, 3]
    assert targets(service) == ["/by-url", "/by-url?at=3"]


def test_a_link_header(drive: Drive, service: Service) -> None:
    service.will(page(rows(1), ("Link", '</by-link?page=2>; rel="next"')), page(rows(2)))
    assert found(drive, "list_by_link") == [1, 2]
    assert targets(service) == ["/by-link", "/by-link?page=2"]


def test_a_cursor(drive: Drive, service: Service) -> None:
    service.will(
        page({"rows": rows(1), "meta": {"next_cursor": "a/b="}}),
        page({"rows": rows(2), "meta": {"next_cursor": "c"}}),
        page({"rows": rows(3), "meta": {"next_cursor": None}}),
    )
    assert found(drive, "list_by_cursor", kind="x&y") == [1, 2, 3]
    assert targets(service) == [
        "/by-cursor?kind=x%26y",
        "/by-cursor?kind=x%26y&cursor=a%2Fb%3D",
        "/by-cursor?kind=x%26y&cursor=c",
    ]


def test_the_last_record(drive: Drive, service: Service) -> None:
    service.will(
        page({"object": "list", "data": rows(1, 7), "has_more": True, "url": "/by-last"}),
        page({"object": "list", "data": rows(9), "has_more": False, "url": "/by-last"}),
    )
    assert found(drive, "list_by_last", page_size=2) == [1, 7, 9]
    assert targets(service) == ["/by-last?limit=2", "/by-last?limit=2&starting_after=7"]


def test_a_page_that_is_fetched_by_its_address_has_no_body(drive: Drive, service: Service) -> None:
    service.will(page({"data": rows(8), "has_more": False}))
    address = f"{service.url}/by-last-with-body?starting_after=7"
    fetched = drive(lambda client: client.lists.get_page_of_by_last_with_body(address))
    assert [row.id for row in fetched.items] == [8]
    assert [(sent.target, sent.body) for sent in service.sent] == [
        ("/by-last-with-body?starting_after=7", b"")
    ]


@pytest.mark.parametrize("more", [{}, {"has_more": None}, {"has_more": "yes"}])
def test_the_last_record_is_passed_on_only_where_there_is_more(
    drive: Drive, service: Service, more: dict[str, object]
) -> None:
    service.will(page({"data": rows(1), **more}))
    assert found(drive, "list_by_last") == [1]


def test_a_cursor_in_an_object_of_its_own(drive: Drive, service: Service) -> None:
    service.will(
        page({"data": rows(1), "pages": {"next": {"per_page": 1, "starting_after": "x="}}}),
        page({"data": rows(2), "pages": {"next": None}}),
    )
    assert found(drive, "list_by_next_object") == [1, 2]
    assert targets(service) == ["/by-next-object", "/by-next-object?starting_after=x%3D"]


def test_a_cursor_among_metadata(drive: Drive, service: Service) -> None:
    service.will(
        page({"items": rows(1), "metadata": {"continue": "c"}}), page({"items": rows(2), "metadata": {}})
    )
    assert found(drive, "list_by_continue") == [1, 2]
    assert targets(service) == ["/by-continue", "/by-continue?continue=c"]


def test_an_address_among_links(drive: Drive, service: Service) -> None:
    links = {"next": {"href": "/by-embedded?p=2"}}
    service.will(page({"_embedded": {"rows": rows(1)}, "_links": links}), page({"_links": {}}))
    assert found(drive, "list_by_embedded") == [1]
    assert targets(service) == ["/by-embedded", "/by-embedded?p=2"]


def test_an_address_beside_that_of_the_page_before(drive: Drive, service: Service) -> None:
    service.will(
        page({"versions": rows(1), "pagination": {"next_page": "/by-next-page?p=2"}}),
        page({"versions": rows(2), "pagination": {"prev_page": "/by-next-page"}}),
    )
    assert found(drive, "list_by_next_page") == [1, 2]
    assert targets(service) == ["/by-next-page", "/by-next-page?p=2"]


def test_an_offset(drive: Drive, service: Service) -> None:
    service.will(page({"items": rows(1, 2), "total": 3}), page({"items": rows(3), "total": 3}))
    assert found(drive, "list_by_offset", page_size=2) == [1, 2, 3]
    assert targets(service) == ["/by-offset?limit=2", "/by-offset?limit=2&offset=2"]


def test_the_number_of_the_first_record(drive: Drive, service: Service) -> None:
    service.will(
        page({"totalResults": 3, "startIndex": 1, "Resources": rows(1, 2)}),
        page({"totalResults": 3, "startIndex": 3, "Resources": rows(3)}),
    )
    assert found(drive, "list_by_start_index", count=2) == [1, 2, 3]
    assert targets(service) == ["/by-start-index?count=2", "/by-start-index?count=2&startIndex=3"]


def test_pages_that_are_counted_from_0(drive: Drive, service: Service) -> None:
    service.will(
        page({"content": rows(1, 2), "number": 0, "totalPages": 2, "totalElements": 3}),
        page({"content": rows(3), "number": 1, "totalPages": 2, "totalElements": 3}),
    )
    assert found(drive, "list_by_page_from_0", size=2) == [1, 2, 3]
    assert targets(service) == ["/by-page-from-0?size=2", "/by-page-from-0?size=2&page=1"]


def test_pages_that_an_object_asks_for(drive: Drive, service: Service) -> None:
    service.will(
        page({"content": rows(1), "number": 0, "totalPages": 2, "totalElements": 2}),
        page({"content": rows(2), "number": 1, "totalPages": 2, "totalElements": 2}),
    )
    assert found(drive, "list_by_pageable", pageable={"size": 1}) == [1, 2]
    assert targets(service) == ["/by-pageable?size=1", "/by-pageable?size=1&page=1"]


def test_the_last_record_as_the_document_tells(drive: Drive, service: Service) -> None:
    service.will(
        page({"members": [{"user": {"id": 4}}, {"user": {"id": 7}}], "meta": {"has_more": True}}),
        page({"members": [{"user": {"id": 9}}], "meta": {"has_more": False}}),
    )
    members = drive(lambda client: client.lists.list_by_last_as_told(page_size=2))
    assert [one.user.id for one in members] == [4, 7, 9]
    assert targets(service) == ["/by-last-as-told?limit=2", "/by-last-as-told?limit=2&after=7"]


def test_a_page_number(drive: Drive, service: Service) -> None:
    service.will(page(rows(1, 2)), page(rows(3)), page([]))
    assert found(drive, "list_by_page") == [1, 2, 3]
    assert targets(service) == ["/by-page", "/by-page?page=2", "/by-page?page=3"]


def test_one_page_and_where_to_go_on(drive: Drive, service: Service) -> None:
    service.will(page(rows(7)))
    only = drive(lambda client: client.lists.page_of_by_page(page=4))
    assert ([row.id for row in only.items], only.next_url) == ([7], f"{service.url}/by-page?page=5")
    assert targets(service) == ["/by-page?page=4"]


def test_no_more_than_was_asked_for(drive: Drive, service: Service) -> None:
    service.will(page(rows(1, 2)), page(rows(3)))
    assert found(drive, "list_by_page", limit=2) == [1, 2]
    assert len(service.sent) == 1


def test_the_document_knows_better(drive: Drive, service: Service) -> None:
    service.will(page({"rows": rows(1)}))
    assert found(drive, "list_as_told", page=1) == [1]
    assert len(service.sent) == 1


@pytest.mark.parametrize(
    ("method", "answer"),
    [
        ("list_by_cursor", lambda: page({"rows": rows(1), "meta": {"next_cursor": "same"}})),
        ("list_by_page", lambda: page(rows(1))),
        ("list_by_offset", lambda: page({"items": rows(1)})),
        ("list_by_url", lambda: page({"data": rows(1), "next": "/by-url"})),
    ],
)
def test_none_goes_round_in_circles(
    drive: Drive, service: Service, package: Any, method: str, answer: Callable[[], Answer]
) -> None:
    service.will(*(answer() for _ in range(9)))
    with pytest.raises(package.RepeatedPageError):
        found(drive, method)
    assert len(service.sent) <= 2


def test_a_deprecated_method_warns_whoever_calls_it(drive: Drive, service: Service) -> None:
    service.will(page({"id": 1}))
    with pytest.warns(DeprecationWarning, match="`read_old` is deprecated") as caught:
        assert drive(lambda client: client.old.read_old()).id == 1
    assert [warning.filename for warning in caught] == [__file__]
