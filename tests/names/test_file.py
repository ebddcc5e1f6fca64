"""The file of names as users meet it: where it is, what may be in it, and what is said of faults."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dialwright.cli import main

FILE = Path("out/parrots-client/dialwright.names.json")
LIST: dict[str, Any] = {
    "operationId": "list",
    "tags": ["birds"],
    "responses": {"200": {"description": "All."}},
}
GET: dict[str, Any] = {"operationId": "get", "tags": ["birds"], "responses": {"200": {"description": "One."}}}

Said = Callable[[], str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write({"/parrots": {"get": LIST}, "/parrots/{id}": {"get": GET}})


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return lambda: "".join(capsys.readouterr())


def write(paths: dict[str, Any]) -> None:
    """The document with these paths."""
    info = {"title": "Parrots", "version": "1"}
    servers = [{"url": "https://parrots.example"}]
    whole = {"openapi": "3.1.0", "info": info, "servers": servers, "paths": paths}
    Path("api.json").write_text(json.dumps(whole), encoding="utf-8")


def generate(*options: str) -> int:
    return main(["generate", "api.json", "-o", "out", "--quiet", *options])


def names(file: Path = FILE) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def edit(*way: str, name: object, file: Path = FILE) -> None:
    """Write a name as a person would."""
    content = inside = names(file)
    for step in way[:-1]:
        inside = inside.setdefault(step, {})
    inside[way[-1]] = name
    file.write_text(json.dumps(content, indent=1), encoding="utf-8")


def methods() -> str:
    """Every method of the client, as its list of methods has it."""
    found, place = list[str](), ""
    for line in (FILE.parent / "api.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## `"):
            place = line.strip("#` ")
        elif line.startswith("- `"):
            found.append(f"{place}.{line[3:]}")
    return "\n".join(found)


# --- where it is ---


def test_is_in_the_folder_of_the_client() -> None:
    assert generate() == 0
    assert names()["operations"]["GET /parrots"] == {"method": "list", "resource": "birds"}
    assert "names.json" not in (FILE.parent / ".dialwright-manifest").read_text(encoding="utf-8")


def test_an_option_or_the_settings_say_where_else() -> None:
    assert generate() == 0
    edit("operations", "GET /parrots", "method", name="every")
    Path("dialwright.toml").write_text('names = "kept.json"\n', encoding="utf-8")
    assert generate() == 0  # the names that there are move with the setting
    assert names(Path("kept.json"))["operations"]["GET /parrots"]["method"] == "every"
    edit("operations", "GET /parrots", "method", name="all", file=Path("kept.json"))
    assert generate("--names", "new/other.json") == 0
    assert "every(" in methods()
    assert generate() == 0
    assert ".all(" in methods()


def test_a_document_that_names_everything_has_none() -> None:
    paths = {"/parrots": {"x-resource": "birds", "get": {**LIST, "x-method": "all"}}}
    write(paths)
    assert generate() == 0
    assert not FILE.exists()
    assert generate("--names", "kept.json") == 0
    assert Path("kept.json").exists()


def test_stays_where_it_is_no_longer_needed() -> None:
    assert generate() == 0
    write({"/parrots": {"x-resource": "birds", "get": {**LIST, "x-method": "all"}}})
    assert generate() == 0
    assert FILE.exists()


def test_a_check_tells_what_would_change(said: Said) -> None:
    assert generate() == 0
    assert generate("--check") == 0
    before = FILE.read_bytes()
    write(
        {"/parrots": {"get": LIST}, "/parrots/{id}": {"get": GET}, "/new": {"get": {**LIST, "tags": ["new"]}}}
    )
    assert generate("--check") == 1
    assert '+  "GET /new": {' in said()
    assert FILE.read_bytes() == before


def test_a_lost_file_is_made_again_and_an_edited_one_is_heeded() -> None:
    """Though nothing else changed since the last run."""
    assert generate() == 0
    FILE.unlink()
    assert generate() == 0
    edit("operations", "GET /parrots", "method", name="every")
    assert generate() == 0
    assert "every(" in methods()


def test_nothing_is_half_written(monkeypatch: pytest.MonkeyPatch) -> None:
    assert generate() == 0
    Path("elsewhere").mkdir()
    assert generate("--names", "elsewhere/kept.json") == 0
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    write({"/parrots": {"get": LIST}, "/new": {"get": {**LIST, "tags": ["new"]}}})
    before[Path("api.json")] = Path("api.json").read_bytes()
    real = os.replace

    def failing(source: Any, target: Any) -> None:
        if Path(source).parent.name.startswith(".parrots") and Path(target).name == "kept.json":
            monkeypatch.setattr(os, "replace", real)
            raise OSError(28, "no space left")
        real(source, target)

    monkeypatch.setattr(os, "replace", failing)
    assert generate("--names", "elsewhere/kept.json") != 0
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


# --- what may be written into it ---


def test_a_method_a_resource_and_a_parameter_may_be_chosen() -> None:
    assert generate() == 0
    edit("operations", "GET /parrots/{id}", "method", name="fetch")
    edit("operations", "GET /parrots/{id}", "parameters", "path id", name="parrot_id")
    edit("resources", "birds", "name", name="flock")
    edit("operations", "GET /parrots", "resource", name="everything")
    assert generate() == 0
    assert ".flock.fetch(parrot_id" in methods()
    assert ".everything.list(" in methods()
    assert generate("--check") == 0


def test_tags_that_share_a_name_share_a_resource() -> None:
    write({"/parrots": {"get": LIST}, "/crows": {"get": {**GET, "tags": ["Corvids"]}}})
    assert generate() == 0
    edit("resources", "corvids", "name", name="birds")
    assert generate() == 0
    assert ".birds.list(" in methods()
    assert ".birds.get(" in methods()


def test_what_the_document_says_counts_more(said: Said) -> None:
    """By an overlay, say. Whoever had the name so far is told of it, and is called something else."""
    assert generate() == 0
    Path("ours.json").write_text(
        json.dumps(
            {
                "overlay": "1.0.0",
                "info": {"title": "Ours", "version": "1"},
                "actions": [{"target": "$.paths['/parrots/{id}'].get", "update": {"x-method": "list"}}],
            }
        ),
        encoding="utf-8",
    )
    assert generate("--overlay", "ours.json") == 0
    assert ".birds.list(id" in methods()
    assert "'list' is needed for something else, so GET /parrots becomes 'list_2'" in said()
    assert "method" not in names()["operations"]["GET /parrots/{id}"]
    assert names()["operations"]["GET /parrots"]["method"] == "list_2"


# --- faults ---


@pytest.mark.parametrize(
    ("way", "name", "message"),
    [
        (("operations", "GET /parrots", "method"), "2nd", "'2nd' is not a name that Python takes"),
        (("operations", "GET /parrots", "method"), "class", "'class' is not a name that Python takes"),
        (("operations", "GET /parrots", "method"), "_own", "'_own' is not a name that Python takes"),
        (("operations", "GET /parrots", "method"), "", "'' is not a name that Python takes"),
        (("operations", "GET /parrots", "method"), 7, "a name is a text"),
        (("operations", "GET /parrots", "method"), "get", "'get' is already the name of GET /parrots"),
        (("operations", "GET /parrots", "metod"), "all", "no 'metod' here; did you mean 'method'?"),
        (("operation",), {}, "no 'operation' here; did you mean 'operations'?"),
        (("operations", "GET /parrots"), "all", "what is under 'GET /parrots' is an object"),
    ],
)
def test_faults_are_told_with_their_place(
    way: tuple[str, ...], name: object, message: str, said: Said
) -> None:
    assert generate() == 0
    edit("operations", "GET /parrots", "method", name="list")
    edit(*way, name=name)
    before = {path: path.read_bytes() for path in FILE.parent.rglob("*") if path.is_file()}
    assert generate() == 2
    told = said()
    assert message in told
    assert "is needed for something else" not in told
    assert f"{FILE.as_posix()}:" in told
    assert {path: path.read_bytes() for path in FILE.parent.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("text", ["{", "[]", '{"operations": {}, "operations": {}}', "\x00", "{}{}"])
def test_what_is_no_file_of_names_is_refused(text: str, said: Said) -> None:
    assert generate() == 0
    FILE.write_text(text, encoding="utf-8")
    assert generate() == 2
    assert f"{FILE.as_posix()}:1:" in said()


def test_a_link_is_refused(said: Said) -> None:
    assert generate() == 0
    FILE.rename("elsewhere.json")
    FILE.symlink_to(Path("elsewhere.json").resolve())
    assert generate() == 2
    assert "no file of names" in said()


def test_a_file_of_another_kind_is_left_alone(said: Said) -> None:
    Path("notes.txt").write_text("{}", encoding="utf-8")
    Path("package.json").write_text('{"name": "mine"}', encoding="utf-8")
    assert generate("--names", "notes.txt") == 2
    assert generate("--names", "package.json") == 2
    assert generate("--names", "new.toml") == 2
    assert "ends in '.json'" in said()
    assert Path("package.json").read_text(encoding="utf-8") == '{"name": "mine"}'


def test_a_name_that_python_needs_is_given_up_and_told(said: Said) -> None:
    """`options` is an argument that every method has."""
    assert generate() == 0
    edit("operations", "GET /parrots/{id}", "parameters", "path id", name="options")
    assert generate() == 0
    assert "'options' is needed for something else" in said()
    assert generate("--strict") == 2
