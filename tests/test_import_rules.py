"""Which room of the generator may know which: the architecture as a table, which fails where it is broken."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "generator" / "dialwright"


@dataclass(frozen=True)
class Room:
    """What the modules of a room may import, beside each other and the standard library."""

    rooms: frozenset[str]
    libraries: frozenset[str]


def room(rooms: str = "", libraries: str = "") -> Room:
    return Room(frozenset(rooms.split()), frozenset(libraries.split()))


ROOMS = {
    # What everybody may be told to know, and what therefore knows nobody.
    "words": room(),
    "problems": room(),
    "progress": room(),
    "data": room(),
    "garbage": room(),
    "cached": room(),
    "patterns": room("", "jsonschema_rs"),
    # From a document to the IR. Only `openapi` knows what the standard calls things.
    "source": room("problems garbage cached", "yaml"),
    "document": room("source problems", "jsonpath_rfc9535"),
    "openapi": room("document source problems words cached"),
    "validate": room(
        "openapi document source patterns problems words cached data values",
        "jsonschema_path jsonschema_rs openapi_schema_validator openapi_spec_validator",
    ),
    "values": room("openapi document source problems", "jsonschema_rs"),
    "ir": room("words"),
    # Names that clients have had, whatever these are names of.
    "kept": room("source problems cached"),
    "read": room("openapi ir kept words problems"),
    "inspection": room("ir words"),
    # From the IR to the files of a client: a folder for each language.
    "python": room(
        "ir kept openapi python.code python.names python.types python.view python.render python.format"
        " python.tests"
    ),
    "python.code": room("ir"),
    "python.names": room("ir kept words"),
    "python.types": room("ir words python.code python.names"),
    "python.view": room("ir words python.code python.names python.types"),
    # What goes on the wire is told to the tests by the document, never by the IR.
    "python.tests": room("openapi patterns words cached python.code python.names"),
    "python.render": room("data problems python.shape python.view", "jinja2"),
    "python.shape": room(),
    "python.format": room("python.code", "black"),
    "python.runtime": room("", "httpcore2"),
    # The API itself, played from its document alone.
    "mock": room("openapi document patterns problems words cached values"),
    "mock.server": room("mock document", "starlette uvicorn"),
    "mock.local": room("mock mock.server"),
    # A document and what it was before.
    "compare": room("openapi document source problems"),
    # From the command line to the disk.
    "files": room(),
    "pipeline": room("garbage ir kept python document openapi problems progress read validate"),
    "cli": room(
        "compare data dialwright files garbage inspection kept mock mock.server pipeline problems progress"
        " validate"
    ),
    "dialwright": room(),  # the package itself: its version
    "__main__": room("cli"),
}


MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


def room_of(name: str) -> str:
    """The room in which a module of ours, or a name in it, is; the module's own name where it is in none."""
    path = name.removeprefix("dialwright.")
    while path not in ROOMS and "." in path:
        path = path.rpartition(".")[0]
    return path


def imported(module: str, tree: ast.Module, *, package: bool) -> Iterator[tuple[int, str]]:
    """The line and full name of everything a module imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = node.level - package  # `from .` in a package's own file means that package
            above = module.split(".")[: -up or None] if node.level else []
            base = [*above, *([node.module] if node.module else [])]
            yield from ((node.lineno, ".".join([*base, alias.name])) for alias in node.names)


def faults(module: str, source: str, *, package: bool = False) -> Iterator[str]:
    """The imports of a module that its room may not make."""
    own = room_of(module)
    for line, name in imported(module, ast.parse(source), package=package):
        top = name.partition(".")[0]
        if top == "dialwright":
            # A name is a module of a room, or something that the package itself defines.
            other = room_of(name) if room_of(name) in ROOMS else "dialwright"
            if other != own and other not in ROOMS[own].rooms:
                yield f"{module}, line {line}: {own!r} may not know {other!r}"
        elif top not in sys.stdlib_module_names and top not in ROOMS[own].libraries:
            yield f"{module}, line {line}: {own!r} may not use {top!r}"


def test_every_module_is_in_a_room_and_every_room_has_a_module() -> None:
    assert {room_of(module) for module in MODULES} == set(ROOMS)


def test_rooms_know_only_what_they_may() -> None:
    found = [
        fault
        for module, path in MODULES.items()
        for fault in faults(module, path.read_text(encoding="utf-8"), package=path.name == "__init__.py")
    ]
    assert found == []


def test_the_table_has_no_circles() -> None:
    """Whoever reads a room need not have read one that builds on it."""
    rest = {name: set(row.rooms) for name, row in ROOMS.items()}
    while free := [name for name, known in rest.items() if not known & rest.keys()]:
        for name in free:
            del rest[name]
    assert rest == {}


def test_the_runtime_imports_itself_by_relative_names_only() -> None:
    """It is copied into clients, where it has another name."""
    for module, path in MODULES.items():
        if room_of(module) == "python.runtime":
            assert "import dialwright" not in path.read_text(encoding="utf-8")
            assert "from dialwright" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("module", "source", "fault"),
    [
        ("ir", "from .openapi import Schema", "'ir' may not know 'openapi'"),
        ("ir", "from . import openapi", "'ir' may not know 'openapi'"),
        ("ir", "import dialwright.read.types", "'ir' may not know 'read'"),
        ("ir", "def f():\n    import yaml", "line 2: 'ir' may not use 'yaml'"),
        ("ir", "from .words import Words", None),
        ("ir", "import json", None),
        ("files.writing", "from .paths import check", None),
        ("files.writing", "from ..problems import Problem", "'files' may not know 'problems'"),
        ("files.writing", "from .. import __version__", "'files' may not know 'dialwright'"),
        (
            "python.runtime.client",
            "from ..names import scope",
            "'python.runtime' may not know 'python.names'",
        ),
        ("python.runtime.client", "from ...ir import Api", "'python.runtime' may not know 'ir'"),
        ("python.runtime.client", "from .request import Request", None),
        ("python.names.scope", "from ... import ir, words", None),
    ],
)
def test_sees_an_import_in_whatever_form(module: str, source: str, fault: str | None) -> None:
    found = list(faults(f"dialwright.{module}", source))
    assert [text for text in found if fault is None or fault not in text] == []
    assert bool(found) == (fault is not None)
