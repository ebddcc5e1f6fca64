"""Each change of `cases/`, as it must be told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dialwright.compare import RULES

from .cases import BASE, CASES, Case
from .documents import changes

# What the cases cannot hold: whole documents that came or went, and markup, are tested elsewhere.
WITHOUT_CASE = {"document-added", "document-removed", "markup-added", "markup-removed"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_change_is_told_with_its_class(case: Case, tmp_path: Path) -> None:
    found = changes(tmp_path, case.old, case.new)
    told = sorted(f"{change.level.word} {change.rule}" for change in found)
    assert told == case.expected, "\n".join(change.message for change in found)


def test_a_document_against_itself_has_no_changes(tmp_path: Path) -> None:
    assert changes(tmp_path, BASE, BASE) == ()


def test_the_cases_are_enough_of_both_kinds() -> None:
    assert [id for id, count in Counter(case.id for case in CASES).items() if count > 1] == []
    for way in ("request", "response"):
        assert sum(case.id.startswith(way) for case in CASES) >= 60


def test_every_rule_has_a_case() -> None:
    told = {line.partition(" ")[2] for case in CASES for line in case.expected}
    assert sorted(set(RULES) - told - WITHOUT_CASE) == []
