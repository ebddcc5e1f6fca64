"""The zoo's client, generated once, with its tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dialwright.pipeline import generate

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the client."""
    folder = tmp_path_factory.mktemp("zoo")
    for path, content in generate(Path(__file__).with_name("zoo.yaml")).files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def run_tests(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of the client as a newcomer would, with nothing but the packages at hand."""
    settings = f"[pytest]\nfilterwarnings = error\npythonpath = src {ROOT / 'generator'}\n"
    (folder / "pytest.ini").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
