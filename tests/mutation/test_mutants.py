"""The parts of `make mutation` that can go wrong without anybody noticing."""

from __future__ import annotations

import json
from pathlib import Path

from .__main__ import REPORT
from .constants import constant_mutants
from .mutants import Equivalent, Mutant, read_equivalent, read_mutants
from .report import Figures, digest, figures_of, is_enough, read_report, stale, write_report
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


_KNOWN = (Equivalent("retry", "pause", "a", "b", "Nothing calls it, ever."),)
_PAUSE = Mutant("retry", "pause", "a", "b", survived=True)
_OTHER = Mutant("paging", "Trail.go", "return `1`", "", survived=True)


def _noticed(module: str, number: int) -> list[Mutant]:
    return [Mutant(module, "f", "a", "b", survived=False)] * number


def test_a_report_is_read_as_it_was_written() -> None:
    figures = {
        "paging": figures_of([*_noticed("paging", 9), _OTHER], _KNOWN, "x = 1"),
        "retry": figures_of([*_noticed("retry", 3), _PAUSE], _KNOWN, "y = 1"),
    }
    assert figures == {
        "paging": Figures(digest("x = 1"), 10, 9, 0, (_OTHER,)),
        "retry": Figures(digest("y = 1"), 4, 3, 1, ()),
    }
    report = write_report(figures)
    assert read_report(report) == figures
    rows = [line.replace(" ", "") for line in report.splitlines() if line.startswith("| ")]
    assert rows[1:] == [
        f"|paging|{digest('x = 1')}|10|9|0|1|90.0%|",
        f"|retry|{digest('y = 1')}|4|3|1|0|100.0%|",
        "|all||14|12|1|1|92.3%|",
    ]
    assert report.endswith("\nSurvivors:\n\n- `paging.Trail.go`: `return `1`` -> ``\n")
    assert "Survivors" not in write_report({"retry": figures["retry"]})


def test_a_survivor_that_is_explained_later_is_no_survivor() -> None:
    before = figures_of([*_noticed("retry", 3), _PAUSE], (), "y = 1")
    assert before.survivors == (_PAUSE,)
    assert before.explained(_KNOWN) == figures_of([*_noticed("retry", 3), _PAUSE], _KNOWN, "y = 1")


def test_what_changed_since_it_was_judged_is_told() -> None:
    figures = {"retry": figures_of((), (), "x"), "paging": figures_of((), (), "y")}
    assert [*stale(figures, {"retry": "x", "paging": "z", "call": ""})] == ["paging", "call"]


def test_retries_and_pages_must_be_noticed_wholly_and_the_rest_mostly() -> None:
    most = figures_of([*_noticed("call", 9), Mutant("call", "f", "a", "b", survived=True)], (), "")
    less = figures_of([*_noticed("call", 8), Mutant("call", "f", "a", "b", survived=True)], (), "")
    assert is_enough({"call": most})
    assert not is_enough({"call": less})
    assert not is_enough({"call": most, "paging": figures_of([*_noticed("paging", 99), _OTHER], (), "")})


def test_the_report_that_is_kept_can_be_read() -> None:
    figures = read_report(REPORT.read_text(encoding="utf-8"))
    assert figures.keys() <= {*modules()}
    assert all(f.mutants == f.noticed + f.equivalent + len(f.survivors) for f in figures.values())
