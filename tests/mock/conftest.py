"""Servers that play our own documents, each emptied before a test uses it."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from dialwright.mock import Clock
from dialwright.mock.server import MockServer
from dialwright_signalwire import SignalWire

from .asking import PROJECT, TOKEN, Asker, basic
from .receiving import Receiver, receiving

ROOT = Path(__file__).resolve().parents[2]
SIGNALWIRE = ROOT / "spec" / "signalwire" / "openapi.yaml"
BANDWIDTH = ROOT / "spec" / "bandwidth" / "openapi.yaml"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a developer has in the environment must not change what is tested."""
    for name in tuple(os.environ):
        if name.startswith(("SIGNALWIRE_", "BANDWIDTH_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="module")
def signalwire_server() -> Generator[MockServer]:
    with MockServer(SIGNALWIRE, clock=Clock(speed=0)) as server:
        yield server


@pytest.fixture(scope="module")
def bandwidth_server() -> Generator[MockServer]:
    with MockServer(BANDWIDTH, clock=Clock(speed=0)) as server:
        yield server


@pytest.fixture
def signalwire(signalwire_server: MockServer) -> MockServer:
    """Plays SignalWire; time stands still."""
    signalwire_server.engine.reset()
    return signalwire_server


@pytest.fixture
def bandwidth(bandwidth_server: MockServer) -> MockServer:
    """Plays Bandwidth; time stands still."""
    bandwidth_server.engine.reset()
    return bandwidth_server


@pytest.fixture
def ask(signalwire: MockServer) -> Asker:
    """Asks SignalWire for what is below the account."""
    prefix = f"/api/laml/2010-04-01/Accounts/{PROJECT}"
    return Asker(signalwire, prefix, {"Authorization": basic()})


@pytest.fixture
def ask_bandwidth(bandwidth: MockServer) -> Asker:
    """Asks Bandwidth for what is below the user."""
    return Asker(bandwidth, "/v1/users/u-1", {"Authorization": basic()})


@pytest.fixture
def receiver() -> Generator[Receiver]:
    """A user's server."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def client(signalwire: MockServer) -> Generator[SignalWire]:
    """The generated client of SignalWire."""
    with SignalWire(project=PROJECT, token=TOKEN, base_url=signalwire.url, max_retries=0) as client:
        yield client
