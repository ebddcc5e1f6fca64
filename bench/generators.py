"""Whole runs of generators, as commands, and the documents that they are given."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeGuard

from dialwright.document import Document, Node, bundle

from .environments import KEPT, ROOT
from .figures import Failure

SPEC = ROOT / "spec" / "signalwire" / "openapi.yaml"
OUTPUT = KEPT / "output"
CORPUS = "DIALWRIGHT_SHARED"
COMPATIBILITY = "/api/laml/"
COPIES = {"compatibility": 1, "copies_8": 8, "copies_10": 10, "copies_32": 32}
"""The rows about the Compatibility API alone, and how often it is in their document."""

_HOMES = {kind: ("components", kind) for kind in ("schemas", "parameters", "responses", "headers")}


def run_generator(python: Path, row: str, subject: str) -> float | Failure:
    """CPU seconds of one whole run, and of what it starts."""
    document = _document(row)
    if isinstance(document, Failure):
        return document
    output = OUTPUT / subject / row
    if row == "again":
        output = OUTPUT / subject / "cold"
    else:
        shutil.rmtree(output, ignore_errors=True)
    output.parent.mkdir(parents=True, exist_ok=True)
    return _cpu_seconds(_command(python, subject, document, output, strict=row in ("cold", "again")))


def run_tool(python: Path, document: Path, output: Path) -> float | Failure:
    """CPU seconds that openapi-python-client takes for a document."""
    return _cpu_seconds(_command(python, "openapi_python_client", document, output, strict=False))


def _command(python: Path, subject: str, document: Path, output: Path, *, strict: bool) -> Sequence[str]:
    if subject == "dialwright":
        command = [str(python), "-m", "dialwright", "generate", str(document), "-o", str(output)]
        return [*command, "--strict"] if strict else command
    tool = str(python.with_name("openapi-python-client"))
    # With its usual settings it refuses enums whose values differ in punctuation only.
    settings = KEPT / "openapi-python-client.json"
    settings.write_text('{"literal_enums": true}')
    given = ("--path", str(document), "--output-path", str(output), "--config", str(settings))
    return [tool, "generate", *given]


def _cpu_seconds(command: Sequence[str]) -> float | Failure:
    before = _used_by_children()
    done = subprocess.run(
        command, env=_environment(command), capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode != 0:
        lines = [line for line in f"{done.stdout}\n{done.stderr}".splitlines() if line.strip()]
        print("", *lines[-4:], sep="\n", file=sys.stderr)
        return Failure(f"failed with exit code {done.returncode}")
    return _used_by_children() - before


def _environment(command: Sequence[str]) -> dict[str, str]:
    """What a run is to see: openapi-python-client looks for ruff on the path, which is beside it.

    Bytecode is kept, as pip does for all that it installs; what is developed in place has it from the first
    run on.
    """
    path = os.pathsep.join((str(Path(command[0]).parent), os.environ.get("PATH", "")))
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PATH": path}


def _used_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _document(row: str) -> Path | Failure:
    """The document that a row is about."""
    if row in COPIES:
        return _compatibility_alone(COPIES[row])
    if row == "smallest":
        return _smallest()
    if row != "github":
        return SPEC
    document = Path(os.environ.get(CORPUS) or ROOT.parent / "shared") / "corpus" / "github.json"
    return document if document.is_file() else Failure("not measured: no corpus")


def _compatibility_alone(copies: int) -> Path:
    """The Compatibility API in one file, without keys of our own: other generators read one file."""
    path = KEPT / f"compatibility-{copies}.json"
    path.write_text(json.dumps(copied(one_file(SPEC, COMPATIBILITY), copies)), "utf-8")
    return path


def _smallest() -> Path:
    """One operation, which asks nothing and is answered nothing."""
    operation = {"operationId": "ping", "responses": {"204": {"description": "It is there."}}}
    info = {"title": "Smallest", "version": "1"}
    path = KEPT / "smallest.json"
    path.write_text(json.dumps({"openapi": "3.1.0", "info": info, "paths": {"/ping": {"get": operation}}}))
    return path


def copied(document: dict[str, Any], copies: int) -> dict[str, Any]:
    """A document whose every operation is there several times, each at a path and with names of its own."""
    paths: dict[str, Any] = {}
    for number in range(copies):
        paths |= {f"/{number}{path}": _renamed(item, number) for path, item in document["paths"].items()}
    return document if copies == 1 else {**document, "paths": paths}


def _renamed(item: dict[str, Any], number: int) -> dict[str, Any]:
    return {
        key: (
            {
                **value,
                "operationId": f"{value['operationId']}{number}",
                "tags": [f"{value['tags'][0]} {number}"],
            }
            if "operationId" in value
            else value
        )
        for key, value in item.items()
    }


def one_file(entry: Path, prefix: str) -> dict[str, Any]:
    """A document of many files as one value: the paths with a prefix, what they need, and no keys of ours."""
    document = Document.load(entry)
    root, paths = document.root, document.root.get("paths")

    def leave_out(node: Node, key: str) -> bool:
        elsewhere = paths is not None and node.identity == paths.identity and not key.startswith(prefix)
        return elsewhere or (node.identity == root.identity and key == "webhooks")

    plain: dict[str, Any] = _without_extensions(bundle(document, home=_home, leave_out=leave_out).value)
    return plain


def _without_extensions(value: Any) -> Any:
    if _is_mapping(value):
        return {
            key: _without_extensions(child) for key, child in value.items() if not str(key).startswith("x-")
        }
    return [*map(_without_extensions, value)] if _is_sequence(value) else value


def _is_mapping(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is a mapping."""
    return isinstance(value, dict)


def _is_sequence(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a sequence."""
    return isinstance(value, list)


def _home(reference: Node) -> tuple[str, ...]:
    """Where one file keeps what a reference leads to: `common.yaml#/schemas/Sid` among the schemas."""
    _, _, pointer = str(reference.value["$ref"]).partition("#/")
    return _HOMES.get(pointer.partition("/")[0], ())
