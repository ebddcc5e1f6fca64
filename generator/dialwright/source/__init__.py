"""YAML and JSON files: plain values, a place for each, and a refusal of whatever is not safe to read."""

from .file import On, Pointer, SourceFile, load, load_text
from .limits import DEFAULT_LIMITS, Limits
from .values import is_mapping, is_sequence

__all__ = [
    "DEFAULT_LIMITS",
    "Limits",
    "On",
    "Pointer",
    "SourceFile",
    "is_mapping",
    "is_sequence",
    "load",
    "load_text",
]
