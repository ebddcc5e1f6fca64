"""`x-markup`: the XML documents with which users answer the service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..cached import cached_property
from ..words import Words, split
from .schema import Schema
from .view import View

TEXT = "text"


@dataclass(frozen=True)
class MarkupElement(View):
    """An element, under the key by which others name it."""

    key: str

    @property
    def name(self) -> str:
        """What it is called in XML."""
        return self.text("element") or self.key

    @property
    def verb(self) -> Words:
        """What adds it to another element."""
        return split(self.name)

    @property
    def former_verbs(self) -> tuple[Words, ...]:
        return tuple(split(verb) for verb in self.strings("former-verbs"))

    @property
    def arguments(self) -> Mapping[str, Schema]:
        """What its verb takes: the text, under no name, and the attributes under theirs."""
        text = self.child(TEXT)
        own = {"": Schema(self.document, text)} if text is not None else {}
        return own | {name: Schema(self.document, node) for name, node in self.children("attributes")}

    @property
    def required(self) -> frozenset[str]:
        """What its verb must be given, of `arguments`; the text may also be called `text`."""
        return frozenset(name for name in self.arguments if (name or TEXT) in self.strings("required"))


def argument_words(name: str, argument: Schema) -> Words:
    """What an argument is called; it has a name of its own, that of an attribute, or none as text."""
    return split(argument.text("x-name") or name) or (TEXT,)


@dataclass(frozen=True)
class Markup(View):
    """The documents and their elements."""

    @cached_property
    def documents(self) -> tuple[MarkupElement, ...]:
        return self._elements("documents")

    @cached_property
    def elements_inside(self) -> tuple[MarkupElement, ...]:
        """What stands in the documents."""
        return self._elements("elements")

    def _elements(self, key: str) -> tuple[MarkupElement, ...]:
        return tuple(MarkupElement(self.document, node, name) for name, node in self.children(key))
