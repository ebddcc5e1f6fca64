"""`dialwright breaking`, from its arguments to its exit code, with files and folders on the disk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dialwright.cli import main

SPEC = """\
# A comment that stays.
openapi: 3.1.0
info:   {title: Teas,   version: "1.2.0"}   # as people write
paths:
  /teas:
    get:
      operationId: listTeas
      parameters:
        - {name: kind, in: query, schema: {type: string, enum: [green, black]}}
      responses: {"200": {description: Teas.}}
"""
FEWER = SPEC.replace("[green, black]", "[green]")
MORE = SPEC.replace("[green, black]", "[green, black, white]")
WORDS = SPEC.replace("Teas.", "All teas.")


@dataclass
class Shop:
    """A document on either side, in the current folder."""

    capture: pytest.CaptureFixture[str]

    def put(self, old: str, new: str, name: str = "openapi.yaml") -> None:
        for side, text in (("old", old), ("new", new)):
            path = Path(side, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")

    def run(self, *options: str, old: str = "old", new: str = "new") -> tuple[int, str]:
        code = main(["breaking", old, new, "--quiet", *options])
        output = self.capture.readouterr()
        return code, output.out + output.err

    def told(self, *options: str) -> Any:
        code, text = self.run("--format", "json", *options)
        return code, json.loads(text)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shop:
    monkeypatch.chdir(tmp_path)
    return Shop(capsys)


def with_version(text: str, version: str) -> str:
    return text.replace("1.2.0", version)


class TestExitCodes:
    def test_nothing_changed_is_fine(self, shop: Shop) -> None:
        shop.put(SPEC, SPEC)
        assert shop.run() == (0, "0 breaking, 0 risky, 0 safe\n")

    def test_a_version_that_is_too_low_is_found(self, shop: Shop) -> None:
        shop.put(SPEC, FEWER)
        code, text = shop.run()
        assert code == 1
        assert "missing: the changes ask for version 2.0.0 or later, and `info.version` is 1.2.0" in text

    def test_a_version_that_is_high_enough_is_fine(self, shop: Shop) -> None:
        shop.put(SPEC, with_version(FEWER, "2.0.0"))
        assert shop.run()[0] == 0

    def test_an_entry_is_asked_for_where_there_is_a_change_log(self, shop: Shop) -> None:
        shop.put(SPEC, with_version(FEWER, "2.0.0"))
        log = Path("new/CHANGELOG.md")
        log.write_text("# Changelog\n\n## 2.0.01\n\n## 1.2.0\n")
        code, text = shop.run()
        assert code == 1
        assert "missing: CHANGELOG.md has no entry `## 2.0.0`" in text
        for title in ("## 2.0.0", "## [2.0.0]", "## 2.0.0 (2026-11-01)", "## 2.0.0 - today"):
            log.write_text(f"# Changelog\n\n{title}\n")
            assert shop.run()[0] == 0, title

    @pytest.mark.parametrize("side", ["old", "new"])
    def test_what_is_not_there_is_bad_input(self, shop: Shop, side: str) -> None:
        shop.put(SPEC, SPEC)
        code, text = shop.run(**{side: "nowhere"})
        assert code == 2
        assert "nowhere" in text

    def test_a_folder_without_documents_is_bad_input(self, shop: Shop) -> None:
        shop.put(SPEC, SPEC)
        Path("empty").mkdir()
        code, text = shop.run(new="empty")
        assert (code, "no openapi.yaml in it" in text) == (2, True)

    @pytest.mark.parametrize(
        "broken", ["a: [", "- a", SPEC.replace("schema: {type: string", "schema: {$ref: '#/no'")]
    )
    def test_a_broken_document_is_bad_input(self, shop: Shop, broken: str) -> None:
        shop.put(SPEC, broken)
        code, text = shop.run()
        assert code == 2
        assert "error: " in text
        assert "Traceback" not in text


class TestVersions:
    @pytest.mark.parametrize(
        ("old", "new", "asked", "step"),
        [
            ("1.2.3", FEWER, "2.0.0", "major"),
            ("1.2.3", MORE, "1.3.0", "minor"),
            ("1.2.3", WORDS, "1.2.4", "patch"),
            ("0.2.3", FEWER, "0.3.0", "minor"),
            ("0.2.3", MORE, "0.2.4", "patch"),
            ("0.2.3", WORDS, "0.2.4", "patch"),
            ("2.0.0-rc.1", FEWER, "3.0.0", "major"),
        ],
    )
    def test_what_changed_asks_for_a_step(
        self, shop: Shop, old: str, new: str, asked: str, step: str
    ) -> None:
        shop.put(with_version(SPEC, old), with_version(new, old))
        code, (told,) = shop.told()
        assert (code, told["version"]["least"], told["version"]["step"]) == (1, asked, step)
        shop.put(with_version(SPEC, old), with_version(new, asked))
        assert shop.run()[0] == 0

    def test_a_version_without_numbers_must_be_another(self, shop: Shop) -> None:
        shop.put(with_version(SPEC, "2026-10"), with_version(MORE, "2026-10"))
        code, text = shop.run()
        assert (code, "`info.version` is still 2026-10" in text) == (1, True)
        shop.put(with_version(SPEC, "2026-10"), with_version(MORE, "2026-11"))
        assert shop.run()[0] == 0


class TestFolders:
    def test_each_document_is_compared_with_its_own(self, shop: Shop) -> None:
        shop.put(SPEC, SPEC, "a/openapi.yaml")
        shop.put(SPEC, FEWER, "b/openapi.yaml")
        code, text = shop.run()
        assert code == 1
        assert "a: 0 breaking" in text
        assert "b: 1 breaking" in text

    def test_a_document_that_is_gone_and_one_that_is_new_are_told(self, shop: Shop) -> None:
        shop.put(SPEC, SPEC, "a/openapi.yaml")
        shop.put(SPEC, SPEC, "b/openapi.yaml")
        Path("new/b").rename("new/c")
        code, told = shop.told()
        assert [one["document"] for one in told] == ["a", "b", "c"]
        rules = [[(change["rule"], change["level"]) for change in one["changes"]] for one in told]
        assert rules == [[], [("document-removed", "breaking")], [("document-added", "safe")]]
        assert code == 0

    def test_files_are_compared_whatever_they_are_called(self, shop: Shop) -> None:
        shop.put(SPEC, FEWER, "teas.yaml")
        assert shop.run(old="old/teas.yaml", new="new/teas.yaml")[0] == 1


class TestFormats:
    ODD = SPEC.replace("[green, black]", '[green, black, "50%,\\na:b|<c>"]')

    def test_text_shows_the_line_and_who_is_hurt(self, shop: Shop) -> None:
        shop.put(SPEC, FEWER)
        lines = shop.run()[1].splitlines()
        assert lines[0] == (
            "new/openapi.yaml:9:64: breaking: parameter 'kind' of GET /teas: of its values, 'black' is gone"
            " [enum-value-removed]"
        )
        assert lines[1].startswith("    9 |         - {name: kind, in: query")
        assert lines[2].index("^") == lines[1].index("[green]")
        assert lines[3:] == [
            "    hurt: whoever gives the value (in GET /teas)",
            "1 breaking, 0 risky, 0 safe",
            "a new major version is due: 1.2.0 -> 2.0.0",
            "missing: the changes ask for version 2.0.0 or later, and `info.version` is 1.2.0",
        ]

    def test_markdown_is_one_table_whatever_is_in_it(self, shop: Shop) -> None:
        shop.put(SPEC, self.ODD)
        lines = shop.run("--format", "markdown")[1].splitlines()
        rows = [line for line in lines if line.startswith("|")]
        assert len(rows) == 3
        assert {row.replace("\\|", "").count("|") for row in rows} == {5}
        assert "&lt;c>" in rows[2]
        assert "- a new minor version is due: 1.2.0 -> 1.3.0" in lines

    def test_markdown_says_that_nothing_changed(self, shop: Shop) -> None:
        shop.put(SPEC, SPEC)
        assert shop.run("--format", "markdown")[1] == "### openapi.yaml\n\nNothing changed.\n\n"

    def test_annotations_escape_what_would_end_them(self, shop: Shop) -> None:
        name = "odd,:%\\n"
        shop.put(SPEC, SPEC.replace("name: kind", f'name: "{name}"'))
        lines = shop.run("--format", "github")[1].splitlines()
        assert [line.partition(" ")[0] for line in lines] == ["::error", "::notice", "::error"]
        assert lines[1].startswith("::notice file=new/openapi.yaml,line=9,col=11,title=parameter-added::")
        assert "parameter 'odd,:%25%0A' of GET /teas" in lines[1]
        assert lines[2].startswith("::error title=version::the changes ask for version 2.0.0")

    def test_annotations_escape_the_name_of_the_file(self, shop: Shop) -> None:
        shop.put(SPEC, MORE, "a,b:c%.yaml")
        text = shop.run("--format", "github", old="old/a,b:c%.yaml", new="new/a,b:c%.yaml")[1]
        assert text.startswith("::notice file=new/a%2Cb%3Ac%25.yaml,line=9,")

    def test_json_holds_all_of_it(self, shop: Shop) -> None:
        shop.put(SPEC, FEWER)
        code, (told,) = shop.told()
        (change,) = told["changes"]
        assert code == 1
        assert (change["rule"], change["level"], change["operations"]) == (
            "enum-value-removed",
            "breaking",
            ["GET /teas"],
        )
        assert (change["old"]["file"], change["new"]["line"]) == ("old/openapi.yaml", 9)
        assert told["version"] == {"old": "1.2.0", "new": "1.2.0", "least": "2.0.0", "step": "major"}
        assert len(told["missing"]) == 1


class TestApply:
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_the_version_is_raised_and_nothing_else_is_touched(self, shop: Shop, end: str) -> None:
        old, new = (text.replace("\n", end) for text in (SPEC, FEWER))
        shop.put(old, new)
        assert shop.run("--apply")[0] == 0
        assert Path("new/openapi.yaml").read_bytes().decode() == with_version(new, "2.0.0")
        assert Path("new/CHANGELOG.md").read_text() == (
            "# Changelog\n\nOf the API's description, and of the clients that are made from it.\n\n"
            "## 2.0.0\n\nBreaking:\n\n- Parameter 'kind' of GET /teas: of its values, 'black' is gone.\n"
        )

    def test_a_second_run_is_fine_and_changes_nothing(self, shop: Shop) -> None:
        shop.put(SPEC, FEWER)
        shop.run("--apply")
        files = {path: path.read_bytes() for path in Path("new").iterdir()}
        assert shop.run()[0] == 0
        assert shop.run("--apply")[0] == 0
        assert {path: path.read_bytes() for path in Path("new").iterdir()} == files

    def test_the_entry_comes_before_those_that_are_there(self, shop: Shop) -> None:
        shop.put(SPEC, MORE)
        log = Path("new/CHANGELOG.md")
        log.write_text("# Changelog\n\nWords.\n\n## 1.2.0\n\n- The first.\n")
        assert shop.run("--apply")[0] == 0
        titles = [line for line in log.read_text().splitlines() if line.startswith("#")]
        assert titles == ["# Changelog", "## 1.3.0", "## 1.2.0"]
        assert log.read_text().endswith("\n\n## 1.2.0\n\n- The first.\n")

    def test_a_version_that_is_high_enough_stays(self, shop: Shop) -> None:
        shop.put(SPEC, with_version(FEWER, "3.1.0"))
        assert shop.run("--apply")[0] == 0
        assert "3.1.0" in Path("new/openapi.yaml").read_text()
        assert "## 3.1.0" in Path("new/CHANGELOG.md").read_text()

    def test_nothing_is_written_where_nothing_changed(self, shop: Shop) -> None:
        shop.put(SPEC, SPEC)
        assert shop.run("--apply")[0] == 0
        assert [path.name for path in Path("new").iterdir()] == ["openapi.yaml"]
