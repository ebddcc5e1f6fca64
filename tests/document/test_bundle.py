"""A document of many files as one value, and the way back from its places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dialwright.document import Bundle, Document, Node, bundle
from dialwright.problems import InputError
from dialwright.source import Pointer

MAIN = """
paths:
  a: {$ref: "other.yaml#/paths/a"}
  b: {item: {$ref: "#/parts/Own"}, example: {$ref: other.yaml#/data}}
parts:
  Own: {text: own}
  Thing: {text: taken, secret: 1}
"""
OTHER = """
paths:
  a:
    item: {$ref: "#/parts/Thing", description: Mine.}
    again: {$ref: "#/parts/Thing"}
    list: [{$ref: "third.yaml"}]
    status: {200: fine}
parts:
  Thing: {text: other, inner: {$ref: "#/parts/Tree"}}
  Tree: {children: {$ref: "#/parts/Tree"}, back: {$ref: "main.yaml#/parts/Own"}}
"""
THIRD = "text: third\n"


def home(node: Node) -> Pointer | None:
    """Path items are copied; what stands under `example` is data; everything else is a part."""
    if "example" in node.pointer:
        return None
    return () if node.pointer[:1] == ("paths",) and len(node.pointer) == 2 else ("parts",)


@pytest.fixture
def bundled(tmp_path: Path) -> Bundle:
    for name, text in (("main", MAIN), ("other", OTHER), ("third", THIRD)):
        (tmp_path / f"{name}.yaml").write_text(text)
    document = Document.load(tmp_path / "main.yaml")
    return bundle(document, home=home, leave_out=lambda node, key: key == "secret")


def test_holds_everything_without_other_files(bundled: Bundle) -> None:
    expected: Any = {
        "paths": {
            "a": {
                "item": {"description": "Mine.", "$ref": "#/parts/Thing_2"},
                "again": {"$ref": "#/parts/Thing_2"},
                "list": [{"$ref": "#/parts/third"}],
                "status": {"200": "fine"},
            },
            "b": {"item": {"$ref": "#/parts/Own"}, "example": {"$ref": "other.yaml#/data"}},
        },
        "parts": {
            "Own": {"text": "own"},
            "Thing": {"text": "taken"},
            "Thing_2": {"text": "other", "inner": {"$ref": "#/parts/Tree"}},
            "Tree": {"children": {"$ref": "#/parts/Tree"}, "back": {"$ref": "#/parts/Own"}},
            "third": {"text": "third"},
        },
    }
    assert bundled.value == expected


@pytest.mark.parametrize(
    ("pointer", "file", "line"),
    [
        (("paths", "a"), "other.yaml", 3),
        (("paths", "a", "item", "description"), "other.yaml", 4),
        (("paths", "a", "status", 200), "other.yaml", 7),
        (("parts", "Thing_2", "text"), "other.yaml", 9),
        (("paths", "a", "item", "text"), "other.yaml", 9),
        (("parts", "Thing", "text"), "main.yaml", 7),
        (("parts", "third", "text"), "third.yaml", 1),
        (("paths", "b", "none", "further"), "main.yaml", 4),
        ((), "main.yaml", 2),
    ],
)
def test_leads_back(bundled: Bundle, pointer: Pointer, file: str, line: int) -> None:
    place = bundled.origin(pointer).place()
    assert (Path(place.file).name, place.line) == (file, line)


def test_a_copy_that_holds_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "main.yaml").write_text("a: {$ref: other.yaml#/a}\n")
    (tmp_path / "other.yaml").write_text("a: {again: {$ref: '#/a'}}\n")
    document = Document.load(tmp_path / "main.yaml")
    value = bundle(document, home=lambda node: (), leave_out=lambda node, key: False).value
    assert value == {"a": {"again": {}}}


def test_a_reference_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "main.yaml").write_text("a: {$ref: other.yaml#/a}\n")
    document = Document.load(tmp_path / "main.yaml")
    with pytest.raises(InputError):
        bundle(document, home=home, leave_out=lambda node, key: False)
