"""Print what a document was read as, as JSON.

It is the IR as every target sees it, but for what equals its default, which is left out. A type says which it
is (`{"is": "ListOf", "item": {"is": "Named", "key": "Call"}}`).
"""

from __future__ import annotations

import dataclasses
import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import cast, get_args

from .. import ir
from .console import Console, Exit

__all__ = ["add_arguments", "run"]

_TYPES: tuple[type, ...] = get_args(ir.Type)


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("spec", type=Path, metavar="SPEC", help="the OpenAPI document, YAML or JSON")
    parser.add_argument("--strict", action="store_true", help="hold the document to our own rules too")


def run(options: Namespace, console: Console) -> Exit:
    """Read the document and print its IR."""
    from ..pipeline import load_api

    api, problems = load_api(options.spec, strict=options.strict, progress=console.progress)
    console.problems(problems)
    json.dump(_plain(api), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
    return Exit.FINE


def _plain(value: object) -> object:
    """A value of the IR in terms of JSON."""
    match value:
        case Enum():
            return value.value
        case tuple():
            return [_plain(element) for element in cast("tuple[object, ...]", value)]
        case Mapping():
            return {key: _plain(element) for key, element in cast("Mapping[str, object]", value).items()}
        case _ if dataclasses.is_dataclass(value):
            kind = {"is": type(value).__name__} if isinstance(value, _TYPES) else {}
            return kind | {
                field.name: _plain(element)
                for field in dataclasses.fields(value)
                if (element := getattr(value, field.name)) != _default(field)
            }
        case _:
            return value


def _default(field: dataclasses.Field[object]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default
