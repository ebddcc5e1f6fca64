"""How a comparison is told: as text, Markdown, JSON, or annotations of a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from ..compare import Change, Level
from ..problems import printable
from .comparison import Compared

__all__ = ["tell"]

_MOST_OPERATIONS = 3  # that are named; of more, their number is told


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
    title = f"{printable(result.name)}: " if result.name else ""
    counts = ", ".join(
        f"{sum(change.level is level for change in result.changes)} {level.word}" for level in reversed(Level)
    )
    yield f"{title}{counts}"
    if result.demand is not None and result.demand.step:
        asked = result.demand
        yield f"{title}a new {asked.step} version is due: {asked.old} -> {asked.least}"
    yield from (f"{title}missing: {printable(text)}" for text in result.missing)


def _where(change: Change) -> str:
    place = change.place
    return f"{printable(place.file)}:{place.line}:{place.column}: " if place is not None else ""


def _used(change: Change) -> str:
    if not change.operations:
        return ""
    if len(change.operations) > _MOST_OPERATIONS:
        return f" (in {len(change.operations)} operations, {printable(change.operations[0])} among them)"
    return f" (in {printable(', '.join(change.operations))})"


def _markdown(result: Compared) -> Iterator[str]:
    yield f"### {_cell(result.name or result.entry.name)}"
    yield ""
    if not result.changes:
        yield "Nothing changed."
        yield ""
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
        yield "| " + " | ".join(map(_cell, (*cells, where))) + " |"
    yield ""
    yield from (f"- {_cell(line)}" for line in _verdict(result))
    yield ""


def _cell(text: str) -> str:
    """Text in one cell of a table, of one line, and without anything that is taken for HTML."""
    return printable(text).replace("|", "\\|").replace("<", "&lt;")


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
