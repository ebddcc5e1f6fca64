"""What holds the project together: its documents, its Makefile, its versions, and what must not be in it."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

import dialwright
from dialwright.cli import main

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), ROOT / "generator" / "README.md"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINNED = dict(
    line.split("==") for line in (ROOT / "requirements-dev.txt").read_text().splitlines() if line[0] != "#"
)

# Built from parts, so that this file may be searched too.
UNWANTED = {
    "a path of somebody's machine": re.compile(r"(?<![\w.<}])/(?:wo" r"rk|ro" r"ot|ho" r"me|Us" r"ers)/"),
    "a package registry's address": re.compile(r"py" r"pi\.org|pythonho" r"sted|--(?:extra-)?index" r"-url"),
    "an unfinished thought": re.compile(r"\b(?:TO" r"DO|FIX" r"ME)\b"),
    "a check switched off": re.compile(r"#\s*(?:type|pyr" r"ight):\s*ig" r"nore|#\s*no" r"qa"),
    "a name of what the project was made from": re.compile(
        r"(?i)\bse" r"eds?[ _/]0\d\d|shared/[a-z]|\biss" r"ue #?\d"
    ),
}


def tracked() -> Iterator[Path]:
    """The files that git has or would take."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git repository")
    return (path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file())


def targets() -> set[str]:
    """What `make` can be asked for."""
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony is not None
    return set(phony[1].split())


def blocks(document: Path) -> Iterator[tuple[str, str]]:
    """The code of a Markdown document: the language, if any, and the text."""
    text = document.read_text(encoding="utf-8")
    yield from re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    yield from (("", code) for code in re.findall(r"^    (.+)$", text, re.MULTILINE))
    yield from (("", code) for code in re.findall(r"`([^`\n]+)`", text))


class TestMakefile:
    def test_help_lists_every_target(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
        command = ["make", "help"]
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        assert {line.split()[1] for line in run.stdout.splitlines()} == targets()
        assert all(re.fullmatch(r"make [\w-]+ +[A-Z].+\.", line) for line in run.stdout.splitlines())

    def test_every_target_has_a_rule(self) -> None:
        rules = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
        assert set(rules) == targets()

    def test_ci_runs_it_and_nothing_beside_it(self) -> None:
        script = ROOT / ".ci" / "run"
        commands = [line for line in script.read_text().splitlines() if line and line[0] != "#"]
        assert os.access(script, os.X_OK)
        assert commands[-1] == "exec make test"
        assert all(re.match(r"set |cd |export DIALWRIGHT_SHARED", line) for line in commands[:-1])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
class TestDocuments:
    def test_names_only_targets_that_exist(self, document: Path) -> None:
        named = {name for _, code in blocks(document) for name in re.findall(r"\bmake ([\w-]+)", code)}
        assert named <= targets()

    def test_names_only_commands_that_exist(self, document: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for command in {
            name for _, code in blocks(document) for name in re.findall(r"\bdialwright (\w+)", code)
        }:
            with pytest.raises(SystemExit) as end:
                main([command, "--help"])
            assert end.value.code == 0, capsys.readouterr().err

    def test_links_only_to_files_that_exist(self, document: Path) -> None:
        linked = re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8"))
        assert [link for link in linked if not (ROOT / link).exists()] == []

    def test_shows_python_that_is_python(self, document: Path) -> None:
        for language, code in blocks(document):
            if language == "python":
                ast.parse(code)


class TestSharedData:
    """A test that needs data from outside is skipped without it, and fails where it is required."""

    TEST = """
def test_reads_it(shared):
    assert (shared / "data").exists()
"""

    @pytest.mark.parametrize(
        ("folder", "required", "outcome"),
        [("present", "0", "1 passed"), ("absent", "0", "1 skipped"), ("absent", "1", "1 error")],
    )
    def test_decides_over_a_skip(self, tmp_path: Path, folder: str, required: str, outcome: str) -> None:
        (tmp_path / "present").mkdir()
        (tmp_path / "present" / "data").touch()
        (tmp_path / "pytest.ini").write_text("[pytest]\n")
        (tmp_path / "test_it.py").write_text(self.TEST)
        (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text())
        settings = {"DIALWRIGHT_SHARED": str(tmp_path / folder), "DIALWRIGHT_SHARED_REQUIRED": required}
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(tmp_path)]
        run = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=False)
        assert f" {outcome} in " in run.stdout
        assert (run.returncode == 0) == (outcome != "1 error")


class TestVersions:
    def test_changelog_begins_with_this_version(self) -> None:
        latest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
        assert latest is not None
        assert latest[1] == dialwright.__version__

    @pytest.mark.parametrize(
        "package", sorted(ROOT.glob("generated/python/[!.]*")), ids=lambda package: package.name
    )
    def test_a_client_has_the_version_of_its_spec(self, package: Path) -> None:
        documents = [
            yaml.safe_load(spec.read_text(encoding="utf-8")) for spec in ROOT.glob("spec/*/openapi.yaml")
        ]
        client = tomllib.loads((package / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        versions = {
            document["x-client"]["distribution"]: document["info"]["version"] for document in documents
        }
        assert client["version"] == versions[client["name"]]

    def test_every_requirement_is_pinned_to_a_version_that_it_allows(self) -> None:
        optional = PROJECT["project"]["optional-dependencies"]["dev"]
        pinned = {name.casefold(): version for name, version in PINNED.items()}
        for text in [*PROJECT["project"]["dependencies"], *optional, *PROJECT["build-system"]["requires"]]:
            requirement = Requirement(text)
            names = {requirement.name, requirement.name.replace("-", "_")}
            [version] = [pinned[name] for name in names & pinned.keys()]
            assert requirement.specifier.contains(version), text

    def test_pins_are_plain_names_and_versions(self) -> None:
        assert all(re.fullmatch(r"[\w.-]+", name) for name in PINNED)
        assert all(re.fullmatch(r"[\w.]+", version) for version in PINNED.values())


@pytest.mark.parametrize("what", UNWANTED)
def test_nothing_in_the_project_holds(what: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in tracked()
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1)
        if UNWANTED[what].search(line)
    ]
    assert found == []
