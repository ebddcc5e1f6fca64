"""Documents that people really publish: judged without a fault of ours, and in bearable time."""

from __future__ import annotations

import time
from pathlib import Path

from dialwright.problems import Severity, render
from dialwright.validate import validate

# What cannot be made right unless that is asked for: a key written twice.
ERRORS = {"stripe.yaml": {"duplicate-key"}}


def test_each_is_judged(shared: Path) -> None:
    for path in sorted((shared / "corpus").iterdir()):
        if path.suffix not in (".yaml", ".yml", ".json"):
            continue
        start = time.process_time()
        problems = validate(path)
        assert time.process_time() - start < 20, path.name
        errors = {problem.rule for problem in problems if problem.severity is Severity.ERROR}
        assert errors == ERRORS.get(path.name, set()), render(problems)
        assert "failed on the document" not in render(problems)


def test_duplicate_keys_may_be_allowed(shared: Path) -> None:
    problems = validate(shared / "corpus" / "stripe.yaml", allow_duplicate_keys=True)
    assert "duplicate-key" in {problem.rule for problem in problems}
    assert Severity.ERROR not in {problem.severity for problem in problems}


def test_our_own_documents_are_strict(repository: Path) -> None:
    for entry in sorted(repository.glob("spec/*/openapi.yaml")):
        assert render(validate(entry, strict=True)) == ""
