"""`dialwright.toml`: what would be given on the command line, kept beside the document it is for."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from ..problems import InputError, Place, Problem, Severity, did_you_mean

__all__ = ["FILE", "Settings", "settings_beside"]

FILE = "dialwright.toml"

_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_LARGEST = 1_000_000  # bytes
_KINDS: dict[str, tuple[type, str]] = {
    "name": (str, "a text"),
    "output": (str, "a text"),
    "target": (str, "a text"),
    "names": (str, "a text"),
    "overlay": (list, "a text, or a list of texts"),
    "strict": (bool, "true or false"),
    "allow-duplicate-keys": (bool, "true or false"),
}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the file says; None, or nothing, where it does not. Paths are relative to its folder."""

    name: str | None = None
    output: Path | None = None
    target: str | None = None
    names: Path | None = None
    overlay: tuple[Path, ...] = ()
    strict: bool = False
    allow_duplicate_keys: bool = False


def settings_beside(spec: Path) -> Settings:
    """The settings in the folder of a document.

    Raises:
        InputError: The file is not TOML, or says something that is not a setting; each fault with its place.
    """
    path = spec.parent / FILE
    if not path.exists():
        return Settings()
    text = _text(path)
    values = _values(path, text)
    faults = [fault for key, value in values.items() if (fault := _fault(key, value))]
    if faults:
        raise InputError(*(_problem(path, text, key, message) for key, message in faults))
    overlays = values.get("overlay", [])
    return Settings(
        name=values.get("name"),
        output=path.parent / values["output"] if "output" in values else None,
        target=values.get("target"),
        names=path.parent / values["names"] if "names" in values else None,
        overlay=tuple(path.parent / name for name in ([overlays] if isinstance(overlays, str) else overlays)),
        strict=values.get("strict", False),
        allow_duplicate_keys=values.get("allow-duplicate-keys", False),
    )


def _text(path: Path) -> str:
    if not path.is_file() or path.stat().st_size > _LARGEST:
        raise InputError(Problem(None, Severity.ERROR, f"'{path}' is no file of settings", "settings"))
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        problem = Problem(None, Severity.ERROR, f"'{path}' is not UTF-8: {error.reason}", "settings")
    raise InputError(problem)


def _values(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = str(error)
    found = _PLACE.search(message)
    line, column = (int(found[1]), int(found[2])) if found else (max(1, text.count("\n")), 1)
    said = f"this is not TOML: {_PLACE.sub('', message)}"
    raise InputError(Problem(_place(path, text, line, column), Severity.ERROR, said, "settings"))


def _fault(key: str, value: object) -> tuple[str, str] | None:
    if key not in _KINDS:
        return key, f"there is no setting '{key}'{did_you_mean(key, _KINDS)}"
    kind, described = _KINDS[key]
    fits = isinstance(value, kind)
    if kind is list:
        several = cast("list[object]", value) if isinstance(value, list) else [value]
        fits = all(isinstance(one, str) for one in several)
    return None if fits else (key, f"'{key}' is {described}")


def _problem(path: Path, text: str, key: str, message: str) -> Problem:
    written = re.search(rf"^[ \t]*\[*[ \t]*[\"']?({re.escape(key)})", text, re.MULTILINE)
    start = written.start(1) if written else 0
    line, column = text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1
    return Problem(_place(path, text, line, column, len(key)), Severity.ERROR, message, "settings")


def _place(path: Path, text: str, line: int, column: int, length: int = 1) -> Place:
    lines = text.split("\n")
    source = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
    return Place(path.as_posix(), line, column, length, source)
