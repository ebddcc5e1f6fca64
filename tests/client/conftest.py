"""A server on this machine, and clients of both kinds that talk to it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Generator
from contextlib import ExitStack
from typing import Any

import pytest

from dialwright_signalwire.compat.calls import CallRecord
from dialwright_signalwire.rest import Client
from runtime.server import Server, answer, serving

from .harness import ANYTHING, Connect

CALL: dict[str, Any] = {
    "sid": "call-1",
    "status": "queued",
    "from": "+15550101",
    "to": "+15550100",
    "duration": "20",
    "price": -0.02,
    "date_created": "Tue, 25 Sept 2018 23:00:00 +0000",
    "subresource_uris": {"recordings": "/r", "other": "/o"},
    "brand_new": {"list": [1, 2]},
}


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a developer has in the environment must not change what is tested."""
    for name in tuple(os.environ):
        if name.startswith(("BANDWIDTH_", "SIGNALWIRE_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def server() -> Generator[Server]:
    """Answers with an empty object, until a test says `server.then(...)`."""
    with serving(answer(200, {})) as server:
        yield server


@pytest.fixture(params=["sync", "async"])
def connect(request: pytest.FixtureRequest, server: Server) -> Generator[Connect]:
    """Makes clients that talk to the server: synchronous ones, then asynchronous ones."""
    with ExitStack() as closing:
        runner = closing.enter_context(asyncio.Runner()) if request.param == "async" else None
        yield Connect(server, closing, runner)


@pytest.fixture
def client(connect: Connect) -> Client:
    """A client whose root is the Compatibility API."""
    return connect(Client)


@pytest.fixture
def call(client: Client, server: Server) -> CallRecord:
    """A call as the service answered it; the service then answers each change with nothing odd."""
    server.then(answer(200, CALL))
    record = client.calls.fetch("call-1")
    server.requests.clear()
    server.then(answer(200, {**CALL, **ANYTHING, "status": "completed"}))
    return record
