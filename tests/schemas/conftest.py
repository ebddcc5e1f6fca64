"""Clients of the documents here, generated once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

import pytest

from dialwright.pipeline import generate

HERE = Path(__file__).parent
Generated: TypeAlias = Callable[[str], Path]


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """The folder of sources of a document's client, which is called as the document is."""
    made: dict[str, Path] = {}

    def generated(name: str) -> Path:
        if name not in made:
            made[name] = tmp_path_factory.mktemp(name)
            for path, content in generate(HERE / f"{name}.yaml", name=f"schemas-{name}").files.items():
                target = made[name] / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return made[name] / "src"

    return generated


@pytest.fixture(scope="session")
def zoo(generated: Generated) -> Iterator[ModuleType]:
    """The package of the client that has every keyword."""
    source = str(generated("zoo"))
    sys.path.insert(0, source)
    package = import_module("schemas_zoo")
    for module in ("models", "errors"):
        import_module(f"schemas_zoo.{module}")
    yield package
    sys.path.remove(source)
    for name in [name for name in sys.modules if name.split(".")[0] == "schemas_zoo"]:
        del sys.modules[name]
