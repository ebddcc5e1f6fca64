"""Every keyword of a schema, of JSON Schema 2020-12 and of OpenAPI: carried, told of, or a mere bound."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from dialwright import ir
from dialwright.pipeline import load_api
from dialwright.problems import Problem

VOCABULARIES = (
    *("core", "applicator", "unevaluated", "validation", "meta-data"),
    *("format-annotation", "content"),
)
OF_OPENAPI = {"discriminator", "xml", "externalDocs", "example", "nullable"}
"""What both versions of the standard have besides; `nullable` only 3.0."""

OBJECT: dict[str, Any] = {"type": "object", "properties": {"a": {"type": "string"}}}
INNER: dict[str, Any] = {"properties": {"b": {"type": "integer"}}}
CARRIED: dict[str, dict[str, Any]] = {
    "$ref": {"$ref": "#/components/schemas/Other"},
    "$defs": {
        "$defs": {"X": {"type": "integer"}},
        "$ref": "#/components/schemas/Whole/properties/value/$defs/X",
    },
    "type": {"type": "string"},
    "enum": {"type": "string", "enum": ["a", "b"]},
    "const": {"const": "a"},
    "allOf": {"allOf": [OBJECT, INNER]},
    "anyOf": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
    "oneOf": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
    "then": {**OBJECT, "if": {"required": ["a"]}, "then": INNER},
    "else": {**OBJECT, "if": {"required": ["a"]}, "else": INNER},
    "properties": OBJECT,
    "required": {**OBJECT, "required": ["a"]},
    "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}},
    "patternProperties": {"type": "object", "patternProperties": {"^a": {"type": "string"}}},
    "prefixItems": {"type": "array", "prefixItems": [{"type": "string"}]},
    "items": {"type": "array", "items": {"type": "string"}},
    "format": {"type": "string", "format": "date-time"},
    "minimum": {"type": "integer", "minimum": 3},
    "maximum": {"type": "integer", "maximum": 3},
    "description": {"type": "string", "description": "It."},
    "default": {"type": "string", "default": "a"},
    "deprecated": {"type": "string", "deprecated": True},
    "readOnly": {"type": "string", "readOnly": True},
    "writeOnly": {"type": "string", "writeOnly": True},
    "discriminator": {
        "oneOf": [{"$ref": "#/components/schemas/Other"}, {"$ref": "#/components/schemas/Tagged"}],
        "discriminator": {"propertyName": "kind"},
    },
    "nullable": {"type": "string", "nullable": True},
}
"""Keyword -> a schema whose type, or what is said of it, is another one without the keyword."""

TOLD: dict[str, dict[str, Any]] = {
    "not": {"not": {"type": "string"}},
    "if": {**OBJECT, "if": {"required": ["a"]}, "then": INNER},
    "dependentSchemas": {**OBJECT, "dependentSchemas": {"a": INNER}},
    "dependentRequired": {**OBJECT, "dependentRequired": {"a": ["b"]}},
    "contains": {"type": "array", "contains": {"type": "string"}},
    "unevaluatedProperties": {**OBJECT, "unevaluatedProperties": {"type": "string"}},
    "unevaluatedItems": {"type": "array", "unevaluatedItems": {"type": "string"}},
    "contentSchema": {"type": "string", "contentMediaType": "application/json", "contentSchema": OBJECT},
    "$dynamicRef": {"$dynamicRef": "#node"},
    "minContains": {"type": "array", "contains": {"type": "string"}, "minContains": 2},
    "maxContains": {"type": "array", "contains": {"type": "string"}, "maxContains": 2},
    "propertyNames": {"type": "object", "propertyNames": {"enum": ["a", "b"]}},
}
"""Keyword -> a schema with it, of which a warning tells at its place."""

SAME: dict[str, dict[str, Any]] = {
    "names within bounds": {"type": "object", "propertyNames": {"type": "string", "pattern": "^a"}},
    "a count of nothing": {"type": "array", "minContains": 2, "maxContains": 3},
    "one type of every name": CARRIED["patternProperties"],
}
"""Schemas with such a keyword that says nothing more than a type, or than a bound."""

BOUNDS = {
    *("minLength", "maxLength", "pattern", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"),
    *("minItems", "maxItems", "uniqueItems"),
    *("minProperties", "maxProperties"),
}
"""What keeps a value within bounds that no type has: the service judges."""

ELSEWHERE = {
    "contentMediaType": "of a part of a multipart body: its media type, and whether it is a file",
    "contentEncoding": "of such a part: that it is text and no file",
    "example": "shown by the local server, and given in generated tests",
    "examples": "likewise",
    "title": "names are made of where a schema stands",
    "xml": "XML is neither written nor read",
    "externalDocs": "for people who read the document",
    **dict.fromkeys(("$id", "$schema", "$anchor", "$dynamicAnchor", "$vocabulary", "$comment"), "no value's"),
}
"""What says nothing of a value's type, and why."""


