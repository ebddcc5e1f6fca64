"""How documents are to be read: options of every command that reads one, and the settings beside it."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from pathlib import Path
from typing import TypedDict

from .settings import FILE, Settings

__all__ = ["Reading", "add_reading", "reading"]


class Reading(TypedDict):
    """Arguments of whatever reads a document."""

    strict: bool
    allow_duplicate_keys: bool
    overlays: tuple[Path, ...]


def add_reading(parser: ArgumentParser) -> None:
    """The options about the reading of documents."""
    parser.add_argument(
        "--strict", action=BooleanOptionalAction, help="hold the document to our own rules too"
    )
    parser.add_argument(
        "--allow-duplicate-keys",
        action=BooleanOptionalAction,
        help="let the last one of a key count that a mapping has several times",
    )
    parser.add_argument(
        "--overlay",
        type=Path,
        action="append",
        metavar="FILE",
        help=f"OpenAPI Overlay that changes the document; may be repeated. Where an option is not given, "
        f"{FILE} beside the document counts",
    )


def reading(options: Namespace, settings: Settings) -> Reading:
    """What the command line says, else what the settings say."""
    strict, allow = options.strict, options.allow_duplicate_keys
    return Reading(
        strict=settings.strict if strict is None else strict,
        allow_duplicate_keys=settings.allow_duplicate_keys if allow is None else allow,
        overlays=settings.overlays if options.overlay is None else tuple(options.overlay),
    )
