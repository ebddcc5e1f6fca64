"""The names of the classes of XML elements, of their verbs and arguments, and of the modules they live in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ... import ir
from ...words import pascal, snake
from .clients import ClientNames
from .identifier import identifier, reserved_words
from .placement import ROOT, references, topmost, within_reach
from .schemas import SchemaNames
from .scope import Scope

MARKUP = "markup"
"""The package of what stands in documents. These have modules of their own, beside it."""


@dataclass(frozen=True)
class VerbNames:
    """The methods that add an element to another: the one in use, and those of before."""

    name: str
    former: tuple[str, ...]


@dataclass(frozen=True)
class ElementNames:
    """The class of an element, and what is in it."""

    module: tuple[str, ...]  # its steps below the package
    name: str
    arguments: Mapping[str, str]  # name in XML, "" for the text -> parameter
    verbs: Mapping[str, VerbNames]  # key of an element that may stand in it -> methods


def markup_names(
    api: ir.Api, schemas: Mapping[str, SchemaNames], clients: ClientNames, services: Iterable[str]
) -> Mapping[str, ElementNames]:
    """Names for every document and element of markup, by their keys."""
    everything = (*api.markup.documents, *api.markup.elements)
    by_key = {element.key: element for element in everything}
    modules = _modules(api.markup, {*services, *(surface.module for surface in clients.surfaces)})
    classes = Scope({*reserved_words("markup_classes"), *_mentioned(everything, schemas)})
    return {
        element.key: ElementNames(
            module=modules[element.key],
            name=classes.claim(name := identifier(element.words, pascal), f"{name}Element"),
            arguments=_arguments(element),
            verbs=_verbs(element, by_key),
        )
        for element in everything
    }


def _mentioned(elements: Iterable[ir.Element], schemas: Mapping[str, SchemaNames]) -> frozenset[str]:
    """The names of schemas that stand in the annotations of arguments."""
    types = (field.type for element in elements for field in element.arguments)
    return frozenset(schemas[key].name for type_ in types for key in references(type_))


def _arguments(element: ir.Element) -> Mapping[str, str]:
    scope = Scope()
    reserved = reserved_words("markup_parameters")
    return {field.wire: scope.claim(identifier(field.words, snake, reserved)) for field in element.arguments}


def _verbs(element: ir.Element, by_key: Mapping[str, ir.Element]) -> Mapping[str, VerbNames]:
    """Verbs in use have the better right to a name."""
    scope = Scope()
    reserved = reserved_words("annotations", "markup_members")
    children = [by_key[key] for key in element.children]
    names = {child.key: scope.claim(identifier(child.verb, snake, reserved)) for child in children}
    return {
        child.key: VerbNames(
            names[child.key],
            tuple(scope.claim(identifier(verb, snake, reserved)) for verb in child.former_verbs),
        )
        for child in children
    }


def _modules(markup: ir.Markup, taken: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The modules of documents and elements: steps below the package."""
    outer, inner = Scope({*reserved_words("modules"), MARKUP, *taken}), Scope()
    found: dict[str, tuple[str, ...]] = {
        document.key: (
            outer.claim(
                name := identifier(document.words, snake, reserved_words("devices")), f"{name}_document"
            ),
        )
        for document in markup.documents
    }
    words = {element.key: element.words for element in markup.elements}
    own: dict[str, str] = {}
    for key, home in _homes(markup).items():
        if home not in own:
            own[home] = inner.claim(identifier(words[home], snake, reserved_words("devices")))
        found[key] = (MARKUP, own[home])
    return found


def _homes(markup: ir.Markup) -> Mapping[str, str]:
    """Element -> the one whose module it lives in.

    An element stands with the one that alone leads to it, as long as that is no document. Those that lead to
    each other stand together, for modules cannot import each other in a circle.
    """
    inside = {element.key: element.children for element in markup.elements}
    entries = dict.fromkeys(key for document in markup.documents for key in document.children)
    graph = {ROOT: tuple(entries), **inside}
    above = topmost(graph)
    reach = {key: within_reach(graph, key) for key in set(above.values())}
    first = {
        key: next(other for other in inside if other in reach and key in reach[other] and other in reach[key])
        for key in reach
    }
    return {key: first[above[key]] for key in inside if key in above}
