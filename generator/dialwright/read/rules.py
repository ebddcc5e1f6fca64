"""`x-rules`: what holds between several fields of a request."""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..openapi import Schema, View

_CHOICES = ("exactly-one-of", "at-most-one-of", "at-least-one-of")


def read_rules(schema: Schema | None) -> tuple[ir.Rule, ...]:
    """The rules of a request's schema."""
    written = schema.rules if schema is not None else ()
    return tuple(found for rule in written for found in _rule(rule))


def _rule(entry: View) -> Iterator[ir.Rule]:
    """The rules of one entry of `x-rules`, which is a map with one key."""
    for kind in _CHOICES:
        if entry.has(kind):
            yield ir.Rule(kind=kind, fields=entry.strings(kind))
    requires = entry.view("requires")
    if requires is not None:
        yield ir.Rule(kind="requires", fields=(requires.text("if"), *requires.strings("then")))
