"""The table of documented requests: what each curl sample of the Compatibility reference puts on the wire.

The table holds facts only, so it may be kept where the reference itself may not. Write it anew, from a
checkout with the reference beside it:

    python -m tests.samples.table
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NotRequired, TypedDict

import yaml

from .exchange import Request
from .reference import Section, find_reference, read_reference

__all__ = ["ANY_TEXT", "TABLE", "Row", "facts", "load_table", "render_table"]

TABLE = Path(__file__).with_name("documented_requests.yaml")

ANY_TEXT: Final = "{text}"
"""Stands for a value that is running text: its wording is no fact about the request."""

_RUNNING_TEXT = {"Contents"}

_HEADER = """\
# What the curl samples of the Compatibility reference put on the wire, by the heading they stand under.
# Written by `python -m tests.samples.table`; `python-sample` says that a Python sample stands there too.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One documented request."""

    section: str
    request: Request
    has_sample: bool


_Entry = TypedDict(
    "_Entry",
    {
        "section": str,
        "method": str,
        "path": str,
        "query": NotRequired[dict[str, str]],
        "form": NotRequired[dict[str, str]],
        "python-sample": bool,
    },
)


def facts(section: Section) -> Row:
    """What the table keeps of a section."""
    request = section.request
    form = {name: ANY_TEXT if name in _RUNNING_TEXT else value for name, value in request.form.items()}
    return Row(
        section.name,
        Request(request.method, request.path, request.query, form),
        has_sample=section.snippet is not None,
    )


def load_table() -> dict[str, Row]:
    """The committed table, by section."""
    entries: list[_Entry] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return {entry["section"]: _row(entry) for entry in entries}


def _row(entry: _Entry) -> Row:
    request = Request(entry["method"], entry["path"], entry.get("query", {}), entry.get("form", {}))
    return Row(entry["section"], request, entry["python-sample"])


def render_table(rows: Iterable[Row]) -> str:
    """The table as text."""
    entries = [_entry(row) for row in rows]
    return _HEADER + yaml.safe_dump(entries, sort_keys=False, width=1000, allow_unicode=True)


def _entry(row: Row) -> _Entry:
    request = row.request
    entry: _Entry = {
        "section": row.section,
        "method": request.method,
        "path": request.path,
        "python-sample": row.has_sample,
    }
    if request.query:
        entry["query"] = request.query
    if request.form:
        entry["form"] = request.form
    return entry


def _main() -> int:
    path = find_reference()
    if path is None:
        print(
            "The Compatibility reference is not there: set DIALWRIGHT_SHARED to the folder with it.",
            file=sys.stderr,
        )
        return 2
    rows = [facts(section) for section in read_reference(path.read_text(encoding="utf-8")).values()]
    TABLE.write_text(render_table(rows), encoding="utf-8")
    print(f"{TABLE.name}: {len(rows)} requests, {sum(row.has_sample for row in rows)} with a Python sample")
    return 0


if __name__ == "__main__":
    sys.exit(_main())
