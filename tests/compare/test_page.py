"""The printed page says what the rules say, and each rule has its line in either table."""

from __future__ import annotations

from pathlib import Path

from dialwright.compare import RULES

from .oasdiff import LISTED
from .page import COMMAND, written


def test_the_page_says_what_the_rules_say(repository: Path) -> None:
    page = (repository / "docs" / "compare.md").read_text(encoding="utf-8")
    assert page == written(), f"to write it again: {COMMAND} > docs/compare.md"


def test_each_rule_is_held_against_what_others_list() -> None:
    assert LISTED.keys() == RULES.keys()
