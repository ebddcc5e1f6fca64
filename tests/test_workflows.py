"""What runs elsewhere: the workflows of CI and of a release, and the hooks of pre-commit."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
HOOKS = ROOT / ".pre-commit-config.yaml"
ZIZMOR = Path(sys.executable).with_name("zizmor")

# What a job may do to the repository and elsewhere, beyond reading.
ALLOWED = {"publish": {"id-token": "write"}, "announce": {"contents": "write"}}


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every job, with the workflow and the name of the job."""
    for workflow in WORKFLOWS:
        yield from yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"].items()


def asked_of_make(command: str) -> list[str]:
    """The targets that a command asks make for; a line is also an option, or a variable."""
    lines = [line.split() for line in command.splitlines()]
    return [words[1] for words in lines if words[0] == "make"]


def targets() -> set[str]:
    """What `make` can be asked for."""
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony is not None
    return set(phony[1].split())


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command of the project, as outside of any make."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    environment = {**kept, **variables}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


class TestWorkflows:
    def test_are_valid_and_without_a_known_weakness(self) -> None:
        checked = run("make", "workflows")
        assert checked.returncode == 0, checked.stdout + checked.stderr

    def test_run_nothing_but_make_until_it_is_built(self) -> None:
        commands = [
            step["run"]
            for name, job in jobs()
            if name != "announce"
            for step in job["steps"]
            if "run" in step
        ]
        lines = [line for command in commands for line in command.splitlines()]
        assert [line for line in lines if not re.match(r"make |mkdir notes$", line)] == []
        asked = {target for command in commands for target in asked_of_make(command)}
        assert asked <= targets()
        assert {"validate", "breaking", "diff", "lint", "typecheck", "test", "build"} <= asked

    def test_pin_each_action_to_one_commit_and_say_which_version_that_is(self) -> None:
        used = [
            line.partition("uses: ")[2]
            for workflow in WORKFLOWS
            for line in workflow.read_text(encoding="utf-8").splitlines()
            if "uses: " in line
        ]
        assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", text) for text in used), used
        assert len({text.partition("@")[0] for text in used}) == len(set(used))

    def test_may_do_no_more_than_they_need(self) -> None:
        assert all(
            yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"] == {} for path in WORKFLOWS
        )
        for name, job in jobs():
            assert job["permissions"] == ALLOWED.get(name, {"contents": "read"}), name

    def test_never_keep_credentials_where_the_project_is(self) -> None:
        steps = [step for _, job in jobs() for step in job["steps"]]
        checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
        assert checkouts
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)

    def test_try_every_python_that_the_packages_are_for(self) -> None:
        matrix = next(job["strategy"]["matrix"]["python"] for name, job in jobs() if name == "test")
        for project in [ROOT / "pyproject.toml", *ROOT.glob("generated/python/*/pyproject.toml")]:
            said = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
            named = re.findall(r"Python :: (3\.\d+)", "\n".join(said["classifiers"]))
            assert said["requires-python"] == f">={matrix[0]}"
            assert named
            assert set(named) <= set(matrix)

    @pytest.mark.parametrize(
        ("text", "instead", "finding"),
        [
            ("        with:\n          persist-credentials: false\n", "", "artipacked"),
            ("@de0fac2e4500dabe0009e67214ff5f5447ce83dd", "@v6", "unpinned-uses"),
            ("make validate FORMAT=github", "make ${{ github.head_ref }}", "template-injection"),
            ("permissions: {}\n", "permissions: write-all\n", "excessive-permissions"),
        ],
    )
    def test_are_looked_at_closely(self, tmp_path: Path, text: str, instead: str, finding: str) -> None:
        """The check that passes finds what it should."""
        content = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
        assert text in content
        broken = tmp_path / "ci.yml"
        broken.write_text(content.replace(text, instead))
        checked = run(str(ZIZMOR), "--offline", "--persona", "pedantic", "--format", "plain", str(broken))
        assert checked.returncode != 0
        assert f"[{finding}]" in checked.stdout


class TestHooks:
    def test_are_make_targets_and_bring_nothing_along(self) -> None:
        [repository] = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))["repos"]
        assert repository["repo"] == "local"
        for hook in repository["hooks"]:
            assert hook["entry"] == hook["name"] == f"make {hook['id']}"
            assert hook["id"] in targets()
            assert (hook["language"], hook["pass_filenames"]) == ("system", False)

    def test_are_run_by_pre_commit(self, tmp_path: Path) -> None:
        if run("git", "rev-parse").returncode != 0:
            pytest.skip("not a git repository")
        command = (sys.executable, "-m", "pre_commit", "run", "validate", "--all-files", "--color", "never")
        checked = run(*command, PRE_COMMIT_HOME=str(tmp_path))
        assert checked.returncode == 0, checked.stdout + checked.stderr
        assert re.search(r"make validate\.+Passed", checked.stdout)
