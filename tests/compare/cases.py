"""Changes as data: a document as it was and as it is, and what is to be told of it.

`base.yaml` is laid under both sides. What a case says is laid over it at the place that it names, as a merge
patch (RFC 7386): mappings are merged, null removes, everything else replaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

__all__ = ["BASE", "CASES", "Case", "merged"]

HERE = Path(__file__).parent
BASE: dict[str, Any] = yaml.safe_load((HERE / "base.yaml").read_text(encoding="utf-8"))

_SCHEMAS = ("components", "schemas")
_PLACES: dict[str, tuple[str, ...]] = {
    "document": (),
    "client": ("x-client",),
    "paths": ("paths",),
    "orders": ("paths", "/orders"),
    "create": ("paths", "/orders", "post"),
    "list": ("paths", "/orders", "get"),
    "schemas": _SCHEMAS,
    "given": (*_SCHEMAS, "Order", "properties"),
    "answered": (*_SCHEMAS, "Receipt", "properties"),
    "request": (*_SCHEMAS, "Order", "properties", "value"),
    "response": (*_SCHEMAS, "Receipt", "properties", "value"),
}


@dataclass(frozen=True)
class Case:
    """A document on either side, and the class and rule of each change, sorted."""

    id: str
    old: dict[str, Any]
    new: dict[str, Any]
    expected: list[str]


def merged(value: Any, patch: Any) -> Any:
    """A value with a merge patch laid over it."""
    if not isinstance(patch, dict):
        return patch
    result = dict(value) if isinstance(value, dict) else {}
    for key, part in patch.items():
        if part is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), part)
    return result


def _document(place: str, fragment: Any) -> dict[str, Any]:
    patch = fragment
    for step in reversed(_PLACES[place]):
        patch = {step: patch}
    return dict(merged(deepcopy(BASE), patch))


def _case(id: str, place: str, row: dict[str, Any], expected: list[str]) -> Case:
    return Case(id, _document(place, row["old"]), _document(place, row["new"]), sorted(expected))


def _read() -> Iterator[Case]:
    for path in sorted(HERE.glob("cases/*.yaml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            if "at" in row:
                yield _case(row["id"], row["at"], row, row["expect"])
                continue
            for way in ("request", "response"):
                yield _case(f"{way}-{row['id']}", way, row, row[way])


CASES = tuple(_read())
