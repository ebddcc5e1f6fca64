"""Writing the version that changes ask for, and an entry of the change log that tells of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..compare import Change, Level
from ..document import Document
from .reports import CHANGELOG, Compared

__all__ = ["apply"]

_HEAD = "# Changelog\n\nOf the API's description, and of the clients that are made from it.\n"
_TITLES = {Level.BREAKING: "Breaking", Level.RISKY: "Look at", Level.SAFE: "Safe"}


def apply(result: Compared) -> Compared:
    """Write what is missing; the result says that nothing is any more."""
    asked = result.demand
    if asked is None or not asked.step:
        return result
    version = asked.new if asked.met else asked.least
    if not asked.met:
        _write_version(result.entry, asked.new, version)
    log = result.entry.with_name(CHANGELOG)
    text = log.read_text(encoding="utf-8") if log.is_file() else _HEAD
    if f"## {version}" not in text:
        log.write_text(_with_entry(text, version, result.changes), encoding="utf-8")
    return replace(result, demand=replace(asked, new=version), missing=())


def _write_version(entry: Path, old: str, new: str) -> None:
    """Put a version where the old one is written, and leave all the rest as it is."""
    info = Document.load(entry).root.get("info")
    place = info["version"].place() if info is not None else None
    if place is None:
        return
    lines = entry.read_text(encoding="utf-8").split("\n")
    line = lines[place.line - 1]
    start = place.column - 1
    end = start + place.length
    lines[place.line - 1] = line[:start] + line[start:end].replace(old, new, 1) + line[end:]
    entry.write_text("\n".join(lines), encoding="utf-8")


def _with_entry(text: str, version: str, changes: tuple[Change, ...]) -> str:
    """A change log with one more entry, before those that it has."""
    head, mark, rest = text.partition("\n## ")
    entry = [f"\n## {version}\n"]
    for level in reversed(Level):
        told = [
            f"- {change.message[:1].upper()}{change.message[1:]}."
            for change in changes
            if change.level is level
        ]
        entry += [f"\n{_TITLES[level]}:\n\n" + "\n".join(dict.fromkeys(told)) + "\n"] if told else []
    return head.rstrip("\n") + "\n" + "".join(entry) + mark + rest
