"""What templates are given: the pieces of a module, each as lines that only have to be written down.

Lines carry the indentation they have among themselves; the template adds that of where they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Lines: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Function:
    """A method or property of a class, or a function of a module."""

    signature: Lines
    docstring: Lines
    body: Lines
    decorators: Lines = ()
    heading: str = ""  # how it is called, on one line, for the reference
    summary: str = ""


@dataclass(frozen=True)
class Attribute:
    """A field of a class, or a constant of a module, with what is said of it."""

    lines: Lines
    docstring: Lines = ()


@dataclass(frozen=True)
class Class:
    """A class: attributes, then functions."""

    name: str
    header: Lines
    docstring: Lines
    attributes: tuple[Attribute, ...] = ()
    functions: tuple[Function, ...] = ()


@dataclass(frozen=True)
class Pieces:
    """What one writer puts into a module, and a text about the module as a whole."""

    text: str
    exports: tuple[str, ...]
    constants: tuple[Attribute, ...] = ()
    classes: tuple[Class, ...] = ()
    functions: tuple[Function, ...] = ()


@dataclass(frozen=True)
class Module:
    """A Python module. `file` is its path below the package's folder."""

    file: str
    docstring: Lines
    imports: Lines
    typing_imports: Lines
    exports: Lines  # the statement that sets `__all__`
    constants: tuple[Attribute, ...]
    classes: tuple[Class, ...]
    functions: tuple[Function, ...] = ()
