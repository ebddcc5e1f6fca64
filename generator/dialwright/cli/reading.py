"""How documents are to be read: options of every command that reads one, and the settings beside it."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from pathlib import Path
from typing import TypedDict

from .settings import FILE, Settings

__all__ = ["Reading", "add_reading", "reading", "settle"]


class Reading(TypedDict):
    """Arguments of whatever reads a document."""

    strict: bool
    allow_duplicate_keys: bool
    overlays: tuple[Path, ...]
    waived: tuple[str, ...]


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


def settle(options: Namespace, settings: Settings) -> Namespace:
    """Put what the settings say in the place of options that were not given."""
    for name, value in vars(settings).items():
        if name in options and getattr(options, name) is None:
            setattr(options, name, value)
    return options


def reading(options: Namespace) -> Reading:
    """How settled options want a document to be read."""
    return Reading(
        strict=options.strict,
        allow_duplicate_keys=options.allow_duplicate_keys,
        overlays=tuple(options.overlay),
        waived=options.waived,  # which the project says, for all of its documents
    )
