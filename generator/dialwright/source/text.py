"""The text of a file: decoded, and where its lines begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from pathlib import Path

from ..cached import cached_property
from ..problems import InputError, Place, Problem, Severity
from .limits import Limits

_LINE_BREAK = re.compile(r"\r\n|\n|\r")


class Text:
    """The characters of one file, and the places of stretches of them."""

    def __init__(self, name: str, content: str) -> None:
        self.name = name
        self.content = content

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.content))]

    def place(self, start: int, end: int | None = None) -> Place:
        """Where the characters from `start` to `end` are; the first line of them, if they are several."""
        start = min(start, len(self.content))
        line = bisect_right(self._line_starts, start)
        first = self._line_starts[line - 1]
        next_line = self._line_starts[line] if line < len(self._line_starts) else len(self.content)
        source = self.content[first:next_line].rstrip("\r\n")
        stretch = source[start - first : None if end is None else max(0, end - first)]
        length = len(stretch.rstrip()) if end is not None else 1
        return Place(self.name, line, start - first + 1, max(1, length), source)

    def error(self, rule: str, message: str, start: int, end: int | None = None) -> Problem:
        """An error at a stretch of the text."""
        return Problem(self.place(start, end), Severity.ERROR, message, rule)


def read_text(path: Path, name: str, limits: Limits) -> Text:
    """The text of a file; InputError if it is not a file of UTF-8 text of a bearable size."""
    try:
        if not path.is_file():
            raise InputError(_unreadable(name, "is not a file" if path.exists() else "does not exist"))
        with path.open("rb") as stream:
            data = stream.read(limits.bytes + 1)
    except OSError as error:
        raise InputError(_unreadable(name, f"cannot be read: {error.strerror}")) from None
    if len(data) > limits.bytes:
        raise InputError(_unreadable(name, f"is larger than {limits.bytes:,} bytes"))
    return Text(name, _decode(data, name))


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = Text(name, data[: error.start].decode("utf-8-sig", "replace"))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        problem = before.error("encoding", message, len(before.content))
    raise InputError(problem)


def _unreadable(name: str, what: str) -> Problem:
    return Problem(None, Severity.ERROR, f"'{name}' {what}", "file")
