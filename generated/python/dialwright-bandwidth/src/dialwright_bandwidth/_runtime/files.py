"""A file that is complete, or not there."""

from __future__ import annotations

import os
from errno import EEXIST, EISDIR
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["Target"]


class Target:
    """Written beside its place under another name, and moved there when it is complete.

    Args:
        path: The place.
        overwrite: Whether a file that is there may be replaced.

    Raises:
        FileExistsError: There is a file, and it may not be replaced.
        IsADirectoryError: There is a folder.
    """

    def __init__(self, path: str | PathLike[str], overwrite: bool) -> None:
        self.path = Path(path)
        self._overwrite = overwrite
        if self.path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(self.path))
        if not overwrite and os.path.lexists(self.path):
            raise self._exists()
        self._part = self.path.with_name(f".{self.path.name[:100]}.{os.urandom(6).hex()}.part")
        self._file = self._part.open("xb")

    def write(self, chunk: bytes) -> None:
        """Add a chunk."""
        self._file.write(chunk)

    def commit(self) -> Path:
        """Put the file in its place."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        if self._overwrite:
            self._part.replace(self.path)
        else:
            self._move_to_free_place()
        return self.path

    def discard(self) -> None:
        """Leave nothing behind. After `commit` there is nothing to leave."""
        self._file.close()
        self._part.unlink(missing_ok=True)

    def _move_to_free_place(self) -> None:
        """A link, unlike a move, fails where somebody has put a file there meanwhile."""
        try:
            self.path.hardlink_to(self._part)
        except FileExistsError:
            raise self._exists() from None
        except OSError:
            # The file system knows no links.
            if os.path.lexists(self.path):
                raise self._exists() from None
            self._part.rename(self.path)

    def _exists(self) -> FileExistsError:
        return FileExistsError(EEXIST, "there is such a file; `overwrite=True` replaces it", str(self.path))
