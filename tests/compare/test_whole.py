"""What a single fragment cannot show: files, shared schemas, circles, what came and what is used."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from dialwright.compare import Level, compare
from dialwright.document import Document
from dialwright.problems import InputError
from dialwright.validate import extension_names

from .cases import BASE, merged
from .documents import changes, written

SHARED = {
    "components": {"schemas": {"Shared": {"properties": {"sauce": {"enum": ["red", "green", "blue"]}}}}}
}


def test_a_shared_schema_is_told_once_with_every_operation_in_its_worst_class(tmp_path: Path) -> None:
    (change,) = changes(tmp_path, BASE, merged(BASE, SHARED))
    assert change.operations == ("POST /orders", "GET /orders")
    assert change.level is Level.RISKY
    assert change.message == "Shared, property 'sauce': of its values, 'blue' is new"


def test_a_change_has_its_place_on_either_side(tmp_path: Path) -> None:
    (change,) = changes(tmp_path, BASE, merged(BASE, SHARED))
    assert change.old is not None
    assert change.new is not None
    assert (Path(change.old.file).parent.name, Path(change.new.file).parent.name) == ("old", "new")
    assert change.new.source.strip() == "enum:"


def test_the_worst_comes_first(tmp_path: Path) -> None:
    patch = {"openapi": "3.1.1", "info": {"summary": "Other."}, "x-client": {"distribution": "store"}}
    found = changes(tmp_path, BASE, merged(BASE, patch))
    assert [change.level for change in found] == [Level.BREAKING, Level.RISKY, Level.SAFE]


def split(folder: Path, value: Any, schema: Any) -> Document:
    """A document with a schema in a file of its own."""
    entry = written(folder, value)
    (folder / "schemas.yaml").write_text(yaml.safe_dump({"Receipt": schema}), encoding="utf-8")
    return Document.load(entry)


def test_a_schema_in_another_file_is_followed_and_moving_it_there_is_no_change(tmp_path: Path) -> None:
    moved: Any = deepcopy(BASE)
    schema = moved["components"]["schemas"].pop("Receipt")
    reference = {"$ref": "schemas.yaml#/Receipt"}
    moved["paths"]["/orders"]["post"]["responses"]["200"]["content"]["application/json"]["schema"] = reference
    moved["components"]["schemas"]["Page"]["properties"]["orders"]["items"] = reference
    schema["properties"]["parts"]["items"] = {"$ref": "#/Receipt"}
    schema["properties"]["extras"]["$ref"] = "openapi.yaml#/components/schemas/Shared"
    here = Document.load(written(tmp_path / "here", BASE))
    there = split(tmp_path / "there", moved, schema)
    assert [change.rule for change in compare(here, there, extension_names())] == []
    del schema["properties"]["size"]
    (change,) = compare(there, split(tmp_path / "changed", moved, schema), extension_names())
    assert (change.rule, change.level) == ("property-removed", Level.BREAKING)
    assert change.old is not None
    assert change.old.file.endswith("schemas.yaml")


def test_circles_end(tmp_path: Path) -> None:
    circle = {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]}
    schemas = {
        "A": {"type": "object", "properties": {"b": circle}},
        "B": {"type": "object", "allOf": [circle]},
    }
    patch = {"components": {"schemas": {**schemas, "Order": {"properties": {"value": circle}}}}}
    old = merged(BASE, patch)
    new = merged(old, {"components": {"schemas": {"A": {"properties": {"b": {"description": "B."}}}}}})
    assert [change.rule for change in changes(tmp_path, old, new)] == ["description-changed"]


def test_a_reference_that_leads_nowhere_is_an_error_of_the_input(tmp_path: Path) -> None:
    patch = {"components": {"schemas": {"Order": {"properties": {"extras": {"$ref": "#/nowhere"}}}}}}
    with pytest.raises(InputError):
        changes(tmp_path, BASE, merged(BASE, patch))


def test_null_is_not_nothing(tmp_path: Path) -> None:
    new: Any = deepcopy(BASE)
    new["components"]["schemas"]["Order"]["properties"]["note"]["default"] = None
    assert [change.rule for change in changes(tmp_path, BASE, new)] == ["default-changed"]


def test_what_is_used_by_what_went_is_not_told_to_be_unused(tmp_path: Path) -> None:
    new = merged(BASE, {"webhooks": None, "components": {"schemas": {"Shipment": None}}})
    assert [change.rule for change in changes(tmp_path, BASE, new)] == ["webhook-removed"]


def test_an_element_of_markup_comes_and_goes(tmp_path: Path) -> None:
    markup = {"elements": {"Say": {"description": "Speak."}}}
    old, new = merged(BASE, {"x-markup": markup}), merged(BASE, {"x-markup": {"elements": {}}})
    assert [change.rule for change in changes(tmp_path, old, new)] == ["markup-removed"]
    assert [change.rule for change in changes(tmp_path, new, old)] == ["markup-added"]


def test_our_own_documents_have_not_changed(repository: Path) -> None:
    for entry in sorted(repository.glob("spec/*/openapi.yaml")):
        assert compare(Document.load(entry), Document.load(entry), extension_names()) == ()
