"""Conditions over several arguments: what keeps them, and what breaks them."""

from __future__ import annotations

import pytest

from dialwright.python.runtime import ArgumentError, Rule

FIELDS = {"A": "a", "B": "b", "C": "c"}


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("exactly-one-of", "", False),
        ("exactly-one-of", "A", True),
        ("exactly-one-of", "C", True),
        ("exactly-one-of", "AB", False),
        ("at-most-one-of", "", True),
        ("at-most-one-of", "B", True),
        ("at-most-one-of", "BC", False),
        ("at-most-one-of", "ABC", False),
        ("at-least-one-of", "", False),
        ("at-least-one-of", "C", True),
        ("at-least-one-of", "ABC", True),
        ("requires", "", True),
        ("requires", "A", False),
        ("requires", "AB", False),
        ("requires", "B", True),
        ("requires", "ABC", True),
    ],
)
def test_a_rule(kind: str, given: str, kept: bool) -> None:
    values = {**dict.fromkeys("ABC"), **dict.fromkeys(given, 0), "Other": 1}
    rule = Rule(kind, FIELDS)
    if kept:
        rule.check(values)
    else:
        with pytest.raises(ArgumentError):
            rule.check(values)


def test_a_missing_field_is_named() -> None:
    with pytest.raises(ArgumentError, match=r"^a needs c as well\.$"):
        Rule("requires", FIELDS).check({"A": 1, "B": False})
