"""Every keyword of a schema, of JSON Schema 2020-12 and of OpenAPI: carried, told of, or a mere bound."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from dialwright import ir
from dialwright.pipeline import load_api

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
}
"""Keyword -> a schema with it, of which a warning tells at its place."""

BOUNDS = {
    *("minLength", "maxLength", "pattern", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"),
    *("minItems", "maxItems", "uniqueItems", "minContains", "maxContains"),
    *("minProperties", "maxProperties", "propertyNames"),
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
    return replace(api, origin=""), [problem.rule for problem in problems]


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
    rules = load(TOLD[key], tmp_path)[1]
    assert ("not" if key == "not" else "condition") in rules


@pytest.mark.parametrize("key", ["dependentSchemas", "if"])
def test_what_holds_under_a_condition_is_there_as_well(key: str, tmp_path: Path) -> None:
    api, _ = load(TOLD[key], tmp_path)
    [model] = [model for model in api.models if model.key == "WholeValue"]
    assert {field.wire: field.required for field in model.fields} == {"a": False, "b": False}
