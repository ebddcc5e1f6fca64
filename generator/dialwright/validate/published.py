"""The schemas that the standard publishes, compiled, without the packages that bring them.

They are files of openapi-spec-validator and openapi-schema-validator. Those are found and not imported: that
takes longer than all that is asked of the schemas here.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema_rs

_DOCUMENTS = "resources/schemas/v{}/schema.json"
_DIALECT = ("schemas/oas3.1/metaschema.json", "schemas/oas3.1/vocabularies/base")
_DRAFT_4 = "http://json-schema.org/draft-04/schema#"  # what OpenAPI 3.0 builds upon; compiled in


@cache
def documents(version: str) -> jsonschema_rs.Validator:
    """What a document of OpenAPI 3.0 or 3.1 must be, but for its schemas in 3.1."""
    return jsonschema_rs.validator_for(_content("openapi_spec_validator", _DOCUMENTS.format(version)))


@cache
def schemas(version: str) -> jsonschema_rs.Validator:
    """What a schema must be."""
    return _one(version, each=False)


@cache
def lists_of_schemas(version: str) -> jsonschema_rs.Validator:
    """What each of several schemas must be: asked at once, which costs far less than one by one."""
    return _one(version, each=True)


def _one(version: str, *, each: bool) -> jsonschema_rs.Validator:
    names = () if version == "3.0" else _DIALECT
    known = [_content("openapi_schema_validator", name) for name in names]
    dialect = known[0]["$id"] if known else _DRAFT_4
    schema = {"$ref": dialect}
    registry = jsonschema_rs.Registry(resources=[(one["$id"], one) for one in known])
    draft = jsonschema_rs.Draft4Validator if version == "3.0" else jsonschema_rs.Draft202012Validator
    return draft({"items": schema} if each else schema, registry=registry, validate_formats=True)


def _content(package: str, name: str) -> dict[str, Any]:
    found = find_spec(package)
    folders = found.submodule_search_locations if found is not None else None
    content: dict[str, Any] = json.loads(Path(*(folders or ()), name).read_text(encoding="utf-8"))
    return content
