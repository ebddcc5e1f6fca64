"""Type checkers know the commands: right uses pass, and each wrong one is told, on its line and by code."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from client.checkers import Told, by_mypy, by_pyright, marked, write_settings

SAMPLES = Path(__file__).with_name("typing")
MISUSE = SAMPLES / "misuse.txt"  # text, so that what checks the project's own code leaves it alone


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples in a folder of their own, as a user's project has them."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copy(SAMPLES / "good.py", folder)
    shutil.copy(MISUSE, folder / "misuse.py")
    write_settings(folder)
    return folder


@pytest.mark.parametrize(("checker", "ask"), [("mypy", by_mypy), ("pyright", by_pyright)])
def test_what_is_told_is_what_is_wrong(
    folder: Path, checker: str, ask: Callable[[Path], dict[str, Told]]
) -> None:
    expected = marked(MISUSE, checker)
    assert len(expected) > 35
    assert ask(folder) == {"misuse.py": expected}
