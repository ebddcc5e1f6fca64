"""The parts of `make mutation` that can go wrong without anybody noticing."""

from __future__ import annotations

import json
from pathlib import Path

from .constants import constant_mutants
from .mutants import Equivalent, Mutant, read_equivalent, read_mutants
from .staging import modules

TABLES = """\
CODES = frozenset({408, 429})
MOST: float = 60.0
__all__ = ["CODES", "MOST"]
"""


def test_constants_lose_entries_and_change() -> None:
    mutants = [(m.name, m.was, m.becomes) for m in constant_mutants(TABLES)]
    assert mutants == [
        ("CODES", "{408, 429}", "{429}"),
        ("CODES", "{408, 429}", "{408}"),
        ("CODES", "408", "409"),
        ("CODES", "429", "430"),
        ("MOST", "60.0", "61.0"),
    ]
    assert [m.text for m in constant_mutants(TABLES)][3] == TABLES.replace("429", "430")


MUTATED = """\
def x_pause__mutmut_orig(retry: int) -> int:
    if retry:
        return 1
    return 0

def x_pause__mutmut_1(retry: int) -> int:
    if not retry:
        return 1
    return 0

class Trail:
    async def xǁTrailǁgo__mutmut_orig(self, by=1):
        return 1

    async def xǁTrailǁgo__mutmut_1(self, by=1):
        return 2

    async def xǁTrailǁgo__mutmut_2(self, by=2):
        return 1
"""


def test_a_mutant_survives_where_tests_pass_or_none_came_by(tmp_path: Path) -> None:
    codes = ["m.x_pause__mutmut_1", "m.xǁTrailǁgo__mutmut_1", "m.xǁTrailǁgo__mutmut_2"]
    mutated = tmp_path / "mutants" / "src" / "retry.py"
    mutated.parent.mkdir(parents=True)
    mutated.write_text(MUTATED, encoding="utf-8")
    meta = mutated.with_name("retry.py.meta")
    for code, survived in ((1, False), (0, True), (33, True), (None, True), (36, False)):
        meta.write_text(json.dumps({"exit_code_by_key": dict.fromkeys(codes, code)}))
        assert list(read_mutants(tmp_path, tmp_path / "src", ["retry", "absent"])) == [
            Mutant("retry", "pause", "if retry:", "if not retry:", survived),
            Mutant("retry", "Trail.go", "return 1", "return 2", survived),
            Mutant("retry", "Trail.go", "async def go(self, by=1):", "async def go(self, by=2):", survived),
        ]


def test_what_is_called_equivalent_is_told_with_a_proof() -> None:
    for entry in read_equivalent():
        assert entry.module in modules() or entry.module.startswith("/")
        assert len(entry.proof) > 20
        assert entry.was != entry.becomes


def test_an_equivalent_is_of_one_change() -> None:
    entry = Equivalent("retry", "pause", "return 1", "return 2", "Nothing calls it.")
    assert entry.is_of(Mutant("retry", "pause", "return 1", "return 2", survived=True))
    assert not entry.is_of(Mutant("retry", "pause", "return 1", "return 3", survived=True))


def test_an_equivalent_may_be_of_a_kind_of_change() -> None:
    entry = Equivalent(
        "/.*/", "/.*/", "/(.*)cast\\(T, .*/", "/.*cast\\(None, .*/", "Types are not looked at."
    )
    assert entry.is_of(Mutant("result", "read", "return cast(T, a)", "return cast(None, a)", survived=True))
    assert not entry.is_of(
        Mutant("result", "read", "return cast(T, a)", "return cast(T, None)", survived=True)
    )
    assert not entry.is_of(Mutant("result", "read", "x", "return cast(None, a)", survived=True))
