"""What a comparison found, and what the version and the change log lack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..compare import Change, Demand, compare, demand, whole
from ..document import Document
from ..validate import extension_names
from .pairs import Pair

__all__ = ["CHANGELOG", "Compared", "compared", "has_entry", "missing", "version_of"]

CHANGELOG = "CHANGELOG.md"


@dataclass(frozen=True)
class Compared:
    """Two versions of a document, and what is between them.

    Attributes:
        name: Which document it is, where there are several.
        entry: The path of the new one; of the old one where it is gone.
        changes: What changed, the worst first.
        demand: What that asks of the version; None where the versions cannot be counted.
        missing: What has to be done about it, in words.
    """

    name: str
    entry: Path
    changes: tuple[Change, ...]
    demand: Demand | None
    missing: tuple[str, ...]


def compared(pair: Pair) -> Compared:
    """Compare two versions of a document; one that came or went is one change, and asks for no version.

    Raises:
        InputError: One of them cannot be read.
    """
    before, after = (Document.load(path) if path is not None else None for path in (pair.old, pair.new))
    entry = pair.new or pair.old
    assert entry is not None
    if before is None or after is None:
        return Compared(pair.name, entry, (whole(before, after),), None, ())
    changes = compare(before, after, extension_names())
    versions = version_of(before), version_of(after)
    asked = demand(*versions, changes)
    lacking = missing(entry, asked) if asked is not None else _uncounted(versions, changes)
    return Compared(pair.name, entry, changes, asked, tuple(lacking))


def version_of(document: Document) -> str:
    """The version that a document has."""
    info = document.root.get("info")
    return str(info.peek("version") or "") if info is not None else ""


def missing(entry: Path, asked: Demand) -> Iterator[str]:
    """What a version and its change log lack."""
    if not asked.step:
        return
    if not asked.met:
        yield f"the changes ask for version {asked.least} or later, and `info.version` is {asked.new}"
    log = entry.with_name(CHANGELOG)
    if log.is_file() and asked.met and not has_entry(log.read_text(encoding="utf-8"), asked.new):
        yield f"{log.name} has no entry `## {asked.new}`"


def has_entry(log: str, version: str) -> bool:
    """Whether a change log has an entry for a version: `## 1.2.3`, with or without brackets and a date."""
    titles = (line.split()[1:2] for line in log.splitlines() if line.startswith("## "))
    return any(title and title[0].strip("[]") == version for title in titles)


def _uncounted(versions: tuple[str, str], changes: tuple[Change, ...]) -> Iterator[str]:
    """Of versions that are no three numbers it is only asked that they are others."""
    if changes and versions[0] == versions[1]:
        yield f"the changes ask for another version, and `info.version` is still {versions[1] or 'not there'}"
