"""Arguments that cannot mean anything, refused as early as they can be, with what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dialwright.python.runtime import ArgumentError, Envelope, Options, Request
from dialwright.python.runtime.prepare import prepare

from .acme import Acme, AsyncAcme
from .conftest import TOKEN, Driver
from .server import answer, serving
from .test_secrets import told

EXTRA = Options(extra_body={"A": "b"})


BODILESS: list[Callable[[Any], Any]] = [
    lambda client: client.voice.calls.fetch("CA1", options=EXTRA),
    lambda client: client.voice.calls("CA1").delete(options=EXTRA),
    lambda client: client.voice.calls.list(options=EXTRA),
    lambda client: client.voice.calls.page(options=EXTRA),
    lambda client: client.request("GET", "/x", options=EXTRA),
    lambda client: client.request("POST", "/x", options=EXTRA),
]


@pytest.mark.parametrize("action", BODILESS)
def test_a_body_where_there_is_none(drive: Driver, action: Callable[[Any], Any]) -> None:
    with serving(answer(200, {})) as server, pytest.raises(ArgumentError, match="extra_body") as caught:
        drive(server, action)
    assert "adds to the fields of a body" in str(caught.value)
    assert (server.requests, caught.value.sent) == ([], "no")


def test_a_body_where_there_is_one(drive: Driver) -> None:
    with serving(answer(200, {})) as server:
        drive(server, lambda client: client.request("POST", "/x", form={}, options=EXTRA))
        drive(server, lambda client: client.request("POST", "/x", json={}, options=EXTRA))
    assert [request.body for request in server.requests] == [b"A=b", b'{"A":"b"}']
    settings = Acme("p", "t", "s").__session__.settings
    wrapped = Request("POST", "/x", None, envelope=Envelope("params", {"id": "1"}))
    assert prepare(settings, wrapped, EXTRA).attempt().content == b'{"id":"1","params":{"A":"b"}}'
    with pytest.raises(ArgumentError, match="this PUT sends none"):
        prepare(settings, Request("PUT", "/f", None, content=b"file"), EXTRA)


@pytest.mark.parametrize("url", [None, ""])
def test_the_page_after_the_last(drive: Driver, url: Any) -> None:
    with serving(answer(200, {})) as server, pytest.raises(ArgumentError, match="last page") as caught:
        drive(server, lambda client: client.voice.calls.get_page(url))
    assert (server.requests, caught.value.sent) == ([], "no")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-A": f"b\r\n{TOKEN}"},
        {"X A": "b"},
        {"": "b"},
        {"X-A": "é"},
        {"Host": "evil.example"},
        {"Content-Length": "1"},
        {"X-A": object()},
    ],
)
@pytest.mark.parametrize("kind", [Acme, AsyncAcme])
def test_headers_of_a_client(kind: Callable[..., Any], headers: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError, match=r"header|cannot be sent") as caught:
        kind("p", TOKEN, base_url="https://acme.example", headers=headers)
    assert "secret" not in str(caught.value)
    client = kind("p", TOKEN, base_url="https://acme.example")
    with pytest.raises(ArgumentError, match=r"header|cannot be sent"):
        client.with_options(headers=headers)
    assert client.with_options(headers={"X-A": "b"}).__session__.settings.headers == {"X-A": "b"}


def test_a_client_that_is_refused_shows_no_secret() -> None:
    with pytest.raises(ArgumentError) as caught:
        Acme("p", TOKEN, base_url="https://acme.example", headers={"X A": "b"})
    assert TOKEN not in told(caught.value)
