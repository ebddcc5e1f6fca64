"""The same document gives the same bytes, whatever is true of the process that generates."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
SPECS = sorted(REPOSITORY.glob("spec/*/openapi.yaml"))

# Prints the digest of every file, in a process whose folders are listed in an order of its own.
_DIGESTS = """
import hashlib, json, os, sys
from pathlib import Path

def turned(function):
    return lambda *arguments: sorted(function(*arguments), reverse=sys.argv[2] == "reversed")

os.listdir = turned(os.listdir)
from dialwright.pipeline import generate
files = generate(Path(sys.argv[1]), strict=True).files
texts = {path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()}
print(json.dumps({path: hashlib.sha256(text).hexdigest() for path, text in texts.items()}))
"""


def digests(spec: Path | str, folder: Path, *, seed: str, order: str = "sorted") -> dict[str, str]:
    """What a fresh process generates: path -> digest."""
    run = subprocess.run(
        [sys.executable, "-c", _DIGESTS, str(spec), order],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Kolkata", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, str] = json.loads(run.stdout)
    return found


@pytest.fixture(scope="module", params=SPECS, ids=lambda path: path.parent.name)
def spec(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture(scope="module")
def usual(spec: Path) -> dict[str, str]:
    return digests(spec, REPOSITORY, seed="0")


def test_hash_seed_and_order_of_folders_do_not_matter(
    spec: Path, usual: dict[str, str], tmp_path: Path
) -> None:
    assert digests(spec, tmp_path, seed="4711", order="reversed") == usual


def test_the_place_of_the_document_does_not_matter(spec: Path, usual: dict[str, str], tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "with a space"
    shutil.copytree(spec.parent, copy)
    assert digests("openapi.yaml", copy, seed="1") == usual


def test_what_is_committed_is_what_is_generated(spec: Path, usual: dict[str, str]) -> None:
    committed = REPOSITORY / "generated" / "python" / f"dialwright-{spec.parent.name}"
    found = {path: hashlib.sha256((committed / path).read_bytes()).hexdigest() for path in usual}
    assert found == usual
