"""A pull request from beginning to end: a small document in its own repository, edited in three places."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SPEC = """\
openapi: 3.1.0
info: {title: Teas, version: 1.2.0}
paths:
  /teas:
    post:
      operationId: pourTea
      parameters:
        - name: cup  # which one
          in: query
          schema: {type: string}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                kind: {type: string, enum: [green, black], description: Which tea.}
      responses: {"204": {description: Poured.}}
"""
LOG = "# Changelog\n\n## 1.2.0\n\n- Tea.\n"


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.com")
    done = run("git", *identity, *arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def dialwright(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-m", "dialwright", *arguments, folder=folder)


def test_three_edits_are_told_judged_and_released(tmp_path: Path) -> None:
    entry = tmp_path / "spec" / "openapi.yaml"
    entry.parent.mkdir()
    entry.write_text(SPEC)
    entry.with_name("CHANGELOG.md").write_text(LOG)
    assert dialwright(tmp_path, "generate", "spec/openapi.yaml", "-o", "out").returncode == 0
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "spec", "out")
    git(tmp_path, "commit", "-qm", "Pour tea")

    edited = SPEC.replace("[green, black]", "[green]").replace("Which tea.", "The tea to pour.")
    entry.write_text(edited.replace("in: query\n", "in: query\n          required: true\n"))
    git(tmp_path, "worktree", "add", "-q", "base", "HEAD")
    gate = ("breaking", "base/spec", "spec")

    found = dialwright(tmp_path, *gate, "--format", "json")
    (told,) = json.loads(found.stdout)
    assert found.returncode == 1
    assert [(change["level"], change["rule"]) for change in told["changes"]] == [
        ("breaking", "parameter-became-required"),
        ("breaking", "enum-value-removed"),
        ("safe", "description-changed"),
    ]
    assert (told["version"]["step"], told["version"]["least"]) == ("major", "2.0.0")

    assert dialwright(tmp_path, *gate, "--apply").returncode == 0
    assert dialwright(tmp_path, "generate", "spec/openapi.yaml", "-o", "out", "--check").returncode == 1
    assert dialwright(tmp_path, "generate", "spec/openapi.yaml", "-o", "out").returncode == 0
    assert dialwright(tmp_path, "generate", "spec/openapi.yaml", "-o", "out", "--check").returncode == 0
    assert dialwright(tmp_path, *gate).returncode == 0
    assert git(tmp_path, "diff", "--numstat", "spec/openapi.yaml").split()[:2] == ["3", "2"]
    assert entry.with_name("CHANGELOG.md").read_text().startswith("# Changelog\n\n## 2.0.0\n\nBreaking:\n")
