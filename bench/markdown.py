"""The report as Markdown: what was to be reached and was, all the figures, and what was measured of whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .figures import Failure, Found, Results, reached, verdict
from .plan import ROWS, SUBJECTS, TARGETS, Row, Subject, Target, Unit

_ROWS = {row.key: row for row in ROWS}
_SUBJECTS = {subject.key: subject for subject in SUBJECTS}

_HOW = """\
CPU time of the process that is measured, user and system together; the local server is another process. In
a round the subjects of a row are measured one after the other, each in a fresh interpreter; a ratio is the
middle one of the rounds' ratios, its range the least and the greatest. Everything talks to the same server,
without TLS or compression, over connections that are kept open, and returns the same: fetching and listing
read the sid and the status of each Call. Memory is what `tracemalloc` counts for one of 20,000 different
Calls. Bare httpx2 may keep 100 connections, as ours does; left to itself it keeps 20, and opens the others
anew. What the local server does in a second is counted by the CPU time of its process. While its memory
grows, one request of five places a call, one of a hundred is for a list, and the others read a call.\
"""


@dataclass(frozen=True)
class Conditions:
    """Under which the figures came about."""

    python: str
    cores: int
    rounds: int
    versions: Mapping[str, Mapping[str, str] | Failure]
    """What is installed for each subject."""


def report(results: Results, conditions: Conditions, plot: str) -> str:
    """The whole report; `plot` is the file with the plot, beside it."""
    parts = (
        "# Benchmarks",
        "Made by `make bench`, which measures all of this in one run. Lower is better, except for rates.",
        f"![Every figure as a multiple of bare httpx2, or of ours]({plot})",
        *_measured(results, ROWS),
        "## What was measured",
        f"CPython {conditions.python}, {conditions.cores} cores, {conditions.rounds} rounds.",
        table(("package", "version", "about it", "with"), _versions(conditions)),
        "## How",
        _HOW,
    )
    return "\n\n".join(parts) + "\n"


def excerpt(results: Results, rows: Sequence[Row]) -> str:
    """What was found where only some rows were measured."""
    return "\n\n".join(_measured(results, rows)) + "\n"


def _measured(results: Results, rows: Sequence[Row]) -> Iterable[str]:
    head, keys = ("what", "target", "measured", "range", "verdict"), {row.key for row in rows}
    targets = [target for target in TARGETS if target.row in keys]
    return (
        "## Targets",
        table(head, (_reached(results, target) for target in targets)),
        "## Figures",
        *(_figures(results, row) for row in rows),
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


def amount(value: float, unit: Unit) -> str:
    """A figure with its unit, in three digits or so."""
    if unit == "entries":
        return f"{value:.0f}"
    if unit == "a second":
        return f"{value:,.0f} a second"
    if unit == "bytes":
        return f"{value:,.0f} B"
    if value >= 1:
        return f"{value:.3g} s"
    return f"{value * 1e3:.3g} ms" if value >= 1e-3 else f"{value * 1e6:.3g} µs"


def multiple(value: float) -> str:
    """A ratio, in two places after the point or, where it is tiny, two digits."""
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def title(subject: str) -> str:
    """How a subject is called."""
    return "httpx2 + json" if subject == "bare" else _SUBJECTS[subject].package


def described(target: Target) -> str:
    """What a target demands."""
    row = _ROWS[target.row]
    if not target.against:
        return f"at most {amount(target.limit, row.unit)}"
    other_row, _, other = target.against.rpartition(":")
    of = f" of “{_ROWS[other_row].title}”" if other_row else ""
    less = f", “{_ROWS[target.apart].title}” taken off both" if target.apart else ""
    return f"at most {target.limit:g} x {title(other)}{of}{less}"


def _reached(results: Results, target: Target) -> Sequence[str]:
    row, found = _ROWS[target.row], reached(results, target)
    unit = None if target.against else row.unit
    return (row.title, described(target), *_shown(found, unit), verdict(found, target))


def _figures(results: Results, row: Row) -> str:
    head = (row.title, "figure", f"x {title(row.base)}", "range")
    return table(head, (_figure(results, row, subject) for subject in row.subjects))


def _figure(results: Results, row: Row, subject: str) -> Sequence[str]:
    found = results.of(row.key, subject)
    if isinstance(found, Failure):
        return (title(subject), found.reason, "", "")
    ratio = results.ratio(row.key, subject, row.base)
    return (title(subject), amount(found.middle, row.unit), *_shown(ratio, None))


def _shown(found: Found, unit: Unit | None) -> tuple[str, str]:
    """A figure or, without a unit, a ratio, and how far it strayed; nothing where it did not."""
    if isinstance(found, Failure):
        return found.reason, ""
    values = (found.middle, found.least, found.greatest)
    shown, least, greatest = (multiple(value) if unit is None else amount(value, unit) for value in values)
    return shown, "" if least == greatest else f"{least} to {greatest}"


def _versions(conditions: Conditions) -> Iterable[Sequence[str]]:
    for key, installed in conditions.versions.items():
        subject = _SUBJECTS[key]
        if isinstance(installed, Failure):
            yield subject.package, installed.reason, subject.note, ""
        else:
            yield subject.package, _version(subject, installed), subject.note, _others(subject, installed)


def _version(subject: Subject, installed: Mapping[str, str]) -> str:
    named = {_plain(name): version for name, version in installed.items()}
    return named.get(_plain(subject.package), "")


def _others(subject: Subject, installed: Mapping[str, str]) -> str:
    others = sorted(installed.items(), key=lambda pair: pair[0].lower())
    return ", ".join(
        f"{name} {version}" for name, version in others if _plain(name) != _plain(subject.package)
    )


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")
