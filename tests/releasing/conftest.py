"""The archives as they are built, what they depend on, and copies of the project to publish from."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from release.build import build
from release.packages import packages

from .environments import ROOT, metadata, run
from .index import Index, running
from .sharing import once


@pytest.fixture(scope="session")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of each package."""
    return once(tmp_path_factory, "archives", lambda folder: build(packages(), folder))


@pytest.fixture(scope="session")
def dependencies(tmp_path_factory: pytest.TempPathFactory, archives: Path) -> Path:
    """A folder with wheels of all that the packages need, downloaded once, in the versions pinned for us."""

    def download(folder: Path) -> None:
        found = [
            text for path in archives.glob("*.whl") for text in metadata(path).get_all("Requires-Dist", [])
        ]
        wanted = sorted({needed for text in found if (needed := _needed(Requirement(text)))})
        pins = ("--only-binary", ":all:", "--constraint", str(ROOT / "requirements-dev.txt"))
        run(sys.executable, "-m", "pip", "download", "-qq", "--dest", str(folder), *pins, *wanted)

    return once(tmp_path_factory, "dependencies", download)


def _needed(requirement: Requirement) -> str:
    """What to download for a requirement: nothing for our own packages, and for what developers need."""
    ours = requirement.name == "dialwright"
    marker, requirement.marker = requirement.marker, None
    here = marker is None or marker.evaluate({"extra": ""}) or marker.evaluate({"extra": "mock"})
    return str(requirement) if here and not ours else ""


@pytest.fixture(scope="session")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which the project, as it is now, is committed."""
    return once(tmp_path_factory, "committed", _commit)


@pytest.fixture
def checkout(committed: Path, tmp_path: Path) -> Path:
    """A clone of it, which a test may change."""
    run("git", "clone", "-q", str(committed), str(tmp_path / "checkout"))
    return tmp_path / "checkout"


def _commit(folder: Path) -> None:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git repository")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    run("git", "init", "-q", cwd=folder)
    (folder / ".git/info/exclude").write_text(".lock\n.made\n")
    run("git", "add", ".", cwd=folder)
    author = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.com")
    run("git", *author, "commit", "-q", "-m", "All of it", cwd=folder)


@pytest.fixture
def index(tmp_path: Path) -> Generator[Index]:
    """An index that has nothing yet."""
    with running(tmp_path / "index") as index:
        yield index
