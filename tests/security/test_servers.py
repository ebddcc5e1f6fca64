"""Where the requests of a generated client go: to the server of the document, the path or the operation."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from parameters.rounds import client_class, generated
from runtime.ledger import paths
from runtime.server import Server, answer, serving

from .conftest import run

DONE = answer(204)
TOKEN = {"token": "by-hand"}


def entries(client: Any) -> Any:
    return client.entries.entries()


def scan(client: Any) -> Any:
    return client.scans.scan(content=b"abc")


def rates(client: Any) -> Any:
    return client.rates.rates()


def regional(client: Any) -> Any:
    return client.regional.regional()


ALL = (entries, scan, rates, regional)


def addresses(module: Any, *actions: Callable[[Any], Any], **given: Any) -> list[str]:
    """Where the requests of some calls would go."""
    urls: list[str] = []

    class Noting:
        def send(self, request: Any, /) -> Any:
            urls.append(f"{request.url} {dict(request.headers).get('Authorization', '')}".strip())
            return module.TransportResponse(200, [], [b"{}"])

        def close(self) -> None:
            pass

    run(module, "", *actions, transport=Noting(), **TOKEN, **given)
    return urls


def test_each_goes_where_the_document_says(module: Any) -> None:
    """The author of the document wants the credentials there, too."""
    assert addresses(module, *ALL) == [
        "https://eu.example.com/v1/entries Bearer by-hand",
        "https://uploads.example.com/up/scans Bearer by-hand",
        "https://eu.example.com/v2/rates",
        "https://eu.files.example.com/regional",
    ]


def test_variables_are_those_of_the_client(module: Any) -> None:
    assert addresses(module, *ALL, region="us") == [
        "https://us.example.com/v1/entries Bearer by-hand",
        "https://uploads.example.com/up/scans Bearer by-hand",
        "https://us.example.com/v2/rates",
        "https://us.files.example.com/regional",
    ]


def test_one_of_several_servers_is_chosen(module: Any) -> None:
    """What is relative is relative to that one; what is elsewhere stays there."""
    assert addresses(module, *ALL, server="https://sandbox.example.com/v1") == [
        "https://sandbox.example.com/v1/entries Bearer by-hand",
        "https://uploads.example.com/up/scans Bearer by-hand",
        "https://sandbox.example.com/v2/rates",
        "https://eu.files.example.com/regional",
    ]
    assert addresses(module, entries, server="https://{region}.example.com/v1", region="us") == [
        "https://us.example.com/v1/entries Bearer by-hand"
    ]


def test_what_is_no_server_of_the_api_cannot_be_chosen(module: Any) -> None:
    ledger = client_class(module, "")
    with pytest.raises(module.ArgumentError, match=r"server must be one of https://\{region\}\.example"):
        ledger(server="https://evil.example.com")
    with pytest.raises(module.ArgumentError, match="base_url and server say both"):
        ledger(server="https://sandbox.example.com/v1", base_url="https://a.example")


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("", ["/entries", "/up/scans", "/v2/rates", "/regional"]),
        ("/v1", ["/v1/entries", "/up/scans", "/v2/rates", "/regional"]),
        ("/gate/v1", ["/gate/v1/entries", "/gate/up/scans", "/gate/v2/rates", "/gate/regional"]),
        ("/other", ["/other/entries", "/other/up/scans", "/other/v2/rates", "/other/regional"]),
    ],
)
def test_all_go_to_an_address_that_the_user_names(
    module: Any, flavour: str, base: str, expected: list[str]
) -> None:
    """With the path of their own server in place of that of the API's."""
    with serving(answer(200, {})) as server:
        run(module, flavour, *ALL, base_url=server.url + base, **TOKEN)
    assert [request.path for request in server.requests] == expected


TWO = """
openapi: 3.1.0
info: {title: Two, version: 1.0.0}
servers: [{url: "%(api)s/v1"}]
security: [{key: []}]
paths:
  /a:
    get: {operationId: readA, tags: [two], responses: {'204': {description: Done.}}}
    post:
      operationId: makeA
      tags: [two]
      servers: [{url: "%(other)s"}]
      responses: {'204': {description: Done.}}
  /b:
    servers: [{url: "%(other)s/up/"}, {url: "https://never.example.com"}]
    get: {operationId: readB, tags: [two], responses: {'204': {description: Done.}}}
    put: {operationId: putB, tags: [two], servers: [{url: "../v3"}], responses: {'204': {description: Done.}}}
    delete:
      operationId: deleteB
      tags: [two]
      servers: [{url: "%(bad)s"}]
      responses: {'204': {description: Done.}}
  /pages:
    get:
      operationId: listPages
      tags: [two]
      servers: [{url: "%(other)s/up"}]
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema:
                type: object
                properties:
                  next: {type: string}
                  items: {type: array, items: {type: string}}
      x-pagination: {style: next-uri, items: items, next: next}
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}
"""


