"""The schemas: what is received as classes, what is only sent as typed mappings, the rest as aliases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ... import ir
from ..code import (
    Expression,
    Imports,
    Section,
    argument,
    call,
    declaration,
    docstring,
    fits,
    lines,
    literal,
    mapping,
    subscript,
    tuple_of,
)
from ..names import Schema, reserved_words
from ..types import RUNTIME, Types, optional
from . import texts
from .frame import Library
from .functions import INDENT
from .parts import Attribute, Class, Pieces


def schema_pieces(library: Library, schemas: Iterable[Schema], imports: Imports) -> Pieces:
    """What a module of the models package holds."""
    writer = _Writer(library, imports, library.types(imports))
    schemas = tuple(schemas)
    pieces = [writer.write(schema) for schema in schemas]
    several = isinstance(schemas[-1], ir.Enum)
    return Pieces(
        "Sets of values that are used in several places." if several else _text(schemas[-1]),
        exports=tuple(name for piece in pieces for name in piece.exports),
        constants=tuple(constant for piece in pieces for constant in piece.constants),
        classes=tuple(written for piece in pieces for written in piece.classes),
    )


_EXTRAS = "What the service sends besides, by its name on the wire."


@dataclass(frozen=True)
class _Writer:
    """Writes schemas into one module."""

    library: Library
    imports: Imports
    types: Types

    def write(self, schema: Schema) -> Pieces:
        names = self.library.names.schemas[schema.key]
        match schema:
            case ir.Enum():
                return self._alias(schema, names.name, self._enum(schema))
            case ir.Union():
                return self._alias(schema, names.name, self._union(schema))
            case ir.Model(request=True, response=False):
                return self._mapping(schema, names.name, _text(schema))
            case ir.Model():
                model = self._model(schema, names.name)
                if not names.input:
                    return model
                text = f"What may be given in place of a `{names.name}`: a plain mapping."
                other = self._mapping(schema, names.input, text)
                return Pieces(
                    model.text,
                    (*model.exports, *other.exports),
                    other.constants,
                    (*model.classes, *other.classes),
                )

    def _alias(self, schema: ir.Enum | ir.Union, name: str, value: Expression) -> Pieces:
        self.imports.annotate("typing", "TypeAlias")
        statement = declaration(name, "TypeAlias", value)
        return Pieces(
            _text(schema), (name,), (Attribute(tuple(statement), docstring(_text(schema), indent=0)),)
        )

    def _enum(self, enum: ir.Enum) -> Expression:
        """The values; of numbers with a fraction no type can be made, so that any will do."""
        told = [value for value in enum.values if not isinstance(value, float)]
        if not told:
            return "float"
        if len(told) < len(enum.values):
            return literal(self.types.received(ir.Constant(enum.values)))
        self.imports.run("typing", "Literal")
        return subscript("Literal", map(literal, told))

    def _union(self, union: ir.Union) -> Expression:
        """A union as text, so that modules need not import each other."""
        either = ir.Either(union.options)
        if not self._is_sent(union):
            return literal(self.types.received(either))
        text = self.types.sent(either, json=True)
        if fits(literal(text), INDENT) or "[" in text:
            return literal(text)
        # A text cannot be broken, and the classes may be in other modules.
        return subscript(self.imports.run("typing", "Union"), map(literal, text.split(" | ")))

    def _is_sent(self, union: ir.Union) -> bool:
        models = [
            self.library.models.get(option.key) for option in union.options if isinstance(option, ir.Named)
        ]
        return any(model is not None and model.request and not model.response for model in models)

    def _model(self, model: ir.Model, name: str) -> Pieces:
        """A class with an attribute for each property."""
        base = self.imports.run(RUNTIME, self._base)
        known = self.library.names.fields[model.key]
        attributes = (self._attribute(field, known) for field in model.fields)
        every = (*self._tag(model), *attributes, *self._extras(model))
        return _class_pieces(model, name, base, _text(model), every)

    @property
    def _base(self) -> str:
        """The runtime's class that models extend."""
        if not self.library.api.mapping_access:
            return "Model"
        return "SnakeMappingModel" if self.library.api.mapping_keys == "snake" else "MappingModel"

    def _tag(self, model: ir.Model) -> Iterator[Attribute]:
        """What tells the model from others that may stand in its place: a property, and its values."""
        unions = [union for union in self.library.api.unions if model.key in union.mapping.values()]
        tags = {union.tag: None for union in unions}
        if len(tags) == 1:
            values = {value: None for u in unions for value, key in u.mapping.items() if key == model.key}
            tag = tuple_of((literal(next(iter(tags))), tuple_of(map(literal, values))))
            yield Attribute(tuple(lines("_tag = ", tag, indent=INDENT)))

    def _extras(self, model: ir.Model) -> Iterator[Attribute]:
        """What holds the properties that are not listed, where their type is known."""
        name = self.library.names.extras.get(model.key)
        if name is not None and model.extra is not None:
            annotation = self.types.received(ir.MapOf(model.extra))
            value = self.imports.run(RUNTIME, "SOME_EXTRAS" if model.extra_is_partial else "EXTRAS")
            statement = declaration(name, annotation, value, indent=INDENT)
            yield Attribute(tuple(statement), docstring(_EXTRAS, indent=INDENT))

    def _attribute(self, field: ir.Field, known: Mapping[str, str]) -> Attribute:
        name = known[field.wire]
        annotation = self.types.received(field.type)
        annotation = annotation if _is_always_read(field) else optional(annotation)
        statement = declaration(name, annotation, self._value(field, name), indent=INDENT)
        return Attribute(tuple(statement), docstring(texts.meaning(field, known), indent=INDENT))

    def _value(self, field: ir.Field, name: str) -> Expression:
        """What a class body says of a field beside its annotation."""
        names = () if name == field.wire and not field.aliases else (field.wire, *field.aliases)
        if not names and not field.secret and not field.written:
            return "" if _is_always_read(field) else "None"
        self.imports.run(RUNTIME, "wire")
        return call(
            "wire",
            *map(literal, names),
            "" if _is_always_read(field) else argument("default", "None"),
            argument("secret", "True") if field.secret else "",
            argument("format", literal(field.written)) if field.written else "",
        )

    def _mapping(self, model: ir.Model, name: str, text: str) -> Pieces:
        """A dictionary with known keys: as a class where each key can be an attribute of one."""
        base = self.imports.run("typing", "TypedDict")
        # No type checker takes a key without letters.
        fields = tuple(field for field in model.fields if field.wire and not field.read_only)
        keys = [(field, self._key(field)) for field in fields]
        if all(_can_be_attribute(field.wire) for field in fields):
            attributes = tuple(
                Attribute(
                    tuple(declaration(field.wire, annotation, indent=INDENT)),
                    docstring(texts.meaning(field, {}), indent=INDENT),
                )
                for field, annotation in keys
            )
            return _class_pieces(model, name, base, text, attributes)
        entries = mapping(((literal(field.wire), literal(annotation)) for field, annotation in keys), most=0)
        statement = lines(f"{name} = ", call("TypedDict", literal(name), entries))
        keys_told = Section("Keys:", tuple((field.wire, texts.meaning(field, {})) for field in fields))
        return Pieces(text, (name,), (Attribute(tuple(statement), docstring(text, keys_told, indent=0)),))

    def _key(self, field: ir.Field) -> str:
        annotation = self.types.sent(field.type, json=True)
        if field.required:
            return annotation
        return f"{self.imports.annotate('typing', 'NotRequired')}[{annotation}]"


def _class_pieces(
    model: ir.Model, name: str, base: str, text: str, attributes: tuple[Attribute, ...]
) -> Pieces:
    doc = docstring(text, texts.documented(model.source), indent=INDENT)
    header = tuple(lines("class ", call(name, base), ":"))
    return Pieces(text, (name,), classes=(Class(name, header, doc, attributes),))


def _is_always_read(field: ir.Field) -> bool:
    """Whether the service sends a field every time."""
    return field.required and not field.write_only


def _can_be_attribute(wire: str) -> bool:
    """Whether a key can be declared in a class body without hiding something that annotations there use."""
    reserved = reserved_words("keywords", "annotations", "classes")
    return wire.isascii() and wire.isidentifier() and not wire.startswith("__") and wire not in reserved


def _text(schema: Schema) -> str:
    return schema.description or texts.title(schema.words)
