"""A file that was read: its value, and the place of everything in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal, TypeAlias

from ..cached import cached_property
from ..garbage import without_garbage_collection
from ..problems import Place, Problem
from .content import Content
from .json_text import load_json
from .limits import DEFAULT_LIMITS, Limits
from .positions import Places, Position, Stretch
from .text import Text, read_text
from .yaml_text import load_yaml

Pointer: TypeAlias = tuple[str | int, ...]
On: TypeAlias = Literal["key", "value"]


class SourceFile:
    """One YAML or JSON file. `value` is made of dict, list, str, int, float, bool and None alone."""

    def __init__(self, path: Path, text: Text, content: Content) -> None:
        self.path = path  # absolute, links resolved
        self.identity = str(path)  # the same, and looked up faster
        self._text = text
        self._content = content

    def __repr__(self) -> str:
        return f"SourceFile({str(self.path)!r})"

    @property
    def value(self) -> Any:
        return self._content.value

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Warnings about what was repaired."""
        return self._content.problems

    @property
    def name(self) -> str:
        """The path as shown to users."""
        return self._text.name

    @property
    def text(self) -> str:
        return self._text.content

    def place(self, pointer: Pointer, on: On = "value") -> Place:
        """Where the value at a pointer is written, or the key that leads to it.

        A mapping or sequence that is spread over lines is shown by its key.
        Where the pointer leads nowhere, the place is that of the innermost value that it does lead to.
        """
        if self._places is None:
            return self._text.place(0)
        start, end = _stretch(self._places.find(pointer), on)
        return self._text.place(start, end)

    @cached_property
    def _places(self) -> Places | None:
        return self._content.places()


def load(path: Path, *, allow_duplicate_keys: bool = False, limits: Limits = DEFAULT_LIMITS) -> SourceFile:
    """Read a file; InputError, with a place for each problem, if it cannot be read within the limits.

    A name that ends in `.json` is read as JSON, any other as YAML.
    """
    path = Path(os.path.realpath(path))
    text = read_text(path, shown_name(path), limits)
    load_content = load_json if path.suffix.lower() == ".json" else load_yaml
    with without_garbage_collection():
        content = load_content(text, allow_duplicate_keys=allow_duplicate_keys, limits=limits)
    return SourceFile(path, text, content)


def load_text(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """The text of a file that is no document; InputError if it cannot be read within the limits."""
    return read_text(path, shown_name(path), limits).content


def shown_name(path: Path) -> str:
    """The path relative to the working directory if it is below it, else as it is."""
    try:
        return path.relative_to(os.getcwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def _stretch(position: Position, on: On) -> Stretch:
    if position.key is not None and (on == "key" or position.is_spread):
        return position.key
    return position.value
