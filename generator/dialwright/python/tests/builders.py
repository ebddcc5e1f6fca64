"""The tests of methods that put an object together and send nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...openapi import ApiDescription, Schema, Taken, View
from ...words import Words, pascal, snake, split
from ..code import Expression, argument, call, docstring, literal, mapping, one_line
from ..names import Where, identifier, reserved_words
from .bench import INDENT, Bench, statement
from .flavour import FLAVOURS, Flavour
from .literals import source
from .parts import TestClass
from .values import Sampler


@dataclass(frozen=True)
class Builder:
    """`x-builder` of a schema."""

    schema: Schema
    view: View

    @property
    def place(self) -> str:
        return self.view.text("resource")

    @property
    def file(self) -> str:
        return self.schema.node.file.path.stem

    @property
    def words(self) -> Words:
        return split(self.view.text("name"))

    @property
    def arguments(self) -> tuple[str, ...]:
        return tuple(Taken(self.view.document, node).wire for node in self.view.elements("arguments"))


def builders_of(description: ApiDescription) -> Iterator[Builder]:
    """Every builder, in the order of the document."""
    for located in description.structure.objects:
        schema = Schema(description.document, located.node)
        view = schema.view("x-builder") if located.is_schema and not located.node.get("$ref") else None
        if view is not None:
            yield Builder(schema, view)


class BuilderTests:
    """Writes the test class of one builder."""

    def __init__(self, builder: Builder, bench: Bench) -> None:
        self._builder = builder
        self._bench = bench
        sampler = Sampler()
        properties = builder.schema.properties
        self._values = {wire: sampler.value(properties[wire], split(wire)) for wire in builder.arguments}

    def written(self) -> TestClass:
        view = self._builder.view
        name = identifier(self._builder.words, snake)
        way = f"{self._bench.names.services[self._builder.place]}.{name}"
        needed = [wire for wire in self._builder.arguments if wire in self._builder.schema.required]
        everything = [*self._builder.arguments]
        tests = (
            self._bench.test(f"{title}{flavour.suffix}", flavour, self._test(way, wires, flavour))
            for title, wires in (("least", needed), ("everything", everything))
            for flavour in FLAVOURS
        )
        text = f"`client.{way}`: {one_line(view.text('summary'))}"
        return TestClass(
            f"Test{pascal(split(view.text('name')))}", tuple(docstring(text, indent=INDENT)), (), tuple(tests)
        )

    def _test(self, way: str, wires: list[str], flavour: Flavour) -> Iterator[str]:
        keywords = (argument(self._name(wire), self._values[wire].code) for wire in wires)
        built: list[tuple[str, Expression]] = [
            (literal(wire), source(self._values[wire].json)) for wire in wires
        ]
        yield from statement("built = ", call(f"{flavour.client}.{way}", *keywords))
        yield from statement("assert built == ", mapping(built))

    def _name(self, wire: str) -> str:
        place = self._bench.names.tree[self._builder.place]
        words = self._builder.words
        for builder, names in zip(place.builders, self._bench.names.builders[place.key], strict=True):
            if builder.words == words:
                return names[Where.BODY, wire]
        return identifier(split(wire), snake, reserved_words("parameters"))
