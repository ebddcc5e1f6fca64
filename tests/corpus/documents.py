"""The real documents that others publish, and what is in them as a plain parser sees it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

FLAGS = {"stripe.yaml": ("--allow-duplicate-keys",)}
"""What a document needs on the command line."""

_OPERATOR = re.compile(r"\{[.;?+#/&]?([^{}]*?)\*?\}")
"""A placeholder, with the operators of RFC 6570 that some write into it."""

Pair: TypeAlias = tuple[str, str]
"""An operation: its method and its path."""


@dataclass(frozen=True)
class Real:
    """A document, and how it is generated from."""

    path: Path

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def flags(self) -> tuple[str, ...]:
        """What it needs on the command line."""
        return FLAGS.get(self.name, ())

    def plain(self) -> Any:
        """The document as a plain parser reads it."""
        text = self.path.read_text(encoding="utf-8")
        if self.path.suffix == ".json":
            return json.loads(text)
        return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))

    def operations(self) -> set[Pair]:
        """Every operation, found by a walk that knows nothing of ours."""
        paths: dict[str, dict[str, Any]] = self.plain()["paths"]
        return {
            (method.upper(), _OPERATOR.sub(r"{\1}", path).partition("#")[0])
            for path, item in paths.items()
            for method in METHODS
            if method in item
        }


def documents(shared: Path) -> tuple[Real, ...]:
    """The corpus, the smallest document first."""
    found = (path for path in (shared / "corpus").iterdir() if path.suffix in (".yaml", ".yml", ".json"))
    return tuple(Real(path) for path in sorted(found, key=lambda path: (path.stat().st_size, path.name)))
