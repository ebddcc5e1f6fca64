"""Files joined by references: where they lead, what lies over the target, and what is never followed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dialwright.document import Document, Node
from dialwright.problems import InputError
from dialwright.source import Limits

MAIN = """
one: {$ref: "#/three"}
two: {$ref: other.yaml#/a~1b/0, description: Mine.}
three: {value: 3, description: Theirs.}
chain: {$ref: "#/two", summary: Nearest.}
whole: {$ref: other.yaml}
far: {$ref: "other.yaml#/back"}
encoded: {$ref: "other.yaml#/a%7E1b/0"}
name: {properties: {$ref: {type: string}}}
structural: {$ref: "#/three", value: 4, x-key: 5}
text: {$ref: "#/three/description", description: Over.}
"""
OTHER = """
a/b: [{value: 1, description: Other.}]
back: {$ref: "main.yaml#/three"}
200: {value: status}
"""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "main.yaml").write_text(MAIN)
    (tmp_path / "other.yaml").write_text(OTHER)
    return Document.load(tmp_path / "main.yaml")


def resolved(document: Document, key: str) -> Any:
    return document.resolve(document.root[key]).value


def refusal(folder: Path, reference: str, **options: Any) -> str:
    (folder / "main.yaml").write_text(
        f"here:\n  $ref: {json.dumps(reference)}\nthere: {{list: [1], text: x}}\n"
    )
    document = Document.load(folder / "main.yaml", **options)
    with pytest.raises(InputError) as caught:
        document.resolve(document.root["here"])
    (problem,) = caught.value.problems
    assert problem.rule == "reference"
    assert problem.place is not None
    assert problem.place.line == 2
    return problem.message


class TestNodes:
    def test_know_their_children_and_places(self, document: Document) -> None:
        node = document.root["three"]
        assert [(key, child.value) for key, child in node.items()] == [
            ("value", 3),
            ("description", "Theirs."),
        ]
        assert node["value"].place().column == 16
        assert node["value"].place("key").column == 9
        assert node.get("none") is None
        assert node.get(0) is None
        with pytest.raises(KeyError):
            node["none"]

    def test_of_sequences(self, document: Document) -> None:
        (element,) = document.resolve(document.root["whole"])["a/b"].elements()
        assert element.pointer == ("a/b", 0)
        assert element.value["value"] == 1

    def test_of_scalars_have_no_children(self, document: Document) -> None:
        node = document.root["three"]["value"]
        assert [*node.items(), *node.elements()] == []
        assert node.get("value") is None
        assert not node.is_mapping
        assert not node.is_sequence

    def test_are_equal_by_place(self, document: Document) -> None:
        assert document.root["three"] == document.root["three"]
        assert document.root["three"] != document.root["one"]
        assert len({document.root["three"], document.root["three"]}) == 1
        assert document.root["three"] != document.root["three"].value


class TestResolving:
    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("three", {"value": 3, "description": "Theirs."}),
            ("one", {"value": 3, "description": "Theirs."}),
            ("two", {"value": 1, "description": "Mine."}),
            ("chain", {"value": 1, "description": "Mine.", "summary": "Nearest."}),
            ("far", {"value": 3, "description": "Theirs."}),
            ("encoded", {"value": 1, "description": "Other."}),
            ("name", {"properties": {"$ref": {"type": "string"}}}),
            ("structural", {"value": 3, "description": "Theirs.", "x-key": 5}),
            ("text", "Theirs."),
        ],
    )
    def test_follows_references(self, document: Document, key: str, value: Any) -> None:
        assert resolved(document, key) == value

    def test_of_a_whole_file(self, document: Document) -> None:
        assert list(resolved(document, "whole")) == ["a/b", "back", "200"]

    def test_a_property_called_ref_is_no_reference(self, document: Document) -> None:
        properties = document.root["name"]["properties"]
        assert document.resolve(properties) is properties

    def test_names_the_target_without_what_lies_over_it(self, document: Document) -> None:
        target = document.target(document.root["chain"])
        assert target.pointer == ("a/b", 0)
        assert target.value["description"] == "Other."
        assert target.identity == document.resolve(document.root["chain"]).identity

    def test_keeps_the_places_of_both(self, document: Document) -> None:
        node = document.resolve(document.root["chain"])
        places = {key: Path(child.place().file).name for key, child in node.items()}
        assert places == {"value": "other.yaml", "description": "main.yaml", "summary": "main.yaml"}
        assert node["description"].place().line == 3
        assert node["summary"].place().line == 5

    def test_reads_files_when_they_are_needed(self, document: Document) -> None:
        assert len(document.files) == 1
        document.resolve(document.root["two"])
        assert [file.path.name for file in document.files] == ["main.yaml", "other.yaml"]

    def test_reads_integer_keys_as_text(self, tmp_path: Path, document: Document) -> None:
        (tmp_path / "third.yaml").write_text('here: {$ref: "other.yaml#/200"}\n')
        third = Document.load(tmp_path / "third.yaml")
        assert third.resolve(third.root["here"]).value == {"value": "status"}

    def test_reads_json_beside_yaml(self, tmp_path: Path) -> None:
        (tmp_path / "main.yaml").write_text("here: {$ref: other.json#/a}\n")
        (tmp_path / "other.json").write_text('{"a": {"b": 1}}')
        document = Document.load(tmp_path / "main.yaml")
        assert document.resolve(document.root["here"]).value == {"b": 1}


class TestRefusals:
    @pytest.mark.parametrize(
        ("reference", "message"),
        [
            ("#/ther", "'#/ther' leads nowhere: the document has no 'ther'; did you mean 'there'?"),
            ("#/there/list/1", "'#/there/list/1' leads nowhere: 'list' has no element 1"),
            ("#/there/list/00", "'#/there/list/00' leads nowhere: 'list' has no element 00"),
            ("#/there/list/-1", "'#/there/list/-1' leads nowhere: 'list' has no element -1"),
            ("#/there/text/x", "'#/there/text/x' leads nowhere: 'text' has no keys"),
            ("#/there/list/pop", "'#/there/list/pop' leads nowhere: 'list' has no element pop"),
            ("#/there/__class__", "'#/there/__class__' leads nowhere: 'there' has no '__class__'"),
            ("#/there/../there", "'#/there/../there' leads nowhere: 'there' has no '..'"),
            ("#there", "'#there' names an anchor; write a path from the root, such as '#/a/b'"),
            ("http://a/b", "'http://a/b' is not a file beside this one; only local files are read"),
            ("//host/a.yaml", "'//host/a.yaml' is not a file beside this one; only local files are read"),
            ("C:\\a.yaml", "'C:\\a.yaml' is not a file beside this one; only local files are read"),
            ("/etc/passwd#/x", "'/etc/passwd#/x' is not a relative path"),
            ("a\\b.yaml", "'a\\b.yaml' is not a relative path"),
            ("../main.yaml", "'../main.yaml' is outside the folder of the document"),
            ("a/../../b.yaml", "'a/../../b.yaml' is outside the folder of the document"),
            ("..%2Fmain.yaml", "'..%2Fmain.yaml' is outside the folder of the document"),
            ("mian.yaml", "there is no file 'mian.yaml'; did you mean 'main.yaml'?"),
            (".", "there is no file '.'"),
            ("%00", "'%00' is not a relative path"),
            ("x" * 5000 + ".yaml", "there is no file '" + "x" * 5000 + ".yaml'"),
        ],
    )  # fmt: skip
    def test_say_why(self, tmp_path: Path, reference: str, message: str) -> None:
        assert refusal(tmp_path, reference) == message

    @pytest.mark.parametrize("written", ["12", "null", "[a]", "true"])
    def test_of_what_is_no_text(self, tmp_path: Path, written: str) -> None:
        (tmp_path / "main.yaml").write_text(f"here: {{$ref: {written}}}\n")
        document = Document.load(tmp_path / "main.yaml")
        with pytest.raises(InputError, match=r"a '\$ref' is a text"):
            document.resolve(document.root["here"])

    @pytest.mark.parametrize("length", [1, 2, 50])
    def test_of_circles(self, tmp_path: Path, length: int) -> None:
        steps = [f"s{number}: {{$ref: '#/s{(number + 1) % length}'}}" for number in range(length)]
        (tmp_path / "main.yaml").write_text("\n".join(steps))
        document = Document.load(tmp_path / "main.yaml")
        with pytest.raises(InputError, match="this refers to itself: #/s"):
            document.resolve(document.root["s0"])

    def test_of_long_chains(self, tmp_path: Path) -> None:
        steps = [f"s{number}: {{$ref: '#/s{number + 1}'}}" for number in range(100)]
        (tmp_path / "main.yaml").write_text("\n".join([*steps, "s100: {a: 1}"]))
        document = Document.load(tmp_path / "main.yaml")
        assert document.resolve(document.root["s60"]).value == {"a": 1}
        with pytest.raises(InputError, match="leads through more than 50 references"):
            document.resolve(document.root["s0"])

    def test_of_links_that_lead_outside(self, tmp_path: Path) -> None:
        folder = tmp_path / "spec"
        folder.mkdir()
        (tmp_path / "secret.yaml").write_text("a: 1\n")
        (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
        (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
        assert refusal(folder, "link.yaml#/a").endswith(
            "is a link to a place outside the folder of the document"
        )
        assert refusal(folder, "loop.yaml#/a").startswith("there is no file 'loop.yaml'")

    def test_tell_nothing_of_other_folders(self, tmp_path: Path) -> None:
        folder, outside = tmp_path / "spec", tmp_path / "private"
        folder.mkdir()
        outside.mkdir()
        (outside / "secret.yaml").write_text("a: 1\n")
        (folder / "link").symlink_to(outside)
        assert refusal(folder, "link/secrets.yaml") == "there is no file 'link/secrets.yaml'"
        assert refusal(folder, ".") == "there is no file '.'"

    def test_reach_as_far_as_the_root_folder(self, tmp_path: Path) -> None:
        folder = tmp_path / "spec"
        folder.mkdir()
        (tmp_path / "shared.yaml").write_text("a: {b: 1}\n")
        (folder / "main.yaml").write_text("here: {$ref: ../shared.yaml#/a}\n")
        document = Document.load(folder / "main.yaml", root=tmp_path)
        assert document.resolve(document.root["here"]).value == {"b": 1}

    def test_of_too_many_files(self, tmp_path: Path) -> None:
        (tmp_path / "other.yaml").write_text("a: 1\n")
        assert "more than 1 files" in refusal(tmp_path, "other.yaml#/a", limits=Limits(files=1))

    def test_of_files_that_cannot_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "main.yaml").write_text("a: {$ref: other.yaml#/a}\nb: {$ref: other.yaml#/b}\n")
        (tmp_path / "other.yaml").write_text("a: [\n")
        document = Document.load(tmp_path / "main.yaml")
        for key in ("a", "b"):
            with pytest.raises(InputError) as caught:
                document.resolve(document.root[key])
            assert caught.value.problems[0].rule == "yaml-syntax"

    @pytest.mark.parametrize("text", ["", "- 1\n", "text\n", "12\n"])
    def test_of_documents_that_are_no_mapping(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "main.yaml").write_text(text)
        with pytest.raises(InputError) as caught:
            Document.load(tmp_path / "main.yaml")
        assert caught.value.problems[0].rule == "document"


def test_nodes_are_cheap_to_resolve_again(document: Document) -> None:
    node: Node = document.root["chain"]
    assert document.resolve(node) is document.resolve(document.root["chain"])
