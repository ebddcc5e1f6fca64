"""A second opinion: what griffe sees break between two generated packages, `compare` must not call safe."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import griffe
import pytest
import yaml

from dialwright.compare import Level
from dialwright.pipeline import generate

from .table import Case, cases, compared

# To griffe any other value of an alias is a break, also one that only adds to a list of values.
NO_BREAK = {griffe.BreakageKind.ATTRIBUTE_CHANGED_VALUE}


def package(folder: Path, document: Mapping[str, Any]) -> griffe.Object | griffe.Alias:
    """The public names of the client that is generated from a document."""
    folder.mkdir()
    entry = folder / "openapi.yaml"
    entry.write_text(yaml.safe_dump(dict(document), sort_keys=False), encoding="utf-8")
    for name, content in generate(entry).files.items():
        if name.startswith("src/") and isinstance(content, str):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    (root,) = (folder / "src").iterdir()
    return griffe.load(root.name, search_paths=[folder / "src"])


def breaks(folder: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What griffe finds between two documents' clients."""
    former, present = (package(folder / name, value) for name, value in (("old", old), ("new", new)))
    found = griffe.find_breaking_changes(former, present)
    return [f"{one.kind.value}: {one.obj.path}" for one in found if one.kind not in NO_BREAK]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_sees_no_break_that_the_comparison_misses(case: Case, tmp_path: Path) -> None:
    changes = compared(tmp_path, case.old, case.new)
    if not any(change.level > Level.SAFE for change in changes):
        assert breaks(tmp_path, case.old, case.new) == []


def test_would_see_one(tmp_path: Path) -> None:
    """The check is worth something: griffe sees the breaks that are there."""
    table = {case.name: case for case in cases()}
    case = table["a required parameter comes"]
    assert any(
        re.match("Parameter was added as required", one) for one in breaks(tmp_path, case.old, case.new)
    )
