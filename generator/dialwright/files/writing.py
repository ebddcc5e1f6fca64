"""Writing generated files: staged beside the output folder, moved into place, taken back if a move fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from .lock import alone_in
from .manifest import Manifest, encoded
from .paths import MANIFEST, OutputError, check, locate

__all__ = ["Written", "write"]


@dataclass(frozen=True)
class Written:
    """What a write did, as paths below the output folder."""

    changed: tuple[str, ...]  # written, because they were missing or different
    removed: tuple[str, ...]  # no longer generated
    edited: tuple[str, ...]  # of the above: somebody had edited them since they were generated


def write(root: Path, files: Mapping[str, str | bytes], kept: Mapping[Path, str] | None = None) -> Written:
    """Bring a folder to hold exactly these generated files, beside whatever else it holds.

    Files that are already as they should be are not touched. If anything goes wrong, the folder is left as it
    was before. `kept` files are written with the others, wherever they are; they may be edited, and stay
    when they are no longer given.

    Raises:
        OutputError: A path is not safe to write, a file that was not generated is in the way, or another
            process is writing into the folder.
    """
    check(files)
    root = root.resolve()
    with alone_in(root):
        return _write(
            root, encoded(files), {str(path.absolute()): text for path, text in (kept or {}).items()}
        )


def _write(root: Path, contents: Mapping[str, bytes], kept: Mapping[str, str]) -> Written:
    before, after = Manifest.read(root), Manifest.of(contents)
    existing = {path: _present(root, path) for path in sorted({*contents, *before.hashes})}
    changed = tuple(path for path, content in contents.items() if existing[path] != content)
    removed = tuple(path for path in before.hashes if path not in contents and existing[path] is not None)
    _refuse_foreign(
        root, [path for path in changed if path not in before.hashes and existing[path] is not None]
    )
    new = {path: text.encode() for path, text in kept.items()}
    new = {path: content for path, content in new.items() if _present(root, path) != content}
    if changed or removed or new or _present(root, MANIFEST) != after.text().encode():
        # Until the last move is made, old and new files are both ours, even if this process is killed.
        both = Manifest({**before.hashes, **after.hashes})
        _apply(
            root,
            [
                (MANIFEST, both.text().encode()),
                *((path, None) for path in removed),
                *((path, contents[path]) for path in changed),
                *new.items(),
                (MANIFEST, after.text().encode()),
            ],
        )
    return Written((*changed, *new), removed, tuple(_edited(before, existing, {*changed, *removed})))


def _present(root: Path, path: str) -> bytes | None:
    """What is there now; None if nothing is."""
    target = Path(path) if Path(path).is_absolute() else locate(root, path)
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise OutputError(f"{target} is in the way: it is not a regular file")
    return target.read_bytes() if target.exists() else None


def _refuse_foreign(root: Path, paths: list[str]) -> None:
    if paths:
        listed = "\n".join(f"  {path}" for path in paths)
        raise OutputError(
            f"these files in {root} were not generated here and would be overwritten:\n{listed}\n"
            "Move them away, or choose another output folder."
        )


def _edited(before: Manifest, existing: Mapping[str, bytes | None], touched: set[str]) -> Iterator[str]:
    for path in sorted(touched & before.hashes.keys()):
        content = existing[path]
        if content is not None and not before.knows(path, content):
            yield path


def _apply(root: Path, steps: list[tuple[str, bytes | None]]) -> None:
    """Make all of the changes, or none: a content is put in place, None removes."""
    with _Spare(root) as spare, ExitStack() as undo:
        staged = [(root / path, _stage(spare.beside(root / path), content)) for path, content in steps]
        for target, source in staged:
            _make_folder(target.parent, undo)
            _keep(target, spare.beside(target), undo)
            if source is None:
                target.unlink()
                _drop_empty_folders(target.parent, root, undo)
            else:
                os.replace(source, target)
        undo.pop_all()


class _Spare(ExitStack):
    """Places for files on the way to where they belong, on the same file system as that."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root
        self._numbers = count()
        self._folders: dict[Path, str] = {}

    def beside(self, target: Path) -> Path:
        """A free place: beside the output folder for what is in it, else in the folder of the file."""
        inside = target.is_relative_to(self._root)
        folder = self._root.parent if inside else target.parent
        if folder not in self._folders:
            folder.mkdir(parents=True, exist_ok=True)
            made = TemporaryDirectory(prefix=f".{self._root.name}-", dir=folder)
            self._folders[folder] = self.enter_context(made)
        return Path(self._folders[folder], str(next(self._numbers)))


def _stage(place: Path, content: bytes | None) -> Path | None:
    if content is None:
        return None
    place.write_bytes(content)
    return place


def _keep(target: Path, copy: Path, undo: ExitStack) -> None:
    """Remember what the target is, so that `undo` brings it back."""
    if target.exists():
        shutil.copy2(target, copy)
        undo.callback(os.replace, copy, target)
    else:
        undo.callback(target.unlink, missing_ok=True)


def _make_folder(folder: Path, undo: ExitStack) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent, undo)
        folder.mkdir()
        undo.callback(folder.rmdir)


def _drop_empty_folders(folder: Path, root: Path, undo: ExitStack) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        undo.callback(folder.mkdir)
        folder = folder.parent
