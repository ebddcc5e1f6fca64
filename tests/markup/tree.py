"""XML as it reads: parsed by a parser that refuses whatever could harm it, and told in plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.etree import ElementTree
from xml.parsers import expat

Content: TypeAlias = "Tree | str"


@dataclass
class Tree:
    """An element: its content is text and elements in turn, with no text next to another."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    content: list[Content] = field(default_factory=list[Content])


def parse(xml: str) -> Tree:
    """What is in a document; one that declares anything about itself is refused, and so are its entities."""
    guard = expat.ParserCreate()
    guard.StartDoctypeDeclHandler = _refuse
    guard.EntityDeclHandler = _refuse
    guard.ExternalEntityRefHandler = _refuse
    guard.Parse(xml.encode(), True)
    return _tree(ElementTree.fromstring(xml.encode()))


def _refuse(*_: object) -> int:
    raise ValueError("a document type declaration")


def _tree(element: ElementTree.Element) -> Tree:
    texts = [element.text, *(child.tail for child in element)]
    children = [None, *(_tree(child) for child in element)]
    pairs = zip(children, texts, strict=True)
    content = [part for pair in pairs for part in pair if part]
    return Tree(element.tag, dict(element.attrib), content)
