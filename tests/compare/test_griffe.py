"""A second opinion, by another road: the packages generated before and after, as griffe compares them.

Whatever griffe calls a break of their public names, the comparison of the documents has to call breaking,
with no exception. Griffe does not look at types; those that are others have to be told of too, by a rule
that is about types.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import griffe
import pytest

from dialwright.compare import RULES, Change, Level

from .api import Difference, breakages, other_types, package
from .table import Case, cases, compared

# The rules by which another type is no break to those who use it, or is told of as a risk.
OTHER_TYPES: Mapping[str, str] = {
    "order-changed": "The same types stand in another order; told as a risk.",
    "request-alternative-added": "An argument takes one form more.",
    "request-became-nullable": "An argument takes null as well.",
    "request-body-became-optional": "An argument may be left out.",
    "request-enum-removed": "An argument takes any value.",
    "request-enum-value-added": "An argument takes one value more.",
    "request-format-removed": "An argument is a plain value; told as a risk.",
    "request-media-type-added": "An argument takes the name of one form more.",
    "request-parameter-became-optional": "An argument may be left out.",
    "request-property-became-optional": "A key may be left out.",
    "request-subschema-removed": "An argument takes anything where it took one type.",
    "request-type-widened": "An argument takes one type more.",
    "response-alternative-removed": "An attribute has one form less.",
    "response-became-not-nullable": "An attribute is never None.",
    "response-body-added": "A webhook brings a record where it brought nothing.",
    "response-body-became-required": "A webhook always brings a record.",
    "response-enum-added": "An attribute has fewer values.",
    "response-enum-removed": "An attribute has more values, which come as plain ones as they always could.",
    "response-enum-value-added": "An attribute has more values; told as a risk.",
    "response-enum-value-removed": "An attribute has fewer values.",
    "response-header-added-required": "A header is one more to read.",
    "response-media-type-added": "A result is there where there was none.",
    "response-property-became-required": "An attribute is never None.",
    "response-subschema-added": "What had any type has one; told as a risk.",
    "response-success-status-added": "A result may be another one; told as a risk.",
    "response-type-narrowed": "An attribute has fewer types.",
    "response-write-only-unset": "An attribute may be there.",
}


def second_opinion(case: Case, folder: Path) -> tuple[list[Difference], list[Difference]]:
    """What griffe finds between two documents' clients, and which types are others."""
    old, new = (package(folder / name, value) for name, value in (("old", case.old), ("new", case.new)))
    return breakages(old, new), other_types(old, new)


def explains_types(change: Change) -> bool:
    return change.level is Level.BREAKING or change.rule.id in OTHER_TYPES


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_sees_no_break_that_the_comparison_does_not_call_breaking(case: Case, tmp_path: Path) -> None:
    changes = compared(tmp_path, case.old, case.new)
    breaks, types = second_opinion(case, tmp_path)
    if not any(change.level is Level.BREAKING for change in changes):
        assert [str(one) for one in breaks] == []
    if not any(map(explains_types, changes)):
        assert [str(one) for one in types] == []


def test_what_is_explained_is_a_rule() -> None:
    assert set(OTHER_TYPES) <= set(RULES)


def test_would_see_one(tmp_path: Path) -> None:
    """The check is worth something: griffe sees the breaks that are there."""
    table = {case.name: case for case in cases()}
    breaks, _ = second_opinion(table["a required parameter comes"], tmp_path)
    assert any(one.kind == griffe.BreakageKind.PARAMETER_ADDED_REQUIRED.value for one in breaks)
    (folder := tmp_path / "types").mkdir()
    _, types = second_opinion(table["a second type comes, response"], folder)
    assert types
