"""`make corpus`: a client out of every real document there is, looked at from outside."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def shared_folder() -> Path | None:
    """The folder of test data that is not part of the project; None where it is not there."""
    folder = Path(os.environ.get("DIALWRIGHT_SHARED") or ROOT.parent / "shared")
    return folder if (folder / "corpus").is_dir() else None
