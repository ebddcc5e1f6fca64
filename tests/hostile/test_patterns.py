"""Patterns that would keep a generator busy for ever, where it makes tests, which need texts that match."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from dialwright.patterns import first_match, matching

CASES = Path(__file__).resolve().parents[1] / "cases"
LONGEST = 120  # seconds; it takes a few, and would take years
ENDLESS = [
    r"^(a+)+$",
    r"(a|a)*b",
    r"(?=(a+)+$)",
    r"^(a|a|a|a|a|a|a|a|a|a)*b",  # of one of the texts that are tried first
    r"^(a|a){60}b\bc$",  # of the text that is made, which never matches
    r"^(a|a|a|a|a|a|a|a|a|a)*\1b",  # nothing but backtracking can tell
    r"(?=(a|a|a|a|a|a|a|a|a|a)*\1b)a*",
    r"^((((a{500}){500}){500}){500}){500}$",
    r"^(((((){500}){500}){500}){500}){500}$",
    r"[a-\d]",
    r"^[\ud800]$",
]
"""Patterns; for some there is a text all the same."""


@pytest.mark.parametrize("pattern", [r"^(a+)+$", r"^(?=[a-z]+$).+", r"^\p{Lu}{3}$", r"^(?<year>\d{4})-\d\d$"])
def test_a_text_is_found(pattern: str) -> None:
    text = matching(pattern, Random(pattern))
    assert text is not None
    assert first_match(pattern, ("", text)) == text


def test_the_generator_ends(tmp_path: Path) -> None:
    document = (CASES / "pattern-sample" / "openapi.yaml").read_text(encoding="utf-8")
    [last] = [line for line in document.splitlines(keepends=True) if "pattern:" in line]
    start = document[: document.index(last)].rindex("        - name:")
    end = document.index(last) + len(last)
    parameters = (
        document[start:end].replace("word", f"word{number}").replace(r"^(\w)\1$", pattern)
        for number, pattern in enumerate(ENDLESS)
    )
    entry = tmp_path / "openapi.yaml"
    entry.write_text(document[:start] + "".join(parameters) + document[end:], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "dialwright", "generate", str(entry), "-o", str(tmp_path / "made")],
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "[pattern-sample]" in done.stderr
    tests = "".join(path.read_text("utf-8") for path in (tmp_path / "made").rglob("test_*.py"))
    assert '"word0": "aaaaaaaaaaaa"' in tests
    assert "word4" not in tests
