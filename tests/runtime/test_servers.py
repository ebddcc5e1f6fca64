"""Addresses that a document has besides the API's own, and where they lead for a client that was moved."""

from __future__ import annotations

from typing import Any

import pytest

from dialwright.python.runtime import ArgumentError
from dialwright.python.runtime.address import Address, parse_address, parse_endpoint
from dialwright.python.runtime.servers import Servers

OWN = "https://API.example/v1/"


def servers(base: str = OWN, own: str = OWN, *, moved: bool = False, region: str = "eu") -> Servers:
    """The addresses of a client that talks to `base`."""

    def fill(address: str) -> str:
        return address.replace("{region}", region)

    return Servers(parse_address(base, "base_url"), own, moved, fill)


class TestOfOperations:
    @pytest.mark.parametrize(
        ("server", "leads_to"),
        [
            ("https://media.example/files/", "https://media.example/files"),
            ("https://media.{region}.example", "https://media.eu.example"),
            ("/v2", "https://api.example/v2"),
            ("more", "https://api.example/v1/more"),
        ],
    )
    def test_where_the_client_was_not_moved(self, server: str, leads_to: str) -> None:
        assert str(servers().find(server)) == leads_to

    @pytest.mark.parametrize(
        ("base", "server", "leads_to"),
        [
            ("http://127.0.0.1:81", "https://media.example/files/", "http://127.0.0.1:81/files"),
            ("http://127.0.0.1:81/gate", "https://media.example/files", "http://127.0.0.1:81/gate/files"),
            ("http://127.0.0.1:81/gate", "https://api.example/v1/x", "http://127.0.0.1:81/gate/x"),
            ("http://127.0.0.1:81/gate", "https://api.example/v1", "http://127.0.0.1:81/gate"),
            ("http://127.0.0.1:81/gate", "https://api.example/v12", "http://127.0.0.1:81/gate/v12"),
            ("http://127.0.0.1:81/gate/v1", "https://media.example/v2", "http://127.0.0.1:81/gate/v2"),
            ("http://127.0.0.1:81/v1", "/v2", "http://127.0.0.1:81/v2"),
            ("http://127.0.0.1:81", "https://media.example/X/", "http://127.0.0.1:81/X"),
        ],
    )
    def test_where_it_was(self, base: str, server: str, leads_to: str) -> None:
        found = servers(base, moved=True).find(server)
        assert str(found) == leads_to
        assert (found.scheme, found.host, found.port) == ("http", "127.0.0.1", 81)

    def test_they_are_looked_at_once(self) -> None:
        addresses = servers()
        assert addresses.find("/v2") is addresses.find("/v2")
        assert addresses.find("/v2") is not addresses.find("/v3")

    def test_what_is_none(self) -> None:
        for server in ("http://media.example", "https://me@media.example"):
            with pytest.raises(ArgumentError, match=r"^the server's address must "):
                servers().find(server)


class TestOfTokens:
    @pytest.mark.parametrize(
        ("base", "url", "leads_to", "target"),
        [
            (OWN, "https://login.example/in?a=1", "https://login.example", "/in?a=1"),
            (OWN, "/in?a=1", "https://api.example", "/in?a=1"),
            (OWN, "in", "https://api.example", "/v1/in"),
            ("http://127.0.0.1:81", "https://login.example/in", "https://login.example", "/in"),
            ("http://127.0.0.1:81", "https://api.example/in?a=1", "http://127.0.0.1:81", "/in?a=1"),
            ("http://127.0.0.1:81", "HTTPS://api.EXAMPLE/in", "http://127.0.0.1:81", "/in"),
            ("http://127.0.0.1:81", "http://api.example/in", None, ""),
            ("http://127.0.0.1:81/gate/v1", "/in", "http://127.0.0.1:81", "/gate/in"),
            ("http://127.0.0.1:81/gate", "in", "http://127.0.0.1:81", "/gate/in"),
            ("http://127.0.0.1:81/gate", "/in", "http://127.0.0.1:81", "/gate/in"),
        ],
    )
    def test_of_the_document(self, base: str, url: str, leads_to: str | None, target: str) -> None:
        addresses = servers(base, moved=base != OWN)
        if leads_to is None:
            with pytest.raises(ArgumentError, match=r"^the address for access tokens must "):
                addresses.endpoint(url, "")
        else:
            address, found = addresses.endpoint(url, "")
            assert (str(address), found) == (leads_to, target)

    @pytest.mark.parametrize("own", ["", "/v1"])
    def test_where_the_document_does_not_say_where_the_api_is(self, own: str) -> None:
        addresses = servers("http://127.0.0.1:81/gate/v1", own, moved=True)
        address, target = addresses.endpoint("/in", "")
        assert (str(address), target) == (
            "http://127.0.0.1:81",
            "/gate/in" if own else "/gate/v1/in",
        )

    def test_of_the_user(self) -> None:
        """It is where it was said to be, whatever the API's own address is."""
        addresses = servers("http://127.0.0.1:81/gate/v1", moved=True)
        for url, leads_to, target in (
            ("https://api.example/in", "https://api.example", "/in"),
            ("/in?a=1", "http://127.0.0.1:81", "/in?a=1"),
            ("in", "http://127.0.0.1:81", "/gate/in"),
        ):
            address, found = addresses.endpoint(url, "token_url")
            assert (str(address), found) == (leads_to, target)
        with pytest.raises(ArgumentError, match=r"^token_url must "):
            addresses.endpoint("http://api.example/in", "token_url")


class TestAddresses:
    @pytest.mark.parametrize(
        ("text", "whole"),
        [
            ("https://a.example./", "https://a.example"),
            ("https://a.example/X/", "https://a.example/X"),
            ("https://a.example/XX", "https://a.example/XX"),
            ("https://XX.example", "https://xx.example"),
            ("https://a.example:443//", "https://a.example"),
            ("http://[::1]:443/x", "http://[::1]:443/x"),
        ],
    )
    def test_are_read(self, text: str, whole: str) -> None:
        address = parse_address(text, "base_url")
        assert (str(address), repr(address)) == (whole, f"Address({whole!r})")
        assert parse_endpoint(text, "x")[0].origin == address.origin

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "a.example",
            "//a.example",
            "https://.a.example",
            "https://a.example:1x",
            "https://a.example/#x",
        ],
    )
    def test_are_refused(self, text: str) -> None:
        with pytest.raises(ArgumentError) as caught:
            parse_endpoint(text, "token_url")
        assert str(caught.value) == (
            "token_url must be an address such as 'https://host/path', without credentials."
        )
        with pytest.raises(ArgumentError) as caught:
            parse_address(text, "base_url")
        assert str(caught.value) == (
            "base_url must be an address such as 'https://host', without credentials or query."
        )

    def test_have_no_path_unless_told(self) -> None:
        plain: Any = Address("https", "a.example", 443)
        assert (plain.prefix, plain.origin) == ("", ("https", "a.example", 443))
