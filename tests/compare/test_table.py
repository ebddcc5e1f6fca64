"""Every change of the table means what the table says."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialwright.compare import RULES

from .table import Case, cases, compared


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_means_what_the_table_says(case: Case, tmp_path: Path) -> None:
    changes = compared(tmp_path, case.old, case.new)
    assert sorted(f"{change.level.word} {change.rule.id}" for change in changes) == list(case.means)


def test_each_rule_has_a_case() -> None:
    """All but the one about a whole document, which no case of two documents can show."""
    told = {meaning.split()[1] for case in cases() for meaning in case.means}
    assert set(RULES) - told == {"document-removed"}
    assert told - set(RULES) == set()


def test_half_of_the_table_is_about_requests_and_half_about_answers() -> None:
    ends = [case.name.rpartition(", ")[2] for case in cases()]
    assert min(ends.count("request"), ends.count("response")) >= 30


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_nothing_changes_from_a_document_to_itself(case: Case, tmp_path: Path) -> None:
    assert compared(tmp_path, case.new, case.new) == []
