"""The breaks of the generator are as the tables say: each text stands once in its file."""

from __future__ import annotations

import pytest

from .breaks import BREAKS, Break
from .staging import ROOT
from .templates import broken


@pytest.mark.parametrize("change", BREAKS, ids=lambda change: change.name)
def test_a_break_changes_one_place_of_its_file(change: Break) -> None:
    text = (ROOT / change.file).read_text(encoding="utf-8")
    assert broken(text, change) != text


def test_there_are_many_and_no_two_of_a_name() -> None:
    assert len({change.name for change in BREAKS}) == len(BREAKS) >= 25


def test_a_text_that_is_not_there_once_is_told() -> None:
    with pytest.raises(ValueError, match="stands 2 times in a file"):
        broken("a a", Break("anything", "a file", "a", "b"))
