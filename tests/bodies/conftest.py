"""Clients of the small documents beside this file, generated once, and driven in both flavours."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from dialwright.pipeline import generate

from .service import Service, serving

CLIENTS = ("Zoo", "News", "Ledger", "Kiosk")
HERE = Path(__file__).parent

Drive: TypeAlias = Callable[[Callable[[Any], Any]], Any]


def write(document: Path, folder: Path) -> str:
    """Write the client of a document; returns the name of its package."""
    for path, content in generate(document).files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    [package] = [path.name for path in (folder / "src").iterdir()]
    return package


def importable(documents: Iterable[Path], factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Name of each document's package -> the folder from which it can be imported meanwhile."""
    found: dict[str, Path] = {}
    for document in documents:
        folder = factory.mktemp(document.stem)
        found[write(document, folder)] = folder / "src"
    sys.path[:0] = map(str, found.values())
    yield found
    for folder in found.values():
        sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.split(".")[0] in found]:
        del sys.modules[name]


@pytest.fixture(scope="package")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """The clients of the documents beside this file."""
    yield from importable(sorted(HERE.glob("*.yaml")), tmp_path_factory)


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as service:
        yield service


@pytest.fixture
def package(sources: dict[str, Path], request: pytest.FixtureRequest) -> Any:
    """The package that the test module names."""
    asked: Any = request
    module = asked.module
    return importlib.import_module(module.PACKAGE)


@pytest.fixture(params=["sync", "async"])
def drive(request: pytest.FixtureRequest, package: Any, service: Service) -> Drive:
    """Do something with a client of either kind; what it returns is waited for."""
    name = next(name for name in package.__all__ if f"Async{name}" in package.__all__ and name in CLIENTS)

    def drive(action: Callable[[Any], Any]) -> Any:
        if request.param == "sync":
            with getattr(package, name)(base_url=service.url, timeout=20) as client:
                return action(client)
        return asyncio.run(_later(getattr(package, f"Async{name}"), service, action))

    return drive


async def _later(kind: Any, service: Service, action: Callable[[Any], Any]) -> Any:
    async with kind(base_url=service.url, timeout=20) as client:
        found = action(client)
        return await found if hasattr(found, "__await__") else found
