"""Rules about our own `x-` keys: which there are, where they stand, what they hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from jsonschema_rs import ValidationError, ValidationErrorKind

from ..document import Node
from ..openapi import View
from ..openapi.structure import Kind, Located
from ..problems import did_you_mean
from .context import Context
from .rule import Finding, Level, Rule, at, at_key, each_object
from .vocabulary import Extension, subschema, vocabulary

_REFERABLE = ("x-markup",)  # may be kept in a file of its own, to which a `$ref` leads


def _extensions(located: Located) -> Iterator[tuple[str, Node]]:
    return ((key, node) for key, node in located.node.items() if key.startswith("x-"))


@each_object()
def _unknown(context: Context, located: Located) -> Iterator[Finding]:
    known = vocabulary()
    for key, node in _extensions(located):
        if key not in known:
            yield at_key(node, f"'{key}' is not a key that we know{did_you_mean(key, known)}")


@each_object()
def _misplaced(context: Context, located: Located) -> Iterator[Finding]:
    names = _names(context, located)
    for key, node in _extensions(located):
        extension = vocabulary().get(key)
        if extension is not None and not names.intersection(extension.places):
            places = " or ".join(_with_article(place) for place in extension.places)
            here = _with_article(located.kind.value)
            yield at_key(node, f"'{key}' says nothing on {here}; it belongs on {places}")


@each_object()
def _values(context: Context, located: Located) -> Iterator[Finding]:
    names = _names(context, located)
    for key, node in _extensions(located):
        extension = vocabulary().get(key)
        if extension is not None and names.intersection(extension.places):
            value = context.document.target(node) if key in _REFERABLE else node
            for error in extension.errors(value.value):
                yield from _explain(extension, value, error)


def _names(context: Context, located: Located) -> set[str]:
    """What the schema of our keys calls the object."""
    names = {located.kind.value}
    if located.kind is Kind.PROPERTY:
        names.add(Kind.SCHEMA.value)
    if located.kind is Kind.PARAMETER:
        names.add(f"{View(context.document, located.node).text('in')} parameter")
    return names


def _explain(extension: Extension, node: Node, error: ValidationError) -> Iterator[Finding]:
    """What is wrong, in words that say what would be right."""
    for step in error.instance_path:
        node = node.get(step) or node
    kind, schema = error.kind, subschema(error)
    if isinstance(kind, ValidationErrorKind.AdditionalProperties):
        known = list(schema.get("properties", ()))
        for key in kind.unexpected:
            yield at_key(
                node.get(key) or node, f"{extension.name} has no key '{key}'{did_you_mean(key, known)}"
            )
    elif isinstance(kind, ValidationErrorKind.Required):
        yield at(node, f"{extension.name} lacks '{kind.property}' here")
    elif isinstance(kind, ValidationErrorKind.Enum):
        options = schema["enum"]
        listed = ", ".join(f"'{option}'" for option in options)
        hint = did_you_mean(str(node.value), options) or f"; it is one of {listed}"
        yield at(node, f"{extension.name} knows no {_shown(node.value)}{hint}")
    elif isinstance(kind, ValidationErrorKind.PropertyNames) and "title" in schema:
        name = str(kind.error.instance)
        yield at_key(
            node.get(name) or node, f"{extension.name} takes {schema['title']} here, not {_shown(name)}"
        )
    elif "title" in schema:
        here = " here" if error.instance_path else ""
        yield at(node, f"{extension.name} takes {schema['title']}{here}, not {_shown(node.value)}")
    else:
        yield at(node, f"{extension.name}: {_shortened(error.message.splitlines()[0])}")


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _shown(value: Any) -> str:
    return f"'{_shortened(value)}'" if isinstance(value, str) else _shortened(json.dumps(value))


def _shortened(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:60]} ... {text[-30:]}"


RULES = (
    Rule(
        "unknown-extension",
        Level.STRICT,
        "A key that begins with `x-` is not one of ours, so it would say nothing. Usually it is "
        "misspelt. The keys there are, and what they mean, are listed in `spec/extensions.schema.json`.",
        _unknown,
    ),
    Rule(
        "extension-place",
        Level.STRICT,
        "One of our keys stands where nobody looks for it. `x-item`, for one, belongs on a path "
        "parameter.",
        _misplaced,
    ),
    Rule(
        "extension-value",
        Level.ALWAYS,
        "The value of one of our keys is not of the form that `spec/extensions.schema.json` defines for "
        "it.",
        _values,
    ),
    Rule(
        "waiver",
        Level.ALWAYS,
        "`x-waived` names rules, each with the reason why the document is not held to it. Only a rule "
        "about what can be repaired, or about habits, can be waived; the others hold always.",
    ),
)
