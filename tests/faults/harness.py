"""A client and a service that meet in the place that a row of the table names."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest
import trustme

from client.harness import PROJECT, TOKEN, Awaited
from dialwright_signalwire._runtime import call, deadline, network, network_async

from .actions import AsyncClient, Client
from .answers import answer
from .server import FaultServer, serving
from .table import Case, Place

__all__ = ["KINDS", "Pauses", "client_of", "meeting"]

KINDS = ("sync", "async")
BACKOFF = 0.01
"""Seconds that a client waits before it tries again, where the wait is its own choice."""

_TLS = {
    Place.TLS: "localhost",
    Place.STRANGER: "localhost",
    Place.OTHER_NAME: "other.example",
    Place.EXPIRED: "localhost",
}


class Pauses:
    """Takes the place of the waits that a client chooses itself: it counts them, and they are short."""

    def __init__(self, first: Callable[[], None] | None = None) -> None:
        self.count = 0
        self._first = first

    def __call__(self, retry: int) -> float:
        self.count += 1
        if self.count == 1 and self._first is not None:
            self._first()
        return BACKOFF


@contextmanager
def client_of(kind: str, base_url: str, **settings: Any) -> Generator[Client]:
    """A client of one kind, to be used as a synchronous one."""
    given: dict[str, Any] = {"project": PROJECT, "token": TOKEN, "base_url": base_url, **settings}
    if kind == "sync":
        with Client(**given) as client:
            yield client
        return
    with asyncio.Runner() as runner, Awaited(AsyncClient(**given), runner) as client:
        yield cast(Client, client)


class Meeting:
    """A row of the table, set up."""

    def __init__(self, server: FaultServer, other: FaultServer, pauses: Pauses, base_url: str) -> None:
        self.server = server
        self.other = other
        self.pauses = pauses
        self.base_url = base_url


@contextmanager
def meeting(row: Case, patch: pytest.MonkeyPatch) -> Generator[Meeting]:
    """Set a row of the table up."""
    listening = row.place not in (Place.NOBODY, Place.LATER, Place.FULL, Place.FULL_FIRST)
    tls = _server_tls(row.place) if row.place in _TLS else None
    with (
        serving(answer(200, b"sound")) as other,
        serving(*row.steps, tls=tls, listening=listening, other=other.authority) as server,
    ):
        _arrange(row.place, server, patch)
        pauses = Pauses(server.listen if row.place in (Place.LATER, Place.FULL_FIRST) else None)
        patch.setattr(call, "pause", pauses)
        secure = tls is not None or row.place is Place.NO_TLS
        url = f"{'https' if secure else 'http'}://{server.authority}"
        yield Meeting(
            server, other, pauses, "https://nowhere.example" if row.place is Place.NAMELESS else url
        )


def _arrange(place: Place, server: FaultServer, patch: pytest.MonkeyPatch) -> None:
    """Make the place what it is called."""
    if place in _TLS:
        patch.setattr(network, "shared_tls", _client_tls)
        patch.setattr(network_async, "shared_tls", _client_tls)
    if place in (Place.FULL, Place.FULL_FIRST, Place.NO_TLS):
        patch.setattr(network, "CONNECT_SECONDS", 0.1)
        patch.setattr(network_async, "CONNECT_SECONDS", 0.1)
    if place in (Place.FULL, Place.FULL_FIRST):
        server.fill()
    if place is Place.NAMELESS:
        patch.setattr(socket, "getaddrinfo", _nowhere)
    if place is Place.BUSY:
        patch.setattr(network, "MAX_CONNECTIONS", 0)
        patch.setattr(network_async, "MAX_CONNECTIONS", 0)
        patch.setattr(deadline, "POOL_SECONDS", 0.05)


def _nowhere(*_: object, **__: object) -> None:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@cache
def _authority() -> trustme.CA:
    """The authority that clients trust."""
    return trustme.CA()


def _client_tls() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(cadata=_authority().cert_pem.bytes().decode())
    return context


@cache
def _server_tls(place: Place) -> ssl.SSLContext:
    authority = trustme.CA() if place is Place.STRANGER else _authority()
    until = datetime(2020, 1, 1, tzinfo=UTC) if place is Place.EXPIRED else None
    begins = datetime(2019, 1, 1, tzinfo=UTC) if place is Place.EXPIRED else None
    certificate = authority.issue_cert(_TLS[place], not_before=begins, not_after=until)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        file = Path(folder, "server.pem")
        certificate.private_key_and_cert_chain_pem.write_to_path(str(file))
        context.load_cert_chain(file)
    return context
