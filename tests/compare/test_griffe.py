"""What griffe finds broken between two generated clients is told of the two documents as well.

The clients of every case are made in this process and read from their text. Each document is generated once,
and only the modules that differ are read; nothing is imported.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import griffe
import pytest

from dialwright.compare import Level
from dialwright.pipeline import generate

from .cases import CASES, Case
from .documents import changes, written

Files: TypeAlias = dict[str, str]

_MADE: dict[str, Files] = {}


def client(folder: Path, value: dict[str, Any]) -> Files:
    """The public modules of a document's client: path and text."""
    key = repr(value)
    if key not in _MADE:
        files = generate(written(folder, value)).files
        _MADE[key] = {
            path.removeprefix("src/"): text
            for path, text in files.items()
            if path.startswith("src/") and path.endswith(".py") and "/_" not in path.replace("/__init__", "")
            if isinstance(text, str)
        }
    return _MADE[key]


def module(path: str, text: str) -> griffe.Module:
    name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return griffe.visit(name, Path(path), text)


def breakages(old: Files, new: Files) -> list[str]:
    """What griffe says of the modules that differ; a module that is gone is broken altogether."""
    found: list[str] = []
    for path, text in old.items():
        if path not in new:
            found.append(f"{path} is gone")
        elif new[path] != text:
            pairs = griffe.find_breaking_changes(module(path, text), module(path, new[path]))
            found += [breakage.explain(griffe.ExplanationStyle.ONE_LINE) for breakage in pairs]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_breaks_in_the_client_is_told(case: Case, tmp_path: Path) -> None:
    old, new = (client(tmp_path / side, value) for side, value in (("a", case.old), ("b", case.new)))
    found = breakages(old, new)
    if found:
        worst = max((change.level for change in changes(tmp_path, case.old, case.new)), default=Level.SAFE)
        assert worst > Level.SAFE, "\n".join(found)


def test_griffe_sees_what_the_cases_break(tmp_path: Path) -> None:
    """Were the clients not read as they should be, nothing would be found at all."""
    by_name = {case.id: case for case in CASES}
    for name in ("given-property-removed", "answered-property-removed", "method-renamed", "distribution"):
        case = by_name[name]
        sides = (client(tmp_path / f"{name}{n}", value) for n, value in enumerate((case.old, case.new)))
        assert breakages(*sides), name
