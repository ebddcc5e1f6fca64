"""Rules about `x-markup`."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from ..document import Node, is_reference
from ..openapi import Markup, MarkupElement, argument_words
from ..openapi.markup import TEXT
from ..openapi.structure import Kind, Located
from ..words import kebab
from .context import Context
from .rule import Finding, Level, Rule, at, at_key, each_object, unless_known


@each_object(Kind.MARKUP)
def _markup(context: Context, located: Located) -> Iterator[Finding]:
    if is_reference(located.node):
        return
    markup = Markup(context.document, located.node)
    elements = {element.key: element for element in markup.elements_inside}
    for document in markup.documents:
        if document.key in elements:
            yield at_key(document.written, f"'{document.key}' is a document and an element")
    for element in (*markup.documents, *markup.elements_inside):
        yield from _children(element, elements)
        yield from _verbs(element, elements)
        yield from _arguments(element)
    yield from _unused(markup, elements)


def _children(element: MarkupElement, elements: dict[str, MarkupElement]) -> Iterator[Finding]:
    for child in element.elements("children"):
        yield from unless_known(child, elements, "an element of x-markup")


def _verbs(element: MarkupElement, elements: dict[str, MarkupElement]) -> Iterator[Finding]:
    """No two of the verbs of an element, former ones included, are called the same."""
    named: list[tuple[Hashable, str, Node]] = []
    for node in element.elements("children"):
        child = elements.get(str(node.value))
        verbs = (child.verb, *child.former_verbs) if child is not None else ()
        named += [(verb, kebab(verb), node) for verb in verbs]
    for what, other, node in _repeated(named):
        yield at(node, f"'{node.value}' is added by the verb '{what}', which adds '{other.value}' too")


def _arguments(element: MarkupElement) -> Iterator[Finding]:
    """No two of the arguments of a verb are called the same, and those that must be given are there."""
    known = [name or TEXT for name in element.arguments]
    for node in element.elements("required"):
        yield from unless_known(node, known, f"an attribute of '{element.key}'")
    arguments = element.arguments.items()
    named = [(argument_words(name, schema), name, schema.written) for name, schema in arguments]
    for what, other, node in _repeated(named):
        yield at_key(node, f"'{what}' is called like '{other.pointer[-1]}'; an 'x-name' can tell them apart")


def _repeated(named: Iterable[tuple[Hashable, str, Node]]) -> Iterator[tuple[str, Node, Node]]:
    """What has a name that was there before: how it is told, who had the name, and where it stands."""
    seen: dict[Hashable, Node] = {}
    for name, told, node in named:
        if (other := seen.setdefault(name, node)) is not node:
            yield told, other, node


def _unused(markup: Markup, elements: dict[str, MarkupElement]) -> Iterator[Finding]:
    waiting, reached = [*markup.documents], set[str]()
    while waiting:
        fresh = [key for key in waiting.pop().strings("children") if key in elements and key not in reached]
        reached.update(fresh)
        waiting += (elements[key] for key in fresh)
    for key, element in elements.items():
        if key not in reached:
            yield at_key(element.written, f"no document leads to the element '{key}'")


RULES = (
    Rule(
        "markup",
        Level.ALWAYS,
        "In `x-markup`, what may stand in an element is an element too, and a document leads to each. Their "
        "names become verbs and arguments: two of one element cannot be the same in other spellings.",
        _markup,
    ),
)
