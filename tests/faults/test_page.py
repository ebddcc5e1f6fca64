"""The table says each thing once, and the printed page says the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from .actions import ACTIONS
from .cases import every_case
from .page import COMMAND, written


def test_the_page_says_what_the_table_says(repository: Path) -> None:
    page = (repository / "docs" / "faults.md").read_text(encoding="utf-8")
    assert page == written(), f"to write it again: {COMMAND} > docs/faults.md"


def test_every_fault_is_named_once() -> None:
    assert [fault for fault, count in Counter(row.fault for row in every_case()).items() if count > 1] == []


def test_every_action_is_tried() -> None:
    assert {action for row in every_case() for action in row.outcomes} == ACTIONS.keys()
