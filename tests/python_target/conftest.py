"""The sample API as a package on disk, generated once, and importable."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from dialwright import python

from .sample import ACME

PACKAGE = "acme_client"


@pytest.fixture(scope="session")
def generated() -> Mapping[str, str | bytes]:
    """The files of the sample API's client."""
    return python.generate(ACME)


@pytest.fixture(scope="session")
def modules(generated: Mapping[str, str | bytes]) -> Mapping[str, str]:
    """The modules that were made, by their path in the package; those of the runtime were not."""
    root = f"src/{PACKAGE}/"
    return {
        path.removeprefix(root): text
        for path, text in generated.items()
        if isinstance(text, str) and path.endswith(".py") and "_runtime" not in path
    }


@pytest.fixture(scope="session")
def distribution(generated: Mapping[str, str | bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sample API's client."""
    folder = tmp_path_factory.mktemp("acme")
    for path, content in generated.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@pytest.fixture
def importable(distribution: Path) -> Iterator[None]:
    """Let the test import the sample API's client."""
    source = str(distribution / "src")
    sys.path.insert(0, source)
    yield
    sys.path.remove(source)
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]
