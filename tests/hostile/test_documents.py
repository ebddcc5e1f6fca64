"""The hostile documents: each is refused in few words, or makes a client in which nothing of it is code.

Every one goes through the real command, in a process whose audit hook ends whatever opens a socket, starts a
program or touches a file that is none of its business. What is made is imported, searched for doctests, and
called against a local server, under the same guard.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import black
import pytest
from black.mode import TargetVersion

from dialwright.files.paths import MANIFEST

from .processes import ROOT, generating, guarded, serving


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


REFUSED = _names("e12 e24 e29 e37 e39 e41 e42 e44 e46 e47 e49 e54 e56 e57 e59 e61 e62 e69 e71 e72")
MADE = _names(
    "e01 e02 e04 e06 e07 e09 e11 e14 e16 e17 e19 e21 e22 e26 e27 e31 "
    "e32 e34 e36 e51 e52 e64 e66 e67 e74 e76"
)
COUNT = 46
LONGEST = 10.0  # seconds; most take a tenth of one
MOST = 300.0  # megabytes

# What documents say in texts that are data: it has to come out of the code as it went in.
SURVIVING = {
    "e11": [
        "/x'+__import__('builtins').__dict__.update(EVIL=1)+'",
        "/y%22+__import__('builtins').__dict__.update(EVIL=1)+%22",
    ],
    "e19": [
        "x: int = __import__('builtins').__dict__.update(EVIL=1)\n    y",
        "q\"'\\\n",
        "1st",
        "a b",
        "\xe9",
    ],
    "e22": ["a-b", "a_b", "a.b", "A_B", "self", "timeout", "class"],
    "e26": [
        "a\"\n    X = __import__('builtins').__dict__.update(EVIL=1)\n    y = \"",
        "it's",
        "back\\slash",
        "1a",
        "__class__",
        "_missing_",
    ],
    "e32": ["x'\n__import__('builtins').__dict__.update(EVIL=1)"],
    "e74": ["/calls/{sid}/{Sid}"],
}
MEMORY = ".dialwright-cache"  # of the last run, which says where that was
_DIAGNOSTIC = re.compile(r"(?:\S+:\d+:\d+: )?(?:error|warning): .+ \[[a-z-]+\]")


class Documents:
    """The files, and the folder in which something is made of them."""

    def __init__(self, shared: Path, folder: Path) -> None:
        self.files = {path.name[:3]: path for path in sorted((shared / "evil_specs").glob("e*.yaml"))}
        self.folder = folder

    def commands(self, root: str, names: frozenset[str], times: int) -> dict[str, list[list[str]]]:
        """The command for each, so many times."""
        return {
            name: [["generate", str(self.files[name]), "-o", str(self.folder / root / name), "--quiet"]]
            * times
            for name in sorted(names)
        }

    def packages(self) -> dict[str, tuple[str, str]]:
        """By document, the package that was made of it, and the folder which that is in."""
        found: dict[str, tuple[str, str]] = {}
        for name in sorted(MADE):
            [package] = (self.folder / "first" / name).glob("*/src/*")
            found[name] = (package.name, str(package.parent))
        return found


@pytest.fixture
def documents(shared: Path, tmp_path: Path) -> Documents:
    found = Documents(shared, tmp_path)
    for root in ("first", "second"):
        for name in found.files:
            (tmp_path / root / name).mkdir(parents=True)
    return found


def test_each_comes_to_what_it_should(documents: Documents) -> None:
    assert set(documents.files) == REFUSED | MADE
    assert len(documents.files) == COUNT
    read, write = [next(iter(documents.files.values())).parent], [documents.folder]
    first = generating(documents.commands("first", REFUSED | MADE, 2), read=read, write=write)
    second = generating(documents.commands("second", MADE, 1), read=read, write=write, seed=4711)
    assert first["violations"] == second["violations"] == []
    assert first["megabytes"] < MOST
    faults = [fault for name, runs in first["results"].items() for fault in _outcome(documents, name, runs)]
    assert faults == []
    assert [
        name
        for name in MADE
        if _tree(documents.folder / "first" / name) != _tree(documents.folder / "second" / name)
    ] == []
    _check_code(documents)
    _check_use(documents)
    _check_doctests(documents)


def _outcome(documents: Documents, name: str, runs: list[dict[str, Any]]) -> list[str]:
    """What is not as it should be in the first and the second run over a document."""
    found: list[str] = []
    for run in runs:
        wanted = 2 if name in REFUSED else 0
        if run["code"] != wanted:
            found.append(f"{name} ended with {run['code']}: {run['errors'][:300]}")
        if run["seconds"] > LONGEST or run["canary"] or "Traceback" in run["errors"]:
            found.append(f"{name}: {run['seconds']} s, canary {run['canary']}, {run['errors'][:300]}")
        for line in run["errors"].split("\n"):
            if not line.isprintable() or "root:" in line:
                found.append(f"{name} says {line!r}")
    heads = [line for line in runs[0]["errors"].split("\n") if line and not line.startswith("    ")]
    if name in REFUSED and not all(_DIAGNOSTIC.fullmatch(line) for line in heads):
        found.append(f"{name} says {heads}")
    if name in REFUSED and list((documents.folder / "first" / name).iterdir()):
        found.append(f"{name} was refused, and something was written")
    return found


def _tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder; all are regular, and inside it."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        assert not path.is_symlink()
        assert path.resolve().is_relative_to(folder.resolve())
        if path.is_file() and MEMORY not in path.parts:
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def _modules(documents: Documents, name: str) -> dict[Path, str]:
    """The generated modules of a document, but for the runtime, which is the same in all."""
    paths = (documents.folder / "first" / name).rglob("*.py")
    return {path: path.read_text("utf-8") for path in paths if "_runtime" not in path.parts}


def _check_code(documents: Documents) -> None:
    mode = black.Mode(line_length=110, target_versions={TargetVersion.PY311})
    for name in sorted(MADE):
        texts: set[str] = set()
        for path, text in _modules(documents, name).items():
            constants = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
            texts.update(value for value in constants if isinstance(value, str))
            assert name == "e67" or black.format_str(text, mode=mode) == text, path
        assert [text for text in SURVIVING.get(name, ()) if text not in texts] == [], name
        assert (documents.folder / "first" / name / _only(documents, name) / MANIFEST).is_file()


def _only(documents: Documents, name: str) -> str:
    [manifest] = (documents.folder / "first" / name).glob(f"*/{MANIFEST}")
    return manifest.parent.name


def _check_use(documents: Documents) -> None:
    """Import each with warnings as errors, call every operation."""
    with serving() as server:
        done = guarded(
            "using",
            {
                "packages": documents.packages(),
                "port": server.port,
                "read": [os.path.realpath(documents.folder), *map(str, (ROOT / "tests",))],
            },
            options=("-W", "error"),
        )
    assert done["violations"] == []
    faults = {name: result for name, result in done["results"].items() if "error" in result}
    assert faults == {}
    assert not any(result["canary"] for result in done["results"].values())
    assert all(result["called"] for result in done["results"].values())
    paths = [path for _, path, _ in server.asked]
    assert f"/e74/calls/{quote('{Sid}', safe='')}/{quote('{Sid}', safe='')}" in paths
    code = "__import__('builtins').__dict__.update(EVIL=1)"
    assert {f"/e11/x'+{code}+'", f"/e11/y%22+{code}+%22"} <= set(paths)
    assert all(re.fullmatch(r"/e\d\d/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*", path) for path in paths)
    assert not any("EVIL" in value for _, _, headers in server.asked for value in headers.values())


def _check_doctests(documents: Documents) -> None:
    """`pytest` with the option that runs examples in docstrings, over the document that has some."""
    _, source = documents.packages()["e06"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--doctest-modules", "-p", "no:cacheprovider", source],
        cwd=source,
        env={"PYTHONPATH": source, "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED), done.stdout
