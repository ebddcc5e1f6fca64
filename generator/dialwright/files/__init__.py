"""Generated files on disk: `{path: text}` is written whole or not at all, or compared with what is there.

A folder of generated files holds a manifest of what was written into it. What the manifest lists belongs to
the generator: it is overwritten, and removed once it is no longer generated. Everything else belongs to
somebody else: it stays as it is, and is never overwritten.
"""

from __future__ import annotations

from .difference import Difference, compare
from .manifest import Manifest
from .paths import MANIFEST, OutputError, locate, subfolder
from .writing import Written, write

__all__ = [
    "MANIFEST",
    "Difference",
    "Manifest",
    "OutputError",
    "Written",
    "compare",
    "locate",
    "subfolder",
    "write",
]
