"""Every rule is explained and has a case; the vocabulary of our keys is whole."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from dialwright.data import read_text
from dialwright.document import Document
from dialwright.openapi import ApiDescription
from dialwright.pipeline import load_api
from dialwright.problems import InputError, Severity
from dialwright.validate import RULES, Level, Rule, validate, validate_document

TESTS = Path(__file__).parents[1]
GENERATOR = TESTS.parent / "generator" / "dialwright"
SCHEMA: dict[str, Any] = json.loads(read_text("spec", "extensions.schema.json"))
KEYS = {name: definition for name, definition in SCHEMA["$defs"].items() if name.startswith("x-")}
PLACES = {"document", "path item", "operation", "parameter", "path parameter", "property", "schema"}

# What only the file system can show is tested with the loader, and what is repaired with `read`.
BESIDE = {"names", "overlay", "overlay-target", "settings", "version"}  # about other files than the document
WITHOUT_EXAMPLE = {"file", "encoding", "shape", "unreachable-file", *BESIDE}
REPAIRS = {"server", "path-template", "not", "condition", "recursion", "resource-path"}
OF_THE_STANDARD = {"status", "keyword-number"}  # which has a word to say, too
ADVICE = [rule for rule in RULES.values() if rule.level is Level.ADVICE]
WITHOUT_CASE = (WITHOUT_EXAMPLE | REPAIRS) - {"unreachable-file"}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_is_explained(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
    assert rule.explanation.endswith(".")
    assert "  " not in rule.explanation
    assert len(rule.explanation) > 40


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_the_bad_example_of_a_rule_breaks_it_alone_and_the_good_one_none(rule: Rule, tmp_path: Path) -> None:
    bad, good = rule.example("bad"), rule.example("good")
    assert bool(bad) == bool(good) == (rule.id not in WITHOUT_EXAMPLE)
    if bad:
        standard = {"openapi"} if rule.id in OF_THE_STANDARD else set[str]()
        assert told(rule, bad, tmp_path) == {rule.id} | standard
        assert told(rule, good, tmp_path) == set()


def told(rule: Rule, text: str, folder: Path) -> set[str]:
    """The rules that a document breaks, as the command that tells of this one sees it."""
    entry = folder / ("openapi.json" if rule.id == "json-syntax" else "openapi.yaml")
    entry.write_text(text, encoding="utf-8")
    if rule.id not in REPAIRS:
        return {problem.rule for problem in validate(entry, strict=rule.level is Level.STRICT)}
    try:
        return {problem.rule for problem in load_api(entry)[1]}
    except InputError as error:
        return {problem.rule for problem in error.problems}


def test_every_rule_that_is_named_where_problems_are_made_is_explained() -> None:
    named = {
        argument.value
        for path in GENERATOR.rglob("*.py")
        if not {"mock", "runtime"} & set(path.parts)
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        for argument in call.args[_first_rule(call) :]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        if re.fullmatch(r"[a-z]+(-[a-z]+)*", argument.value)
    }
    assert len(named) > 10
    assert named - RULES.keys() == set()


def _first_rule(call: ast.Call) -> int:
    """From which argument on a call names a rule."""
    name = ast.unparse(call.func).rpartition(".")[2]
    return {"warn": 1, "fail": 1, "Problem": 3}.get(name, len(call.args))


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


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if rule.level is Level.ADVICE], ids=lambda rule: rule.id
)
def test_advice_is_given_by_validate_and_by_strictness_alone(rule: Rule, tmp_path: Path) -> None:
    entry = tmp_path / "openapi.yaml"
    entry.write_text(rule.example("bad"), encoding="utf-8")
    document = ApiDescription.of(Document.load(entry))
    assert rule.id not in {problem.rule for problem in validate_document(document)}
    assert rule.id in {problem.rule for problem in validate_document(document, thorough=True)}
    assert rule.id in {problem.rule for problem in validate_document(document, strict=True)}


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
