"""What is wrong with a request, by the document alone: everything at once, each with its field's name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from ..openapi import Content, Operation, Parameter, Schema
from ..values import MOST, Schemas
from .credentials import Credentials, Shown
from .fields import BadEncoding, Fields, pairs_of, read_fields, violations
from .messages import Request, Violation
from .router import Match
from .rules import broken_rules
from .texts import Texts, kinds

_SEPARATORS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


@dataclass
class Judged:
    """What a request says, and what is wrong with it.

    Attributes:
        path: Placeholder -> value.
        query: Name -> value, of those that were sent.
        body: The body: a mapping for a form, any value for JSON, bytes for anything else.
        shown: Who it comes from.
        violations: What is wrong; empty for a good request.
    """

    path: dict[str, Any] = field(default_factory=dict[str, Any])
    query: dict[str, Any] = field(default_factory=dict[str, Any])
    body: Any = None
    shown: Shown = field(default_factory=Shown)
    violations: list[Violation] = field(default_factory=list[Violation])


class Judge:
    """Judges requests for the operations of a document."""

    def __init__(self, schemas: Schemas, credentials: Credentials) -> None:
        self._schemas = schemas
        self._credentials = credentials
        self._texts = Texts(schemas)

    def judge(
        self, operation: Operation, match: Match, request: Request, *, also: frozenset[str] = frozenset()
    ) -> Judged:
        """What a request says; `also` are names of the query that are fine though not declared."""
        shown, found = self._credentials.judge(operation, request)
        judged = Judged(shown=shown, violations=found)
        judged.path = self._path(operation, match, found)
        judged.query = self._query(operation, request, also, found)
        self._headers(operation, request, found)
        judged.body = self._body(operation, request, found)
        del found[MOST:]
        return judged

    def _path(self, operation: Operation, match: Match, found: list[Violation]) -> dict[str, Any]:
        declared = {parameter.name: parameter for parameter in operation.path_parameters}
        values: dict[str, Any] = {}
        for name, text in zip(operation.placeholders, match.texts, strict=True):
            parameter = declared.get(name)
            reading = self._texts.read(parameter.schema if parameter is not None else None, [text])
            values[name] = reading.value
            found += violations(reading.failures, name)
        return values

    def _query(
        self, operation: Operation, request: Request, also: frozenset[str], found: list[Violation]
    ) -> dict[str, Any]:
        parameters = {parameter.name: parameter for parameter in operation.query_parameters}
        declared = {name: parameter.schema for name, parameter in parameters.items()}
        keys = self._credentials.parameters(operation) | also
        open = operation.flag("x-extra") and operation.body is None
        fields = Fields()
        try:
            pairs = [pair for pair in pairs_of(request.query) if pair[0] not in keys or pair[0] in declared]
            pairs = [pair for name, text in pairs for pair in _apart(name, text, parameters.get(name))]
            fields = read_fields(pairs, declared, self._schemas, place_name="query", open=open)
        except BadEncoding as error:
            fields.violations.append(Violation("query", str(error)))
        found += fields.violations
        found += _missing(parameters.values(), {*fields.values, *(v.field for v in fields.violations)})
        return fields.values

    def _headers(self, operation: Operation, request: Request, found: list[Violation]) -> None:
        length = request.header("content-length")
        if length and length != str(len(request.body)):
            found.append(Violation("Content-Length", f"says {length}, and {len(request.body)} bytes came"))
        parameters = [parameter for parameter in operation.parameters if parameter.place == "header"]
        for parameter in parameters:
            if request.has_header(parameter.name):
                reading = self._texts.read(
                    parameter.schema, _listed(parameter, request.header(parameter.name))
                )
                found += violations(reading.failures, parameter.name)
        found += _missing(parameters, {p.name for p in parameters if request.has_header(p.name)})

    def _body(self, operation: Operation, request: Request, found: list[Violation]) -> Any:
        if operation.body is None:
            if request.body:
                found.append(Violation("body", "is not wanted here", "unknown"))
            return None
        content = _content(operation, request)
        if not request.body and (operation.body.flag("required") or request.content_type):
            # An empty form is a form in which nothing is given.
            empty = content is not None and content.is_form
            if not empty and operation.body.flag("required"):
                found.append(Violation("body", "is required", "malformed"))
                return None
        elif not request.body:
            return None
        if content is None:
            found.append(_unwanted_type(operation, request))
            return None
        return self._contents(operation, content, request, found)

    def _contents(
        self, operation: Operation, content: Content, request: Request, found: list[Violation]
    ) -> Any:
        if content.is_form:
            return self._form(operation, content, request, found)
        if content.is_json and request.content_type != "multipart/form-data":
            return self._json(content, request, found)
        if content.essence == "multipart/form-data":
            return self._multipart(content, request, found)
        return request.body

    def _form(self, operation: Operation, content: Content, request: Request, found: list[Violation]) -> Any:
        try:
            pairs = pairs_of(request.body.decode("utf-8"))
        except (UnicodeDecodeError, BadEncoding) as error:
            what = str(error) if isinstance(error, BadEncoding) else "is not UTF-8"
            found.append(Violation("body", what))
            return None
        return self._named(operation, content.schema, pairs, found)

    def _multipart(self, content: Content, request: Request, found: list[Violation]) -> Any:
        """The names of the parts, and the texts of those that are no files."""
        head = f"content-type: {request.header('content-type')}\r\n\r\n".encode("utf-8", "replace")
        message = BytesParser(policy=HTTP).parsebytes(head + request.body)
        if not message.is_multipart():
            found.append(Violation("body", "is not multipart/form-data with the boundary that it names"))
            return None
        values: dict[str, Any] = {}
        for part in message.iter_parts():
            name = part.get_param("name", header="content-disposition")
            payload = part.get_payload(decode=True)
            data = payload if isinstance(payload, bytes) else b""
            values[str(name)] = data if part.get_filename() else data.decode("utf-8", "replace")
        schema = content.schema
        if schema is not None:
            found += (
                Violation(name, "is required", "missing") for name in sorted(schema.required - {*values})
            )
        return values

    def _named(
        self,
        operation: Operation,
        schema: Schema | None,
        pairs: Sequence[tuple[str, str]],
        found: list[Violation],
    ) -> dict[str, Any]:
        declared: Mapping[str, Schema | None] = dict(schema.properties) if schema is not None else {}
        open = schema is None or not declared or schema.additional not in (None, False)
        clears = (
            frozenset(_clearable(schema))
            if schema is not None and _is_change(operation)
            else frozenset[str]()
        )
        pairs = [*pairs]
        cleared = [name for name, text in pairs if not text and name in clears]
        pairs = [pair for pair in pairs if pair[0] not in cleared]
        fields = read_fields(pairs, declared, self._schemas, place_name="form", open=open)
        fields.values |= dict.fromkeys(cleared, "")
        found += fields.violations
        if schema is not None:
            given = {*fields.values, *(violation.field for violation in fields.violations)}
            found += (Violation(name, "is required", "missing") for name in _in_order(schema, given))
            found += broken_rules(schema, fields.values)
        return fields.values

    def _json(self, content: Content, request: Request, found: list[Violation]) -> Any:
        try:
            value = json.loads(request.body.decode("utf-8"), parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            what = "is nested too deeply" if isinstance(error, RecursionError) else f"is no JSON: {error}"
            found.append(Violation("body", what, "malformed"))
            return None
        schema = content.schema
        if schema is not None:
            found += violations(self._schemas.failures(schema, value))
            found += broken_rules(schema, value)
        return value


def _is_change(operation: Operation) -> bool:
    """Whether the path picks a record."""
    return "{" in operation.path.rpartition("/")[2]


def _clearable(schema: Schema) -> Iterator[str]:
    """The fields that an empty text clears: those whose texts have a form, and that may be left out."""
    for name, child in schema.properties.items():
        if name not in schema.required and child.types == ("string",) and (child.format or child.meaning):
            yield name


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")


def _content(operation: Operation, request: Request) -> Content | None:
    """The one of the body's media types that a request has; where it tells none, the usual one."""
    if not request.content_type:
        return operation.body_content if not request.body else None
    for content in operation.body_contents:
        kind, _, _ = content.essence.partition("/")
        wide = content.essence in ("*/*", f"{kind}/*") and request.content_type.startswith((kind, "*"))
        if content.essence == request.content_type or wide or content.essence == "*/*":
            return content
    return None


