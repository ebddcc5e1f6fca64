"""The names and texts of a query or a form, read by what the document declares."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import unquote_to_bytes

from ..openapi import Schema
from ..problems import did_you_mean
from ..values import Failure, Schemas, Steps
from .messages import Violation
from .texts import Texts, place, stem, typed

Pairs: TypeAlias = Sequence[tuple[str, str]]

_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LONGEST_NAME = 100  # characters of a name that are told


class BadEncoding(ValueError):
    """What should be `application/x-www-form-urlencoded`, and is not."""


@dataclass
class Fields:
    """What was read, by name, and what is wrong with it."""

    values: dict[str, Any] = field(default_factory=dict[str, Any])
    violations: list[Violation] = field(default_factory=list[Violation])


def pairs_of(text: str) -> list[tuple[str, str]]:
    """The names and texts of a query or a form, decoded; BadEncoding where that cannot be done."""
    found: list[tuple[str, str]] = []
    for part in text.split("&") if text else ():
        name, _, value = part.partition("=")
        found.append((_decoded(name), _decoded(value)))
    return found


def read_fields(
    pairs: Pairs, declared: Mapping[str, Schema | None], schemas: Schemas, *, place_name: str, open: bool
) -> Fields:
    """The values of the names that are declared.

    Args:
        pairs: What was sent, decoded.
        declared: The names that there are, with their schemas.
        schemas: What tells whether a value fits.
        place_name: Where the names are, for messages: `query` or `form`.
        open: Whether other names may come too; they are kept as the texts that they are.
    """
    names, texts, found = frozenset(declared), Texts(schemas), Fields()
    by_name: dict[str, list[str]] = {}
    for name, text in pairs:
        by_name.setdefault(name, []).append(text)
    nests: dict[str, Any] = {}
    for name, given in by_name.items():
        base = stem(name, names)
        if name in names:
            reading = texts.read(declared[name], given)
            found.values[name] = reading.value
            found.violations += violations(reading.failures, name)
        elif base in names:
            found.violations += _nest(nests, name, given)
        elif open:
            found.values[name] = given[0] if len(given) == 1 else given
        else:
            found.violations.append(_unknown(name, names, place_name))
    _read_nests(found, nests, declared, schemas)
    return found


def violations(failures: Sequence[Failure], name: str = "") -> list[Violation]:
    """What is wrong inside a value, with the names of fields: `params.play[0].type`."""
    return [Violation(dotted(failure.steps, name), failure.what, failure.reason) for failure in failures]


def dotted(steps: Steps, name: str = "") -> str:
    """A way into a value, as people write it."""
    for step in steps:
        name += f"[{step}]" if isinstance(step, int) else f".{step}" if name else step
    return name or "body"


def _nest(nests: dict[str, Any], name: str, given: list[str]) -> list[Violation]:
    if all(place(nests, name, text) for text in given):
        return []
    return [Violation(name[:_LONGEST_NAME], "does not fit the other names in brackets")]


def _read_nests(
    found: Fields, nests: dict[str, Any], declared: Mapping[str, Schema | None], schemas: Schemas
) -> None:
    for name, nest in nests.items():
        schema = declared[name]
        value = found.values[name] = typed(nest, schema)
        if schema is not None:
            found.violations += violations(schemas.failures(schema, value), name)


def _unknown(name: str, names: frozenset[str], place_name: str) -> Violation:
    hint = did_you_mean(name, sorted(names))
    return Violation(name[:_LONGEST_NAME], f"is no name of the {place_name}{hint}", "unknown")


def _decoded(text: str) -> str:
    if _BAD_ESCAPE.search(text):
        raise BadEncoding("has a '%' that begins no two hexadecimal digits")
    try:
        return unquote_to_bytes(text.replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError:
        pass
    raise BadEncoding("is not UTF-8 once it is decoded")
