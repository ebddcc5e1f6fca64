"""Reads the Compatibility reference: its sections, their samples and the answers printed with them.

The reference is plain text. It lost its indentation, and some of its code blocks are not closed; so a block
is found by what begins it and by what begins the next one, never by an end mark.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .answers import nearest_answer, printed_answer, sample_objects
from .exchange import Answer, Request, parse_curl

__all__ = ["Section", "find_reference", "indent", "read_reference"]

_TITLE = "Compatibility REST API"
_REPOSITORY = Path(__file__).resolve().parents[2]

_PYTHON = "from signalwire.rest import "
_OTHER_BLOCK = ("require '", "<?php", "using ", "const ", "Response")


@dataclass(frozen=True, slots=True)
class Section:
    """One documented request: the text under a heading, from its curl sample to the next heading."""

    name: str
    request: Request
    snippet: str | None
    """The Python sample, indented again; None where the reference has none."""

    answer: Answer
    """The answer printed in the section, or the nearest one where it prints none."""


def find_reference() -> Path | None:
    """The reference below the folder `DIALWRIGHT_SHARED` names (default: `../shared`), if it is there."""
    shared = Path(os.environ.get("DIALWRIGHT_SHARED", _REPOSITORY.parent / "shared"))
    for path in sorted(shared.glob("*/*.txt")):
        with path.open(encoding="utf-8") as file:
            if file.readline().strip() == _TITLE:
                return path
    return None


def read_reference(text: str) -> dict[str, Section]:
    """Every section with a curl sample, by its heading.

    Raises:
        ValueError: Two sections have the same heading, or something in one cannot be read.
    """
    lines = text.splitlines()
    samples = sample_objects(lines)
    drafts = list(_drafts(lines))
    printed = [(draft.request, draft.printed) for draft in drafts if draft.printed]
    sections: dict[str, Section] = {}
    for draft in drafts:
        if draft.name in sections:
            raise ValueError(f"two sections are called {draft.name!r}")
        sample = samples[max((line for line in samples if line < draft.line), default=min(samples))]
        answer = draft.printed or nearest_answer(draft.request, printed, sample)
        sections[draft.name] = Section(draft.name, draft.request, draft.snippet, answer)
    return sections


@dataclass(frozen=True, slots=True)
class _Draft:
    line: int
    name: str
    request: Request
    snippet: str | None
    printed: Answer | None


def _drafts(lines: Sequence[str]) -> Iterator[_Draft]:
    curls = [number for number, line in enumerate(lines) if line.startswith("curl ")]
    headings = [_heading(lines, number) for number in curls]
    for heading, curl, end in zip(headings, curls, [*headings[1:], len(lines)], strict=True):
        code = curl + 1
        while code < end and (lines[code - 1].endswith("\\") or lines[code].startswith("-")):
            code += 1
        yield _Draft(
            heading,
            lines[heading],
            parse_curl("\n".join(lines[curl:code])),
            _snippet(lines[code:end]),
            printed_answer(lines[code:end]),
        )


def _heading(lines: Sequence[str], curl: int) -> int:
    """The line of the heading: two above the curl sample, which has a title, or one where it has none."""
    return curl - 1 if lines[curl - 2].endswith(".") else curl - 2


def _snippet(lines: Sequence[str]) -> str | None:
    """The Python sample. Samples follow the curl sample at once, JavaScript first, or there are none."""
    if not lines or not lines[0].startswith("const "):
        return None
    start = next((number for number, line in enumerate(lines) if line.startswith(_PYTHON)), None)
    if start is None:
        return None
    length = 1
    while start + length < len(lines) and not lines[start + length].startswith(_OTHER_BLOCK):
        length += 1
    return indent(lines[start : start + length])


def indent(lines: Sequence[str]) -> str:
    """Restore the indentation of a sample; one with a loop ends with it, so all the rest is its body."""
    margin = ""
    result: list[str] = []
    for line in lines:
        result.append(f"{margin}{line}\n")
        if line.startswith("for ") and line.endswith(":"):
            margin = "    "
    return "".join(result)
