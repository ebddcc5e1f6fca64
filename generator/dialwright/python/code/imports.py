"""The imports of a generated module: gathered while its code is written, printed sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .layout import from_import
from .measure import INDENT


@dataclass(frozen=True)
class ModulePath:
    """A module of the generated package, by its steps below it: ("compat", "calls"); () is the package."""

    steps: tuple[str, ...]
    is_package: bool = False

    @property
    def file(self) -> str:
        """Its path below the package's folder."""
        return "/".join((*self.steps, "__init__.py")) if self.is_package else "/".join(self.steps) + ".py"

    def reach(self, other: tuple[str, ...]) -> str:
        """Another module as seen from this one: `..models.call`."""
        here = self.steps if self.is_package else self.steps[:-1]
        shared = 0
        while shared < min(len(here), len(other)) and here[shared] == other[shared]:
            shared += 1
        return "." * (len(here) - shared + 1) + ".".join(other[shared:])


class Imports:
    """What a module imports: for running, or for annotations alone."""

    def __init__(self, here: ModulePath) -> None:
        self.here = here
        self._running: set[tuple[str, str]] = set()
        self._typing: set[tuple[str, str]] = set()

    def run(self, module: str | tuple[str, ...], name: str) -> str:
        """Make a name available where code runs; returns it."""
        self._running.add((self._spelled(module), name))
        return name

    def annotate(self, module: str | tuple[str, ...], name: str) -> str:
        """Make a name available to annotations; returns it. A module imports nothing from itself."""
        if module != self.here.steps:
            self._typing.add((self._spelled(module), name))
        return name

    def annotate_with(self, module: str) -> str:
        """Make a whole module available to annotations; returns its name."""
        self._typing.add((module, ""))
        return module

    def load(self, module: tuple[str, ...], name: str, *, indent: int) -> tuple[str, ...]:
        """The lines that import a name inside a function, where it is not at hand; annotations see it too."""
        if module == self.here.steps:
            return ()
        self.annotate(module, name)
        return (*from_import(self.here.reach(module), [name], indent=indent), "")

    @property
    def running(self) -> tuple[str, ...]:
        """The lines of what is imported to run; with `TYPE_CHECKING` where `typing_only` needs it."""
        guard = {("typing", "TYPE_CHECKING")}
        return _block(self._running | guard if self.typing_only else self._running)

    @property
    def typing_only(self) -> tuple[str, ...]:
        """The lines of what only annotations need."""
        return _block(self._typing - self._running)

    def _spelled(self, module: str | tuple[str, ...]) -> str:
        return module if isinstance(module, str) else self.here.reach(module)


def _block(names: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Import statements in the order of isort: the standard library, an empty line, the package itself."""
    together: dict[tuple[str, str], list[str]] = {}
    for module, name in names:
        renamed = name if " as " in name else ""  # has a statement of its own
        together.setdefault((module, renamed), []).append(name)
    statements = sorted(
        (_rank(module, some), _statement(module, some)) for (module, _), some in together.items()
    )
    standard = [line for rank, statement in statements if not rank[0] for line in statement]
    own = [line for rank, statement in statements if rank[0] for line in statement]
    return (*standard, *([""] if standard and own else []), *own)


def _statement(module: str, names: list[str]) -> list[str]:
    if names == [""]:
        return [f"import {module}"]
    return from_import(module, sorted(names, key=_import_rank), indent=INDENT)


def _rank(module: str, names: list[str]) -> tuple[int, int, list[tuple[int, str]]]:
    """Where a statement goes: whole modules first, then from far away in the package to near."""
    level = len(module) - len(module.lstrip("."))
    return (1 if level else 0, -level if level else names != [""], _natural(module))


def export_rank(name: str) -> tuple[int, list[tuple[int, str]]]:
    """Where a name goes in `__all__`: constants, then classes, then the rest."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return (kind, _natural(name))


def _import_rank(name: str) -> tuple[int, list[tuple[int, str]]]:
    """Where an imported name goes: the same, but isort does not look at case there."""
    return (export_rank(name)[0], _natural(name.lower()))


def _natural(name: str) -> list[tuple[int, str]]:
    """A name to be compared with numbers by their value: `V2` before `V10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name)]