def _unwanted_type(operation: Operation, request: Request) -> Violation:
    wanted = " or ".join(content.media_type for content in operation.body_contents) or "nothing"
    told = f"is {request.content_type}" if request.content_type else "is missing"
    return Violation("Content-Type", f"{told}; it must be {wanted}", "media-type")


def _in_order(schema: Schema, given: set[str]) -> Iterator[str]:
    """The fields that are required and missing, in the order of the document."""
    known = [name for name in schema.properties if name in schema.required]
    for name in (*known, *sorted(schema.required - {*known})):
        if name not in given:
            yield name


def _missing(parameters: Any, given: set[str]) -> Iterator[Violation]:
    for parameter in parameters:
        bases = {name.partition("[")[0] for name in given}
        if parameter.required and parameter.name not in given and parameter.name not in bases:
            yield Violation(parameter.name, "is required", "missing")


def _apart(name: str, text: str, parameter: Parameter | None) -> list[tuple[str, str]]:
    """One text that is several, where the document says that a list is written so."""
    if parameter is None or parameter.schema is None or "array" not in kinds(parameter.schema):
        return [(name, text)]
    style = parameter.text("style") or "form"
    explode = parameter.raw("explode")
    if explode is True or (explode is None and style == "form"):
        return [(name, text)]
    return [(name, part) for part in text.split(_SEPARATORS.get(style, ","))]


def _listed(parameter: Parameter, text: str) -> list[str]:
    is_list = parameter.schema is not None and "array" in kinds(parameter.schema)
    return [part.strip() for part in text.split(",")] if is_list else [text]
