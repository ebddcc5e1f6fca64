"""What a `$ref` says: a file and a JSON pointer into it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..problems import did_you_mean
from ..source import is_mapping, is_sequence

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


class BadReference(ValueError):
    """A reference that cannot be followed; the message says why and how to mend it."""


@dataclass(frozen=True)
class Reference:
    """A reference that may be followed, as far as its text tells."""

    text: str
    file: str  # relative to the file it is written in; "" for that file itself
    pointer: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Reference:
        """Split a reference; BadReference if it is remote, absolute or not a JSON pointer."""
        if _CONTROL.search(text):
            raise BadReference("a reference cannot have control characters")
        if _SCHEME.match(text):
            raise BadReference(f"'{text}' is not a file beside this one; only local files are read")
        file, _, fragment = text.partition("#")
        file, fragment = unquote(file), unquote(fragment)
        if _CONTROL.search(file) or file.startswith("/") or "\\" in file:
            raise BadReference(f"'{text}' is not a relative path")
        if fragment and not fragment.startswith("/"):
            raise BadReference(f"'{text}' names an anchor; write a path from the root, such as '#/a/b'")
        steps = fragment.split("/")[1:]
        return cls(text, file, tuple(step.replace("~1", "/").replace("~0", "~") for step in steps))

    def path(self, written_in: Path, root: Path) -> Path:
        """The file it means; BadReference if that is outside the folder `root` or not there."""
        if not self.file:
            return written_in
        path = Path(os.path.normpath(written_in.parent / self.file))
        # The text alone decides first, so that nothing outside is even looked at; then links are followed.
        if not path.is_relative_to(root):
            raise BadReference(f"'{self.text}' is outside the folder of the document")
        if not os.path.isfile(path):
            raise BadReference(f"there is no file '{self.file}'{_similar_file(path, root)}")
        real = Path(os.path.realpath(path))
        if not real.is_relative_to(root):
            raise BadReference(f"'{self.text}' is a link to a place outside the folder of the document")
        return real

    def walk(self, root: Any) -> tuple[Any, tuple[str | int, ...]]:
        """The value that the pointer leads to, and the pointer with its indexes as numbers."""
        value, steps = root, list[str | int]()
        for step in self.pointer:
            if is_mapping(value) and step in value:
                value = value[step]
                steps.append(step)
            elif is_sequence(value) and _INDEX.fullmatch(step) and int(step) < len(value):
                value = value[int(step)]
                steps.append(int(step))
            else:
                raise BadReference(f"'{self.text}' leads nowhere: {_missing(value, step, steps)}")
        return value, tuple(steps)


def _missing(value: Any, step: str, steps: list[str | int]) -> str:
    where = f"'{steps[-1]}'" if steps else "the document"
    if not is_mapping(value):
        return f"{where} has no keys" if not is_sequence(value) else f"{where} has no element {step}"
    return f"{where} has no '{step}'{did_you_mean(step, value)}"


def _similar_file(path: Path, root: Path) -> str:
    try:
        inside = Path(os.path.realpath(path.parent)).is_relative_to(root)
        names = sorted(os.listdir(path.parent)) if inside else []
    except (OSError, ValueError):
        return ""
    return did_you_mean(path.name, names)
