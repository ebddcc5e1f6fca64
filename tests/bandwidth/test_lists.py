"""Lists are lazy: they fetch what is asked for, page by page, and never leave the service."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dialwright_bandwidth import Options
from dialwright_bandwidth.errors import (
    NotFoundError,
    RepeatedPageError,
    ResponseDecodeError,
    UnsafeNextPageError,
)
from dialwright_bandwidth.voice import AsyncClient, Client
from runtime.server import Server, Step, answer, serving

from .harness import CALLS, SECRET, TOKEN, USER, Connect

LISTS: dict[str, Callable[[Any], Iterator[Any]]] = {
    CALLS: lambda api: api.list_calls(),
    f"{CALLS}/c-1/recordings": lambda api: api.list_call_recordings("c-1"),
    f"{CALLS}/c-1/transcriptions": lambda api: api.list_call_transcriptions("c-1"),
    f"{CALLS}/c-1/events": lambda api: api.list_call_events("c-1"),
}
every_list = pytest.mark.parametrize(("path", "read"), LISTS.items(), ids=LISTS)


def page(*identifiers: str, link: str | None = None) -> Step:
    """A page as the service answers it."""
    headers = {} if link is None else {"Link": link}
    return answer(200, [{"id": identifier} for identifier in identifiers], headers=headers)


def following(address: str) -> str:
    """A header that names the next page."""
    return f'<{address}>; rel="next"'


def identifiers(records: Iterator[Any]) -> list[str]:
    return [record["id"] for record in records]


@every_list
class TestEveryList:
    def test_page_after_page(
        self, api: Client, server: Server, path: str, read: Callable[[Any], Iterator[Any]]
    ) -> None:
        server.then(
            page("a", "b", link=following(f"{server.url}{path}?page=1&size=2")),
            page("c", "d", link=following(f"{server.url}{path}?page=2&size=2")),
            page("e"),
        )
        assert identifiers(read(api)) == ["a", "b", "c", "d", "e"]
        assert [request.target for request in server.requests] == [
            path,
            f"{path}?page=1&size=2",
            f"{path}?page=2&size=2",
        ]
        assert len({request.headers["authorization"] for request in server.requests}) == 1

    def test_no_page_before_it_is_needed(
        self, api: Client, server: Server, path: str, read: Callable[[Any], Iterator[Any]]
    ) -> None:
        server.then(page("a", "b", link=following(f"{path}?page=1")), page("c"))
        records = read(api)
        assert server.connections == 0
        assert [next(records)["id"], next(records)["id"]] == ["a", "b"]
        assert len(server.requests) == 1
        assert next(records)["id"] == "c"
        assert len(server.requests) == 2
        with pytest.raises(StopIteration):
            next(records)
        assert len(server.requests) == 2

    def test_nothing(
        self, api: Client, server: Server, path: str, read: Callable[[Any], Iterator[Any]]
    ) -> None:
        server.then(page())
        assert identifiers(read(api)) == []


class TestKinds:
    """The reference promises a generator, and so does `async for` its twin."""

    @pytest.mark.parametrize("read", LISTS.values(), ids=LISTS)
    def test_a_generator(self, read: Callable[[Any], object]) -> None:
        with Client("u", "t", "s") as api:
            assert isinstance(read(api), types.GeneratorType)
        assert isinstance(read(AsyncClient("u", "t", "s")), types.AsyncGeneratorType)


class TestLimit:
    @pytest.mark.parametrize(("limit", "requests"), [(0, 0), (1, 1), (2, 1), (3, 2), (9, 2)])
    def test_it_ends_the_list(self, api: Client, server: Server, limit: int, requests: int) -> None:
        server.then(page("a", "b", link=following(f"{CALLS}?page=1")), page("c", "d"))
        assert identifiers(api.list_calls(limit=limit)) == ["a", "b", "c", "d"][:limit]
        assert len(server.requests) == requests

    def test_what_is_no_limit(self, api: Client) -> None:
        with pytest.raises(ValueError, match="limit"):
            api.list_calls(limit=-1)

    def test_options_are_for_every_page(self, api: Client, server: Server) -> None:
        server.then(page("a", link=following(f"{CALLS}?page=1")), page("b"))
        list(api.list_calls(options=Options(headers={"X-Once": "yes"})))
        assert [request.headers.get("x-once") for request in server.requests] == ["yes", "yes"]


@pytest.mark.parametrize(
    "link",
    [
        "<{path}?page=1>; rel=next",
        "<{path}?page=1>;rel='first', <{path}?page=1>; rel=\"next\"",
        '<{path}?page=0>; rel="prev", <{path}?page=1>; rel="next last"',
        '<{path}?page=1>; title="page, one"; rel="next"',
        '<{path}?page=1>; REL="NEXT"',
        '<?page=1>; rel="next"',
        '<{url}{path}?page=1>; rel="next"',
    ],
)
def test_how_the_next_page_is_named(api: Client, server: Server, link: str) -> None:
    server.then(page("a", link=link.format(path=CALLS, url=server.url)), page("b"))
    assert identifiers(api.list_calls()) == ["a", "b"]
    assert server.requests[1].target == f"{CALLS}?page=1"


@pytest.mark.parametrize(
    "link",
    [
        "",
        '<{path}?page=1>; rel="first"',
        '<{path}?page=1>; rel="last"',
        '<{path}?page=1>; rel="nextish"',
        "<{path}?page=1>",
        'rel="next"',
        '{path}?page=1; rel="next"',
    ],
)
def test_what_is_no_next_page(api: Client, server: Server, link: str) -> None:
    server.then(page("a", link=link.format(path=CALLS)), page("b"))
    assert identifiers(api.list_calls()) == ["a"]
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://{other}/steal",
        "http://{other}/steal",
        "//{other}/steal",
        "https://{host}{path}",
        "http://{host}@{other}/steal",
        "http://localhost:{port}/steal",
        "ftp://{host}/steal",
        "/\\{other}/steal",
    ],
)
def test_a_next_page_elsewhere(api: Client, server: Server, address: str) -> None:
    """Neither a request nor credentials go to where the service does not live."""
    with serving(page("evil")) as other:
        hosts = {"host": server.url.removeprefix("http://"), "other": other.url.removeprefix("http://")}
        link = following(address.format(**hosts, port=server.port, path=CALLS))
        server.then(page("a", link=link), page("b"))
        records = api.list_calls()
        assert next(records)["id"] == "a"
        with pytest.raises(UnsafeNextPageError) as caught:
            next(records)
        assert other.connections == 0
    assert len(server.requests) == 1
    assert caught.value.sent == "no"
    assert TOKEN not in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_list_in_a_circle(api: Client, server: Server) -> None:
    server.then(page("a", link=following(CALLS)))
    with pytest.raises(RepeatedPageError):
        list(api.list_calls())
    assert len(server.requests) == 1


def test_a_page_that_fails(api: Client, server: Server) -> None:
    """What was read before is not lost."""
    server.then(
        page("a", link=following(f"{CALLS}?page=1")), answer(404, {"code": "gone", "message": "none"})
    )
    records = api.list_calls()
    assert next(records)["id"] == "a"
    with pytest.raises(NotFoundError) as caught:
        next(records)
    assert caught.value.code == "gone"


@pytest.mark.parametrize("body", [{}, {"calls": [{"id": "a"}], "other": []}, "calls", 1])
def test_what_is_no_list(api: Client, server: Server, body: object) -> None:
    server.then(answer(200, body))
    with pytest.raises(ResponseDecodeError):
        list(api.list_calls())


def test_a_size_that_the_service_does_not_have(api: Client, server: Server) -> None:
    """Bounds are the service's to hold: what it allows may grow."""
    server.then(page())
    list(api.list_calls(size=5000))
    assert server.requests[0].query == [("size", "5000")]


def test_a_service_below_a_path_of_its_own(connect: Connect, server: Server) -> None:
    server.then(page("a", link=following(f"/v1{CALLS}?page=1")), page("b"))
    assert identifiers(connect(Client, base_url=f"{server.url}/v1").list_calls(to="+15550100")) == ["a", "b"]
    assert [request.target for request in server.requests] == [
        f"/v1/users/{USER}/calls?to=%2B15550100",
        f"/v1/users/{USER}/calls?page=1",
    ]
