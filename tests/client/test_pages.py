"""Lists that come in pages: every documented style, and next pages that must not be followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from dialwright_signalwire.errors import (
    ArgumentError,
    NotFoundError,
    PaginationError,
    RepeatedPageError,
    ResponseDecodeError,
    UnsafeNextPageError,
)
from dialwright_signalwire.rest import Client
from runtime.server import Server, Step, answer, serving

from .harness import ACCOUNT

ACCOUNTS = "/api/laml/2010-04-01/Accounts.json"


class Kind(NamedTuple):
    """A list of the API."""

    path: str
    at: Callable[[Client], Any]
    items: str
    """Where a page has its records."""
    next: str = "next_page_uri"
    """Where it has the address of the next page."""
    identifier: str = "sid"
    """What tells its records apart."""

    def page(self, *identifiers: str, following: object = None) -> Step:
        """A page as the service answers it."""
        records = [{self.identifier: identifier} for identifier in identifiers]
        outer, _, inner = self.next.rpartition(".")
        where = {outer: {"page": 0, inner: following}} if outer else {"page": 0, inner: following}
        return answer(200, {self.items: records, **where})

    def identifiers(self, records: Any) -> list[str]:
        """Which records these are."""
        return [getattr(record, self.identifier) for record in records]


META = "meta.next_page_url"
CALLS = Kind(f"{ACCOUNT}/Calls.json", lambda client: client.calls, "calls")
LISTS = [
    CALLS,
    Kind(ACCOUNTS, lambda client: client.accounts, "accounts"),
    Kind(f"{ACCOUNT}/Applications.json", lambda client: client.applications, "applications"),
    Kind(f"{ACCOUNT}/Conferences.json", lambda client: client.conferences, "conferences"),
    Kind(
        f"{ACCOUNT}/Conferences/a/Participants.json",
        lambda client: client.conferences("a").participants,
        "participants",
        identifier="call_sid",
    ),
    Kind(f"{ACCOUNT}/Conferences/a/Recordings.json", lambda client: client.conferences("a").recordings, "recordings"),
    # The reference and the published definition differ in where the next page of these two is.
    Kind(f"{ACCOUNT}/Faxes.json", lambda client: client.faxes, "faxes", META),
    Kind(f"{ACCOUNT}/Faxes.json", lambda client: client.fax.faxes, "faxes"),
    Kind(f"{ACCOUNT}/LamlBins", lambda client: client.laml_bins, "laml_bins", META),
    Kind(f"{ACCOUNT}/LamlBins", lambda client: client.laml_bins, "laml_bins"),
    # And in what the records of these two are called.
    Kind(f"{ACCOUNT}/Faxes/a/Media.json", lambda client: client.faxes("a").media, "media"),
    Kind(f"{ACCOUNT}/Faxes/a/Media.json", lambda client: client.faxes("a").media, "fax_media"),
    Kind(f"{ACCOUNT}/Messages/a/Media.json", lambda client: client.messages("a").media, "media_list"),
    Kind(f"{ACCOUNT}/Messages/a/Media.json", lambda client: client.messages("a").media, "media"),
    Kind(f"{ACCOUNT}/IncomingPhoneNumbers.json", lambda client: client.incoming_phone_numbers, "incoming_phone_numbers"),
    Kind(f"{ACCOUNT}/Messages.json", lambda client: client.messages, "messages"),
    Kind(f"{ACCOUNT}/Queues.json", lambda client: client.queues, "queues"),
    Kind(
        f"{ACCOUNT}/Queues/a/Members.json",
        lambda client: client.queues("a").members,
        "queue_members",
        identifier="call_sid",
    ),
    Kind(f"{ACCOUNT}/Recordings.json", lambda client: client.recordings, "recordings"),
    Kind(
        f"{ACCOUNT}/Recordings/a/Transcriptions.json",
        lambda client: client.recordings("a").transcriptions,
        "transcriptions",
    ),
    Kind(f"{ACCOUNT}/Transcriptions.json", lambda client: client.transcriptions, "transcriptions"),
]
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


@pytest.mark.parametrize(
    ("at", "items", "path"),
    [
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
    ],
)  # fmt: skip
def test_a_list_of_one_page(
    client: Client, server: Server, at: Callable[[Client], Any], items: str, path: str
) -> None:
    server.then(answer(200, {items: [{}, {}, {}], "uri": path}))
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
        assert page.to_dict() == {"calls": [{"sid": "a"}, {"sid": "b"}], "page": 0, "next_page_uri": None}
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
        "link", ["?Page=1", "Calls.json?Page=1", "{path}?Page=1", "{url}{path}?Page=1", "//{host}{path}?Page=1"]
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

    @pytest.mark.parametrize("link", ["@{other}/steal", "http:{other}/steal", "{other}/steal", "/{other}/steal"])
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
        server.then(CALLS.page("a", following=link))
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
        server.then(*(CALLS.page(following=f"{CALLS.path}?Page={number}") for number in range(1, 9)))
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
        beside = {"total": 3, "num_pages": 1, "start": 0, "end": 1, "account_sid": "a", "uri": "u", "new": {}}
        server.then(answer(200, {**beside, "calls": [{"sid": "a"}], "next_page_uri": None}))
        page = client.calls.page()
        assert CALLS.identifiers(page) == ["a"]
        assert page.to_dict()["total"] == 3

    def test_a_next_page_that_is_no_text(self, client: Client, server: Server) -> None:
        server.then(CALLS.page("a", following=17))
        with pytest.raises(ResponseDecodeError):
            client.calls.list()
