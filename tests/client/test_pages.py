"""Lists that come in pages: every documented style, walked, limited, streamed, paged and resumed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dialwright_signalwire.errors import ArgumentError
from dialwright_signalwire.rest import Client
from runtime.server import Server, answer

from .harness import ACCOUNT
from .lists import CALLS, LISTS, Kind

every_list = pytest.mark.parametrize("kind", LISTS, ids=lambda kind: f"{kind.path}-{kind.items}-{kind.next}")


@every_list
class TestEveryList:
    def test_two_pages_and_no_more(self, client: Client, server: Server, kind: Kind) -> None:
        link = f"{kind.path}?Page=1&PageSize=2&PageToken=PA%20b"
        server.then(kind.page("a", "b", following=link), kind.page("c"))
        assert kind.identifiers(kind.at(client).list(page_size=2)) == ["a", "b", "c"]
        assert [request.target for request in server.requests] == [f"{kind.path}?PageSize=2", link]
        assert all("authorization" in request.headers for request in server.requests)

    def test_no_more_pages_than_the_limit_takes(self, client: Client, server: Server, kind: Kind) -> None:
        server.then(kind.page("a", "b", following=f"{kind.path}?Page=1"), kind.page("c"))
        assert kind.identifiers(kind.at(client).list(limit=2)) == ["a", "b"]
        assert [request.target for request in server.requests] == [kind.path]

    def test_a_stream_fetches_a_page_when_it_is_needed(
        self, client: Client, server: Server, kind: Kind
    ) -> None:
        server.then(kind.page("a", "b", following=f"{server.url}{kind.path}?Page=1"), kind.page("c"))
        stream = kind.at(client).stream(page_size=2)
        counts = [len(server.requests)]
        for _ in range(3):
            next(stream)
            counts.append(len(server.requests))
        assert counts == [0, 1, 1, 2]
        assert list(stream) == []
        assert len(server.requests) == 2

    def test_a_page_and_the_next(self, client: Client, server: Server, kind: Kind) -> None:
        link = f"{kind.path}?Page=3&PageToken=PA1"
        server.then(kind.page("a", following=link), kind.page("b"))
        page = kind.at(client).page(page_number=2, page_size=1, page_token="PA0")
        assert sorted(server.requests[0].query) == [("Page", "2"), ("PageSize", "1"), ("PageToken", "PA0")]
        assert (kind.identifiers(page.items), page.next_url) == (["a"], server.url + link)
        last = page.next_page()
        assert kind.identifiers(last) == ["b"]
        assert (last.next_url, last.next_page()) == (None, None)
        assert [request.target for request in server.requests[1:]] == [link]

    def test_resuming_later(self, client: Client, server: Server, kind: Kind) -> None:
        server.then(kind.page("a", following=f"{kind.path}?Page=1"), kind.page("b"))
        kept = kind.at(client).page().next_url
        assert kind.identifiers(kind.at(client).get_page(kept)) == ["b"]
        assert server.requests[1].target == f"{kind.path}?Page=1"
        again = kind.at(client).get_page(f"{kind.path}?Page=1")  # a path is enough
        assert kind.identifiers(again) == ["b"]
        assert again.url == f"{server.url}{kind.path}?Page=1"


ONE_PAGE: list[tuple[Callable[[Client], Any], str, str]] = [
    (lambda client: client.available_phone_numbers, "countries", "AvailablePhoneNumbers.json"),
    (
        lambda client: client.available_phone_numbers("US").local,
        "available_phone_numbers",
        "AvailablePhoneNumbers/US/Local.json",
    ),
    (
        lambda client: client.available_phone_numbers("US").toll_free,
        "available_phone_numbers",
        "AvailablePhoneNumbers/US/TollFree.json",
    ),
]


@pytest.mark.parametrize(("at", "items", "path"), ONE_PAGE, ids=[path for *_, path in ONE_PAGE])
def test_a_list_of_one_page(
    client: Client, server: Server, at: Callable[[Client], Any], items: str, path: str
) -> None:
    server.then(answer(200, {items: [{"n": 1}, {"n": 2}, {"n": 3}], "uri": path}))
    assert len(at(client).list()) == 3
    assert len(at(client).list(limit=2)) == 2
    assert len(list(at(client).stream())) == 3
    assert {request.target for request in server.requests} == {f"{ACCOUNT}/{path}"}
    assert len(server.requests) == 3


class TestPage:
    def test_what_it_holds(self, client: Client, server: Server) -> None:
        server.then(CALLS.page("a", "b"))
        page = client.calls.page()
        assert len(page) == 2
        assert CALLS.identifiers(page) == CALLS.identifiers(page.items) == ["a", "b"]
        assert page[1].sid == "b"
        assert page.url == f"{server.url}{CALLS.path}"
        assert page.to_dict()["calls"] == [{"sid": "a"}, {"sid": "b"}]
        assert "2 items" in repr(page)

    def test_its_records_act(self, client: Client, server: Server) -> None:
        server.then(CALLS.page("a"), answer(204))
        client.calls.page()[0].delete()
        assert server.requests[1].path == f"{ACCOUNT}/Calls/a.json"

    @pytest.mark.parametrize("last", [None, ""])
    def test_the_last_one(self, client: Client, server: Server, last: object) -> None:
        server.then(CALLS.page("a", following=last))
        assert client.calls.page().next_url is None
        assert len(client.calls.list()) == 1

    def test_the_last_one_that_names_no_next(self, client: Client, server: Server) -> None:
        server.then(answer(200, {"calls": [{"sid": "a"}]}))
        assert len(client.calls.list()) == 1

    def test_filters_stay_with_the_service(self, client: Client, server: Server) -> None:
        """The next page is where the service says, whatever was asked for first."""
        link = f"{CALLS.path}?Page=50"
        server.then(CALLS.page("a", following=link), CALLS.page())
        client.calls.list(status="busy", page_size=1)
        assert server.requests[1].target == link


class TestLimits:
    def test_none_wanted(self, client: Client, server: Server) -> None:
        assert client.calls.list(limit=0) == []
        assert list(client.calls.stream(limit=0)) == []
        assert server.requests == []

    def test_fewer_than_none(self, client: Client, server: Server) -> None:
        with pytest.raises(ArgumentError, match="limit"):
            client.calls.list(limit=-1)
        assert server.requests == []

    @pytest.mark.parametrize(("limit", "requests"), [(1, 1), (2, 1), (3, 2), (4, 2), (None, 2)])
    def test_over_two_pages(self, client: Client, server: Server, limit: int | None, requests: int) -> None:
        server.then(CALLS.page("a", "b", following=f"{CALLS.path}?Page=1"), CALLS.page("c"))
        assert len(client.calls.list(limit=limit)) == min(limit or 3, 3)
        assert len(server.requests) == requests

    def test_a_stream_may_be_left(self, client: Client, server: Server) -> None:
        server.then(CALLS.page("a", "b", following=f"{CALLS.path}?Page=1"))
        for call in client.calls.stream():
            assert call.sid == "a"
            break
        assert len(server.requests) == 1
