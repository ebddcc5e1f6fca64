"""Output folders, inputs and working directories that are made to harm whoever runs the command there."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dialwright.cli import main
from dialwright.files.paths import MANIFEST

DOCUMENT = Path(__file__).with_name("parrots.yaml")


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(DOCUMENT, tmp_path))


@pytest.fixture
def root(spec: Path) -> Path:
    """A folder that a client was generated into."""
    assert generate() == 0
    return Path("out/parrots-client").resolve()


def generate(spec: str = "parrots.yaml", *options: str) -> int:
    return main(["generate", spec, "-o", "out", "--quiet", *options])


def refused(capsys: pytest.CaptureFixture[str], reason: str) -> None:
    """Refused for a reason, in one line that says where."""
    assert generate() == 2
    assert reason in capsys.readouterr().err


def test_a_folder_that_is_a_link_is_not_written_through(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    models, outside = root / "src/parrots_client/models", tmp_path / "outside"
    outside.mkdir()
    shutil.rmtree(models)
    models.symlink_to(outside)
    refused(capsys, "is a symbolic link")
    assert list(outside.iterdir()) == []


def test_the_root_itself_may_be_a_link(root: Path, tmp_path: Path) -> None:
    elsewhere = root.rename(tmp_path / "elsewhere")
    root.symlink_to(elsewhere)
    (elsewhere / "README.md").unlink()
    assert generate() == 0
    assert root.is_symlink()
    assert (elsewhere / "README.md").is_file()


@pytest.mark.parametrize("name", ["README.md", MANIFEST])
def test_a_file_that_is_a_link_is_left_alone(
    root: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    (root / name).unlink()
    (root / name).symlink_to(precious)
    refused(capsys, str(root / name))
    assert precious.read_text() == "mine"


@pytest.mark.parametrize("name", ["README.md", MANIFEST])
def test_a_pipe_in_the_place_of_a_file_is_refused_and_not_waited_for(
    root: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / name).unlink()
    os.mkfifo(root / name)
    refused(capsys, "not a regular file")
    (root / name).unlink()
    (root / name).mkdir()
    refused(capsys, "not a regular file")


def test_files_of_others_are_neither_overwritten_nor_removed(
    spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path("out/parrots-client")
    folder.mkdir(parents=True)
    (folder / "README.md").write_text("mine")
    (folder / "notes.txt").write_text("mine")
    refused(capsys, "were not generated here")
    (folder / "README.md").unlink()
    assert generate() == 0
    assert (folder / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("path", ["../../precious", "/precious", "src/../../../precious"])
def test_a_manifest_that_claims_files_elsewhere_is_not_believed(
    root: Path, tmp_path: Path, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    with (root / MANIFEST).open("a") as stream:
        stream.write(f"{'0' * 64}  {path}\n")
    refused(capsys, "cannot write these paths")
    assert precious.read_text() == "mine"


def test_a_folder_that_another_process_writes_into_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "README.md").unlink()
    held = os.open(root, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    try:
        refused(capsys, "another process is writing")
        assert not (root / "README.md").exists()
    finally:
        os.close(held)
    assert generate() == 0
    assert (root / "README.md").is_file()


def test_a_folder_that_cannot_be_written_stays_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "README.md").write_text("edited")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    refused(capsys, "No space left on device")
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_names_are_never_too_long_for_a_file_system(spec: Path) -> None:
    text = spec.read_text()
    spec.write_text(
        text.replace("title: Parrots", f"title: {'parrot ' * 900}")
        .replace("tags: [parrots]", f"tags: [{'t' * 5000}]")
        .replace('Parrot"', f"{'P' * 5000}\"")
        .replace("    Parrot:", f"    ? {'P' * 5000}\n    :")
    )
    assert generate() == 0
    parts = {part for path in Path("out").rglob("*") for part in path.parts}
    assert max(len(part.encode()) for part in parts) < 200


@pytest.mark.parametrize("name", ["http://127.0.0.1:9/openapi.yaml", "file:///etc/passwd", "/dev/zero"])
def test_what_is_no_file_is_not_read(spec: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate(name) == 2
    error = capsys.readouterr().err
    assert "does not exist" in error or "is not a file" in error
    assert "root:" not in error


def test_a_pipe_or_a_file_too_large_is_not_read(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("pipe.yaml")
    assert generate("pipe.yaml") == 2
    with Path("large.yaml").open("wb") as stream:
        stream.truncate(1 << 30)
    assert generate("large.yaml") == 2
    assert "is larger than 20,000,000 bytes" in capsys.readouterr().err


def test_the_command_imports_nothing_from_where_it_is_run(spec: Path) -> None:
    for name in ("yaml", "jinja2", "dialwright", "jsonschema_rs"):
        Path(f"{name}.py").write_text("raise SystemExit('imported from the working directory')\n")
    command = Path(sys.executable).with_name("dialwright")
    done = subprocess.run(
        [command, "generate", "parrots.yaml", "-o", "out"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
