"""The public names of generated packages, and what of them is another between two, as griffe sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import griffe
import yaml

from dialwright.pipeline import generate

Package: TypeAlias = griffe.Object | griffe.Alias


@dataclass(frozen=True)
class Difference:
    """Something public that is another: of what kind, whose, and how."""

    kind: str
    path: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.path}: {self.old} became {self.new}"


def package(folder: Path, document: Mapping[str, Any]) -> Package:
    """The client that is generated from a document, without the runtime, which is the same in all of them."""
    folder.mkdir()
    entry = folder / "openapi.yaml"
    entry.write_text(yaml.safe_dump(dict(document), sort_keys=False), encoding="utf-8")
    for name, content in generate(entry).files.items():
        if name.startswith("src/") and "/_runtime/" not in name and isinstance(content, str):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    (root,) = (folder / "src").iterdir()
    return griffe.load(root.name, search_paths=[folder / "src"])


def breakages(old: Package, new: Package) -> list[Difference]:
    """What griffe calls a break."""
    return [
        Difference(one.kind.value, _inner(one.obj.path), str(one.old_value), str(one.new_value))
        for one in griffe.find_breaking_changes(old, new)
    ]


def other_types(old: Package, new: Package) -> list[Difference]:
    """The annotations that are others, which griffe does not look at."""
    before, after = dict(_annotations(old)), dict(_annotations(new))
    return [
        Difference("Annotation was changed", path, text, after[path])
        for path, text in before.items()
        if path in after and after[path] != text
    ]


def _annotations(holder: Package) -> Iterator[tuple[str, str]]:
    for member in holder.members.values():
        if member.is_alias or not member.is_public:
            continue
        if isinstance(member, griffe.Attribute):
            yield _inner(member.path), str(member.annotation)
        elif isinstance(member, griffe.Function):
            yield f"{_inner(member.path)}()", str(member.returns)
            yield from ((f"{_inner(member.path)}({p.name})", str(p.annotation)) for p in member.parameters)
        else:
            yield from _annotations(member)


def _inner(path: str) -> str:
    return re.sub(r"^\w+\.", "", path)
