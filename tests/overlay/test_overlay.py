"""OpenAPI Overlay 1.0: what actions do to a document, and where what they did is said to stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dialwright.cli import main
from dialwright.document import Document
from dialwright.problems import InputError, Problem, Severity, render
from dialwright.source import Limits

BASE = """\
openapi: 3.1.0
info: {title: Parrots, version: "1"}
servers: [{url: https://a.example}, {url: https://b.example}, {url: https://c.example}]
x-one: &one {a: 1, b: [1, 2]}
x-two: *one
paths:
  /parrots:
    get:
      operationId: lst
      responses: {200: {description: Some.}}
  /birds:
    get:
      operationId: lst2
      responses: {200: {description: Some.}}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("base.yaml").write_text(BASE)


def overlaid(actions: str, **options: Any) -> Document:
    """The document after the actions, which are written as a list."""
    text = f"overlay: 1.0.0\ninfo: {{title: Ours, version: '1'}}\nactions:\n{actions}\n"
    Path("ours.yaml").write_text(text)
    return Document.load(Path("base.yaml"), overlays=[Path("ours.yaml")], **options)


def value(actions: str) -> Any:
    return overlaid(actions).root.value


def problems(actions: str, **options: Any) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        overlaid(actions, **options)
    return caught.value.problems


class TestUpdate:
    def test_merges_mappings(self) -> None:
        info = value("- {target: $.info, update: {title: Ours, contact: {name: We}}}")["info"]
        assert info == {"title": "Ours", "version": "1", "contact": {"name": "We"}}

    def test_merges_what_is_inside(self) -> None:
        found = value("- {target: $, update: {x-one: {b: [3], c: {d: 4}}}}")
        assert found["x-one"] == {"a": 1, "b": [1, 2, 3], "c": {"d": 4}}
        assert found["x-two"] == {"a": 1, "b": [1, 2]}  # that an alias made them one value is no matter

    def test_appends_to_lists(self) -> None:
        servers = value("- {target: $.servers, update: {url: https://d.example}}")["servers"]
        assert [server["url"][8] for server in servers] == ["a", "b", "c", "d"]

    def test_changes_every_match(self) -> None:
        paths = value("- {target: '$.paths.*.get', update: {tags: [birds]}}")["paths"]
        assert [item["get"]["tags"] for item in paths.values()] == [["birds"], ["birds"]]
        tags = [item["get"]["tags"] for item in paths.values()]
        assert tags[0] is not tags[1]

    def test_selects_by_filters(self) -> None:
        target = "\"$.paths.*[?@.operationId=='lst2']\""
        paths = value(f"- {{target: {target}, update: {{x-method: list}}}}")["paths"]
        assert "x-method" not in paths["/parrots"]["get"]
        assert paths["/birds"]["get"]["x-method"] == "list"

    def test_sees_what_earlier_actions_did(self) -> None:
        found = value("- {target: $, update: {x-new: {}}}\n- {target: \"$['x-new']\", update: {a: 1}}")
        assert found["x-new"] == {"a": 1}


class TestRemove:
    def test_takes_out_of_mappings(self) -> None:
        assert list(value("- {target: \"$.paths['/birds']\", remove: true}")["paths"]) == ["/parrots"]

    @pytest.mark.parametrize("target", ["$.servers[0,2]", "$.servers[2,0]", "$.servers[::2]"])
    def test_takes_out_of_lists_whatever_the_order(self, target: str) -> None:
        servers = value(f"- {{target: '{target}', remove: true}}")["servers"]
        assert servers == [{"url": "https://b.example"}]

    def test_takes_out_what_is_in_what_is_taken_out(self) -> None:
        assert "paths" not in value("- {target: \"$['paths']\", remove: true}")
        assert value("- {target: '$..get', remove: true}")["paths"] == {"/parrots": {}, "/birds": {}}


class TestPlaces:
    def test_are_those_of_the_overlay_for_what_it_adds(self) -> None:
        root = overlaid("- target: $.info\n  update:\n    contact:\n      name: We").root
        contact = root["info"]["contact"]["name"]
        assert (contact.place().file, contact.place().line, contact.place().source) == (
            "ours.yaml", 7, "      name: We"
        )  # fmt: skip
        assert (root["info"]["title"].place().file, root["info"]["title"].place().line) == ("base.yaml", 2)

    def test_follow_elements_that_move_up(self) -> None:
        more = "- {target: $.servers, update: {url: https://d.example}}"
        actions = f"{more}\n- {{target: '$.servers[0]', remove: true}}"
        places = [server["url"].place() for server in overlaid(actions).root["servers"].elements()]
        assert [(place.file, place.column) for place in places[:2]] == [("base.yaml", 43), ("base.yaml", 69)]
        assert (places[2].file, places[2].line) == ("ours.yaml", 4)


class TestFaults:
    def test_a_target_that_matches_nothing_is_a_warning(self) -> None:
        [problem] = overlaid("- {target: $.nothing, update: {}}").files[0].problems
        assert (problem.severity, problem.rule) == (Severity.WARNING, "overlay-target")
        assert problem.place is not None
        assert (problem.place.file, problem.place.line, problem.place.column) == ("ours.yaml", 4, 12)

    @pytest.mark.parametrize(
        ("actions", "said"),
        [
            ("- {target: info, update: {}}", "not a JSONPath"),
            ("- {target: '$.paths[', update: {}}", "not a JSONPath"),
            ("- {target: $, remove: true}", "the whole document cannot be removed"),
            ("- {target: $.info.title, update: {}}", "matches a single value"),
            ("- {target: $.info, update: [1]}", "what a mapping is updated with is a mapping"),
            ("- {target: $.info}", "has an 'update', or 'remove: true'"),
            ("- {update: {}}", "has a 'target'"),
            ("- {target: $.info, updates: {}, remove: true}", "no key 'updates'; did you mean 'update'?"),
            ("- {target: $.info, remove: yes}", "'remove' is true or false"),
            ("- target", "an action is a mapping"),
            ("  {}", "a list of one or more actions"),
        ],
    )
    def test_are_told_at_their_place(self, actions: str, said: str) -> None:
        found = problems(actions)
        assert all(problem.place is not None and problem.place.file == "ours.yaml" for problem in found)
        assert any(said in problem.message for problem in found)

    @pytest.mark.parametrize(
        "text", ["overlay: 2.0.0\nactions: [{target: $, update: {}}]", "[]", "overlay: 1.0.0"]
    )
    def test_something_else_is_no_overlay(self, text: str) -> None:
        Path("ours.yaml").write_text(text)
        with pytest.raises(InputError, match=r"ours\.yaml:1:"):
            Document.load(Path("base.yaml"), overlays=[Path("ours.yaml")])

    def test_bounds_hold_for_the_result(self) -> None:
        Path("base.yaml").write_text("a: {" + ", ".join(f"k{n}: {{}}" for n in range(200)) + "}")
        found = problems("- {target: $.a.*, update: {b: [1, 2, 3, 4, 5]}}", limits=Limits(values=1000))
        assert "too large" in found[0].message
        deep = "{a: " * 15 + "1" + "}" * 15
        Path("base.yaml").write_text(f"x: {deep}")
        found = problems(f"- {{target: '$.x{'.a' * 14}', update: {deep}}}", limits=Limits(depth=25))
        assert "more than 25 levels" in found[0].message


class TestCommand:
    OVERLAY = """\
overlay: 1.0.0
info: {title: Ours, version: "1"}
actions:
  - {target: "$.paths['/parrots'].get", update: {x-resource: zoo.parrots, x-method: list}}
  - {target: "$.paths['/birds']", remove: true}
"""

    def test_names_what_another_document_does_not(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("ours.yaml").write_text(self.OVERLAY)
        arguments = ["generate", "base.yaml", "-o", "out", "--overlay", "ours.yaml", "--quiet"]
        assert main(arguments) == 0
        assert "client.zoo.parrots" in Path("out/parrots-client/api.md").read_text()
        assert "`list(" in Path("out/parrots-client/api.md").read_text()
        assert "birds" not in Path("out/parrots-client/api.md").read_text()

    def test_applies_several_in_their_order(self) -> None:
        for name in ("a", "b"):
            Path(f"{name}.yaml").write_text(
                "overlay: 1.0.0\ninfo: {title: a, version: '1'}\n"
                f"actions: [{{target: $.info, update: {{title: {name}}}}}]\n"
            )
        document = Document.load(Path("base.yaml"), overlays=[Path("b.yaml"), Path("a.yaml")])
        assert document.root.value["info"]["title"] == "a"

    @pytest.mark.parametrize("command", ["validate", "inspect", "generate -o out"])
    def test_says_where_an_overlay_is_wrong(self, command: str, capsys: pytest.CaptureFixture[str]) -> None:
        Path("ours.yaml").write_text(self.OVERLAY.replace("target:", "traget:"))
        assert main([*command.split(), "base.yaml", "--overlay", "ours.yaml", "--quiet"]) != 0
        assert "ours.yaml:4:6: error: an action has no key 'traget'; did you mean" in capsys.readouterr().err

    def test_warns_of_what_matches_nothing_and_fails_if_strict(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path("ours.yaml").write_text(self.OVERLAY.replace("/birds", "/bird"))
        arguments = ["validate", "base.yaml", "--overlay", "ours.yaml", "--quiet"]
        assert main(arguments) == 0
        assert "ours.yaml:5:14: warning: no place of the document matches" in capsys.readouterr().err
        assert main([*arguments, "--strict"]) == 1


def test_problems_in_what_an_overlay_added_are_shown_there() -> None:
    from dialwright.validate import validate

    Path("ours.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: a, version: '1'}\nactions:\n"
        "  - {target: $.paths, update: {no-slash: {get: {responses: {200: {description: a}}}}}}\n"
    )
    text = render(validate(Path("base.yaml"), overlays=[Path("ours.yaml")]))
    assert "ours.yaml:4:32: error: the path does not begin with '/'" in text
