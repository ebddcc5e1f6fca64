"""The packages that are published: the generator, and every client in `generated/`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import Exit, Refused
from .programs import python

__all__ = ["ROOT", "Package", "chosen", "packages", "specs"]

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Package:
    """A distribution that is made from a folder of the project.

    Attributes:
        name: What it is installed by.
        version: The version that its folder says it has.
        folder: Where its `pyproject.toml` stands.
    """

    name: str
    version: str
    folder: Path

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def packages() -> list[Package]:
    """All of them; the generator comes first, since the clients' extras ask for it."""
    clients = sorted(path.parent for path in ROOT.glob("generated/python/*/pyproject.toml"))
    return [_package(folder) for folder in (ROOT, *clients)]


def chosen(names: Sequence[str]) -> list[Package]:
    """The packages of those names; all of them where no name is given.

    Raises:
        Refused: There is no package of that name.
    """
    known = {package.name: package for package in packages()}
    if unknown := [name for name in names if name not in known]:
        reason = f"there is no package {unknown[0]!r}, only {', '.join(known)}"
        raise Refused(reason, Exit.BAD_INPUT)
    return [package for name, package in known.items() if not names or name in names]


def specs() -> list[Path]:
    """The documents that the clients are made from."""
    return sorted(ROOT.glob("spec/*/openapi.yaml"))


def _package(folder: Path) -> Package:
    """What the build backend takes the folder for."""
    metadata = json.loads(python("-m", "hatchling", "metadata", cwd=folder).stdout)
    return Package(metadata["name"], metadata["version"], folder)
