"""Each folder of `tests/cases`: a document, and what the validation says about it, word for word.

`arguments.txt`, where there is one, holds the options of the command line: `--strict`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dialwright.problems import render
from dialwright.validate import validate

CASES = sorted(path.parent for path in Path(__file__).parents[1].glob("cases/*/stderr.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case)
    (entry,) = Path().glob("openapi.*")
    arguments = Path("arguments.txt")
    strict = arguments.exists() and "--strict" in arguments.read_text().split()
    assert render(validate(entry, strict=strict)) == Path("stderr.txt").read_text(encoding="utf-8")