def load(schema: dict[str, Any], folder: Path, version: str = "3.1.0") -> tuple[ir.Api, list[str]]:
    """The API of a document with a schema in an answer, and the rules that tell something of it."""
    api, problems = load_all(schema, folder, version)
    return api, [problem.rule for problem in problems]


def load_all(
    schema: dict[str, Any], folder: Path, version: str = "3.1.0"
) -> tuple[ir.Api, Sequence[Problem]]:
    """The same, with all that is told."""
    tagged = {"type": "object", "properties": {"kind": {"type": "string"}, "x": {"type": "string"}}}
    schemas = {
        "Whole": {"type": "object", "properties": {"value": schema}},
        "Other": tagged,
        "Tagged": tagged,
    }
    answer = {"200": {"description": "It.", "content": {"application/json": {"schema": _WHOLE}}}}
    entry = folder / "openapi.json"
    document = {
        "openapi": version,
        "info": {"title": "Keywords", "version": "1"},
        "servers": [{"url": "https://example.com"}],
        "paths": {"/a": {"get": {"operationId": "read", "responses": answer}}},
        "components": {"schemas": schemas},
    }
    entry.write_text(json.dumps(document, indent=1), encoding="utf-8")
    api, problems = load_api(entry)
    assert all(problem.place is not None for problem in problems)
    return replace(api, origin=""), problems


_WHOLE = {"$ref": "#/components/schemas/Whole"}


def test_every_keyword_is_known() -> None:
    folder = resources.files("jsonschema_specifications") / "schemas/draft202012/vocabularies"
    texts = [(folder / name).read_text(encoding="utf-8") for name in VOCABULARIES]
    every = {key for text in texts for key in json.loads(text)["properties"]}
    known = [*CARRIED, *TOLD, *BOUNDS, *ELSEWHERE]
    assert len(known) == len(set(known))
    assert every | OF_OPENAPI == set(known)


@pytest.mark.parametrize("key", CARRIED)
def test_it_is_carried(key: str, tmp_path: Path) -> None:
    version = "3.0.3" if key == "nullable" else "3.1.0"
    without = {
        name: value for name, value in CARRIED[key].items() if name not in (key, "$ref" * (key == "$defs"))
    }
    assert load(CARRIED[key], tmp_path, version)[0] != load(without, tmp_path, version)[0]


@pytest.mark.parametrize("key", TOLD)
def test_it_is_told(key: str, tmp_path: Path) -> None:
    problems = load_all(TOLD[key], tmp_path)[1]
    wanted = "not" if key == "not" else "condition"
    assert [one.rule for one in problems if f"`{key}`" in one.message] == [wanted]


def test_which_name_has_which_type_is_told(tmp_path: Path) -> None:
    several = {"patternProperties": {"^a": {"type": "string"}, "^b": {"type": "integer"}}}
    besides = {**CARRIED["patternProperties"], "additionalProperties": {"type": "integer"}}
    for schema in (several, besides):
        assert load(schema, tmp_path)[1] == ["condition"]


@pytest.mark.parametrize("what", SAME)
def test_a_mere_bound_is_not_told(what: str, tmp_path: Path) -> None:
    assert load(SAME[what], tmp_path)[1] == []


@pytest.mark.parametrize("key", ["dependentSchemas", "if"])
def test_what_holds_under_a_condition_is_there_as_well(key: str, tmp_path: Path) -> None:
    api, _ = load(TOLD[key], tmp_path)
    [model] = [model for model in api.models if model.key == "WholeValue"]
    assert {field.wire: field.required for field in model.fields} == {"a": False, "b": False}
