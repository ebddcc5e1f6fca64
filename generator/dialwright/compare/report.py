"""Verdicts as people and programs read them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from ..problems import Place, excerpt, printable
from .change import Bump, Change, Level
from .gate import Verdict

Report: TypeAlias = Callable[[Sequence[Verdict]], str]

_COMMANDS = {Level.BREAKING: "error", Level.RISKY: "warning", Level.SAFE: "notice"}


def counted(changes: Sequence[Change]) -> str:
    """`3 changes: 2 breaking, 1 safe`."""
    numbers = {level: sum(change.level is level for change in changes) for level in reversed(Level)}
    told = ", ".join(f"{number} {level.word}" for level, number in numbers.items() if number)
    return f"{len(changes)} change{'s' * (len(changes) != 1)}{': ' * bool(told)}{told}"


def demand(verdict: Verdict) -> str:
    """What the version should be, and whether it is."""
    if verdict.bump is Bump.NONE:
        return "no new version is needed"
    word = {Bump.MAJOR: "a major", Bump.MINOR: "a minor", Bump.PATCH: "a patch"}[verdict.bump]
    step = f"{word} change of {verdict.former} demands {verdict.demanded}"
    if verdict.found < verdict.demanded:
        return f"{step}; the version is {verdict.found}"
    return "; ".join((step, *(verdict.missing or (f"{verdict.found} is there",))))


def text(verdicts: Sequence[Verdict]) -> str:
    """`file:line:column: breaking: message [rule]` with the line, who is hurt, and where it is used."""
    return "".join(f"{line}\n" for verdict in verdicts for line in _text(verdict))


def _text(verdict: Verdict) -> Iterator[str]:
    for change in verdict.changes:
        yield f"{_shown(change.new)}: {change.level.word}: {printable(change.message)} [{change.rule.id}]"
        if change.new.source:
            yield from excerpt(change.new)
        yield f"    before: {_shown(change.old)}"
        yield f"    {change.rule.hurts}"
        if change.used:
            yield f"    used by {printable(', '.join(change.used))}"
    yield f"{printable(verdict.title)}: {counted(verdict.changes)}; {demand(verdict)}"


def markdown(verdicts: Sequence[Verdict]) -> str:
    """A comment of a pull request."""
    return "\n".join(line for verdict in verdicts for line in _markdown(verdict)) + "\n"


def _markdown(verdict: Verdict) -> Iterator[str]:
    yield f"### {_cell(verdict.title)}: {counted(verdict.changes)}"
    yield ""
    if verdict.changes:
        yield "| | change | who is hurt | where |"
        yield "|---|---|---|---|"
    for change in verdict.changes:
        used = f"<br>{_cell(', '.join(change.used))}" if change.used else ""
        said = f"{_cell(change.message)} (`{change.rule.id}`)"
        yield f"| {change.level.word} | {said} | {change.rule.hurts} | `{_shown(change.new)}`{used} |"
    yield ""
    yield f"{demand(verdict)[:1].upper()}{demand(verdict)[1:]}."
    yield ""


def to_json(verdicts: Sequence[Verdict]) -> str:
    """The same for programs."""
    return json.dumps({"documents": [_object(verdict) for verdict in verdicts]}, indent=2) + "\n"


def _object(verdict: Verdict) -> dict[str, object]:
    return {
        "document": verdict.entry.as_posix(),
        "title": verdict.title,
        "version": {
            "former": str(verdict.former),
            "found": str(verdict.found),
            "demanded": str(verdict.demanded),
            "bump": verdict.bump.name.lower(),
        },
        "missing": list(verdict.missing),
        "changes": [_change(change) for change in verdict.changes],
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "level": change.level.word,
        "rule": change.rule.id,
        "message": change.message,
        "hurts": change.rule.hurts,
        "old": _place(change.old),
        "new": _place(change.new),
        "used": list(change.used),
    }


def github(verdicts: Sequence[Verdict]) -> str:
    """Commands of a workflow, which are shown beside the lines of a pull request."""
    return "".join(f"{line}\n" for verdict in verdicts for line in _github(verdict))


def _github(verdict: Verdict) -> Iterator[str]:
    for change in verdict.changes:
        said = f"{change.message} [{change.rule.id}] {change.rule.hurts}"
        yield _command(_COMMANDS[change.level], change.new, said)
    for message in verdict.missing:
        yield _command("error", verdict.place, f"{message} [version]")


def _command(name: str, place: Place | None, message: str) -> str:
    at = f" file={_property(place.file)},line={place.line},col={place.column}" if place is not None else ""
    return f"::{name}{at}::{_escaped(message)}"


def _escaped(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")


def _shown(place: Place) -> str:
    return f"{printable(place.file)}:{place.line}:{place.column}"


def _place(place: Place) -> dict[str, object]:
    return {"file": place.file, "line": place.line, "column": place.column}


def _cell(value: str) -> str:
    plain = " ".join(printable(value).split())
    return plain.replace("|", "\\|").replace("<", "&lt;").replace("@", "&#64;")


FORMATS: Mapping[str, Report] = {"text": text, "markdown": markdown, "json": to_json, "github": github}
