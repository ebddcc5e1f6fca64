"""A client of each kind, to be driven the same way."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
import trustme

from dialwright.python.runtime import TransportError
from dialwright.python.runtime.network import default_tls

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
        try:
            if self.kind == "sync":
                with Acme(**given) as client:
                    return action(client)
            return asyncio.run(self._later(action, given))
        except TransportError as error:
            if "None" in error.message:
                pytest.fail(f"what went wrong is lost: {error.message}")
            raise

    async def _later(self, action: Callable[[Any], Any], given: dict[str, Any]) -> Any:
        async with AsyncAcme(**given) as client:
            return await action(client)


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a developer has in the environment must not change what is tested."""
    for name in tuple(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Generator[trustme.CA]:
    """A certificate authority that SSL_CERT_FILE names."""
    made = trustme.CA()
    place = tmp_path / "authority.pem"
    made.cert_pem.write_to_path(str(place))
    monkeypatch.setenv("SSL_CERT_FILE", str(place))
    default_tls.cache_clear()
    yield made
    default_tls.cache_clear()


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
