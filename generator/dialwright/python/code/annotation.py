"""Types that are too long for a line, broken at their bars and brackets as black does it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .measure import INDENT, fits, indented

_TOKEN = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[\[\]]|, | \| |[^'"\[\],| ]+|.""", re.DOTALL)


def broken(before: str, annotation: str, after: str, indent: int) -> list[str]:
    """A type that does not fit on its line: in parentheses if it is a union, else broken at its brackets.

    `before` and `after` are what stands beside it on its first and last line.
    """
    inner = indent + INDENT
    options = list(split(annotation, " | "))
    if len(options) > 1:
        body = [annotation] if fits(annotation, inner) else _union(options, inner)
        return [f"{before}(", *indented(body), f"){after}"]
    name, bracket, rest = annotation.partition("[")
    if not bracket or not annotation.endswith("]"):
        return [f"{before}{annotation}{after}"]
    content = rest[:-1]
    body = [content] if fits(content, inner) else _content(list(split(content, ", ")), inner)
    return [f"{before}{name}[", *indented(body), f"]{after}"]


def is_breakable(annotation: str) -> bool:
    """Whether the type has a bar or a bracket to be broken at."""
    return annotation.endswith("]") or " | " in annotation


def split(annotation: str, separator: str) -> Iterator[str]:
    """Split a type where no bracket is open; what is in quotes does not count."""
    depth, part = 0, ""
    for token in _TOKEN.findall(annotation):
        depth += {"[": 1, "]": -1}.get(token, 0)
        if token == separator and not depth:
            yield part
            part = ""
        else:
            part += token
    yield part


def _content(items: list[str], indent: int) -> list[str]:
    """What is between the brackets of a type: items with a line each, where there are several."""
    comma = "," if len(items) > 1 else ""
    return [line for item in items for line in _item(item, comma, indent)]


def _item(item: str, comma: str, indent: int) -> list[str]:
    """One of the items between brackets, where a union needs no parentheses."""
    if fits(item + comma, indent):
        return [item + comma]
    options = list(split(item, " | "))
    if len(options) == 1:
        return broken("", item, comma, indent)
    *head, last = _union(options, indent)
    return [*head, last + comma]


def _union(options: list[str], indent: int) -> list[str]:
    """A line for every alternative, and more for one that does not fit."""
    found: list[str] = []
    for option in options:
        before = "| " if found else ""
        found += [before + option] if fits(before + option, indent) else broken(before, option, "", indent)
    return found
