"""XML elements as classes: a method for each element that may stand in another, with its attributes typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from ... import ir
from ..code import Expression, Imports, ModulePath, Part, call, docstring, lines, literal, mapping, one_line
from ..names import MARKUP, ElementNames
from ..types import optional
from . import texts
from .documents import Chapter, Entry
from .frame import Library
from .functions import BODY_INDENT, INDENT, function
from .modules import module
from .parameters import Parameter, args
from .parts import Class, Function, Module, Pieces

_BASE = ("_runtime", "markup")
_FURTHER = "Further attributes; `snake_case` becomes `camelCase`."


def markup_modules(library: Library) -> Iterator[Module]:
    """The modules of elements, and those of the documents that they stand in."""
    names = library.names.markup
    modules: dict[tuple[str, ...], list[ir.Element]] = {}
    for element in library.api.markup.elements:
        modules.setdefault(names[element.key].module, []).append(element)
    for document in library.api.markup.documents:
        modules[names[document.key].module] = [document]
    for steps, elements in modules.items():
        yield module(ModulePath(steps), [partial(_pieces, library, elements)])


def markup_chapters(library: Library) -> Iterator[Chapter]:
    """The documents and what stands in them, with their verbs, in the order of the document."""
    for element in (*library.api.markup.documents, *library.api.markup.elements):
        names = library.names.markup[element.key]
        home = (library.names.clients.package, *names.module[: -1 if names.module[0] == MARKUP else None])
        writer = _Writer(library, Imports(ModulePath(names.module)))
        entries = (Entry(verb.heading, one_line(verb.summary)) for verb in writer.verbs(element))
        yield Chapter(f"{'.'.join(home)}.{names.name}", one_line(element.description), (), tuple(entries))


def _pieces(library: Library, elements: Iterable[ir.Element], imports: Imports) -> Pieces:
    """The classes of one module; a document exports all that stands in it too."""
    writer = _Writer(library, imports)
    elements = tuple(elements)
    classes = tuple(writer.written(element) for element in elements)
    documents = [element for element in elements if element in library.api.markup.documents]
    inside = (name for document in documents for name in writer.inside(document))
    return Pieces(
        elements[0].description,
        exports=(*(written.name for written in classes), *inside),
        classes=classes,
    )


class _Writer:
    """Writes elements into one module."""

    def __init__(self, library: Library, imports: Imports) -> None:
        self._names = library.names.markup
        self._elements = {element.key: element for element in library.api.markup.elements}
        self._imports = imports
        self._types = library.types(imports)

    def written(self, element: ir.Element) -> Class:
        names = self._names[element.key]
        base = self._imports.run(_BASE, "Element")
        return Class(
            name=names.name,
            header=tuple(lines("class ", call(names.name, base), ":")),
            docstring=docstring(self._text(element), args(self._parameters(element)), indent=INDENT),
            functions=(self._constructor(element), *self.verbs(element), *self._former_verbs(element)),
        )

    def verbs(self, element: ir.Element) -> Iterator[Function]:
        """The methods that add another element to this one."""
        for key, verb in self._names[element.key].verbs.items():
            child = self._elements[key]
            made = call(self._used(child).name, *self._passed(child))
            doc = (self._text(child), args(self._parameters(child)))
            yield self._adding(verb.name, child, doc, call("self.nest", made))

    def _former_verbs(self, element: ir.Element) -> Iterator[Function]:
        """What these methods were called before."""
        for key, verb in self._names[element.key].verbs.items():
            child = self._elements[key]
            for former in verb.former:
                doc = (f"Do the same as `{verb.name}`, which was called so before.",)
                yield self._adding(former, child, doc, call(f"self.{verb.name}", *self._passed(child)))

    def _adding(self, name: str, child: ir.Element, doc: Iterable[Part], result: Expression) -> Function:
        body = lines("return ", result, indent=BODY_INDENT)
        return function(f"def {name}", self._parameters(child), self._used(child).name, doc, body)

    def inside(self, document: ir.Element) -> Iterator[str]:
        """The classes of all that may stand in a document, at any depth."""
        waiting, seen = [*document.children], set[str]()
        while waiting:
            key = waiting.pop(0)
            if key not in seen:
                seen.add(key)
                waiting += self._elements[key].children
                yield self._used(self._elements[key]).name

    def _used(self, element: ir.Element) -> ElementNames:
        """The names of an element, whose class this module needs."""
        names = self._names[element.key]
        if names.module != self._imports.here.steps:
            self._imports.run(names.module, names.name)
        return names

    def _constructor(self, element: ir.Element) -> Function:
        known = self._names[element.key].arguments
        attributes = ((literal(field.wire), known[field.wire]) for field in element.attributes)
        made = call(
            "super().__init__",
            literal(element.name),
            known.get("", "None"),
            mapping(attributes),
            "attributes",
        )
        return function(
            "def __init__", self._parameters(element), "None", (), lines("", made, indent=BODY_INDENT)
        )

    def _parameters(self, element: ir.Element) -> tuple[Parameter, ...]:
        known = self._names[element.key].arguments
        further = Parameter(
            "**attributes",
            self._imports.annotate(_BASE, "AttributeValue"),
            "",
            _FURTHER,
            positional=True,
        )
        return (*(self._parameter(field, known) for field in self._in_order(element)), further)

    def _parameter(self, field: ir.Field, known: Mapping[str, str]) -> Parameter:
        annotation = self._types.sent(field.type)
        return Parameter(
            known[field.wire],
            annotation if field.required else optional(annotation),
            "" if field.required else "None",
            texts.meaning(field, known),
            positional=True,
        )

    def _passed(self, element: ir.Element) -> Iterator[str]:
        known = self._names[element.key].arguments
        yield from (known[field.wire] for field in self._in_order(element))
        yield "**attributes"

    def _in_order(self, element: ir.Element) -> list[ir.Field]:
        """What a verb takes: what must be given comes first."""
        return sorted(element.arguments, key=lambda field: not field.required)

    def _text(self, element: ir.Element) -> str:
        return texts.sentence(texts.in_python(element.description, self._names[element.key].arguments))
