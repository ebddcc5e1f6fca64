"""The IR as JSON: readable, complete but for defaults, and the same every time."""

from __future__ import annotations

import json

from dialwright.inspection import to_json

from .sample import ACME


def test_names_and_types_are_short() -> None:
    api = json.loads(to_json(ACME))
    assert api["distribution"] == "acme-client"
    assert api["bound"] == {"AccountSid": "project"}
    assert api["surfaces"][1]["arguments"][2] == ["acme-url", "space"]
    call = api["models"][0]
    assert call["fields"][0] == {
        "wire": "sid",
        "words": "sid",
        "type": "string",
        "required": True,
        "description": "The call's identifier.",
    }
    types = {field["wire"]: field["type"] for field in call["fields"]}
    assert types["legs"] == {"list": {"ref": "CallLeg"}}
    assert types["price"] == {"nullable": "decimal"}
    assert types["labels"] == {"map": "string"}
    assert types["either"] == {"either": ["integer", "string", {"list": "integer"}]}
    assert api["models"][2]["fields"][0]["type"] == {"constant": ["session"]}


def test_defaults_are_left_out_and_the_text_is_stable() -> None:
    text = to_json(ACME)
    assert text == to_json(ACME)
    assert text.endswith("}\n")
    assert '"deprecated": false' not in text
    operations = json.loads(text)["resources"][0]["operations"]
    assert "deprecated" not in operations[0]
    assert [one["words"] for one in operations if "deprecated" in one] == ["keys"]
