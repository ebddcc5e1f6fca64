"""Problems for programs to read: as JSON, and as annotations that GitHub shows beside the lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from ..problems import Problem, in_order, printable

__all__ = ["FORMATS", "as_annotations", "as_json"]


def as_json(problems: Sequence[Problem]) -> str:
    """A list, sorted by place, of objects with `severity`, `rule` and `message`, and, if there is a place,
    `file`, `line`, `column`, `endLine` and `endColumn`. Lines and columns count from 1, and are included.
    """
    listed = [
        {
            "severity": problem.severity.value,
            "rule": problem.rule,
            "message": problem.message,
            **_span(problem),
        }
        for problem in in_order(problems)
    ]
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def as_annotations(problems: Sequence[Problem]) -> str:
    """A line for each problem, sorted by place, in the form of GitHub's workflow commands.

    Whatever of it comes from the document is escaped, so that no document can give a command of its own.
    """
    return "".join(_annotation(problem) + "\n" for problem in in_order(problems))


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {"json": as_json, "github": as_annotations}
"""What stands for problems on standard output, by the name of the format."""


def _annotation(problem: Problem) -> str:
    names = {"column": "col"}
    span = {names.get(name, name): value for name, value in _span(problem).items()}
    properties = {**span, "title": problem.rule}
    listed = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    return f"::{problem.severity.value} {listed}::{_escaped(problem.message)}"


def _span(problem: Problem) -> dict[str, str | int]:
    """From where to where a problem goes."""
    place = problem.place
    if place is None:
        return {}
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "endLine": place.line,
        "endColumn": place.column + max(place.length, 1) - 1,
    }


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(sign):02X}" if sign in f"%\r\n{more}" else printable(sign) for sign in text)
