"""Bounds on what is read, checked before any work that they bound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How large an input may be. The defaults leave room for three times the largest API known to us."""

    bytes: int = 20_000_000
    """Size of one file."""

    depth: int = 200
    """Mappings and sequences within each other, aliases followed."""

    values: int = 1_000_000
    """Mappings, sequences and scalars of one file, counted as often as aliases repeat them."""

    digits: int = 400
    """Digits of one number."""

    files: int = 2_000
    """Files that one document may be spread over."""


DEFAULT_LIMITS = Limits()
