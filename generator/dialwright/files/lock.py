"""One process at a time writes into a folder."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from .paths import OutputError

__all__ = ["alone_in"]


@contextmanager
def alone_in(root: Path) -> Generator[None]:
    """Hold a folder, which is made if there is none, for as long as the block lasts.

    The hold is the operating system's, on the folder itself: it ends with the process, however that ends, and
    leaves nothing behind. Where the system knows no such thing, as on Windows, nothing is held.

    Raises:
        OutputError: Another process holds it.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    root.mkdir(parents=True, exist_ok=True)
    folder = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(f"another process is writing into {root}: try again when it is done") from None
        yield
    finally:
        os.close(folder)
        with suppress(OSError):  # as long as there is something in it, it stays
            root.rmdir()
