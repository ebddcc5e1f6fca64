"""`spec/signalwire/cxml.yaml` as data, read without the generator's idea of what it means.

Names are worked out here once more, so that a fault in how the generator makes them cannot hide itself.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dialwright.document import Document, Node

SPEC = Path(__file__).resolve().parents[2] / "spec" / "signalwire" / "openapi.yaml"


@dataclass(frozen=True)
class Argument:
    """What an element takes: its text, or an attribute."""

    name: str  # of the parameter in Python
    wire: str  # in XML; "" for the text
    required: bool
    values: tuple[tuple[object, str], ...]  # what may be given, and what is written for it


@dataclass(frozen=True)
class Described:
    """An element, as the spec describes it."""

    key: str
    element: str
    verb: str
    former_verbs: tuple[str, ...]
    arguments: tuple[Argument, ...]
    children: tuple[str, ...]


@cache
def documents() -> dict[str, Described]:
    return _described("documents")


@cache
def elements() -> dict[str, Described]:
    return _described("elements")


def everything() -> dict[str, Described]:
    return {**documents(), **elements()}


def python_name(name: str) -> str:
    """`hangupOnStar`, `say-as`, `xml:lang` and `from` as Python spells them."""
    spelled = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[-:]", "_", name).lower()
    return f"{spelled}_" if keyword.iskeyword(spelled) else spelled


def _described(section: str) -> dict[str, Described]:
    document = _document()
    markup = document.resolve(document.root["x-markup"])
    return {key: _element(key, document.resolve(node)) for key, node in markup[section].items()}


@cache
def _document() -> Document:
    return Document.load(SPEC)


def _element(key: str, node: Node) -> Described:
    name: str = node.value.get("element", key)
    return Described(
        key=key,
        element=name,
        verb=python_name(name),
        former_verbs=tuple(python_name(verb) for verb in node.value.get("former-verbs", ())),
        arguments=tuple(_arguments(node)),
        children=tuple(node.value.get("children", ())),
    )


def _arguments(node: Node) -> Iterator[Argument]:
    required = node.value.get("required", ())
    text = node.get("text")
    if text is not None:
        schema = _document().resolve(text)
        name = schema.value.get("x-name", "text")
        yield Argument(python_name(name), "", "text" in required, tuple(_values(schema)))
    attributes = node.get("attributes")
    for name, schema in attributes.items() if attributes is not None else ():
        yield Argument(python_name(name), name, name in required, tuple(_values(schema)))


def _values(node: Node) -> Iterator[tuple[object, str]]:
    """Something of every kind that fits a schema."""
    schema = _document().resolve(node)
    options = schema.get("anyOf")
    if options is not None:
        for option in options.elements():
            yield from _values(option)
    elif "enum" in schema.value:
        yield from ((value, value) for value in schema.value["enum"])
    else:
        for kind in _types(schema.value.get("type", "string")):
            yield from _of_kind(kind, schema)


def _types(written: str | list[str]) -> list[str]:
    return [written] if isinstance(written, str) else written


def _of_kind(kind: str, schema: Node) -> Iterator[tuple[object, str]]:
    match kind:
        case "integer":
            yield 7, "7"
        case "number":
            yield 2.5, "2.5"
        case "boolean":
            yield from ((True, "true"), (False, "false"))
        case "array":
            items = [*_values(schema["items"])][:2]
            yield [value for value, _ in items], " ".join(written for _, written in items)
        case "object":
            yield {"skill": ["a", 1]}, '{"skill": ["a", 1]}'
        case _:
            yield "a <b> & \"c\" 'd' é", "a <b> & \"c\" 'd' é"
