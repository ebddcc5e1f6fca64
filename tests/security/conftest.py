"""A client of the document beside this file, and servers for it to talk to."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from parameters.rounds import client_class, generated

OWN = Path(__file__).with_name("oauth.yaml")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in tuple(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The package that was generated."""
    with generated(OWN, tmp_path_factory.mktemp("ledger")).imported() as package:
        yield package


@pytest.fixture(params=["", "Async"])
def flavour(request: pytest.FixtureRequest) -> str:
    """The prefix of the client's class."""
    return str(request.param)


def run(module: Any, flavour: str, *actions: Callable[[Any], Any], **given: Any) -> list[Any]:
    """Do one thing after the other with a client."""
    client = client_class(module, flavour)(**given)
    if not flavour:
        with client:
            return [action(client) for action in actions]

    async def later() -> list[Any]:
        async with client:
            return [await action(client) for action in actions]

    return asyncio.run(later())
