"""The Bandwidth document: all of it is read, is described, and fits together."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dialwright import ir
from dialwright.document import Document
from dialwright.openapi import ApiDescription
from dialwright.read import read
from dialwright.words import snake

from .consistency import faults, inside, operations

SPEC = Path(__file__).resolve().parents[2] / "spec" / "bandwidth"


@pytest.fixture(scope="module")
def api() -> ir.Api:
    found, problems = read(ApiDescription.of(Document.load(SPEC / "openapi.yaml")))
    assert problems == ()
    return found


def test_every_operation_and_helper_is_a_method(api: ir.Api) -> None:
    names = [snake(operation.words) for _, operation in operations(api) if not operation.preset]
    helpers = [snake(operation.words) for _, operation in operations(api) if operation.preset]
    builders = [snake(builder.words) for builder in api.resources[0].builders]
    assert len(names) == 13
    assert len([*helpers, *builders]) == 11
    assert len({*names, *helpers, *builders}) == 24


def test_every_text_of_a_method_is_written_in_the_document(api: ir.Api) -> None:
    """The wire names of bodies, walked without any of our own code."""
    written: set[str] = set()
    for file in sorted(SPEC.glob("*.yaml")):
        schemas = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader).get("schemas", {})
        written.update(name for schema in schemas.values() for name in schema.get("properties", {}))
    fields = {field.wire for model in api.models for field in model.fields}
    bodies = (operation.body for _, operation in operations(api) if operation.body is not None)
    fields |= {field.wire for body in bodies for field in body.fields}
    assert fields == written


def test_the_module_of_a_helper_comes_along(api: ir.Api) -> None:
    assert list(api.modules) == ["toggle_call_recording.py"]


def test_everything_fits_together(api: ir.Api) -> None:
    assert faults(api) == []


def test_everything_is_described(api: ir.Api) -> None:
    for resource, operation in operations(api):
        assert operation.summary, operation.words
        assert operation.source is not None, operation.words
        assert resource.description, resource.key
    assert [field for field in inside(api, ir.Field) if not field.description] == []
    schemas: tuple[ir.Model | ir.Enum, ...] = (*api.models, *api.enums)
    assert [schema.key for schema in schemas if not schema.description] == []
