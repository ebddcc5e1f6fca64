"""The parameters of a method, as its signature, its docstring and its request need them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ... import ir
from ..code import Expression, Section, Typed, call, literal
from ..names import ParameterNames, Place, Where, item_name
from ..types import Types, optional
from . import texts

_FILE = ir.Primitive(ir.Kind.FILE)
_MEASURES = (ir.Kind.NUMBER, ir.Kind.DECIMAL, ir.Kind.DATE, ir.Kind.DATE_TIME, ir.Kind.MOMENT)


@dataclass(frozen=True)
class Parameter:
    """One parameter; `value` is the expression that is sent for it."""

    name: str
    annotation: str
    default: str  # "" where it must be given
    text: str
    positional: bool = False
    where: Where | None = None
    wire: str = ""
    value: Expression = ""

    @property
    def declaration(self) -> Expression:
        if self.where is Where.REST:
            return f"**{self.name}: {self.annotation}"
        return Typed(f"{self.name}: ", self.annotation, f" = {self.default}" if self.default else "")


def parameters_of(
    place: Place, operation: ir.Operation, names: ParameterNames, types: Types
) -> tuple[Parameter, ...]:
    """The parameters that an operation's methods share: positional ones first, and required ones first."""
    found = [*_Parameters(place, operation, names, types).all()]
    order = {wire: number for number, wire in enumerate(operation.positional, start=1)}
    found.sort(key=lambda p: order.get(p.wire, 0) if p.positional else len(order) + 1)
    found.sort(key=lambda p: (not p.positional, p.default != ""))
    return tuple(found)


def declared(parameters: Sequence[Parameter]) -> tuple[Expression, ...]:
    """The items of a signature after `self`: a star goes before those that are given by keyword."""
    named = [parameter for parameter in parameters if parameter.where is not Where.REST]
    positional = [parameter.declaration for parameter in named if parameter.positional]
    keyword = [parameter.declaration for parameter in named if not parameter.positional]
    rest = [parameter.declaration for parameter in parameters if parameter.where is Where.REST]
    return (*positional, *(["*"] if keyword else []), *keyword, *rest)


def args(parameters: Iterable[Parameter]) -> Section:
    """The docstring's section about the parameters."""
    rest_last = sorted(parameters, key=lambda parameter: parameter.where is Where.REST)
    return Section("Args:", tuple((_listed_name(parameter), parameter.text) for parameter in rest_last))


def _listed_name(parameter: Parameter) -> str:
    return f"**{parameter.name}" if parameter.where is Where.REST else parameter.name


def sent(parameters: Iterable[Parameter], where: Where) -> tuple[tuple[str, Expression], ...]:
    """Name on the wire and expression of all that goes to one part of the request."""
    return tuple((literal(p.wire), p.value or p.name) for p in parameters if p.where is where and p.wire)


def picked_by(item: ir.Item, types: Types) -> Parameter:
    """The parameter that picks one record."""
    field = item.parameter
    return Parameter(
        item_name(item), types.in_path(field.type), "", texts.meaning(field, {}), positional=True
    )


