"""Lists that come in pages, and next pages that lead astray."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from dialwright.python.runtime import (
    Options,
    Pagination,
    RepeatedPageError,
    Request,
    ResponseDecodeError,
    TransportResponse,
    UnsafeNextPageError,
)

from .acme import Acme
from .acme.voice.calls import CallRecord
from .conftest import PROJECT, Driver
from .server import Step, answer, serving
from .test_transports import Canned

NEXT = f"/api/Accounts/{PROJECT}/Calls.json?Page=1&PageToken=a%20b"


def page(*sids: str, following: object = None) -> Step:
    return answer(200, {"calls": [{"sid": sid} for sid in sids], "next_page_uri": following, "page": 0})


def sids(client: Any, **arguments: Any) -> Any:
    if isinstance(client, Acme):
        return [call.sid for call in client.voice.calls.stream(**arguments)]
    return _sids_later(client, arguments)


async def _sids_later(client: Any, arguments: dict[str, Any]) -> list[str]:
    return [call.sid async for call in client.voice.calls.stream(**arguments)]


def test_every_page(drive: Driver) -> None:
    with serving(page("a", "b", following=NEXT), page("c")) as server:
        assert drive(server, lambda client: sids(client, page_size=2)) == ["a", "b", "c"]
    assert [request.target for request in server.requests] == [
        f"/api/Accounts/{PROJECT}/Calls.json?PageSize=2",
        NEXT,
    ]
    assert all("authorization" in request.headers for request in server.requests)


@pytest.mark.parametrize(("limit", "count"), [(0, 0), (1, 1), (2, 1), (3, 2), (None, 2)])
def test_no_more_pages_than_are_needed(drive: Driver, limit: int | None, count: int) -> None:
    with serving(page("a", "b", following=NEXT), page("c")) as server:
        calls = drive(server, lambda client: client.voice.calls.list(limit=limit))
    assert len(calls) == (3 if limit is None else limit)
    assert len(server.requests) == count


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (2, 1), (3, 2)])
def test_a_stream_asks_for_no_more_either(drive: Driver, limit: int, count: int) -> None:
    with serving(page("a", "b", following=NEXT), page("c")) as server:
        assert drive(server, lambda client: sids(client, limit=limit)) == ["a", "b", "c"][:limit]
    assert len(server.requests) == count


def test_a_stream_sends_nothing_before_it_is_read() -> None:
    with serving(page("a")) as server, Acme("p", "t", base_url=server.url) as client:
        stream = client.voice.calls.stream()
        assert server.requests == []
        assert next(stream).sid == "a"


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/x",
        "//evil.example/x",
        "http://127.0.0.1:9/x",
        "https://127.0.0.1/x",
        "http://user@127.0.0.1:{port}/x",
        "http://127.0.0.1:{port}@evil.example/x",
        "http://127.0.0.1:{port}\\@evil.example/x",
        "http:\\\\evil.example/x",
        "/x\r\nX-Injected: 1",
        "/x y",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://[::1/x",
        "http://127.0.0.1:99999/x",
    ],
)
def test_a_next_page_elsewhere_is_not_asked_for(drive: Driver, link: str) -> None:
    with serving(page("a")) as server, serving(page("b")) as other:
        server.then(page("a", following=link.replace("{port}", str(server.port))))
        with pytest.raises(UnsafeNextPageError) as caught:
            drive(server, lambda client: client.voice.calls.list())
        kept = link.replace("{port}", str(other.port))
        with pytest.raises(UnsafeNextPageError):
            drive(server, lambda client: client.voice.calls.get_page(kept))
    assert (len(server.requests), other.requests) == (1, [])
    assert caught.value.sent == "no"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("/x/Calls?Page=1", "/x/Calls?Page=1"),
        ("?Page=1", f"/api/Accounts/{PROJECT}/Calls.json?Page=1"),
        ("Calls.json?Page=1", f"/api/Accounts/{PROJECT}/Calls.json?Page=1"),
        ("http://127.0.0.1:{port}/x", "/x"),
        ("HTTP://127.0.0.1:{port}", "/"),
        ("@evil.example/x", f"/api/Accounts/{PROJECT}/@evil.example/x"),
        ("/x?q=é&r=%2F", "/x?q=%C3%A9&r=%2F"),
    ],
)
def test_where_a_next_page_is(drive: Driver, link: str, target: str) -> None:
    with serving(page("a")) as server:
        server.then(page("a", following=link.replace("{port}", str(server.port))), page("b"))
        assert drive(server, sids) == ["a", "b"]
    assert server.requests[1].target == target


def test_a_service_behind_a_path(drive: Driver) -> None:
    with serving(
        page("a", following="/api/Calls?Page=1"), page("b", following="/proxy/api/Calls?Page=2"), page("c")
    ) as server:
        assert drive(f"{server.url}/proxy/", sids) == ["a", "b", "c"]
    assert [request.path for request in server.requests] == [
        f"/proxy/api/Accounts/{PROJECT}/Calls.json",
        "/proxy/api/Calls",
        "/proxy/api/Calls",
    ]


@pytest.mark.parametrize(
    "pages",
    [
        [page("a", following=NEXT)],
        [page("a", following=""), page("a", following=NEXT)],
        [page(following="/x?Page=1"), page(following="/x?Page=2"), page(following="/x?Page=3")],
    ],
    ids=["itself", "none", "empty"],
)
def test_a_list_without_end(drive: Driver, pages: list[Step]) -> None:
    with serving(*pages) as server:
        if pages[0] is not pages[-1] and len(pages) == 2:
            assert drive(server, sids) == ["a"]
            return
        with pytest.raises(RepeatedPageError) as caught:
            drive(server, lambda client: sids(client, limit=20))
    assert len(server.requests) <= 3
    assert str(caught.value) == (
        "The list names as its next page one that was already read."
        if len(pages) == 1
        else "The list goes on with one empty page after another."
    )


def test_one_empty_page_is_passed(drive: Driver) -> None:
    with serving(page("a", following="/x?Page=1"), page(following="/x?Page=2"), page("b")) as server:
        assert drive(server, sids) == ["a", "b"]


def test_a_page_and_the_next(drive: Driver) -> None:
    def pages(client: Any) -> Any:
        if isinstance(client, Acme):
            first = client.voice.calls.page(page_size=1, page_number=0)
            return first, first.next_page(), client.voice.calls.get_page(str(first.next_url))
        return _pages_later(client)

    with serving(page("a", following=NEXT), page("b"), page("b")) as server:
        first, second, resumed = drive(server, pages)
        assert second.next_url is None
    assert (first.url, first.next_url) == (server.url + server.requests[0].target, server.url + NEXT)
    assert ([call.sid for call in first], len(first), first[0].sid) == (["a"], 1, "a")
    assert second.items == resumed.items
    assert first.to_dict()["page"] == 0
    assert repr(first).endswith("Page(1 items, more)")
    assert server.requests[0].query == [("PageSize", "1"), ("Page", "0")]


async def _pages_later(client: Any) -> Any:
    first = await client.voice.calls.page(page_size=1, page_number=0)
    return first, await first.next_page(), await client.voice.calls.get_page(first.next_url)


def test_options_go_with_every_page(drive: Driver) -> None:
    given = Options(headers={"X-Trace": "t"})
    with serving(page("a", following=NEXT), page("b", following="/x"), page("c")) as server:
        assert drive(server, lambda client: sids(client, options=given)) == ["a", "b", "c"]
        server.then(page("a", following=NEXT), page("b"))
        drive(server, lambda client: first_and_second(client, given))
    assert [request.headers.get("x-trace") for request in server.requests] == ["t"] * 5


def test_a_next_page_is_asked_for_like_the_first(drive: Driver) -> None:
    with serving(page("a", following=NEXT), page("b")) as server:
        drive(server, sids)
    first, second = server.requests
    assert second.headers == first.headers
    assert (first.body, second.body) == (b"", b"")
    assert "content-type" not in second.headers
    assert (second.headers["accept"], second.headers["accept-encoding"]) == ("application/json", "gzip")


def test_what_a_transport_is_given_for_each_page() -> None:
    bodies = (b'{"calls": [], "next_page_uri": "/x"}', b'{"calls": []}')
    transport = Canned(*(TransportResponse(200, [], [body]) for body in bodies))
    client = Acme("p", "t", base_url="https://acme.example", transport=transport, timeout=7)
    assert client.voice.calls.list() == []
    asked = transport.requests
    assert [(request.content, request.patience) for request in asked] == [(b"", None)] * 2
    assert all(0 < (request.seconds_left or 0) <= 7 for request in asked)


def test_a_page_elsewhere_is_named(drive: Driver) -> None:
    with pytest.raises(UnsafeNextPageError) as caught:
        drive("https://acme.example", lambda client: client.voice.calls.get_page("https://evil.example/x"))
    assert str(caught.value) == (
        "The next page is not on https://acme.example, so it was not asked for: 'https://evil.example/x'."
    )


def first_and_second(client: Any, options: Options | None = None) -> Any:
    if not isinstance(client, Acme):
        return _first_and_second_later(client, options)
    first = client.voice.calls.page(options=options)
    return first, first.next_page()


async def _first_and_second_later(client: Any, options: Options | None) -> Any:
    first = await client.voice.calls.page(options=options)
    return first, await first.next_page()


def test_records_of_every_page_act(drive: Driver) -> None:
    def act(client: Any) -> Any:
        if isinstance(client, Acme):
            for call in client.voice.calls.list():
                call.delete()
            return None
        return _act_later(client)

    with serving(page("a", following=NEXT), page("b"), answer(204)) as server:
        drive(server, act)
    assert [(request.method, request.path[-7:]) for request in server.requests[2:]] == [
        ("DELETE", "/a.json"),
        ("DELETE", "/b.json"),
    ]


async def _act_later(client: Any) -> None:
    for call in await client.voice.calls.list():
        await call.delete()


def test_the_last_page(drive: Driver) -> None:
    with serving(page("a", "b", following=NEXT), page("c")) as server:
        first, second = drive(server, first_and_second)
    kind = "Page" if drive.kind == "sync" else "AsyncPage"
    assert (repr(first), repr(second)) == (f"{kind}(2 items, more)", f"{kind}(1 items, last)")
    assert second.url == server.url + NEXT
    assert second.next_url is None
    after = second.next_page()
    assert (after if drive.kind == "sync" else asyncio.run(after)) is None


def test_a_page_keeps_what_came() -> None:
    with serving(page("a")) as server, Acme("p", "t", base_url=server.url) as client:
        found = client.voice.calls.page()
    found.to_dict()["calls"].append(1)
    assert found.to_dict() == {"calls": [{"sid": "a"}], "next_page_uri": None, "page": 0}


def test_a_link_that_leads_elsewhere_is_shown_and_not_followed(drive: Driver) -> None:
    with serving(page("a", following="https://evil.example/x")) as server:
        found = drive(server, lambda client: client.voice.calls.page())
    assert found.next_url == "https://evil.example/x"


def test_one_empty_page_between_others_is_passed_again(drive: Driver) -> None:
    """It takes two in a row to give up, and the last page may be empty."""
    pages = [page(following="/x?1"), page("a", following="/x?2"), page(following="/x?3"), page()]
    with serving(*pages) as server:
        assert drive(server, sids) == ["a"]
    assert len(server.requests) == 4


def envelope(
    pages: Pagination, body: object, headers: dict[str, str] | None = None, *, strict: bool = False
) -> tuple[list[str], str | None]:
    """What is read from a page of such a list."""
    with (
        serving(answer(200, body, headers=headers)) as server,
        Acme("p", "t", base_url=server.url, strict=strict) as client,
    ):
        request = Request("GET", "/calls", CallRecord, pages=pages)
        found = client.__session__.page(request, None, lambda record: None)
    following = found.next_url
    return [call.sid for call in found], following and following.removeprefix(server.url)


URI = Pagination(style="next-uri", items=("calls", "records"), next="next_page_uri")
META = Pagination(style="meta-url", items="calls", next=("meta.next_page_url", "next_page_uri"))
LINK = Pagination(style="link-header", items="")
ONE = [{"sid": "a"}]


@pytest.mark.parametrize(
    ("pages", "body", "headers", "following"),
    [
        (URI, {"calls": ONE, "next_page_uri": "/b"}, None, "/b"),
        (URI, {"records": ONE, "next_page_uri": ""}, None, None),
        (URI, {"calls": None, "records": ONE}, None, None),
        (URI, {"media": ONE, "next_page_uri": "/b"}, None, "/b"),
        (URI, {"calls": [None, *ONE, 7, "x"]}, None, None),
        (META, {"calls": ONE, "meta": {"next_page_url": "/b"}}, None, "/b"),
        (META, {"calls": ONE, "next_page_uri": "/b"}, None, "/b"),
        (META, {"calls": ONE, "meta": None}, None, None),
        (LINK, ONE, {"Link": '</a>; rel="prev", </b>; title="x"; rel="next"'}, "/b"),
        (LINK, ONE, {"Link": "</b>;rel=next"}, "/b"),
        (LINK, ONE, {"Link": '</b>; rel="nextish"'}, None),
        (LINK, ONE, None, None),
        (Pagination(style="next-uri", items=("x", "y"), next=("a", "b")), {"y": ONE, "b": "/b"}, None, "/b"),
        (Pagination(style="link-header", items=()), ONE, None, None),
        (Pagination(style="none", items="calls"), {"calls": ONE, "next_page_uri": "/b"}, None, None),
        (Pagination(style="none", items="calls", next="n"), {"calls": ONE, "n": "/b"}, None, None),
        (
            Pagination(style="next-uri", items="data.calls", next="n"),
            {"data": {"calls": ONE}, "n": "/b"},
            None,
            "/b",
        ),
    ],
)
def test_envelopes(
    pages: Pagination, body: object, headers: dict[str, str] | None, following: str | None
) -> None:
    assert envelope(pages, body, headers) == (["a"], following)


def test_no_records_at_all() -> None:
    assert envelope(URI, {"calls": None}) == ([], None)
    assert envelope(URI, {"calls": []}) == ([], None)


@pytest.mark.parametrize(
    "body", [{"message": "maintenance"}, {"calls": "x"}, {"a": [], "b": []}, [], "x", None, 7]
)
def test_an_answer_that_is_no_list_is_not_an_empty_one(body: object) -> None:
    with pytest.raises(ResponseDecodeError):
        envelope(URI, body)


NESTED = Pagination(style="meta-url", items="data.calls", next="meta.next")
NOT_THERE = "The answer has no list 'calls'."
NO_ADDRESS = "The answer's next page is not an address."


@pytest.mark.parametrize(
    ("pages", "body", "problem", "pointer"),
    [
        (URI, {"message": "maintenance"}, NOT_THERE, "/calls"),
        (NESTED, {"data": {"x": 1}}, "The answer has no list 'data.calls'.", "/data/calls"),
        (LINK, {"a": [], "b": []}, "The answer is not a list.", ""),
        (META, {"calls": [], "next_page_uri": 7}, NO_ADDRESS, "/next_page_uri"),
        (URI, {"calls": [], "next_page_uri": 7}, NO_ADDRESS, "/next_page_uri"),
        (NESTED, {"data": {"calls": []}, "meta": {"next": [1]}}, NO_ADDRESS, "/meta/next"),
        (URI, {"calls": "x"}, "What the answer has at '/calls' is not a list.", "/calls"),
        (
            NESTED,
            {"data": {"calls": {}}},
            "What the answer has at '/data/calls' is not a list.",
            "/data/calls",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    pages: Pagination, body: object, problem: str, pointer: str
) -> None:
    with pytest.raises(ResponseDecodeError) as caught:
        envelope(pages, body)
    assert (caught.value.message, caught.value.pointer) == (problem, pointer)
    assert (caught.value.method, caught.value.path, caught.value.status) == ("GET", "/calls", 200)


@pytest.mark.parametrize(
    ("body", "problem", "pointer"),
    [
        ({"calls": None}, "What the answer has at '/calls' is not a list.", "/calls"),
        ({"records": [*ONE, {}]}, "What the answer has at '/records/1/sid' is missing.", "/records/1/sid"),
        ({"media": [*ONE, 7]}, "What the answer has at '/media/1' is not an object.", "/media/1"),
    ],
)
def test_a_strict_client_reads_every_record(body: object, problem: str, pointer: str) -> None:
    with pytest.raises(ResponseDecodeError) as caught:
        envelope(URI, body, strict=True)
    assert (caught.value.message, caught.value.pointer) == (problem, pointer)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"calls": None, "records": None}, []),
        ({"calls": [], "records": ONE}, []),
        ({"other": [], "n": 1}, []),
        ({"other": ONE, "n": {"calls": []}}, ["a"]),
    ],
)
def test_where_the_records_are(body: object, found: list[str]) -> None:
    assert envelope(URI, body) == (found, None)


def test_arguments_are_checked_before_the_first_record_is_asked_for() -> None:
    client = Acme("p", "t", base_url="http://127.0.0.1:9")
    wrong: list[Callable[[], object]] = [
        lambda: client.voice.calls.stream(limit=-1),
        lambda: client.voice.calls.stream(start_time_before="a\nb"),
    ]
    for action in wrong:
        with pytest.raises(ValueError, match="must"):
            action()


@pytest.mark.parametrize(
    ("value", "following"),
    [
        ('</b>; rel=""', None),
        ('</a>; rel="", </b>; rel="next"', "/b"),
        ('</b>; REL="NEXT"', "/b"),
        ('</b>; rel="prev next"', "/b"),
        ("</b>; rel=next; title=x", "/b"),
        ("</b> ; rel = next", "/b"),
        ('</a>, </b>; rel="next"', "/b"),
        ('</b>; rel="next", </c>; rel="next"', "/b"),
        ("</b>", None),
        ("next", None),
        ("", None),
    ],
)
def test_link_headers(value: str, following: str | None) -> None:
    assert envelope(LINK, ONE, {"Link": value}) == (["a"], following)
