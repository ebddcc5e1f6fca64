"""What a comparison found, and how it is told: as text, Markdown, JSON, or annotations of a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ..compare import Change, Demand, Level, compare, demand
from ..document import Document
from ..problems import printable
from ..validate import extension_names

__all__ = ["Compared", "compared", "tell"]

CHANGELOG = "CHANGELOG.md"

_MOST_OPERATIONS = 3  # that are named; of more, their number is told


@dataclass(frozen=True)
class Compared:
    """Two versions of a document, and what is between them.

    Attributes:
        name: Which document it is, where there are several.
        entry: The path of the new one.
        changes: What changed, the worst first.
        demand: What that asks of the version; None where the versions cannot be counted.
        missing: What has to be done about it, in words.
    """

    name: str
    entry: Path
    changes: tuple[Change, ...]
    demand: Demand | None
    missing: tuple[str, ...]


def compared(old: Path, new: Path, name: str = "") -> Compared:
    """Compare two versions of a document.

    Raises:
        InputError: One of them cannot be read.
    """
    before, after = Document.load(old), Document.load(new)
    changes = compare(before, after, extension_names())
    asked = demand(_version(before), _version(after), changes)
    return Compared(name, new, changes, asked, tuple(_missing(new, asked)))


def _version(document: Document) -> str:
    info = document.root.get("info")
    return str(info.peek("version") or "") if info is not None else ""


def _missing(entry: Path, asked: Demand | None) -> Iterator[str]:
    """What a version and its change log lack."""
    if asked is None or not asked.step:
        return
    if not asked.met:
        yield f"the changes ask for version {asked.least} or later, and `info.version` is {asked.new}"
    log = entry.with_name(CHANGELOG)
    if log.is_file() and asked.met and f"## {asked.new}" not in log.read_text(encoding="utf-8"):
        yield f"{log.name} has no entry `## {asked.new}`"


def tell(results: Sequence[Compared], form: str) -> str:
    """The comparison in one of the forms."""
    if form == "json":
        return json.dumps([_as_json(result) for result in results], indent=2) + "\n"
    lines = {"text": _text, "markdown": _markdown, "github": _annotations}[form]
    return "".join(f"{line}\n" for result in results for line in lines(result))


def _as_json(result: Compared) -> dict[str, object]:
    changes = [asdict(change) | {"level": change.level.word} for change in result.changes]
    asked = asdict(result.demand) if result.demand is not None else None
    return {"document": result.name, "changes": changes, "version": asked, "missing": list(result.missing)}


def _text(result: Compared) -> Iterator[str]:
    for change in result.changes:
        yield f"{_where(change)}{change.level.word}: {printable(change.message)} [{change.rule}]"
        place = change.place
        if place is not None and place.source:
            start, end = place.column - 1, place.column - 1 + place.length
            yield f"    {place.line} | {printable(place.source)}".rstrip()
            yield f"    {' ' * len(str(place.line))} | {' ' * start}{'^' * max(1, end - start)}"
        yield f"    hurt: {change.hurt}{_used(change)}"
    yield from _verdict(result)


def _verdict(result: Compared) -> Iterator[str]:
    title = f"{result.name}: " if result.name else ""
    counts = ", ".join(
        f"{sum(change.level is level for change in result.changes)} {level.word}" for level in reversed(Level)
    )
    yield f"{title}{counts}"
    if result.demand is not None and result.demand.step:
        asked = result.demand
        yield f"{title}a new {asked.step} version is due: {asked.old} -> {asked.least}"
    yield from (f"{title}missing: {text}" for text in result.missing)


def _where(change: Change) -> str:
    place = change.place
    return f"{printable(place.file)}:{place.line}:{place.column}: " if place is not None else ""


def _used(change: Change) -> str:
    if not change.operations:
        return ""
    if len(change.operations) > _MOST_OPERATIONS:
        return f" (in {len(change.operations)} operations, {change.operations[0]} among them)"
    return f" (in {', '.join(change.operations)})"


def _markdown(result: Compared) -> Iterator[str]:
    yield f"### {result.name or result.entry.name}"
    yield ""
    if not result.changes:
        yield "Nothing changed."
        return
    yield "| | change | who is hurt | where |"
    yield "|---|---|---|---|"
    for change in result.changes:
        cells = (
            f"**{change.level.word}**",
            f"{change.message} (`{change.rule}`)",
            change.hurt + _used(change),
        )
        where = _where(change).rstrip(": ")
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in (*cells, where)) + " |"
    yield ""
    yield from (f"- {line}" for line in _verdict(result))


_COMMANDS = {Level.BREAKING: "error", Level.RISKY: "warning", Level.SAFE: "notice"}


def _annotations(result: Compared) -> Iterator[str]:
    """Workflow commands, which show at the changed lines of a pull request."""
    for change in result.changes:
        place = change.new
        at = (
            f" file={_property(place.file)},line={place.line},col={place.column}" if place is not None else ""
        )
        title = f"{',' if at else ' '}title={_property(change.rule)}"
        text = f"{change.message}. Hurt: {change.hurt}{_used(change)}"
        yield f"::{_COMMANDS[change.level]}{at}{title}::{_data(text)}"
    yield from (f"::error title=version::{_data(text)}" for text in result.missing)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