class _Parameters:
    """Reads the parameters of one operation, in the order of the document."""

    def __init__(self, place: Place, operation: ir.Operation, names: ParameterNames, types: Types) -> None:
        self._path = place.own_path_parameters(operation)
        self._operation = operation
        self._names = names
        self._types = types

    def all(self) -> Iterator[Parameter]:
        operation = self._operation
        for field in self._path:
            yield self._field(field, Where.PATH)
        if operation.body is not None:
            yield from self._body(operation.body)
        for field in operation.query:
            yield self._field(field, Where.QUERY)
        for narrowing in operation.narrowings:
            yield self._field(narrowing.parameter, Where.NARROWING)
        for field in operation.headers:
            yield self._field(field, Where.HEADER)
        for field in operation.cookies:
            yield self._field(field, Where.COOKIE)

        if operation.extra:
            name = self._names[Where.REST, ""]
            yield Parameter(name, "object", "None", texts.REST, where=Where.REST)

    def _body(self, body: ir.Body) -> Iterator[Parameter]:
        json = body.kind is ir.BodyKind.JSON or body.media_type.endswith("json")
        if body.type is not None:
            annotation = self._types.sent(body.type, json=json)
            yield Parameter(
                name=self._names[Where.BODY, ""],
                annotation=annotation if body.required else optional(annotation),
                default="" if body.required else "None",
                text=texts.body(body),
                where=Where.BODY,
            )
        for field in body.beside:
            yield self._field(field, Where.BESIDE, json=json, required=field.required and body.required)
        for field in body.fields:
            yield self._field(field, Where.BODY, json=json, required=field.required and body.required)

        yield from self._choices(body)

    def _choices(self, body: ir.Body) -> Iterator[Parameter]:
        """What chooses among several forms of a body."""
        if body.raw:
            annotation = self._types.sent(ir.Either((ir.Primitive(ir.Kind.STRING), _FILE)))
            name = self._names[Where.CONTENT, ""]
            yield Parameter(name, optional(annotation), "None", texts.RAW, where=Where.CONTENT)
        if body.media_types:
            name = self._names[Where.MEDIA_TYPE, ""]
            default = "application/octet-stream" if "*" in body.media_types[0] else body.media_types[0]
            text = texts.media_type(body)
            annotation = self._media_type(body.media_types)
            if body.forms:
                yield Parameter(name, optional(annotation), "None", text, where=Where.MEDIA_TYPE)
            else:
                yield Parameter(name, annotation, literal(default), text, where=Where.MEDIA_TYPE)

    def _media_type(self, media_types: Sequence[str]) -> str:
        """The type of what names a media type: any text where the document lets it be one of many."""
        if any("*" in media_type for media_type in media_types):
            return "str"
        return self._types.sent(ir.Constant(tuple(media_types)))

    def _field(
        self, field: ir.Field, where: Where, *, json: bool = False, required: bool | None = None
    ) -> Parameter:
        name = self._names[where, field.wire]
        in_path = where in (Where.PATH, Where.NARROWING)
        as_text = in_path and field.style is None and not _is_measure(field.type)
        json = json or (field.style is not None and field.style.name == "json")
        annotation = self._types.in_path(field.type) if as_text else self._types.sent(field.type, json=json)
        required = field.required if required is None else required
        fixed = _fixed(field) if required else ""
        default = fixed or _default(field, required or where is Where.PATH)
        return Parameter(
            name=name,
            annotation=optional(annotation) if default and not fixed else annotation,
            default=default,
            text=texts.meaning(field, self._names.by_wire),
            positional=where is Where.PATH or field.wire in self._operation.positional,
            where=where,
            wire=field.wire,
            value=self._value(name, field),
        )

    def _value(self, name: str, field: ir.Field) -> Expression:
        """The expression that is sent for a field."""
        if field.generated:
            return f"{name} or {self._types.make_uuid}()"
        if field.style is not None:
            return self._styled(name, field.style)
        nesting = self._types.nesting(field.type)
        return f"{self._types.nested}({name}, {', '.join(map(literal, nesting))})" if nesting else name

    def _styled(self, name: str, style: ir.Style) -> Expression:
        """The value with the style in which it is written."""
        explode, reserved = ("explode=True" * style.explode, "reserved=True" * style.reserved)
        return call(self._types.styled, name, literal(style.name), explode, reserved)


def _is_measure(type_: ir.Type) -> bool:
    """Whether a part of a path is more than an identifier, which is text or a whole number."""
    return isinstance(type_, ir.Primitive) and type_.kind in _MEASURES


def _default(field: ir.Field, required: bool) -> str:
    """What the signature prints, "" where the caller has to give the value."""
    if field.argument_default is not None:
        return literal(field.argument_default)
    return "" if required and not field.generated else "None"


def _fixed(field: ir.Field) -> str:
    """The one value that the field can have, if it is such a field."""
    if isinstance(field.type, ir.Constant) and len(field.type.values) == 1:
        return literal(field.type.values[0])
    return ""
