"""How code is laid out in lines: as black would, so that black finds nothing to do.

An expression is text, a `Group` in brackets, or something `Typed`. A group stands on one line if it is small;
otherwise each of its items has a line and a comma of its own, which black takes for the author's wish. What
is too long and not a group is broken where black would break it: a type at its bars and brackets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from .annotation import broken, is_breakable
from .measure import INDENT, fits, indented

MOST_ON_A_LINE = 4  # more items than these read better below each other
AS_MANY_AS_FIT = 10_000


@dataclass(frozen=True)
class Group:
    """Items in brackets: `open` ends with the opening bracket, `close` begins with the closing one.

    One of more than `most` items never stands on one line; a tuple of one keeps its comma there.
    """

    open: str
    items: tuple[Expression, ...]
    close: str
    most: int = MOST_ON_A_LINE
    is_tuple: bool = False


@dataclass(frozen=True)
class Typed:
    """A type between two texts: `status: ` and ` = None`."""

    before: str
    annotation: str
    after: str = ""


Expression: TypeAlias = str | Group | Typed


def call(function: str, *arguments: Expression, most: int = AS_MANY_AS_FIT) -> Group:
    """A call with the arguments that are not empty."""
    return Group(f"{function}(", tuple(argument for argument in arguments if argument != ""), ")", most)


def mapping(
    entries: Iterable[tuple[str, Expression]], *, name: str = "", most: int = MOST_ON_A_LINE
) -> Group:
    """A dictionary from pairs of source; `name` is that of the argument it is passed as."""
    items = (_keyed(f"{key}: ", value) for key, value in entries)
    return Group(f"{name}={{" if name else "{", tuple(items), "}", most)


def tuple_of(items: Iterable[Expression]) -> Group:
    """A tuple."""
    return Group("(", tuple(items), ")", is_tuple=True)


def list_of(items: Iterable[str]) -> Group:
    """A list of things that need no line of their own."""
    return Group("[", tuple(items), "]", AS_MANY_AS_FIT)


def subscript(name: str, items: Iterable[str]) -> Group:
    """`Literal["a", "b"]`"""
    return Group(f"{name}[", tuple(items), "]", AS_MANY_AS_FIT)


def argument(name: str, value: Expression) -> Expression:
    """`name=value`"""
    return _keyed(f"{name}=", value)


def lines(before: str, expression: Expression, after: str = "", *, indent: int = 0) -> list[str]:
    """`before`, the expression and `after` in lines that fit where the code is indented so far."""
    text = f"{before}{flat(expression)}{after}"
    match expression:
        case str():
            return [text]
        case Typed():
            if fits(text, indent):
                return [text]
            return broken(before + expression.before, expression.annotation, expression.after + after, indent)
        case Group():
            if _is_small(expression) and fits(text, indent):
                return [text]
            items = [
                line for item in expression.items for line in lines("", item, ",", indent=indent + INDENT)
            ]
            return [before + expression.open, *indented(items), expression.close + after]


def signature(
    function: str, parameters: Iterable[Expression], result: str, *, indent: int, most: int
) -> list[str]:
    """The head of a function, `def` included in its name."""
    group = Group(f"{function}(", tuple(parameters), ")", most)
    end = Typed(" -> ", result, ":")
    if _is_small(group) and fits(flat(group) + flat(end), indent):
        return [flat(group) + flat(end)]
    *head, last = lines("", replace(group, most=0), indent=indent)
    return [*head, *lines(last, end, indent=indent)]


def declaration(name: str, annotation: str, value: Expression = "", *, indent: int = 0) -> list[str]:
    """A name with its type and, if there is one, its value."""
    declared = Typed(f"{name}: ", annotation)
    line = f"{flat(declared)} = {flat(value)}"
    if value == "":
        return _bare(name, declared, indent)
    if fits(line, indent) and (not isinstance(value, Group) or _is_small(value)):
        return [line]
    if isinstance(value, Group) and fits(f"{flat(declared)} = {value.open}", indent):
        return lines(f"{flat(declared)} = ", replace(value, most=0), indent=indent)
    if fits(f"{flat(declared)} = (", indent):
        return [f"{flat(declared)} = (", *indented(lines("", value, indent=indent + INDENT)), ")"]
    return _after_long_type(name, declared, value, indent)


def _bare(name: str, declared: Typed, indent: int) -> list[str]:
    """A name with its type alone; a type that is one long name has a line of its own."""
    if fits(flat(declared), indent) or not _can_be_enclosed(declared.annotation, indent):
        return lines("", declared, indent=indent)
    return [f"{name}: (", *indented([declared.annotation]), ")"]


def _after_long_type(name: str, declared: Typed, value: Expression, indent: int) -> list[str]:
    """A value for which the type leaves no room on the line."""
    whole = replace(value, most=0) if isinstance(value, Group) else value
    if is_breakable(declared.annotation):
        *head, last = broken(declared.before, declared.annotation, " = ", indent)
        return [*head, *lines(last, value, indent=indent)]
    if _can_be_enclosed(declared.annotation, indent):
        after = value if fits(f"{name}: (", indent) else whole
        return [f"{name}: (", *indented([declared.annotation]), *lines(") = ", after, indent=indent)]
    # Nothing makes it fit, and black writes it like this.
    start = f"{flat(declared)} = "
    return lines(start, whole, indent=indent) if isinstance(value, Group) else [f"{start}({flat(value)})"]


def _can_be_enclosed(annotation: str, indent: int) -> bool:
    return not is_breakable(annotation) and fits(annotation, indent + INDENT)


def from_import(module: str, names: Iterable[str], *, indent: int = 0) -> list[str]:
    """An import of names from a module."""
    whole = f"from {module} import {', '.join(names)}"
    if fits(whole, indent):
        return [whole]
    return lines(f"from {module} import ", Group("(", tuple(names), ")", most=0))


def assignment(target: str, value: str, *, indent: int = 0) -> list[str]:
    """An assignment of something that cannot be broken, in parentheses where these make it fit."""
    line = f"{target} = {value}"
    if fits(line, indent) or not fits(value, indent + INDENT):
        return [line]
    return [f"{target} = (", f"    {value}", ")"]


def flat(expression: Expression) -> str:
    """The expression on one line."""
    match expression:
        case str():
            return expression
        case Typed():
            return f"{expression.before}{expression.annotation}{expression.after}"
        case Group():
            comma = "," if expression.is_tuple and len(expression.items) == 1 else ""
            return f"{expression.open}{', '.join(map(flat, expression.items))}{comma}{expression.close}"


def _is_small(group: Group) -> bool:
    return len(group.items) <= group.most and all(
        not isinstance(item, Group) or _is_small(item) for item in group.items
    )


def _keyed(key: str, value: Expression) -> Expression:
    match value:
        case str():
            return key + value
        case Typed():
            return replace(value, before=key + value.before)
        case Group():
            return replace(value, open=key + value.open)
