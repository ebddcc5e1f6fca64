"""Markup of other documents: names that clash, elements that lead to each other, documents without any."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import TypeAlias

import pytest

from dialwright import ir
from dialwright.pipeline import Result, generate
from dialwright.python.names import names_of

Make: TypeAlias = Callable[[str], Result]
Load: TypeAlias = Callable[[str, str], ModuleType]

HEAD = """\
openapi: 3.1.0
info: {title: Zoo, version: "1"}
servers: [{url: "https://zoo.example.com"}]
paths: {}
"""


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Generate from a document, of which `x-markup` is given."""

    def make(markup: str) -> Result:
        path = tmp_path / "openapi.yaml"
        path.write_text(HEAD + dedent(markup), encoding="utf-8")
        return generate(path)

    return make


@pytest.fixture
def load(make: Make, tmp_path: Path) -> Iterator[Load]:
    """Generate from a document, and import one of the client's modules."""

    def load(markup: str, module: str) -> ModuleType:
        for name, content in make(markup).files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return importlib.import_module(f"zoo_client.{module}")

    sys.path.insert(0, str(tmp_path / "src"))
    yield load
    sys.path.remove(str(tmp_path / "src"))
    for name in [name for name in sys.modules if name.split(".")[0] == "zoo_client"]:
        del sys.modules[name]


def modules(api: ir.Api) -> Mapping[str, str]:
    return {key: ".".join(names.module) for key, names in names_of(api).markup.items()}


def test_without_markup_there_is_none(make: Make) -> None:
    result = make("")
    assert result.api.markup == ir.Markup()
    assert not [name for name in result.files if "markup" in name and "_runtime" not in name]


SHARING = """\
x-markup:
  documents:
    Visit: {description: A visit., children: [Walk, Feed]}
    Tour: {description: A tour., children: [Walk]}
  elements:
    Walk: {description: Walk., children: [Stop, Look]}
    Stop: {description: Stop., children: [Rest]}
    Rest: {description: Rest.}
    Look: {description: Look.}
    Feed: {description: Feed., children: [Look]}
"""


def test_an_element_stands_with_the_one_that_alone_leads_to_it(make: Make, load: Load) -> None:
    assert modules(make(SHARING).api) == {
        "Visit": "visit",
        "Tour": "tour",
        "Walk": "markup.walk",
        "Stop": "markup.walk",
        "Rest": "markup.walk",
        "Look": "markup.look",
        "Feed": "markup.feed",
    }
    tour = load(SHARING, "tour")
    assert set(tour.__all__) == {"Tour", "Walk", "Stop", "Rest", "Look"}


CIRCLES = """\
x-markup:
  documents:
    Visit: {description: A visit., children: [Walk, Feed, Sleep]}
  elements:
    Feed: {description: Feed., children: [Walk]}
    Walk: {description: Walk., children: [Path]}
    Path: {description: A path., children: [Feed, Path]}
    Sleep: {description: Sleep., children: [Walk]}
"""


def test_elements_that_lead_to_each_other_stand_together(make: Make, load: Load) -> None:
    found = modules(make(CIRCLES).api)
    assert found["Feed"] == found["Walk"] == found["Path"] == "markup.feed"
    assert found["Sleep"] == "markup.sleep"
    visit = load(CIRCLES, "visit").Visit()
    visit.sleep().walk().path().feed().walk().path().path()
    assert visit.to_xml(False) == (
        "<Visit><Sleep><Walk><Path><Feed><Walk><Path><Path /></Path></Walk></Feed></Path></Walk></Sleep>"
        "</Visit>"
    )


CLASHES = """\
x-markup:
  documents:
    Errors: {description: Errors., children: [Element, Append, Str, Import, Kind]}
    Markup: {description: Markup., children: [Element]}
  elements:
    Element:
      description: Called like the base.
      required: [self]
      text: {x-name: attributes, description: Text.}
      attributes:
        self: {description: Self.}
        super: {description: Super.}
        class: {description: A class.}
        kind: {$ref: "#/x-markup/schemas/Kind", description: A kind.}
    Append: {description: Called like a method., children: [Str]}
    Str: {description: Called like a type., element: str}
    Import: {description: Called like a word of the language., element: import}
    Kind: {description: Called like a schema.}
  schemas:
    Kind: {type: string, enum: [a, b]}
"""


def test_names_that_are_taken_give_way(load: Load) -> None:
    module = load(CLASHES, "errors_document")
    document = module.Errors()
    element = document.element("me", "text", "super", "class", "a")
    assert type(element).__name__ == "ElementElement"
    assert element.to_xml(False) == '<Element class="class" kind="a" self="me" super="super">text</Element>'
    assert module.ElementElement(self_="me", attributes_="text", super_="s", class_="c").to_xml(False) == (
        '<Element class="c" self="me" super="s">text</Element>'
    )
    document.append_().str_()
    document.import_()
    document.kind()
    assert document.to_xml(False).endswith("<Append><str /></Append><import /><Kind /></Errors>")
    assert importlib.import_module("zoo_client.markup_document").Markup().element("me").to_xml(False)


def test_what_must_be_given_comes_first(load: Load) -> None:
    markup = """\
    x-markup:
      documents:
        Visit: {description: A visit., children: [Feed]}
      elements:
        Feed:
          description: Feed.
          required: [animal]
          text: {description: What.}
          attributes:
            food: {description: Which food.}
            animal: {description: Whom.}
    """
    visit = load(markup, "visit").Visit()
    visit.feed("lion", "slowly", "meat")
    visit.feed(animal="owl", text="fast")
    assert visit.to_xml(False) == (
        '<Visit><Feed animal="lion" food="meat">slowly</Feed><Feed animal="owl">fast</Feed></Visit>'
    )


def test_the_reference_lists_verbs(make: Make) -> None:
    page = make(SHARING).files["api.md"]
    assert isinstance(page, str)
    assert "## `zoo_client.visit.Visit`" in page
    assert "## `zoo_client.markup.Walk`" in page
    assert "- `stop(**attributes: AttributeValue) -> Stop`: Stop." in page
