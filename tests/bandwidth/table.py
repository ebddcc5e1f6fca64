"""The table of printed signatures of the voice reference: facts, kept where the reference itself may not be.

Write it anew, from a checkout with the reference beside it:

    python -m tests.bandwidth.table FOLDER
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import yaml

from .reference import Section, find_reference, read_reference

__all__ = ["TABLE", "load_table", "render_table"]

TABLE = Path(__file__).with_name("signatures.yaml")

_HEADER = """\
# What the voice reference prints of each method: the signature, and the type of the result.
# Written by `python -m tests.bandwidth.table`.
"""


def load_table() -> dict[str, str]:
    """The committed table: signature -> type of the result."""
    entries: list[dict[str, str]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return {entry["signature"]: entry["result"] for entry in entries}


def render_table(sections: Iterable[Section]) -> str:
    """The table as text."""
    entries = [{"signature": section.signature, "result": section.result} for section in sections]
    return _HEADER + yaml.safe_dump(entries, sort_keys=False, width=1000)


def _main(folder: str) -> None:
    path = find_reference(Path(folder))
    if path is None:
        sys.exit(f"The voice reference is not in {folder}.")
    TABLE.write_text(
        render_table(read_reference(path.read_text(encoding="utf-8")).values()), encoding="utf-8"
    )


if __name__ == "__main__":
    _main(*sys.argv[1:])
