"""A change of a real document as it goes through review: in a repository, by the command that `make` runs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "spec" / "bandwidth"
EDITS = {
    "enum: [asc, desc]": "enum: [asc]",
    "- name: size\n          in: query\n": "- name: size\n          in: query\n          required: true\n",
    "Only calls of this bridge.": "Only calls of one bridge.",
}


class Repository:
    """A repository with one document in it, of version 1.2.3."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(SPEC, folder / "spec" / "bandwidth")
        (folder / "spec" / "bandwidth" / "CHANGELOG.md").unlink(missing_ok=True)
        self.edit("openapi.yaml", "  version: 0.1.0", "  version: 1.2.3")
        self.git("init", "-q")
        self.git("add", "spec")
        self.git(
            "-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "-m", "Add a document"
        )

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.folder, check=True, capture_output=True)

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.folder / "spec" / "bandwidth" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def breaking(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What `make breaking BASE=HEAD` runs, with the Makefile's own lines."""
        command = ["make", "-s", "-f", str(ROOT / "Makefile"), "breaking", "BASE=HEAD"]
        command += [
            f"PY={sys.executable}",
            "READY=ready",
            "-o",
            "ready",
            f"ARGS={' '.join(('-q', *arguments))}",
        ]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "dialwright", *arguments]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """One in which an enum, a parameter and a description were changed after the last commit."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "generator")]))
    made = Repository(tmp_path)
    for old, new in EDITS.items():
        made.edit("calls.yaml", old, new)
    return made


def test_three_changes_demand_a_major_version(repository: Repository) -> None:
    found = repository.breaking("--format json")
    assert found.returncode != 0
    (document,) = json.loads(found.stdout)["documents"]
    assert [(change["level"], change["rule"]) for change in document["changes"]] == [
        ("breaking", "request-parameter-became-required"),
        ("breaking", "request-enum-value-removed"),
        ("safe", "text-changed"),
    ]
    assert document["version"] == {"former": "1.2.3", "found": "1.2.3", "demanded": "2.0.0", "bump": "major"}
    assert "demand 2.0.0" in found.stderr


def test_the_command_itself_ends_with_one(repository: Repository, tmp_path: Path) -> None:
    shutil.copytree(SPEC, tmp_path / "old" / "spec" / "bandwidth")
    found = repository.run("breaking", "old/spec", "spec")
    assert found.returncode == 1
    assert "    before: spec/bandwidth/calls.yaml:" in found.stdout


def test_after_apply_all_is_green(repository: Repository) -> None:
    before = (repository.folder / "spec/bandwidth/openapi.yaml").read_text(encoding="utf-8")
    applied = repository.breaking("--apply")
    assert applied.returncode == 0, applied.stderr
    after = (repository.folder / "spec/bandwidth/openapi.yaml").read_text(encoding="utf-8")
    assert after == before.replace("1.2.3", "2.0.0")
    entry = (repository.folder / "spec/bandwidth/CHANGELOG.md").read_text(encoding="utf-8")
    assert entry.startswith("# Changelog\n\n## 2.0.0\n\n- Breaking: ")
    assert repository.breaking().returncode == 0
    made = repository.run("generate", "spec/bandwidth/openapi.yaml", "-o", "generated", "--strict", "-q")
    assert made.returncode == 0, made.stderr
    assert 'version = "2.0.0"' in (
        repository.folder / "generated/dialwright-bandwidth/pyproject.toml"
    ).read_text(encoding="utf-8")


def test_a_version_without_an_entry_is_not_enough(repository: Repository) -> None:
    repository.edit("openapi.yaml", "  version: 1.2.3", "  version: 2.0.0")
    found = repository.breaking()
    assert found.returncode != 0
    assert "no entry '## 2.0.0'" in found.stderr


def test_what_cannot_be_read_is_bad_input(repository: Repository) -> None:
    assert repository.run("breaking", "nowhere", "spec").returncode == 2
    repository.edit("openapi.yaml", "  version: 1.2.3", "  version: v1")
    found = repository.run("breaking", "spec", "spec")
    assert found.returncode == 2
    assert "[version]" in found.stderr


def test_the_readme_shows_what_is_really_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "generator"))
    made = Repository(tmp_path)
    made.edit("openapi.yaml", "  version: 1.2.3", "  version: 0.1.0")
    made.git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "-a", "-m", "Set back")
    made.edit("calls.yaml", "enum: [asc, desc]", "enum: [asc]")
    made.edit("calls.yaml", "Only calls of this bridge.", "Only calls of one bridge.")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("$ make breaking BASE=HEAD\n")[2].partition("```")[0]
    assert made.breaking().stdout == shown
