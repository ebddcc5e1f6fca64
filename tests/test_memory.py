"""A run that would make what is there already does nothing; whatever else changed, it does everything."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dialwright import pipeline
from dialwright.cli import main, memory

DOCUMENT = """\
openapi: 3.1.0
info: {title: Parrots, version: 1.2.3}
servers: [{url: https://parrots.example}]
paths:
  /parrots: {$ref: parrots.yaml#/all}
"""
PATHS = """\
all:
  get:
    operationId: listParrots
    responses: {200: {description: All., content: {application/json: {schema: {type: object}}}}}
"""

Change = Callable[[Path], None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a document of two files, generated from once."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "api.yaml").write_text(DOCUMENT)
    (tmp_path / "parrots.yaml").write_text(PATHS)
    assert generates()
    return tmp_path


def generates(*options: str) -> bool:
    """Run the command; whether it read the document."""
    read: list[Path] = []
    real = pipeline.generate

    def noting(entry: Path, **given: Any) -> pipeline.Result:
        read.append(entry)
        return real(entry, **given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "generate", noting)
        assert main(["generate", "-q", "api.yaml", "-o", "out", *options]) == 0
    return bool(read)


def test_what_is_there_is_not_made_again(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert not generates()
    assert not generates("--check")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_it_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "api.yaml", "-o", "out"]) == 0
    assert "parrots-client is up to date, for nothing changed: 1 operation" in capsys.readouterr().err


def edit(name: str, old: str, new: str) -> Change:
    def change(folder: Path) -> None:
        path = folder / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    return change


def remove(name: str) -> Change:
    return lambda folder: (folder / name).unlink()


def spoil(folder: Path) -> None:
    """Leave what is remembered as no memory at all."""
    for path in (folder / "out" / memory.FOLDER).glob("*.json"):
        path.write_text("[]")


def lead_out(folder: Path) -> None:
    """Have what is remembered speak of another folder."""
    for path in (folder / "out" / memory.FOLDER).glob("*.json"):
        path.write_text(json.dumps({**json.loads(path.read_text()), "distribution": "../elsewhere"}))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(edit("api.yaml", "1.2.3", "1.2.4"), id="the document"),
        pytest.param(edit("parrots.yaml", "All.", "Every one."), id="a file that it refers to"),
        pytest.param(edit("out/parrots-client/README.md", "Parrots", "Geese"), id="what was made"),
        pytest.param(remove("out/parrots-client/README.md"), id="what was made is gone"),
        pytest.param(edit("out/parrots-client/.dialwright-manifest", "README.md", "README"), id="the list"),
        pytest.param(spoil, id="no memory"),
        pytest.param(lead_out, id="a memory of another folder"),
    ],
)
def test_a_change_has_everything_done(folder: Path, change: Change) -> None:
    change(folder)
    assert generates()
    assert not generates()


def test_options_make_a_difference(folder: Path) -> None:
    assert generates("--name", "geese")
    assert not generates("--name", "geese")
    assert not generates()


def test_so_does_the_generator_itself(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "generator"
    changed.mkdir()
    (changed / "words.py").write_text("WORDS = 1\n")
    monkeypatch.setattr(memory, "folders", lambda: (changed,))
    assert generates()
    assert not generates()
    (changed / "words.py").write_text("WORDS = 2\n")
    assert generates()


def test_warnings_come_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twice = "    operationId: listParrots\n    responses: {200: {description: All.}}\n"
    edit("parrots.yaml", "all:\n", f"all:\n  head:\n{twice}")(folder)
    for _ in range(2):
        capsys.readouterr()
        assert main(["generate", "-q", "api.yaml", "-o", "out"]) == 0
        assert "warning" in capsys.readouterr().err


def test_what_is_remembered_stays_out_of_version_control(folder: Path) -> None:
    assert (folder / "out" / memory.FOLDER / ".gitignore").read_text() == "*\n"


def test_nothing_is_remembered_through_a_link(folder: Path) -> None:
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (folder / "new").mkdir()
    (folder / "new" / memory.FOLDER).symlink_to(elsewhere)
    assert main(["generate", "-q", "api.yaml", "-o", "new"]) == 0
    assert [*elsewhere.iterdir()] == []
