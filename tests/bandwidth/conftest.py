"""The voice client of both kinds, over a server on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from client.conftest import clean_environment, server
from dialwright_bandwidth.voice import Client
from runtime.conftest import no_pause
from runtime.server import Server

from .harness import Connect
from .reference import Section, find_reference, read_reference

__all__ = ["api", "clean_environment", "connect", "no_pause", "reference", "server"]


@pytest.fixture(params=["sync", "async"])
def connect(request: pytest.FixtureRequest, server: Server) -> Generator[Connect]:
    """Makes clients that talk to the server: synchronous ones, then asynchronous ones."""
    with ExitStack() as closing:
        runner = closing.enter_context(asyncio.Runner()) if request.param == "async" else None
        yield Connect(server, closing, runner)


@pytest.fixture
def api(connect: Connect) -> Client:
    """What the reference calls `api`."""
    return connect(Client)


@pytest.fixture(scope="session")
def reference(shared: Path) -> dict[str, Section]:
    """The sections of the voice reference, by method."""
    path = find_reference(shared)
    if path is None:
        pytest.skip("the voice reference is not there: DIALWRIGHT_SHARED names no folder with it")
    return read_reference(path.read_text(encoding="utf-8"))
