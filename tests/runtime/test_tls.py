"""Whom a client trusts: what it is told to, for itself alone, and never everybody."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
import trustme

from dialwright.python.runtime import ArgumentError, CertificateError
from dialwright.python.runtime.network import shared_tls

from .acme import Acme, AsyncAcme
from .certificates import server_tls, trusting
from .conftest import TOKEN, Driver
from .server import Server, answer, serving
from .test_secrets import told


def fetch(client: Any) -> Any:
    return client.voice.calls.fetch("CA1")


@pytest.fixture
def private() -> trustme.CA:
    """An authority that the operating system does not know."""
    return trustme.CA()


@pytest.fixture
def server(private: trustme.CA, tmp_path: Path) -> Generator[Server]:
    with serving(answer(200, {"sid": "CA1"}), tls=server_tls(tmp_path, private)) as server:
        yield server


def test_an_authority_of_ones_own(drive: Driver, private: trustme.CA, server: Server) -> None:
    assert drive(server, fetch, ssl_context=trusting(private)).sid == "CA1"


def test_it_is_for_that_client_alone(drive: Driver, private: trustme.CA, server: Server) -> None:
    context = trusting(private)
    drive(server, fetch, ssl_context=context)
    with pytest.raises(CertificateError):
        drive(server, fetch)
    assert len(server.requests) == 1
    assert shared_tls() is not context


@pytest.mark.usefixtures("authority")
def test_it_stands_in_place_of_the_system(drive: Driver, private: trustme.CA, server: Server) -> None:
    """A client that was told whom to trust trusts nobody else, whatever SSL_CERT_FILE says."""
    with pytest.raises(CertificateError):
        drive(server, fetch, ssl_context=trusting(trustme.CA()))
    assert server.requests == []


def test_names_are_checked(drive: Driver, private: trustme.CA, tmp_path: Path) -> None:
    other = server_tls(tmp_path, private, "other.example")
    with serving(answer(200, {}), tls=other) as server, pytest.raises(CertificateError):
        drive(server, fetch, ssl_context=trusting(private))
    assert server.requests == []


def unchecked_name() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    return context


def unverified(mode: ssl.VerifyMode) -> ssl.SSLContext:
    context = unchecked_name()
    context.verify_mode = mode
    return context


def optional() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.verify_mode = ssl.CERT_OPTIONAL
    return context


@pytest.mark.parametrize("kind", [Acme, AsyncAcme])
@pytest.mark.parametrize(
    ("context", "message"),
    [
        (unchecked_name(), "must verify"),
        (optional(), "must verify"),
        (unverified(ssl.CERT_NONE), "must verify"),
        (unverified(ssl.CERT_OPTIONAL), "must verify"),
        (ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), "must verify"),
        (False, "must be an ssl.SSLContext, not bool"),
        ("ca.pem", "must be an ssl.SSLContext, not str"),
    ],
)
def test_a_context_that_trusts_anybody(kind: Callable[..., object], context: object, message: str) -> None:
    with pytest.raises(ArgumentError, match=message) as caught:
        kind("p", TOKEN, base_url="https://acme.example", ssl_context=context)
    assert TOKEN not in told(caught.value)


def test_twins_share_it(private: trustme.CA, server: Server) -> None:
    with Acme("p", TOKEN, base_url=server.url, ssl_context=trusting(private)) as client:
        assert fetch(client.with_options(timeout=30)).sid == "CA1"
        fetch(client)
    assert server.connections == 1
