"""Reading a file of names, which people may have edited: each fault is told with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from keyword import iskeyword
from pathlib import Path
from typing import Any, TypeAlias

from ..problems import InputError, Problem, Severity, did_you_mean
from ..source import SourceFile, is_mapping, load
from .names import Kept, Key

_Shape: TypeAlias = "Mapping[str, _Shape] | None"
"""What may stand under which key: `*` is any key, None a name."""

_METHODS = dict.fromkeys(("method", "stream", "page", "get_page", "iterate", "events"))
_SHAPE: Mapping[str, _Shape] = {
    "about": None,
    "client": dict.fromkeys(("class", "error")),
    "operations": {"*": {"resource": None, **_METHODS, "parameters": {"*": None}}},
    "resources": {"*": dict.fromkeys(("name", "class"))},
    "schemas": {"*": {"class": None, "input": None, "fields": {"*": None}}},
    "webhooks": {"*": None},
}
_WANTED = "letters, digits and '_', beginning with a letter, and no word of Python"
_LONGEST = 120  # letters: files are called so as well


def load_kept(path: Path) -> Kept:
    """The names that a file keeps; none where there is no such file.

    Raises:
        InputError: It is no file of names, or has one that Python does not take; each fault with its place.
    """
    is_new = not path.exists() and not path.is_symlink()
    if path.suffix != ".json" or not (is_new or (path.is_file() and not path.is_symlink())):
        message = f"'{path}' is no file of names: that is a file, and no link, whose name ends in '.json'"
        raise InputError(Problem(None, Severity.ERROR, message, "names"))
    if is_new:
        return Kept()
    file = load(path)
    faults = [Problem(file.place(key, on), Severity.ERROR, said, "names") for key, on, said in _faults(file)]
    if faults:
        raise InputError(*faults)
    return Kept(dict(_names(file.value, ())), file)


def _faults(file: SourceFile) -> Iterator[tuple[Key, Any, str]]:
    if not is_mapping(file.value):
        yield (), "value", 'a file of names is an object, such as {"operations": {}}'
    else:
        yield from _inside(file.value, _SHAPE, ())


def _inside(
    value: Mapping[str, Any], shape: Mapping[str, _Shape], above: Key
) -> Iterator[tuple[Key, Any, str]]:
    for key, inner in value.items():
        here = (*above, key)
        if key not in shape and "*" not in shape:
            yield here, "key", f"there is no '{key}' here{did_you_mean(key, shape)}"
            continue
        below = shape.get(key, shape.get("*"))
        if below is None:
            if here != ("about",) and (fault := _fault(inner, dotted=key == "resource")):
                yield here, "value", fault
        elif not is_mapping(inner):
            yield here, "value", f"what is under '{key}' is an object"
        else:
            yield from _inside(inner, below, here)


def _fault(name: object, *, dotted: bool) -> str:
    """What is wrong with a name; "" if nothing is."""
    if not isinstance(name, str):
        return "a name is a text"
    if all(_is_name(part) for part in (name.split(".") if dotted else [name])):
        return ""
    return f"'{name}' is not a name that Python takes: {_WANTED}"


def _is_name(text: str) -> bool:
    plain = text.isidentifier() and not text.startswith("_") and len(text) <= _LONGEST
    return plain and not iskeyword(text) and unicodedata.normalize("NFKC", text) == text


def _names(value: Mapping[str, Any], above: Key) -> Iterator[tuple[Key, str]]:
    for key, inner in value.items():
        if is_mapping(inner):
            yield from _names(inner, (*above, key))
        elif (*above, key) != ("about",):
            yield (*above, key), inner
