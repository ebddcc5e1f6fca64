"""The imports of a test module, sorted as isort would."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..code import export_rank, from_import

_STANDARD = ("__future__", "collections.abc", "datetime", "decimal", "pathlib", "typing", "unittest.mock")


class TestImports:
    """Gathers what the code of a module uses."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._names: set[tuple[str, str]] = set()

    def use(self, module: str, name: str = "") -> str:
        """Make a name available; a module of the client's package begins with a dot, or is one alone."""
        own = module.startswith(".")
        self._names.add((f"{self._package}{module.rstrip('.')}" if own else module, name))
        return name or module

    def lines(self) -> Iterator[str]:
        """The statements, in blocks: the standard library, what is installed, the package."""
        modules = sorted(
            {module for module, _ in self._names}, key=lambda module: (self._block(module), module)
        )
        for number, (_, block) in enumerate(groupby(modules, key=self._block)):
            if number:
                yield ""
            for module in block:
                yield from self._statement(module)

    def _statement(self, module: str) -> list[str]:
        names = sorted((name for own, name in self._names if own == module and name), key=_rank)
        return from_import(module, names) if names else [f"import {module}"]

    def _block(self, module: str) -> int:
        if module in _STANDARD:
            return 0
        return 2 if module.partition(".")[0] == self._package else 1


def _rank(name: str) -> tuple[int, list[tuple[int, str]]]:
    return (export_rank(name)[0], export_rank(name.lower())[1])
