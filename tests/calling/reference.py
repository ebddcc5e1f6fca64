"""Reads a page of the Calling reference: the commands it names, and its numbered blocks of code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

__all__ = ["find_page", "named_commands", "numbered_blocks"]

_FIRST_LINE = "REST ClientCalling"
_IMPORT = "1from signalwire.rest import RestClient"


def find_page(shared: Path) -> Path | None:
    """The page with a Python example, if the folder has it."""
    for path in sorted(shared.glob("*/*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        if lines and lines[0] == _FIRST_LINE and _IMPORT in lines:
            return path
    return None


def named_commands(page: str) -> list[str]:
    """The commands that may be sent, in the order of the page."""
    request = page.partition("\nRequest\n")[2].partition("\nResponse\n")[0]
    return re.findall(r"^(\S+)objectRequired$", request, re.MULTILINE)


def numbered_blocks(page: str) -> Iterator[str]:
    """Each block of code, without the numbers of its lines. What it lost of its indentation stays lost."""
    block: list[str] = []
    for line in [*page.splitlines(), ""]:
        if block and line.startswith(str(len(block) + 1)):
            block.append(line.removeprefix(str(len(block) + 1)))
            continue
        if block:
            yield "\n".join(block)
        block = [line[1:]] if re.match(r"1\D", line) else []
