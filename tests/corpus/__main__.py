"""Make a client out of every document of the corpus, look at each, and write what came of it in a table.

    make corpus

A row fails where the command does not exit with 0, an operation has no method, a module does not import,
mypy finds an error, or black would change a file. What openapi-python-client takes for the documents that it
can do is measured in the same run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.environments import KEPT, ROOT, environment
from bench.figures import Failure
from bench.generators import run_tool
from bench.markdown import table

from . import shared_folder
from .clients import Client, Refused, generate, import_problem, layout_problem, type_errors
from .documents import Real, documents
from .imports import cost, loaded_by

REPORT = ROOT / "bench" / "corpus.md"
HEAD = (
    "document",
    "operations",
    "methods",
    "models",
    "lines an operation",
    "s",
    "MB",
    "peer, s",
    "found wrong",
)
LARGE = "github.json"
RESOURCE = "gists"
"""A resource of the large document, to be asked for alone."""


@dataclass
class Row:
    """What came of a document."""

    document: Real
    operations: int
    client: Client | None = None
    methods: int = 0
    peer: float | None = None
    wrong: list[str] = field(default_factory=list[str])


def main(names: Sequence[str]) -> int:
    """Make the table, of the documents that are named or of all; 1 where something is wrong."""
    shared = shared_folder()
    if shared is None:
        print("the corpus is not there: set DIALWRIGHT_SHARED to the folder that has it", file=sys.stderr)
        return 2
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # bytecode is kept, as pip does for the peer
    chosen = [one for one in documents(shared) if not names or one.name in names]
    peer = environment("openapi_python_client")
    with TemporaryDirectory() as folder:
        rows = [_row(document, Path(folder), peer) for document in chosen]
        parts = (_HEADING, table(HEAD, map(_cells, rows)), *_speed(rows), *_imports(rows), *_problems(rows))
    text = "\n\n".join(parts) + "\n"
    print(text)
    if not names:
        REPORT.write_text(text, encoding="utf-8")
    return 1 if any(row.wrong for row in rows) else 0


_HEADING = (
    "# Real documents\n\n"
    "Made by `make corpus`: each document is generated from by the command, in a process of its own;"
    " operations are counted by a plain parser and held against what the methods send; every module is"
    " imported, and checked by `mypy --strict` and black. Seconds are of the processor; lines are without the"
    " runtime, which is the same in every package. The peer is openapi-python-client; it has no figure where"
    " it did not exit with 0."
)


def _row(document: Real, folder: Path, peer: Path | None) -> Row:
    print(f"corpus    {document.name} ...", file=sys.stderr, flush=True)
    asked = document.operations()
    row = Row(document, len(asked))
    place = folder / document.path.stem
    place.mkdir()
    try:
        row.client = generate(document, place)
    except Refused as refused:
        row.wrong.append(str(refused))
        return row
    sent = row.client.operations()
    row.methods = len(sent & asked)
    row.wrong += [f"no method sends {method} {path}" for method, path in sorted(asked - sent)]
    row.wrong += filter(None, (import_problem(row.client), layout_problem(row.client)))
    row.wrong += type_errors([row.client], KEPT / "mypy")
    if peer is not None:
        taken = run_tool(peer, document.path, place / "peer")
        row.peer = None if isinstance(taken, Failure) else taken
    return row


def _cells(row: Row) -> Sequence[str]:
    client = row.client
    made = (
        (str(client.models()), f"{client.lines() / max(row.operations, 1):.0f}")
        if client is not None
        else ("", "")
    )
    taken = (f"{client.seconds:.1f}", f"{client.megabytes:.0f}") if client is not None else ("", "")
    peer = "" if row.peer is None else f"{row.peer:.1f}"
    return (
        row.document.name,
        str(row.operations),
        str(row.methods),
        *made,
        *taken,
        peer,
        str(len(row.wrong)),
    )


def _speed(rows: Iterable[Row]) -> Iterable[str]:
    """The time for those documents that the peer can do as well."""
    both = [(row.client.seconds, row.peer) for row in rows if row.client is not None and row.peer is not None]
    if both:
        ours, theirs = (sum(part) for part in zip(*both, strict=True))
        yield (
            f"The {len(both)} documents that openapi-python-client can do take it {theirs:.1f} s, and us"
            f" {ours:.1f} s: {ours / theirs:.2f} times as long."
        )


def _imports(rows: Iterable[Row]) -> Iterable[str]:
    """What it costs to import the client of the large document."""
    client = next((row.client for row in rows if row.document.name == LARGE), None)
    python = environment("bare")
    if client is None or python is None:
        return
    package = next(path.name for path in client.source.iterdir())
    found = cost(python, client.source, package)
    loaded = loaded_by(python, client.source, package, RESOURCE, {})
    yield (
        f"Importing the client of {LARGE} takes {found.client * 1000:.0f} ms of processor time, importing"
        f" httpx2 {found.httpx2 * 1000:.0f} ms. Asking it for `{RESOURCE}` loads {', '.join(sorted(loaded))}."
    )


def _problems(rows: Iterable[Row]) -> Iterable[str]:
    for row in rows:
        if row.wrong:
            yield f"## {row.document.name}\n\n" + "\n".join(f"    {line}" for line in row.wrong[:40])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
