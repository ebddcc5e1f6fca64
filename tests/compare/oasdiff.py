"""oasdiff's checks beside the rules of the comparison: the data behind the table of docs/compare.md.

Run as a module, it writes that table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dialwright.compare import RULES, Level

DATA = Path(__file__).with_suffix(".yaml")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "compare.md"
LEVELS = {"ERR": Level.BREAKING, "WARN": Level.RISKY, "INFO": Level.SAFE}
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Check:
    """One check: its name, its level there, the rule that is told here ("" for none), and why they differ."""

    id: str
    level: str
    rule: str
    why: str

    @property
    def differs(self) -> bool:
        return not self.rule or RULES[self.rule].level is not LEVELS[self.level]

    @property
    def row(self) -> str:
        """The check as a row of the table."""
        ours = f"`{self.rule}` | {RULES[self.rule].level.word}" if self.rule else "none | "
        return f"| `{self.id}` | {self.level} | {ours} | {self.why} |"


def checks() -> list[Check]:
    """Every check, by name."""
    entries: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return sorted((check for entry in entries for check in _checks(entry)), key=lambda check: check.id)


def _checks(entry: dict[str, Any]) -> Iterator[Check]:
    for level in LEVELS:
        for pattern in entry.get(level, ()):
            for name in _expanded(pattern):
                yield Check(name, level, entry["rule"] or "", entry.get("why", ""))


def _expanded(pattern: str) -> Iterator[str]:
    found = _BRACES.search(pattern)
    if found is None:
        yield pattern
        return
    for name in found[1].split(","):
        yield from _expanded(pattern[: found.start()] + name + pattern[found.end() :])


def table() -> str:
    """The table as the page has it."""
    head = ("| oasdiff's check | level | told here | class | where they differ |", "|---|---|---|---|---|")
    return "\n".join((*head, *(check.row for check in checks())))


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    start = text.index("| oasdiff's check |")
    PAGE.write_text(f"{text[:start]}{table()}\n", encoding="utf-8")
