"""How documents are to be read: options that every command has which reads one."""

from __future__ import annotations

from argparse import ArgumentParser

__all__ = ["add_reading"]


def add_reading(parser: ArgumentParser) -> None:
    """The options about the reading of documents."""
    parser.add_argument("--strict", action="store_true", help="hold the document to our own rules too")
    parser.add_argument(
        "--allow-duplicate-keys",
        action="store_true",
        help="let the last one of a key count that a mapping has several times",
    )
