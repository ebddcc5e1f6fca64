"""Type checkers follow the package: right uses pass, and each wrong one is told where it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .checkers import Told, by_mypy, by_pyright, marked, write_settings

SAMPLES = Path(__file__).resolve().parents[1] / "typing"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples in a folder of their own, as a user's project has them."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(SAMPLES, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    write_settings(folder)
    return folder


@pytest.mark.parametrize(("checker", "ask"), [("mypy", by_mypy), ("pyright", by_pyright)])
def test_what_is_told_is_what_is_wrong(
    folder: Path, checker: str, ask: Callable[[Path], dict[str, Told]]
) -> None:
    told = ask(folder)
    expected = marked(SAMPLES / "misuse.py", checker)
    assert len(expected) > 60
    assert told.pop("misuse.py") == expected
    assert told == {}
