"""A client that goes from one version of its document to the next, with the file of its names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from dialwright import pipeline
from dialwright.kept import Kept, load_kept

from .changes import Plain
from .surface import Fact, surface


@dataclass
class History:
    """The versions of one client; the file of names is on disk in between, as users have it."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "names.json"

    def generate(self, document: Plain, *, keep: bool = True) -> set[Fact]:
        """What users of the next version can rely on."""
        spec = self.folder / "api.json"
        spec.write_text(json.dumps(document), encoding="utf-8")
        result = pipeline.generate(spec, name="a-client", names=self._names if keep else None)
        if keep:
            self.file.write_text(result.names, encoding="utf-8")
        return surface(result.files)

    def _names(self, _: str, names_itself: bool) -> Kept | None:
        return None if names_itself else load_kept(self.file)
