"""Type checkers know the commands: right uses pass, and each wrong one is told, on its line and by code."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from client.test_type_checkers import BESIDES, MARKER, PACKAGES, Told, by_mypy, by_pyright

SAMPLES = Path(__file__).with_name("typing")
MISUSE = SAMPLES / "misuse.txt"  # text, so that what checks the project's own code leaves it alone


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples in a folder of their own, as a user's project has them."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copy(SAMPLES / "good.py", folder)
    shutil.copy(MISUSE, folder / "misuse.py")
    settings: dict[str, object] = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "extraPaths": [str(PACKAGES)],
        **{f"reportUnknown{kind}Type": False for kind in BESIDES},
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    return folder


def marked(checker: str) -> Told:
    """What a checker should tell of the misuses, by their lines (`-` for nothing at all)."""
    told: Told = {}
    for number, line in enumerate(MISUSE.read_text(encoding="utf-8").splitlines(), start=1):
        if comment := line.partition("  # ")[2]:
            marker = MARKER.fullmatch(comment)
            assert marker, f"misuse.txt, line {number}: {comment!r} is no mark"
            told[number] = set(marker[checker].split()) - {"-"}
    return {number: codes for number, codes in told.items() if codes}


@pytest.mark.parametrize(("checker", "ask"), [("mypy", by_mypy), ("pyright", by_pyright)])
def test_what_is_told_is_what_is_wrong(
    folder: Path, checker: str, ask: Callable[[Path], dict[str, Told]]
) -> None:
    expected = marked(checker)
    assert len(expected) > 35
    assert ask(folder) == {"misuse.py": expected}
