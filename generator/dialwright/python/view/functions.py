"""Methods and properties put together: signature, docstring and body in lines."""

from __future__ import annotations

from collections.abc import Iterable

from ..code import Part, call, docstring, flat, signature
from .parameters import Parameter, declared
from .parts import Function

INDENT = 4
BODY_INDENT = 8
_MOST = 6  # `self`, the star and four parameters still read well on one line


def function(
    head: str,
    parameters: Iterable[Parameter],
    result: str,
    doc: Iterable[Part],
    body: Iterable[str],
    *,
    decorators: tuple[str, ...] = (),
) -> Function:
    """A method; `head` is what is before the parameters: `async def fetch`."""
    return _function(head, ("self",), parameters, result, doc, body, INDENT, decorators)


def module_function(
    name: str, parameters: Iterable[Parameter], result: str, doc: Iterable[Part], body: Iterable[str]
) -> Function:
    """A function of a module."""
    return _function(f"def {name}", (), parameters, result, doc, body, 0, ())


def _function(
    head: str,
    first: tuple[str, ...],
    parameters: Iterable[Parameter],
    result: str,
    doc: Iterable[Part],
    body: Iterable[str],
    indent: int,
    decorators: tuple[str, ...],
) -> Function:
    """Either of the two; `first` is in the signature, and in no call."""
    taken = declared(tuple(parameters))
    parts = tuple(doc)
    return Function(
        signature=tuple(signature(head, (*first, *taken), result, indent=indent, most=_MOST)),
        docstring=docstring(*parts, indent=indent + INDENT),
        body=tuple(body),
        decorators=decorators,
        heading=f"{flat(call(head.split()[-1], *taken))} -> {result}",
        summary=next((part for part in parts if isinstance(part, str)), ""),
    )


def getter(name: str, result: str, doc: str, body: Iterable[str], *, decorator: str = "property") -> Function:
    """A property."""
    return function(f"def {name}", (), result, (doc,), body, decorators=(f"@{decorator}",))
