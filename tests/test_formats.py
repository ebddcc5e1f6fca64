"""Problems for programs to read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dialwright.cli import main
from dialwright.cli.formats import as_annotations, as_json
from dialwright.problems import Place, Problem, Severity

CASE = Path(__file__).parent / "cases" / "alias"


def problem(file: str = "a.yaml", message: str = "is wrong", *, placed: bool = True) -> Problem:
    place = Place(file, 3, 5, 4, "    word") if placed else None
    return Problem(place, Severity.ERROR, message, "some-rule")


def test_an_annotation_says_where_from_and_where_to() -> None:
    assert as_annotations([problem()]) == (
        "::error file=a.yaml,line=3,col=5,endLine=3,endColumn=8,title=some-rule::is wrong\n"
    )
    assert as_annotations([problem(placed=False)]) == "::error title=some-rule::is wrong\n"


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\x1b", "\u2028"])
def test_no_document_gives_a_command_of_its_own(sign: str) -> None:
    told = as_annotations([problem(f"a{sign}::x", f"b{sign}::error::100% mine")])
    assert [line[:13] for line in told.splitlines()] == ["::error file="]
    assert "::100%25 mine" in told
    assert "\x1b" not in told


def test_a_file_may_have_any_name() -> None:
    assert "file=a%3Ab%2Cc%25.yaml,line=" in as_annotations([problem("a:b,c%.yaml")])


def test_json_is_a_list_in_order() -> None:
    listed = json.loads(as_json([problem("b.yaml"), problem(), problem(placed=False), problem()]))
    assert [entry.get("file") for entry in listed] == [None, "a.yaml", "b.yaml"]
    assert listed[0] == {"severity": "error", "rule": "some-rule", "message": "is wrong"}
    assert listed[1] == listed[0] | {"file": "a.yaml", "line": 3, "column": 5, "endLine": 3, "endColumn": 8}


class TestCommand:
    @pytest.fixture(autouse=True)
    def here(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(CASE)

    def test_prints_json_of_all_documents_at_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        valid = "../valid/openapi.yaml"
        assert main(["validate", "openapi.yaml", valid, "--format", "json"]) == 1
        shown = capsys.readouterr()
        assert [entry["line"] for entry in json.loads(shown.out)] == [9, 11]
        assert "alias" not in shown.err
        assert main(["validate", valid, "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out) == []

    def test_prints_annotations(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["validate", "openapi.yaml", "--format", "github"]) == 1
        first, second = capsys.readouterr().out.splitlines()
        assert first.startswith(
            "::error file=openapi.yaml,line=9,col=66,endLine=9,endColumn=74,title=alias::"
        )
        assert second.startswith("::error file=openapi.yaml,line=11,col=62,")

    def test_shows_text_with_the_lines_if_nothing_is_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["validate", "openapi.yaml"]) == 1
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.startswith((CASE / "stderr.txt").read_text(encoding="utf-8"))
