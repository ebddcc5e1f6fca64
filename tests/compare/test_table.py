"""Every change of the table means what the table says."""

from __future__ import annotations

from pathlib import Path

import pytest

from .table import Case, cases, compared


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_means_what_the_table_says(case: Case, tmp_path: Path) -> None:
    changes = compared(tmp_path, case.old, case.new)
    assert sorted(f"{change.level.word} {change.rule.id}" for change in changes) == list(case.means)


def test_the_table_is_long_enough() -> None:
    assert len(cases()) >= 60


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_nothing_changes_from_a_document_to_itself(case: Case, tmp_path: Path) -> None:
    assert compared(tmp_path, case.new, case.new) == []
