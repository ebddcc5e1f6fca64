"""A client of each kind, to be driven the same way."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from typing import Any

import pytest

from .acme import Acme, AsyncAcme
from .server import Server

PROJECT = "project-1"
TOKEN = "PTsecret0123456789"


class Driver:
    """Does something with a client, synchronous or not, and returns what came of it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, server: Server | str, action: Callable[[Any], Any], **settings: Any) -> Any:
        base_url = server if isinstance(server, str) else server.url
        given: dict[str, Any] = {"project": PROJECT, "token": TOKEN, "base_url": base_url, **settings}
        if self.kind == "sync":
            with Acme(**given) as client:
                return action(client)
        return asyncio.run(self._later(action, given))

    async def _later(self, action: Callable[[Any], Any], given: dict[str, Any]) -> Any:
        async with AsyncAcme(**given) as client:
            return await action(client)


@pytest.fixture(params=["sync", "async"])
def drive(request: pytest.FixtureRequest) -> Driver:
    """Both kinds of client, one after the other."""
    return Driver(request.param)


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries at once, rather than after a while."""

    def uniform(low: float, high: float) -> float:
        return low

    monkeypatch.setattr(random, "uniform", uniform)
