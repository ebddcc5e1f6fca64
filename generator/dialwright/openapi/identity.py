"""What a schema is in every version of its document, as text: names are kept under it.

`Call` for one that the document names; else its place: `GET /calls responses/200/...`. What stands in a list,
and may be elsewhere in the list in the next version, is told by its own name, where it has one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

from ..document import Node
from ..source import Pointer, is_mapping, is_sequence

_PLAIN = re.compile(r"[A-Za-z0-9._-]+")


def address(node: Node, entry: Node) -> str:
    """Where a value is, as the document's own names tell it."""
    steps = tuple(_steps(node.file.value, node.pointer))
    if node.file.path != entry.file.path:
        folder = entry.file.path.parent
        file = os.path.relpath(node.file.path, folder).replace(os.sep, "/")
        return f"{file}#/{'/'.join(steps)}"
    match steps:
        case ("components", "schemas", name) if _PLAIN.fullmatch(name):
            return name
        case ("paths", path, verb, *rest) if rest:
            return f"{verb.upper()} {_unescaped(path)} {'/'.join(rest)}"
        case _:
            return f"#/{'/'.join(steps)}"


def _steps(value: Any, pointer: Pointer) -> Iterator[str]:
    for step in pointer:
        inner = _child(value, step)
        if isinstance(step, int) and is_sequence(value):
            yield _in_list(value, inner, step)
        else:
            yield str(step).replace("~", "~0").replace("/", "~1")
        value = inner


def _child(value: Any, step: str | int) -> Any:
    if is_mapping(value):
        return value.get(str(step))
    return value[step] if is_sequence(value) and isinstance(step, int) and step < len(value) else None


def _in_list(whole: list[Any], value: Any, index: int) -> str:
    """A parameter by its place and name, a schema by its title if no other has that; else the index."""
    if not is_mapping(value):
        return str(index)
    if isinstance(value.get("in"), str) and isinstance(value.get("name"), str):
        return f"{value['in']} {value['name']}"
    title = value.get("title")
    alike = [one for one in whole if is_mapping(one) and one.get("title") == title]
    return title.replace("/", "~1") if isinstance(title, str) and title and len(alike) == 1 else str(index)


def _unescaped(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")
