"""A document of many files as one, which says the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dialwright.document import Document
from dialwright.openapi import ApiDescription
from dialwright.openapi.bundled import carried

from .conftest import Describe

ROOT = Path(__file__).resolve().parents[2]
SPECS = sorted(ROOT.glob("spec/*/openapi.yaml"))


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.parent.name)
def test_it_has_the_same_operations(spec: Path, tmp_path: Path) -> None:
    whole = ApiDescription.of(Document.load(spec))
    (tmp_path / "openapi.json").write_text(json.dumps(carried(whole)), encoding="utf-8")
    again = ApiDescription.of(Document.load(tmp_path / "openapi.json"))
    assert len(again.document.files) == 1
    for one, other in zip(whole.operations, again.operations, strict=True):
        assert one.label == other.label
        assert [p.name for p in one.parameters] == [p.name for p in other.parameters]
        for ours, theirs in zip(one.body_contents, other.body_contents, strict=True):
            assert ours.schema is not None
            assert theirs.schema is not None
            assert ours.schema.properties.keys() == theirs.schema.properties.keys()
            tagged = {value: [*schema.properties] for value, schema in ours.schema.mapping.items()}
            assert tagged == {value: [*schema.properties] for value, schema in theirs.schema.mapping.items()}


def test_a_mapping_leads_to_what_was_moved(describe: Describe) -> None:
    text = """
        openapi: 3.1.0
        info: {title: T, version: "1", x-source: {document: d}}
        components:
          schemas:
            Leg:
              oneOf: [{$ref: "legs.yaml#/Phone"}, {$ref: "#/components/schemas/Other"}]
              discriminator:
                propertyName: type
                mapping: {phone: legs.yaml#/Phone, other: "#/components/schemas/Other"}
            Other: {type: object}
    """
    found = carried(describe(text, legs="Phone: {type: object}"))
    schemas = found["components"]["schemas"]
    assert schemas["Leg"]["discriminator"]["mapping"] == {
        "phone": "#/components/schemas/Phone",
        "other": "#/components/schemas/Other",
    }
    assert schemas["Phone"] == {"type": "object"}
    assert "x-source" not in found["info"]
