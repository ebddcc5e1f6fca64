"""The notes of a release, out of the changelog."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from release.__main__ import main
from release.errors import Refused
from release.notes import notes

CHANGELOG = """\
# Changelog

Of everything.

## 1.1.0 (unreleased)

- A third.

## 1.0.0 (2026-11-25)

- One.
- Another.

## 0.9.0
"""


@pytest.fixture
def changelog(tmp_path: Path) -> Path:
    path = tmp_path / "CHANGELOG.md"
    path.write_text(CHANGELOG)
    return path


def test_are_what_stands_below_the_version(changelog: Path) -> None:
    assert notes(changelog, "v1.0.0") == "- One.\n- Another.\n"


@pytest.mark.parametrize(
    ("tag", "reason", "code"),
    [
        ("v1.1.0", "CHANGELOG.md calls 1.1.0 unreleased", 1),
        ("v1.0", "CHANGELOG.md says nothing of 1.0", 1),
        ("1.0.0", "'1.0.0' names no version: a tag is v1.2.3", 2),
        ("", "'' names no version", 2),
    ],
)
def test_are_refused_where_there_are_none(changelog: Path, tag: str, reason: str, code: int) -> None:
    with pytest.raises(Refused, match=re.escape(reason)) as refused:
        notes(changelog, tag)
    assert refused.value.code == code


def test_are_of_the_version_that_is_built(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notes", "--", "v0.0.9"]) == 1
    assert "says nothing of 0.0.9" in capsys.readouterr().err
