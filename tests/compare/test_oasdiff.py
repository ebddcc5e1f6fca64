"""What is said of oasdiff, check by check, is true of the rules here, and is what the documentation has."""

from __future__ import annotations

from collections import Counter

from dialwright.compare import RULES

from .oasdiff import PAGE, checks, table
from .table import cases


def test_each_check_is_there_once() -> None:
    assert [name for name, number in Counter(check.id for check in checks()).items() if number > 1] == []


def test_each_rule_exists_and_has_a_case() -> None:
    rules = {check.rule for check in checks() if check.rule}
    assert rules - set(RULES) == set()
    assert rules - {meaning.split()[1] for case in cases() for meaning in case.means} == set()


def test_where_the_two_differ_it_says_why() -> None:
    assert [check.id for check in checks() if check.differs and not check.why] == []
    assert [check.id for check in checks() if check.why and not check.differs] == []


def test_the_documentation_has_the_table() -> None:
    assert table() in PAGE.read_text(encoding="utf-8")
    assert f"{len(checks())} checks" in PAGE.read_text(encoding="utf-8")
