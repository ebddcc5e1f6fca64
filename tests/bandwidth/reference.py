"""Reads the voice reference: signatures, types of results, and examples with what they print."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Example", "Printed", "Section", "arguments", "find_reference", "read_reference"]

_SIGNATURE = re.compile(r"Client\.(\w+\(.*\))")
_LABELS = ("Parameters:", "Return type:", "Returns:", "Returns str:")


@dataclass(frozen=True)
class Example:
    """A piece of code, and what it says that it prints."""

    title: str
    code: str
    outputs: list[Any]
    """For each `print`, in order: a dict or a list where one is shown, else the text."""


@dataclass(frozen=True)
class Section:
    """What the reference says of one method."""

    method: str
    signature: str
    """As printed: `get_call(call_id)`."""

    result: str
    """The printed type of the result, or none."""

    examples: list[Example]


@dataclass(frozen=True)
class Printed:
    """An argument of a printed signature."""

    name: str
    required: bool
    default: object = None


def find_reference(shared: Path) -> Path | None:
    """The reference, if the folder has it."""
    for path in sorted(shared.glob("*/*.txt")):
        if "\nClient.list_calls(" in path.read_text(encoding="utf-8"):
            return path
    return None


def read_reference(text: str) -> dict[str, Section]:
    """The sections, by method."""
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if _SIGNATURE.fullmatch(line)]
    ends = [start - 2 for start in starts[1:]]  # a heading and an empty line come before the next signature
    sections = (_section(lines[start:end]) for start, end in zip(starts, [*ends, len(lines)], strict=True))
    return {section.method: section for section in sections}


def _section(lines: Sequence[str]) -> Section:
    found = _SIGNATURE.fullmatch(lines[0])
    assert found is not None
    signature = found[1]
    return Section(signature.partition("(")[0], signature, _result(lines), list(_examples(lines)))


def _result(lines: Sequence[str]) -> str:
    for number, line in enumerate(lines):
        if line.startswith("Return type:"):
            return line.removeprefix("Return type:") or lines[number + 2]
    return "str" if "Returns str:" in lines else ""


def _examples(lines: Sequence[str]) -> Iterator[Example]:
    titles = [number for number in range(1, len(lines) - 1) if _is_title(lines, number)]
    for title, end in zip(titles, [*titles[1:], len(lines)], strict=True):
        code = "\n".join(lines[title + 1 : end]).strip()
        yield Example(lines[title].removesuffix(":"), code, list(_outputs(code)))


def _is_title(lines: Sequence[str], number: int) -> bool:
    """Whether a line is the title of an example: alone, and no label of a list."""
    around = lines[number - 1], lines[number + 1]
    return lines[number].endswith(":") and lines[number] not in _LABELS and around == ("", "")


def _outputs(code: str) -> Iterator[Any]:
    block: list[str] = []
    for line in [*code.splitlines(), ""]:
        if line.startswith("## "):
            block.append(line.removeprefix("## "))
        elif block:
            text = "\n".join(block)
            yield ast.literal_eval(text) if text[0] in "[{" else text
            block = []


def arguments(signature: str) -> tuple[list[Printed], bool]:
    """The arguments of a printed signature, and whether it takes others besides."""
    (function,) = ast.parse(f"def {signature}: pass").body
    assert isinstance(function, ast.FunctionDef)
    given = function.args
    assert [*given.posonlyargs, *given.kwonlyargs, given.vararg] == [None]
    defaults: list[ast.expr | None] = [None] * (len(given.args) - len(given.defaults))
    return [
        Printed(one.arg, default is None, ast.literal_eval(default) if default else None)
        for one, default in zip(given.args, [*defaults, *given.defaults], strict=True)
    ], given.kwarg is not None
