"""Methods that put an object together for other methods to take: they send nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ... import ir
from ..code import lines, literal, mapping
from ..names import ParameterNames, Where
from ..types import MODELS, optional
from . import texts
from .frame import Frame
from .functions import BODY_INDENT, function
from .parameters import Parameter, args
from .parts import Function


def builders_of(frame: Frame) -> Iterator[Function]:
    """The builders of a place, each as a method of its collection."""
    names = frame.library.names
    for builder, name, arguments in zip(
        frame.place.builders, frame.members.builders, names.builders[frame.place.key], strict=True
    ):
        yield _builder(frame, builder, name, arguments)


def _builder(frame: Frame, builder: ir.Builder, name: str, names: ParameterNames) -> Function:
    schema = frame.library.names.schemas[builder.model]
    made = frame.imports.annotate((MODELS, schema.module), schema.input or schema.name)
    parameters = tuple(_parameter(field, names, frame) for field in builder.arguments)
    doc = (
        texts.sentence(texts.in_python(builder.summary, names.by_wire)),
        texts.in_python(builder.description, names.by_wire),
        args(parameters),
        texts.documented(builder.source),
    )
    return function(f"def {name}", parameters, made, doc, _body(parameters, made, names.variables["built"]))


def _parameter(field: ir.Field, names: ParameterNames, frame: Frame) -> Parameter:
    annotation = frame.types.sent(field.type, json=True)
    return Parameter(
        name=names[Where.BODY, field.wire],
        annotation=annotation if field.required else optional(annotation),
        default="" if field.required else "None",
        text=texts.meaning(field, names.by_wire),
        positional=True,
        wire=field.wire,
    )


def _body(parameters: tuple[Parameter, ...], made: str, built: str) -> Iterator[str]:
    """What must be there at once, then whatever else was given."""
    needed = ((literal(p.wire), p.name) for p in parameters if not p.default)
    yield from lines(f"{built}: {made} = ", mapping(needed), indent=BODY_INDENT)
    for parameter in (p for p in parameters if p.default):
        yield f"if {parameter.name} is not None:"
        yield f"    {built}[{literal(parameter.wire)}] = {parameter.name}"
    yield f"return {built}"
