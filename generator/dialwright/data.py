"""Files that the generator reads and that are not Python: templates, the schema of our `x-` keys."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

_PACKED = "_data"
_REPOSITORY = Path(__file__).resolve().parents[2]


@cache
def read_text(folder: str, name: str) -> str:
    """The text of the file `name` in `folder`, such as `read_text("spec", "extensions.schema.json")`.

    A wheel carries these folders inside the package; elsewhere they stand at the top of the repository.
    """
    packed = resources.files("dialwright").joinpath(_PACKED, folder, name)
    place = packed if packed.is_file() else _REPOSITORY / folder / name
    return place.read_text(encoding="utf-8")


def folders() -> tuple[Path, ...]:
    """The folders that hold the generator: its package, and outside a wheel what is packed into one."""
    package = Path(__file__).resolve().parent
    if (package / _PACKED).is_dir():
        return (package,)
    return (package, _REPOSITORY / "templates", _REPOSITORY / "spec")
