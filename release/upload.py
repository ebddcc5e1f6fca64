"""Upload the archives of a package with twine, and tell what went wrong.

Credentials come from the environment (`TWINE_USERNAME`, `TWINE_PASSWORD`) or a keyring. No file of settings
is read, so that no secret needs to lie in one, and what twine prints is shown without the password.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from .errors import Refused
from .packages import ROOT, Package
from .programs import finished, said
from .repository import Repository

__all__ = ["taken", "upload"]

_OPTIONS = ("--non-interactive", "--disable-progress-bar", "--verbose", "--config-file", os.devnull)
_PLAIN = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "1000"}  # what twine prints is searched
_TAKEN = re.compile(r"\b409\b|already (?:been )?(?:exist|upload|taken|used)|file.* exists", re.IGNORECASE)


def upload(
    package: Package, archives: Sequence[Path], repository: Repository, *, before: Sequence[Package] = ()
) -> None:
    """Upload the archives of one package, after those of the packages `before`.

    Raises:
        Refused: The server did not take them.
    """
    what = ("--repository-url", repository.upload, *map(str, archives))
    run = finished(sys.executable, "-m", "twine", "upload", *_OPTIONS, *what, cwd=ROOT, env=_PLAIN)
    if run.returncode == 0:
        return
    if _TAKEN.search(said(run)):
        raise taken(package, repository, before=before)
    raise Refused(f"{package} was not uploaded:\n{_without_password(said(run))}{_so_far(before)}")


def taken(package: Package, repository: Repository, *, before: Sequence[Package] = ()) -> Refused:
    """The refusal to publish a version that is there already."""
    there = f"{package} is already at {repository.upload}, and a version is published once"
    advice = "give it another one, or name the PACKAGES= that are to be published"
    return Refused(f"{there}: {advice}{_so_far(before)}")


def _so_far(before: Sequence[Package]) -> str:
    return f"\npublished before that: {', '.join(map(str, before))}" if before else ""


def _without_password(text: str) -> str:
    password = os.environ.get("TWINE_PASSWORD")
    return text.replace(password, "***") if password else text
