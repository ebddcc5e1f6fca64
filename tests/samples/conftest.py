"""What the tests of the documented samples share."""

from __future__ import annotations

from pathlib import Path

import pytest

from .harness import PACKAGES, Authority
from .reference import Section, find_reference, read_reference


@pytest.fixture(scope="session")
def reference() -> dict[str, Section]:
    """The sections of the Compatibility reference."""
    path = find_reference()
    if path is None:
        pytest.skip("the Compatibility reference is not there: DIALWRIGHT_SHARED names no folder with it")
    return read_reference(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who vouches for the local server."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def package() -> Path:
    """Where the generated client is."""
    if not PACKAGES.is_dir():
        pytest.fail(f"the generated client is not in {PACKAGES}: run `make generate`", pytrace=False)
    return PACKAGES
