"""Write what the changes demand: the version into the document, an entry into the changelog beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..problems import Place
from .change import Bump, Change
from .gate import Verdict, has_entry

_HEAD = "# Changelog\n"


def apply(verdict: Verdict) -> list[Path]:
    """The files that were written; none where nothing is missing.

    Raises:
        OSError: A file cannot be written.
    """
    if verdict.bump is Bump.NONE or verdict.place is None:
        return []
    version = max(verdict.found, verdict.demanded)
    written: list[Path] = []
    if version != verdict.found:
        path = Path(verdict.place.file)
        text = path.read_bytes().decode("utf-8")
        path.write_bytes(_replaced(text, verdict.place, str(verdict.found), str(version)).encode("utf-8"))
        written.append(path)
    if not has_entry(verdict.changelog, version):
        before = verdict.changelog.read_text(encoding="utf-8") if verdict.changelog.is_file() else _HEAD
        verdict.changelog.write_text(_with_entry(before, entry(verdict, str(version))), encoding="utf-8")
        written.append(verdict.changelog)
    return written


def entry(verdict: Verdict, version: str) -> str:
    """The entry of a changelog: what breaks first, each with whom it hurts."""
    lines = (line for change in verdict.changes for line in _lines(change))
    return "\n".join((f"## {version}", "", *lines, ""))


def _lines(change: Change) -> Iterator[str]:
    where = f" ({', '.join(f'`{use}`' for use in change.used[:3])})" if change.used else ""
    more = f" and {len(change.used) - 3} more" if len(change.used) > 3 else ""
    yield f"- {change.level.word.capitalize()}: {_line(change.message)}{where}{more}. {change.rule.hurts}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _replaced(text: str, place: Place, old: str, new: str) -> str:
    """The text with the version at a place exchanged, and every other character as it was."""
    lines = text.splitlines(keepends=True)
    start = place.column - 1
    line = lines[place.line - 1]
    stretch = line[start : start + place.length].replace(old, new, 1)
    lines[place.line - 1] = line[:start] + stretch + line[start + place.length :]
    return "".join(lines)


def _with_entry(text: str, added: str) -> str:
    """The changelog with an entry before the first one."""
    at = text.find("\n## ")
    if at < 0:
        return f"{text.rstrip()}\n\n{added}"
    return f"{text[:at].rstrip()}\n\n{added}\n{text[at + 1 :]}"
