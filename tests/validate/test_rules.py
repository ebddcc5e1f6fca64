"""Every rule is explained and has a case; the vocabulary of our keys is whole."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from dialwright.data import read_text
from dialwright.problems import Severity
from dialwright.validate import RULES, Level, Rule, validate

TESTS = Path(__file__).parents[1]
SCHEMA: dict[str, Any] = json.loads(read_text("spec", "extensions.schema.json"))
KEYS = {name: definition for name, definition in SCHEMA["$defs"].items() if name.startswith("x-")}
PLACES = {"document", "path item", "operation", "parameter", "path parameter", "property", "schema"}

# What only the file system can show is tested with the loader.
WITHOUT_CASE = {"file", "encoding"}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_is_explained(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
    assert rule.explanation.endswith(".")
    assert "  " not in rule.explanation
    assert len(rule.explanation) > 40


def test_every_rule_has_a_case_and_every_case_names_rules_that_there_are() -> None:
    texts = [path.read_text() for path in TESTS.glob("cases/*/stderr.txt")]
    told = {
        rule
        for text in texts
        for rule in re.findall(r"(?:error|warning): .* \[([a-z-]+)\]$", text, re.MULTILINE)
    }
    assert told == set(RULES) - WITHOUT_CASE


def test_levels_decide_what_is_said(tmp_path: Path) -> None:
    entry = tmp_path / "openapi.yaml"
    entry.write_text(
        'openapi: 3.1.0\ninfo: {title: a, version: "1"}\npaths:\n'
        "  /a: {get: {operationId: a, responses: {2XX: {description: a}}}}\n"
        "  /b: {get: {operationId: a, responses: {2XX: {description: a}}}}\n"
    )
    lenient = {(problem.rule, problem.severity) for problem in validate(entry)}
    assert lenient == {("operation-id", Severity.WARNING)}
    strict = {problem.rule: problem.severity for problem in validate(entry, strict=True)}
    assert set(strict.values()) == {Severity.ERROR}
    assert strict.keys() == {"operation-id", "method-name", "resource", "summary", "tag", "source"}
    assert {RULES[rule].level for rule in strict} == {Level.SLOPPY, Level.STRICT}


def test_the_document_that_cannot_be_read_is_a_problem_like_any_other(tmp_path: Path) -> None:
    (problem,) = validate(tmp_path / "none.yaml")
    assert (problem.rule, problem.place) == ("file", None)


class TestVocabulary:
    def test_is_a_schema(self) -> None:
        jsonschema_rs.meta.validate(SCHEMA)

    def test_lists_every_key(self) -> None:
        assert SCHEMA["properties"] == {name: {"$ref": f"#/$defs/{name}"} for name in sorted(KEYS)}
        assert list(KEYS) == sorted(KEYS)

    @pytest.mark.parametrize("key", KEYS)
    def test_describes_each(self, key: str) -> None:
        definition = KEYS[key]
        assert definition["description"].endswith(".")
        assert definition["x-on"]
        assert set(definition["x-on"]) <= PLACES

    def test_refers_to_nothing_else(self) -> None:
        references = set(
            re.findall(r'"\$ref": "#/\$defs/([^"]+)"', read_text("spec", "extensions.schema.json"))
        )
        assert references == set(SCHEMA["$defs"])
