"""Clients of the documents beside this file, generated once, and driven in both flavours."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from bodies.conftest import importable
from bodies.service import Service, serving

HERE = Path(__file__).parent
DOCUMENTS = sorted(path for path in HERE.iterdir() if path.suffix in (".json", ".yaml"))

Drive: TypeAlias = Callable[[str, Callable[[Any], Any]], Any]


@pytest.fixture(scope="package")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """The clients of the documents beside this file."""
    yield from importable(DOCUMENTS, tmp_path_factory)


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as service:
        yield service


@pytest.fixture(params=["sync", "async"])
def drive(request: pytest.FixtureRequest, sources: dict[str, Path], service: Service) -> Drive:
    """Do something with a client of either kind, by its name; what it returns is waited for."""
    is_async = request.param == "async"

    def drive(name: str, action: Callable[[Any], Any]) -> Any:
        package, kind = name.split(".")
        made = getattr(importlib.import_module(package), f"Async{kind}" if is_async else kind)
        credentials = {"token": "secret"} if package in ("courier_client", "item_service_client") else {}
        client = made(base_url=service.url, timeout=20, **credentials)
        if is_async:
            return asyncio.run(_later(client, action))
        with client:
            return action(client)

    return drive


async def _later(client: Any, action: Callable[[Any], Any]) -> Any:
    async with client:
        return await action(client)
