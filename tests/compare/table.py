"""The table of changes: a document before and after, and what the change is expected to mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dialwright.compare import Change, compare
from dialwright.document import Document
from dialwright.openapi import ApiDescription

CASES = Path(__file__).parent / "cases"
FINE = {"200": {"description": "Fine."}}


@dataclass(frozen=True)
class Case:
    """One row. `means` has `class rule` for each change, sorted."""

    name: str
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    means: tuple[str, ...]


def cases() -> list[Case]:
    """Every row; those about a value count twice, in a request and in an answer."""
    return [*_values(), *_operations(), *_documents()]


def _values() -> Iterator[Case]:
    for row in _rows("values"):
        for direction in ("request", "response"):
            old, new = (operation(**{direction: row[side]}) for side in ("old", "new"))
            yield Case(f"{row['name']}, {direction}", old, new, _meant(row[direction]))


def _operations() -> Iterator[Case]:
    for row in _rows("operations"):
        old, new = (
            document(paths={"/things": {"post": {"responses": FINE} | row[s]}}) for s in ("old", "new")
        )
        yield Case(row["name"], old, new, _meant(row["means"]))


def _documents() -> Iterator[Case]:
    for row in _rows("documents"):
        yield Case(row["name"], document(**row["old"]), document(**row["new"]), _meant(row["means"]))


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


def _meant(text: str) -> tuple[str, ...]:
    return () if text == "none" else tuple(sorted(text.split(", ")))


def document(**keys: Any) -> dict[str, Any]:
    """A small document with some keys of its own."""
    return {"openapi": "3.1.0", "info": {"title": "Things", "version": "1.0.0"}, "paths": {}} | keys


def operation(*, request: Any = None, response: Any = None) -> dict[str, Any]:
    """A document with one operation, which has a property of that schema in its body or its answer."""
    made: dict[str, Any] = {"operationId": "make", "responses": {"200": {"description": "Fine."}}}
    if request is not None:
        made["requestBody"] = {"content": body(request)}
    if response is not None:
        made["responses"]["200"]["content"] = body(response)
    return document(paths={"/things": {"post": made}})


def body(schema: Any) -> dict[str, Any]:
    return {"application/json": {"schema": {"type": "object", "properties": {"value": schema}}}}


def compared(folder: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """The changes between two documents, which are written to a folder first."""
    descriptions = [describe(folder / name, value) for name, value in (("old.yaml", old), ("new.yaml", new))]
    return compare(*descriptions)


def describe(path: Path, value: Mapping[str, Any]) -> ApiDescription:
    path.write_text(yaml.safe_dump(dict(value), sort_keys=False), encoding="utf-8")
    return ApiDescription.of(Document.load(path))
