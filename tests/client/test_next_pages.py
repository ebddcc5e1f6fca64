"""Where a list goes on: never away from the service, never in circles, and over pages that are odd."""

from __future__ import annotations

from typing import Any

import pytest

from dialwright_signalwire.errors import (
    NotFoundError,
    PaginationError,
    RepeatedPageError,
    ResponseDecodeError,
    UnsafeNextPageError,
)
from dialwright_signalwire.rest import Client
from runtime.server import Server, answer, serving

from .harness import ACCOUNT
from .lists import CALLS

FOREIGN = [
    "https://{other}/steal",
    "http://{other}/steal",
    "//{other}/steal",
    "https://{host}{account}/Calls.json",
    "http://{host}@{other}/steal",
    "http://user:pass@{host}/steal",
    "/\\{other}/steal",
    "\\\\{other}\\steal",
    "http://{host}\\@{other}/steal",
    "http://{other}#@{host}/",
    "http://127.0.0.1./steal",
    "http://localhost:{port}/steal",
    "http://2130706433:{port}/steal",
    "ftp://{host}/steal",
    "javascript:alert(1)",
    "/steal\r\nX-Evil: 1",
    " {other}",
    "http://[::1/steal",
    "http://{host}:99999/steal",
]


class TestNextPages:
    @pytest.mark.parametrize(
        "link",
        ["?Page=1", "Calls.json?Page=1", "{path}?Page=1", "{url}{path}?Page=1", "//{host}{path}?Page=1"],
    )
    def test_on_the_same_server(self, client: Client, server: Server, link: str) -> None:
        host = server.url.removeprefix("http://")
        following = link.format(path=CALLS.path, url=server.url, host=host)
        server.then(CALLS.page("a", following=following), CALLS.page("b"))
        assert CALLS.identifiers(client.calls.list()) == ["a", "b"]
        assert server.requests[1].target == f"{CALLS.path}?Page=1"

    @pytest.mark.parametrize("link", FOREIGN)
    def test_elsewhere(self, client: Client, server: Server, link: str) -> None:
        """No request, and so no credentials, goes to where the service does not live."""
        with serving(CALLS.page("evil")) as other:
            ours, theirs = (one.url.removeprefix("http://") for one in (server, other))
            link = link.format(host=ours, other=theirs, port=server.port, account=ACCOUNT)
            server.then(CALLS.page("a", following=link), CALLS.page("b"))
            seen: list[str] = []
            with pytest.raises(UnsafeNextPageError) as caught:
                seen.extend(call.sid for call in client.calls.stream())
            with pytest.raises(UnsafeNextPageError):
                client.calls.get_page(link)
            assert other.connections == 0
        assert isinstance(caught.value, PaginationError)
        assert caught.value.sent == "no"
        assert seen == ["a"]
        assert len(server.requests) == 1

    @pytest.mark.parametrize(
        "link", ["@{other}/steal", "http:{other}/steal", "{other}/steal", "/{other}/steal"]
    )
    def test_what_only_looks_like_elsewhere(self, client: Client, server: Server, link: str) -> None:
        with serving(CALLS.page("evil")) as other:
            link = link.format(other=other.url.removeprefix("http://"))
            server.then(CALLS.page("a", following=link), CALLS.page("b"))
            assert CALLS.identifiers(client.calls.list()) == ["a", "b"]
            assert other.connections == 0
        assert len(server.requests) == 2

    def test_the_page_before_it_can_be_read(self, client: Client, server: Server) -> None:
        server.then(CALLS.page("a", following="https://evil.example/"))
        page = client.calls.page()
        assert CALLS.identifiers(page) == ["a"]
        assert page.next_url == "https://evil.example/"
        with pytest.raises(UnsafeNextPageError):
            page.next_page()

    @pytest.mark.parametrize("link", [CALLS.path, f"{CALLS.path}?Page=1"])
    def test_one_that_was_read_already(self, client: Client, server: Server, link: str) -> None:
        server.then(*[CALLS.page("a", following=link)] * 3, CALLS.page("end"))
        with pytest.raises(RepeatedPageError):
            client.calls.list()
        assert len(server.requests) <= 2

    def test_two_that_name_each_other(self, client: Client, server: Server) -> None:
        first, second = (CALLS.page("a", following=f"{CALLS.path}?Page={number}") for number in (1, 2))
        server.then(first, second, first, second, CALLS.page("end"))
        with pytest.raises(RepeatedPageError):
            client.calls.list()
        assert len(server.requests) == 3

    def test_an_empty_one_may_come_between(self, client: Client, server: Server) -> None:
        pages = [CALLS.page(following=f"{CALLS.path}?Page=1"), CALLS.page("a")]
        server.then(*pages)
        assert CALLS.identifiers(client.calls.list()) == ["a"]

    def test_empty_ones_do_not_go_on(self, client: Client, server: Server) -> None:
        server.then(
            *(CALLS.page(following=f"{CALLS.path}?Page={number}") for number in range(1, 9)), CALLS.page()
        )
        with pytest.raises(RepeatedPageError):
            client.calls.list()
        assert len(server.requests) == 2

    def test_one_that_fails(self, client: Client, server: Server) -> None:
        """What was read before is not lost."""
        server.then(CALLS.page("a", following=f"{CALLS.path}?Page=1"), answer(404, {"message": "gone"}))
        seen: list[str] = []
        with pytest.raises(NotFoundError, match="gone"):
            seen.extend(call.sid for call in client.calls.stream())
        assert seen == ["a"]


class TestOddAnswers:
    @pytest.mark.parametrize("body", [{}, {"calls": {}}, {"other": "x"}, [], None, "calls", 1])
    def test_what_is_no_list(self, client: Client, server: Server, body: object) -> None:
        server.then(answer(200, b"null" if body is None else body))
        with pytest.raises(ResponseDecodeError):
            client.calls.list()

    def test_records_that_are_none(self, client: Client, server: Server) -> None:
        server.then(answer(200, {"calls": [{"sid": "a"}, None, "b", 3, {"sid": "c"}], "next_page_uri": None}))
        assert CALLS.identifiers(client.calls.list()) == ["a", "c"]

    def test_no_list_at_all(self, client: Client, server: Server) -> None:
        server.then(answer(200, {"calls": None, "next_page_uri": None}))
        assert client.calls.list() == []

    def test_what_comes_beside_the_records(self, client: Client, server: Server) -> None:
        beside: dict[str, Any] = {
            "total": 3,
            "num_pages": 1,
            "start": 0,
            "end": 1,
            "account_sid": "a",
            "uri": "u",
            "new": {},
        }
        server.then(answer(200, {**beside, "calls": [{"sid": "a"}], "next_page_uri": None}))
        page = client.calls.page()
        assert CALLS.identifiers(page) == ["a"]
        assert page.to_dict()["total"] == 3

    def test_a_next_page_that_is_no_text(self, client: Client, server: Server) -> None:
        server.then(CALLS.page("a", following=17))
        with pytest.raises(ResponseDecodeError):
            client.calls.list()
