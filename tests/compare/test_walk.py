"""What the walk through two documents promises, whatever the rules say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dialwright.compare import RULES, Level
from dialwright.compare.change import Bump
from dialwright.compare.gate import judge
from dialwright.compare.report import FORMATS
from dialwright.compare.version import Version

from .table import compared, document

PET = {"$ref": "#/components/schemas/Pet"}


def shared(schema: Any) -> dict[str, Any]:
    """A document with one schema in a request and in two answers."""
    answer = {
        "responses": {"200": {"description": "Fine.", "content": {"application/json": {"schema": PET}}}}
    }
    sent = {"requestBody": {"content": {"application/json": {"schema": PET}}}}
    paths = {"/pets": {"get": answer, "post": answer | sent}}
    return document(paths=paths, components={"schemas": {"Pet": schema}})


def test_a_change_of_a_shared_schema_is_told_once_at_its_worst(tmp_path: Path) -> None:
    old, new = ({"type": "string", "enum": values} for values in (["cat", "dog"], ["cat"]))
    (change,) = compared(tmp_path, shared(old), shared(new))
    assert (change.level, change.rule.id) == (Level.BREAKING, "request-enum-value-removed")
    assert change.used == ("GET /pets (response)", "POST /pets (request)", "POST /pets (response)")


def test_schemas_that_hold_themselves_end(tmp_path: Path) -> None:
    old, new = (
        {"type": "object", "properties": {"friend": PET, "name": {"type": kind}}}
        for kind in ("string", "integer")
    )
    (change,) = compared(tmp_path, shared(old), shared(new))
    assert change.level is Level.BREAKING


def test_what_is_beside_a_reference_counts(tmp_path: Path) -> None:
    old, new = ({"type": "object", "properties": {"a": PET | {"default": value}}} for value in ("cat", "dog"))
    (change,) = compared(tmp_path, shared(old), shared(new))
    assert change.rule.id == "request-default-changed"
    assert change.used


def test_both_places_are_told(tmp_path: Path) -> None:
    (change,) = compared(tmp_path, shared({"type": "string"}), shared({"type": "integer"}))
    assert change.old.source.strip() == "type: string"
    assert change.new.source.strip() == "type: integer"


@pytest.mark.parametrize(
    ("former", "bump", "demanded"),
    [
        ("1.2.3", Bump.MAJOR, "2.0.0"),
        ("1.2.3", Bump.MINOR, "1.3.0"),
        ("1.2.3", Bump.PATCH, "1.2.4"),
        ("1.2.3", Bump.NONE, "1.2.3"),
        ("0.2.3", Bump.MAJOR, "0.3.0"),
        ("0.2.3", Bump.MINOR, "0.2.4"),
        ("0.2.3", Bump.PATCH, "0.2.4"),
    ],
)
def test_what_a_change_demands(former: str, bump: Bump, demanded: str) -> None:
    version = Version.parse(former)
    assert version is not None
    assert str(version.bumped(bump)) == demanded


@pytest.mark.parametrize("text", ["", "1", "1.2", "01.2.3", "1.2.3-rc1", "v1.2.3"])
def test_other_texts_are_no_versions(text: str) -> None:
    assert Version.parse(text) is None


def test_every_format_tells_of_the_change(tmp_path: Path) -> None:
    compared(tmp_path, shared({"type": "string"}), shared({"type": "integer"}))
    verdicts = judge(tmp_path / "old.yaml", tmp_path / "new.yaml")
    told = {name: report(verdicts) for name, report in FORMATS.items()}
    assert "breaking: the type was string and is integer [request-type-changed]" in told["text"]
    assert "^^^^^^^" in told["text"]
    assert "| breaking | the type was string and is integer (`request-type-changed`) |" in told["markdown"]
    assert json.loads(told["json"])["documents"][0]["changes"][0]["rule"] == "request-type-changed"
    first, *_, last = told["github"].splitlines()
    assert re.match(r"::error file=[^,]+,line=\d+,col=\d+::the type was string", first)
    assert last.endswith("[version]")
    assert "; a major change of 1.0.0 demands 2.0.0; the version is 1.0.0\n" in told["text"]


def test_an_operation_that_goes_is_told_by_its_path_and_by_the_file_that_was_named(tmp_path: Path) -> None:
    both = {"get": {"responses": {"200": {"description": "Fine."}}}}
    both["delete"] = both["get"]
    (change,) = compared(
        tmp_path, document(paths={"/pets": both}), document(paths={"/pets": {"get": both["get"]}})
    )
    assert (change.rule.id, change.message) == (
        "operation-removed",
        "the operation 'DELETE /pets' was removed",
    )
    (verdict,) = judge(tmp_path / "old.yaml", tmp_path / "new.yaml")
    assert {Path(change.old.file) for change in verdict.changes} == {tmp_path / "old.yaml"}


def test_a_folder_of_documents_of_which_one_goes(tmp_path: Path) -> None:
    for side, names in (("old", "ab"), ("new", "a")):
        for name in names:
            (tmp_path / side / name).mkdir(parents=True)
            (tmp_path / side / name / "openapi.yaml").write_text(json.dumps(document()))
    kept, gone = judge(tmp_path / "old", tmp_path / "new")
    assert kept.changes == ()
    assert [change.rule.id for change in gone.changes] == ["document-removed"]
    assert gone.missing


def test_every_rule_is_documented() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "compare.md").read_text(encoding="utf-8")
    assert [
        name for name, rule in RULES.items() if f"| `{name}` | {rule.level.word} | {rule.hurts}" not in page
    ] == []
