"""Documents on the disk, from plain values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from dialwright.compare import Change, compare
from dialwright.document import Document
from dialwright.validate import extension_names

__all__ = ["changes", "written"]


def written(folder: Path, value: Any) -> Path:
    """The entry file of a document, in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    entry = folder / "openapi.yaml"
    entry.write_text(yaml.safe_dump(value, sort_keys=False), encoding="utf-8")
    return entry


def changes(folder: Path, old: Any, new: Any) -> tuple[Change, ...]:
    """What is told of two documents."""
    before, after = (written(folder / side, value) for side, value in (("old", old), ("new", new)))
    return compare(Document.load(before), Document.load(after), extension_names())
