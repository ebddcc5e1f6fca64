"""Conditions over several fields: `x-rules`, wherever in a value a schema with some is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..openapi import Schema, View
from ..values import Steps, is_list, is_object
from .fields import dotted
from .messages import Violation
from .texts import items_of

_DEEPEST = 20


def broken_rules(schema: Schema, value: Any, steps: Steps = ()) -> Iterator[Violation]:
    """Every rule that a value breaks, with the name of the field that is too many or missing."""
    if len(steps) > _DEEPEST:
        return
    if is_list(value):
        items = items_of(schema)
        for index, child in enumerate(value) if items is not None else ():
            yield from broken_rules(items or schema, child, (*steps, index))
    if is_object(value):
        schema = meant(schema, value)
        for rule in schema.rules:
            yield from _broken(rule, value, steps)
        for name, child in schema.properties.items():
            if name in value:
                yield from broken_rules(child, value[name], (*steps, name))


def meant(schema: Schema, value: dict[str, Any]) -> Schema:
    """The alternative that a discriminator picks for a value; the schema itself where there is none."""
    tag = value.get(schema.discriminator) if schema.discriminator else None
    return schema.mapping.get(tag, schema) if isinstance(tag, str) else schema


def _broken(rule: View, value: dict[str, Any], steps: Steps) -> Iterator[Violation]:
    for kind, least, most in (
        ("exactly-one-of", 1, 1),
        ("at-least-one-of", 1, None),
        ("at-most-one-of", 0, 1),
    ):
        names = rule.strings(kind) if rule.has(kind) else ()
        given = [name for name in names if value.get(name) is not None]
        listed = " or ".join(names)
        if names and len(given) < least:
            yield Violation(dotted((*steps, names[0])), f"is required: give {listed}", "missing")
        if names and most is not None and len(given) > most:
            yield Violation(dotted((*steps, given[1])), f"may not be given beside {given[0]}", "conflict")
    requires = rule.view("requires")
    if requires is not None and value.get(requires.text("if")) is not None:
        for name in requires.strings("then"):
            if value.get(name) is None:
                what = f"is required where {requires.text('if')} is given"
                yield Violation(dotted((*steps, name)), what, "missing")
