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


def test_a_mutant_survives_where_tests_pass_or_none_came_by(tmp_path: Path) -> None:
    shown = tmp_path / "mutmut"
    shown.write_text("#!/bin/sh\necho '--- a\n+++ b\n@@ -1 +1 @@\n-    return 1\n+    return 2'\n")
    shown.chmod(0o755)
    codes = {"m.x_pause__mutmut_1": 1, "m.x_pause__mutmut_2": 0, "m.xǁTrailǁgo__mutmut_1": 33}
    meta = tmp_path / "mutants" / "src" / "retry.py.meta"
    meta.parent.mkdir(parents=True)
    meta.write_text(json.dumps({"exit_code_by_key": codes}))
    assert list(read_mutants(tmp_path, tmp_path / "src", ["retry"], shown)) == [
        Mutant("retry", "pause", "", "", survived=False),
        Mutant("retry", "pause", "return 1", "return 2", survived=True),
        Mutant("retry", "Trail.go", "return 1", "return 2", survived=True),
    ]


def test_what_is_called_equivalent_is_told_with_a_proof() -> None:
    for entry in read_equivalent():
        assert entry.module in modules()
        assert len(entry.proof) > 20
        assert entry.was != entry.becomes


def test_an_equivalent_is_of_one_change() -> None:
    entry = Equivalent("retry", "pause", "return 1", "return 2", "Nothing calls it.")
    assert entry.is_of(Mutant("retry", "pause", "return 1", "return 2", survived=True))
    assert not entry.is_of(Mutant("retry", "pause", "return 1", "return 3", survived=True))
