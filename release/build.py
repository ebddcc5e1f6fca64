"""Build the wheel and the source archive of each package: the same bytes wherever the same files are.

The wheel is made from the source archive, so that the archive is known to hold all that is needed. The tools
are those of `requirements-dev.txt`, not downloaded for the occasion, and all files in an archive have one
date.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from .packages import Package
from .programs import python

__all__ = ["build"]

_DATE = "1767225600"  # seconds: 2026-01-01. The day of the build would make each build another one
_ARCHIVES = ("*.whl", "*.tar.gz")


def build(packages: Sequence[Package], output: Path) -> list[Path]:
    """Build the packages, and leave them, and no other archives, in a folder.

    The folder is left as it was where anything fails, or where what was built is not fit to be published.

    Raises:
        Refused: A package could not be built, or its description is incomplete.
    """
    mask = os.umask(0o022)  # what files may be read by whom goes into the archives
    try:
        with TemporaryDirectory() as made:
            for package in packages:
                _build(package, Path(made))
            archives = _in(Path(made))
            python("-m", "twine", "check", "--strict", *map(str, archives), cwd=Path(made))
            return _moved(archives, output)
    finally:
        os.umask(mask)


def _build(package: Package, output: Path) -> None:
    where = ("--outdir", str(output), str(package.folder))
    python("-m", "build", "--no-isolation", *where, cwd=output, env={"SOURCE_DATE_EPOCH": _DATE})


def _moved(archives: Sequence[Path], output: Path) -> list[Path]:
    output.mkdir(parents=True, exist_ok=True)
    for old in _in(output):
        old.unlink()
    return [Path(shutil.copyfile(path, output / path.name)) for path in archives]


def _in(folder: Path) -> list[Path]:
    return sorted(path for pattern in _ARCHIVES for path in folder.glob(pattern))
