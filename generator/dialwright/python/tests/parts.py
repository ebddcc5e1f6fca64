"""What a test module is made of: lines, for a template that only writes them down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Lines: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Test:
    """A test function, as it stands in its class."""

    decorators: Lines
    head: Lines
    body: Lines


@dataclass(frozen=True)
class TestClass:
    """The tests of one method."""

    name: str
    docstring: Lines
    constants: tuple[Lines, ...]
    tests: tuple[Test, ...]


@dataclass(frozen=True)
class TestModule:
    """The tests of one resource."""

    file: str
    docstring: Lines
    imports: Lines
    constants: tuple[Lines, ...]
    functions: tuple[Lines, ...]
    classes: tuple[TestClass, ...]
