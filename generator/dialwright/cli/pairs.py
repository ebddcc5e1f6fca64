"""Which documents of two places belong together: by the names of their folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Pair", "pairs"]

_ENTRY = "openapi.yaml"


@dataclass(frozen=True)
class Pair:
    """A document as it was and as it is; None on the side where there is none."""

    name: str
    old: Path | None
    new: Path | None


def pairs(old: Path, new: Path) -> list[Pair]:
    """The documents of two places, in the order of their names.

    Raises:
        OSError: One of the places is not there, or has no document.
    """
    before, after = _entries(old), _entries(new)
    return [Pair(name, before.get(name), after.get(name)) for name in sorted({*before, *after})]


def _entries(place: Path) -> dict[str, Path]:
    place.stat()  # what is not there is a wrong argument
    if not place.is_dir():
        return {"": place}
    if (place / _ENTRY).is_file():
        return {"": place / _ENTRY}
    found = {path.parent.name: path for path in sorted(place.glob(f"*/{_ENTRY}"))}
    if not found:
        raise FileNotFoundError(2, f"no {_ENTRY} in it, nor in a folder in it", str(place))
    return found
