"""The body of a method: the parts of the request gathered by name, and the request handed to the runtime."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ... import ir
from ..code import Expression, Group, argument, call, lines, literal, mapping, tuple_of
from ..names import ParameterNames, Where, documented, only_path
from .frame import Frame
from .parameters import Parameter, sent

_BODY_INDENT = 8
_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
_USUAL_TYPES = frozenset({"application/x-www-form-urlencoded", "application/json"})


@dataclass(frozen=True)
class Result:
    """What an operation answers with: in an annotation, and as an expression for the runtime.

    `load` is the import that has to run first, for a record of another resource: modules of resources load
    each other only when they have to.
    """

    annotation: str
    expression: str
    load: tuple[str, ...] = ()


def result_of(operation: ir.Operation, frame: Frame) -> Result:
    """The result of an operation; for a list, one item of it."""
    if operation.result is None:
        return Result("None", "None")
    record = _record(operation, frame)
    if record is not None:
        return record
    if operation.answers:
        annotation = frame.types.received(operation.result, list_name=frame.list_name)
        return Result(annotation, frame.constants.answers[operation.answers])
    return _plain(operation.result, frame)


def streamed(operation: ir.Operation, frame: Frame) -> Result:
    """One item of the stream that an operation answers with."""
    return _plain(operation.stream.type, frame) if operation.stream is not None else Result("None", "None")


def _plain(type_: ir.Type, frame: Frame) -> Result:
    annotation = frame.types.received(type_, list_name=frame.list_name)
    shape = frame.constants.results.get(type_)
    return Result(annotation, shape or frame.types.running(type_))


def alternatives(security: ir.Alternatives) -> Expression:
    """The schemes that are needed, as the runtime takes them."""
    return tuple_of(tuple_of(map(literal, names)) for names in security)


def _record(operation: ir.Operation, frame: Frame) -> Result | None:
    """The result as a record that acts, if it is one."""
    names = frame.library.names.places.get(operation.record)
    if names is None or not isinstance(operation.result, ir.Named):
        return None
    record = names.records.get(operation.result.key)
    if record is None:
        return None
    name = frame.flavour.name(record)
    home = frame.library.module_of(operation.record)
    return Result(name, name, frame.imports.load(home, name, indent=_BODY_INDENT))


@dataclass(frozen=True)
class Body:
    """Writes bodies that send one operation's request."""

    operation: ir.Operation
    names: ParameterNames
    frame: Frame
    result: Result

    def send(
        self,
        verb: str,
        parameters: tuple[Parameter, ...],
        *,
        before: tuple[str, ...] = (),
        after: tuple[str, ...] = ("options",),
        waits: bool = True,
        paged: bool = False,
        accept: str = "",
    ) -> tuple[str, ...]:
        """The statements that gather parameters and call `self.<verb>(<before>, <the request>, <after>)`."""
        several = len(self.operation.representations) > 1  # each has a path of its own
        accept = accept or ("" if several else ", ".join(self.operation.accept))
        accepted = argument("accept", literal(accept)) if accept else ""
        request = call("Request", *self._request(parameters, paged=paged), accepted)
        wait = self.frame.flavour.wait if waits else ""
        answers = verb != "_send" or self.result.expression != "None"
        statement = lines(
            f"return {wait}" if answers else wait,
            call(f"self.{verb}", *before, request, *after),
            indent=_BODY_INDENT,
        )
        return (*self.result.load, *self._template(parameters), *self._gathered(parameters), *statement)

    def _template(self, parameters: tuple[Parameter, ...]) -> Iterator[str]:
        """The statements that choose among several paths."""
        constants, template = self.frame.constants, self.names.variables["template"]
        if len(self.operation.representations) > 1:
            yield f'{template} = self._choose({constants.choices[self.operation.words]}, "format", format)'
        narrowed = [parameter for parameter in parameters if parameter.where is Where.NARROWING]
        paths = {narrowing.parameter.wire: narrowing.path for narrowing in self.operation.narrowings}
        if narrowed:
            yield f"{template} = {constants.paths[self.operation.path]}"
        for parameter in narrowed:
            yield f"if {parameter.name} is not None:"
            yield f"    {template} = {constants.paths[paths[parameter.wire]]}"

    def _gathered(self, parameters: tuple[Parameter, ...]) -> Iterator[str]:
        """The statements that put parameters under their names on the wire."""
        for part, where in self._parts():
            entries = self._entries(part, parameters, where)
            if entries:
                yield from lines(f"{self.names.variables[part]} = ", entries, indent=_BODY_INDENT)

    def _entries(self, part: str, parameters: tuple[Parameter, ...], where: Where) -> Expression:
        """What goes to one part of the request by name: values decided beforehand, arguments, the rest."""
        body = self.operation.body
        decided = body.constants if body is not None and where is Where.BODY and not body.envelope else ()
        constants = ((literal(name), literal(value)) for name, value in decided)
        values = mapping((*constants, *sent(parameters, where)))
        if part == self._part_of_rest:
            rest = tuple(f"**{p.name}" for p in parameters if p.where is Where.REST)
            values = replace(values, items=(*values.items, *rest))
        return values if values.items else ""

    @property
    def _part_of_rest(self) -> str:
        """The part that takes what no parameter is for: the last one gathered by name, of query and body."""
        return [part for part, where in self._parts() if where not in (Where.HEADER, Where.COOKIE)][-1]

    def _parts(self) -> Iterator[tuple[str, Where]]:
        """The parts of the request that are gathered by name: argument of `Request`, and what goes there."""
        yield "query", Where.QUERY
        body = self.operation.body
        if body is not None and body.kind is not ir.BodyKind.BYTES:
            yield body.kind.value, Where.BODY
        yield "headers", Where.HEADER
        yield "cookies", Where.COOKIE

    def _request(self, parameters: tuple[Parameter, ...], *, paged: bool) -> Iterator[Expression]:
        """The arguments of `Request`."""
        operation, constants = self.operation, self.frame.constants
        self.frame.running("Request")
        yield literal(operation.method)
        narrowed = any(parameter.where is Where.NARROWING for parameter in parameters)
        several = narrowed or len(operation.representations) > 1
        yield self.names.variables["template"] if several else constants.paths[only_path(operation)]
        yield "bytes" if operation.representations else self.result.expression
        yield self._path(parameters)
        for part, where in self._parts():
            if self._entries(part, parameters, where):
                yield argument(part, self.names.variables[part])
        yield from self._whole_body(parameters)
        yield from self._envelope(parameters)
        if paged and operation.pagination is not None:
            yield argument("pages", constants.pages[operation.pagination])
        if operation.rules and parameters:
            yield argument("rules", constants.rules[operation.words])
        if operation.idempotent and operation.method not in _REPEATABLE:
            yield "idempotent=True"
        if operation.location_id:
            yield "location_id=True"
        if failures := documented(operation):
            yield argument("errors", constants.errors[failures])
        schemes = {scheme.key for scheme in self.frame.library.api.schemes}
        if operation.security is not None and schemes:
            known = tuple(names for names in operation.security if schemes.issuperset(names))
            yield argument("security", alternatives(known))
        if operation.server:
            yield argument("server", literal(operation.server))

    def _envelope(self, parameters: tuple[Parameter, ...]) -> Iterator[Expression]:
        """The arguments for a body whose fields are wrapped."""
        body = self.operation.body
        if body is None or not body.envelope:
            return
        constants = ((literal(name), literal(value)) for name, value in body.constants)
        beside = mapping((*constants, *sent(parameters, Where.BESIDE)))
        envelope = self.frame.running("Envelope")
        yield argument("envelope", call(envelope, literal(body.envelope), beside))
        made = [literal(field.wire) for field in body.fields if field.generated]
        if made:
            yield argument("made", f"({', '.join(made)},)" if len(made) == 1 else f"({', '.join(made)})")

    def _path(self, parameters: tuple[Parameter, ...]) -> Expression:
        """The values of the path: those of the records above, and those that are parameters."""
        paths = (self.operation.path, *(narrowing.path for narrowing in self.operation.narrowings))
        needed = frozenset[str]().union(*map(self.frame.unbound, paths))
        own = (*sent(parameters, Where.PATH), *sent(parameters, Where.NARROWING))
        held = needed & self.frame.place.holds(self.operation)
        if not own:
            return "path=self._path" if held else ""
        values = mapping(own, name="path")
        return Group(values.open, ("**self._path", *values.items), values.close) if held else values

    def _whole_body(self, parameters: tuple[Parameter, ...]) -> Iterator[Expression]:
        """The arguments for a body that is one value, and for the form in which a body is sent."""
        body = self.operation.body
        if body is None:
            return
        whole = self.names[Where.BODY, ""] if body.type is not None else ""
        if any(p.name == whole for p in parameters):  # not where a page is fetched by its address
            kind = "content" if body.kind is ir.BodyKind.BYTES else body.kind.value
            yield argument(kind, whole)
        yield from (argument("content", p.name) for p in parameters if p.where is Where.CONTENT)
        chosen = next((p.name for p in parameters if p.where is Where.MEDIA_TYPE), "")
        if chosen or body.media_type not in _USUAL_TYPES or body.kind is ir.BodyKind.FIELDS:
            yield argument("content_type", chosen or literal(body.media_type))
        if body.forms:
            yield argument("forms", self.frame.constants.forms[self.operation.words])
        if body.encodings:
            yield argument("encodings", self.frame.constants.encodings[self.operation.words])
