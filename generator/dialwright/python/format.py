"""black over generated files. What we write is laid out as black would have it: this is for proving it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import black
from black.mode import TargetVersion

from .code.measure import WIDTH

_MODE = black.Mode(line_length=WIDTH, target_versions={TargetVersion.PY311})


def formatted(files: Mapping[str, str | bytes], *, cache: Path | None = None) -> dict[str, str | bytes]:
    """The files with every Python module as black lays it out.

    Results are kept in memory by their content and, where a folder is given, in files there.
    """
    return {
        path: _formatted(content, cache) if path.endswith(".py") and isinstance(content, str) else content
        for path, content in files.items()
    }


def _formatted(text: str, cache: Path | None) -> str:
    if cache is None:
        return _black(text)
    identity = "\n".join((version("black"), _MODE.get_cache_key(), text))
    kept = cache / f"{sha256(identity.encode()).hexdigest()}.py"
    if kept.is_file():
        return kept.read_text("utf-8")
    result = _black(text)
    cache.mkdir(parents=True, exist_ok=True)
    unfinished = kept.with_suffix(f".{os.getpid()}")
    unfinished.write_text(result, "utf-8")
    unfinished.replace(kept)
    return result


@lru_cache(maxsize=4096)
def _black(text: str) -> str:
    return black.format_str(text, mode=_MODE)
