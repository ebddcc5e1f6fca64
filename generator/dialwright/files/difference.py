"""Comparing generated files with what is on disk, as a unified diff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .manifest import Manifest, encoded
from .paths import MANIFEST, check, locate

__all__ = ["Difference", "compare"]


@dataclass(frozen=True)
class Difference:
    """How a folder differs from what would be generated into it."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()  # generated once, and no longer
    diff: str = ""  # unified: from what is on disk to what would be generated

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.extra)


def compare(
    root: Path, files: Mapping[str, str | bytes], kept: Mapping[Path, str] | None = None
) -> Difference:
    """What `write` would change in a folder. Files that were never generated are not looked at."""
    check(files)
    manifest, contents = Manifest.read(root), encoded(files)
    wanted: dict[str, bytes | None] = {**dict.fromkeys(manifest.hashes), **contents}
    present = {path: _present(locate(root, path)) for path in wanted}
    for place, text in (kept or {}).items():
        wanted[str(place.absolute())] = text.encode()
        present[str(place.absolute())] = _present(place)
    differing = [path for path in sorted(wanted) if present[path] != wanted[path]]
    if not differing:
        # The manifest follows from the files, so its own lines are worth showing only when alone they differ.
        wanted[MANIFEST] = Manifest.of(contents).text().encode()
        present[MANIFEST] = _present(root / MANIFEST)
        differing = [MANIFEST] if present[MANIFEST] != wanted[MANIFEST] else []
    return Difference(
        changed=tuple(path for path in differing if None not in (present[path], wanted[path])),
        missing=tuple(path for path in differing if present[path] is None),
        extra=tuple(path for path in differing if wanted[path] is None),
        diff="".join(_diff((root / path).as_posix(), present[path], wanted[path]) for path in differing),
    )


def _present(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _diff(name: str, present: bytes | None, wanted: bytes | None) -> str:
    from difflib import unified_diff  # wanted only where something differs

    old = "/dev/null" if present is None else f"{name}\ton disk"
    new = "/dev/null" if wanted is None else f"{name}\tas generated"
    lines = list(unified_diff(_lines(present), _lines(wanted), old, new))
    return "".join(_ended(lines)) or f"--- {old}\n+++ {new}\n"  # an empty file has no lines that could differ


def _lines(content: bytes | None) -> list[str]:
    """Lines with their ends. Of all the line breaks that Unicode has, a diff knows line feeds only."""
    *whole, last = (content or b"").decode("utf-8", errors="backslashreplace").split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def _ended(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