def read_a(client: Any) -> Any:
    return client.two.read_a()


def read_b(client: Any) -> Any:
    return client.two.read_b()


def two(api: Server, other: Server, folder: Path, bad: str = "ftp://files.example.com") -> Any:
    """A client of an API on two servers."""
    document = folder / "openapi.yaml"
    document.write_text(TWO % {"api": api.url, "other": other.url, "bad": bad})
    return generated(document, folder / "made")


def test_two_servers_on_the_wire(flavour: str, tmp_path: Path) -> None:
    with serving(DONE) as api, serving(DONE) as other, two(api, other, tmp_path).imported() as package:
        run(
            package,
            flavour,
            lambda client: client.two.read_a(),
            lambda client: client.two.make_a(),
            lambda client: client.two.read_b(),
            lambda client: client.two.put_b(),
            api_key="key-1",
        )
    assert paths(api.requests) == ["GET /v1/a", "PUT /v3/b"]
    assert paths(other.requests) == ["POST /a", "GET /up/b"]
    assert {request.headers["x-key"] for request in (*api.requests, *other.requests)} == {"key-1"}
    assert other.requests[0].headers["host"] == other.url.partition("//")[2]


def test_lists_go_on_where_they_began(flavour: str, tmp_path: Path) -> None:
    def listed(client: Any) -> Any:
        return client.two.list_pages()

    first, last = answer(200, {"items": ["a"], "next": "/up/pages?cursor=2"}), answer(200, {"items": ["b"]})
    with serving(DONE) as api, serving(first, last) as other, two(api, other, tmp_path).imported() as package:
        assert run(package, flavour, listed, api_key="key-1") == [["a", "b"]]
        other.then(answer(200, {"items": ["a"], "next": f"{api.url}/v1/pages?cursor=2"}))
        with pytest.raises(package.UnsafeNextPageError):
            run(package, flavour, listed, api_key="key-1")
    assert paths(other.requests) == ["GET /up/pages", "GET /up/pages?cursor=2", "GET /up/pages"]
    assert api.requests == []


def test_base_url_takes_the_place_of_both(flavour: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        api, other, mock = (stack.enter_context(serving(DONE)) for _ in range(3))
        package = stack.enter_context(two(api, other, tmp_path).imported())
        run(package, flavour, read_a, read_b, api_key="key-1", base_url=f"{mock.url}/v1")
        run(package, flavour, lambda client: client.two.delete_b(), api_key="key-1", base_url=mock.url)
    assert (api.requests, other.requests) == ([], [])
    assert [request.path for request in mock.requests] == ["/v1/a", "/up/b", "/b"]


@pytest.mark.parametrize(
    "bad",
    [
        "ftp://files.example.com",
        "http://files.example.com",
        "https://user:password@files.example.com",
        "https://files.example.com?key=1",
        "https://",
        "//files.example.com",
        "https://fi{le}s.example.com",
    ],
)
def test_what_is_no_address_to_send_to_is_not_sent_to(
    bad: str, flavour: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for that of the document, nothing is sent; what goes elsewhere works."""
    resolved: list[object] = []

    def nowhere(host: object, *rest: object) -> Any:
        resolved.append(host)
        raise socket.gaierror("no such name")

    with serving(DONE) as api, serving(DONE) as other, two(api, other, tmp_path, bad).imported() as package:
        monkeypatch.setattr(socket, "getaddrinfo", nowhere)
        with pytest.raises(package.ArgumentError) as caught:
            run(package, flavour, lambda client: client.two.delete_b(), api_key="key-1")
        assert "the server's address must" in str(caught.value)
    assert (api.requests, other.requests, resolved) == ([], [], [])


def test_where_every_operation_has_a_server_the_document_needs_none(tmp_path: Path) -> None:
    document = tmp_path / "openapi.yaml"
    document.write_text(
        "openapi: 3.1.0\ninfo: {title: Own, version: 1.0.0}\npaths:\n  /a:\n"
        '    servers: [{url: "https://a.example.com/x"}]\n'
        "    get: {operationId: readA, tags: [own], responses: {'204': {description: Done.}}}\n"
        '  /b:\n    get: {operationId: readB, tags: [own], servers: [{url: "https://b.example.com"}],'
        " responses: {'204': {description: Done.}}}\n"
    )
    with generated(document, tmp_path / "made").imported() as package:
        urls: list[str] = []

        class Noting:
            def send(self, request: Any, /) -> Any:
                urls.append(request.url)
                return package.TransportResponse(204, [], [b""])

            def close(self) -> None:
                pass

        run(package, "", lambda c: c.own.read_a(), lambda c: c.own.read_b(), transport=Noting())
    assert urls == ["https://a.example.com/x/a", "https://b.example.com/b"]
