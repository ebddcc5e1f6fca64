"""Upload the packages, and everything that has to be so before.

What is uploaded is what is committed: there is nothing but that, the clients are those that the documents
make, and both hold to the rules. A version is published once. Credentials come from the environment
(`TWINE_USERNAME`, `TWINE_PASSWORD`) or a keyring, are read by twine alone, and never shown.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from .build import build
from .errors import Exit, Refused
from .packages import ROOT, Package, specs
from .programs import Run, finished, said
from .repository import Repository, Unreadable
from .upload import taken, upload

__all__ = ["publish"]

Say = Callable[[str], None]


def publish(packages: Sequence[Package], repository: Repository, output: Path, say: Say) -> None:
    """Build the packages into a folder, and upload them one after the other.

    Raises:
        Refused: Something is not as it must be. Nothing has been uploaded then, or the message says what has.
    """
    _refuse_changes()
    _refuse_versions(packages, repository, say)
    _refuse_faults()
    _refuse_stale()
    archives = build(packages, output)
    uploaded: list[Package] = []
    for package in packages:
        upload(package, [path for path in archives if _is_of(path, package)], repository, before=uploaded)
        uploaded.append(package)
        say(f"{package} is published")


def _refuse_changes() -> None:
    run = finished("git", "status", "--porcelain", cwd=ROOT)
    if run.returncode != 0:
        raise Refused(f"what is committed cannot be told: {said(run)}", Exit.BAD_INPUT)
    if run.stdout:
        raise Refused(f"there are changes that are not committed:\n{run.stdout.rstrip()}")


def _refuse_versions(packages: Sequence[Package], repository: Repository, say: Say) -> None:
    """Refuse versions that are there; where the server does not say, it will be the upload that fails."""
    for package in packages:
        try:
            there = repository.has(package.name, package.version)
        except Unreadable as error:
            say(f"whether {package} is there already cannot be told: {error}")
            continue
        if there:
            raise taken(package, repository)


def _refuse_faults() -> None:
    run = _dialwright("validate", *map(str, specs()), "--strict")
    if run.returncode != 0:
        raise Refused(f"spec/ does not hold to the rules:\n{said(run)}")


def _refuse_stale() -> None:
    for spec in specs():
        run = _dialwright("generate", str(spec), "-o", "generated/python", "--strict", "--check")
        if run.returncode != 0:
            raise Refused(f"generated/ is stale, run `make generate`:\n{run.stderr.strip()}")


def _dialwright(*arguments: str) -> Run:
    return finished(sys.executable, "-m", "dialwright", *arguments, cwd=ROOT)


def _is_of(archive: Path, package: Package) -> bool:
    return archive.name.startswith(f"{package.name.replace('-', '_')}-{package.version}")
