"""One operation of the document becomes one method; representations of the same thing become one together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .. import ir, words
from ..openapi import Content, Operation, Schema, View
from .fields import read_parameter, read_source, words_of
from .report import Report
from .types import Types

_RULES = ("exactly-one-of", "at-most-one-of", "at-least-one-of")
_BODY_KINDS = {
    "application/x-www-form-urlencoded": ir.BodyKind.FORM,
    "application/json": ir.BodyKind.JSON,
}


class OperationReader:
    """Reads the operations of one resource."""

    def __init__(
        self, types: Types, report: Report, bound: frozenset[str], resource_words: words.Words
    ) -> None:
        self._types = types
        self._report = report
        self._bound = bound
        self._record_words = words.singular(resource_words)

    def read_all(self, operations: Iterable[Operation]) -> tuple[ir.Operation, ...]:
        """The methods of the resource, in the order of the document."""
        methods: dict[words.Words, ir.Operation] = {}
        for operation in operations:
            method = self._read(operation)
            known = methods.get(method.words)
            if known is None:
                methods[method.words] = method
            elif known.representations and method.representations:
                both = known.representations + method.representations
                methods[method.words] = replace(known, representations=both)
            else:
                self._clash(operation, known, methods, method)
        return tuple(methods.values())

    def _clash(
        self,
        operation: Operation,
        known: ir.Operation,
        methods: dict[words.Words, ir.Operation],
        method: ir.Operation,
    ) -> None:
        number = next(n for n in range(2, len(methods) + 3) if (*method.words, str(n)) not in methods)
        renamed = (*method.words, str(number))
        methods[renamed] = replace(method, words=renamed)
        self._report.warn(
            operation,
            "name-clash",
            f"{operation.label} and {known.method} {known.path} are both '{words.kebab(method.words)}'; "
            f"this one becomes '{words.kebab(renamed)}'",
        )

    def _read(self, operation: Operation) -> ir.Operation:
        name = _method_words(operation)
        context = (*self._record_words, *name)
        body_schema = next((content.schema for content in operation.body_contents), None)
        return ir.Operation(
            method=operation.method.upper(),
            path=operation.path,
            words=name,
            summary=operation.text("summary"),
            description=operation.text("description"),
            tag=next(iter(operation.tags), ""),
            path_parameters=self._parameters(operation, "path", context),
            query=self._parameters(operation, "query", context),
            headers=self._parameters(operation, "header", context),
            body=self._body(operation, context),
            result=self._result(operation, context),
            location_id=operation.flag("x-location-id"),
            representations=_representations(operation),
            pagination=_pagination(operation, self._page(operation)),
            narrowings=self._narrowings(operation),
            rules=_rules(body_schema),
            positional=operation.strings("x-positional"),
            failures=tuple(
                ir.Failure(status=response.status, description=response.description)
                for response in operation.responses
                if not response.is_success
            ),
            idempotent=operation.method in ("get", "head", "options", "put", "delete")
            or operation.flag("x-idempotent"),
            deprecated=operation.flag("deprecated"),
            source=read_source(operation),
        )

    def _parameters(self, operation: Operation, place: str, context: words.Words) -> tuple[ir.Field, ...]:
        found = operation.path_parameters if place == "path" else operation.parameters
        return tuple(
            read_parameter(
                parameter,
                self._types.read(
                    parameter.schema, (*context, *words_of(parameter, parameter.name)), sent=True
                ),
            )
            for parameter in found
            if parameter.place == place and parameter.name not in self._bound
        )

    def _body(self, operation: Operation, context: words.Words) -> ir.Body | None:
        content = next(iter(operation.body_contents), None)
        if content is None or operation.body is None:
            return None
        kind = _BODY_KINDS.get(content.essence, ir.BodyKind.JSON if content.is_json else ir.BodyKind.BYTES)
        schema = content.schema
        required = operation.body.flag("required")
        if schema is None or not schema.properties:
            type_ = self._types.read(schema, (*context, "body"), sent=True)
            return ir.Body(kind=kind, media_type=content.media_type, type=type_, required=required)
        fields = self._types.fields(schema, words.split(schema.name) or context, sent=True)
        return ir.Body(kind=kind, media_type=content.media_type, fields=fields, required=required)

    def _result(self, operation: Operation, context: words.Words) -> ir.Type | None:
        schema = self._page(operation)
        pagination = operation.view("x-pagination")
        if schema is not None and pagination is not None:
            items = schema.at(next(iter(pagination.strings("items")), ""))
            schema = items.items if items is not None else None
        if schema is None:
            return None
        return self._types.read(schema, (*context, "result"), sent=False)

    def _page(self, operation: Operation) -> Schema | None:
        """The schema of the whole JSON answer."""
        return operation.success.json if operation.success is not None else None

    def _narrowings(self, operation: Operation) -> tuple[ir.Narrowing, ...]:
        return tuple(_narrowing(entry) for entry in operation.views("x-narrowed-by"))


def _method_words(operation: Operation) -> words.Words:
    """`x-method`; else the operationId; else the method and the path."""
    for name in (operation.text("x-method"), operation.id, f"{operation.method} {operation.path}"):
        if found := words.split(name):
            return found
    return (operation.method,)


def _representations(operation: Operation) -> tuple[ir.Representation, ...]:
    """The binary form that a success is answered in, if it is not JSON."""
    contents: tuple[Content, ...] = operation.success.contents if operation.success is not None else ()
    if not contents or any(content.is_json for content in contents):
        return ()
    media_types = tuple(content.media_type for content in contents)
    return (ir.Representation(name=operation.text("x-format"), path=operation.path, media_types=media_types),)


def _pagination(operation: Operation, page: Schema | None) -> ir.Pagination | None:
    pagination = operation.view("x-pagination")
    if pagination is None:
        return None
    return ir.Pagination(
        style=pagination.text("style"),
        items=_with_aliases(pagination.strings("items"), page),
        next=_with_aliases(pagination.strings("next"), page),
        page_size=pagination.text("page-size"),
        page_number=pagination.text("page-number"),
        page_token=pagination.text("page-token"),
    )


def _with_aliases(paths: tuple[str, ...], page: Schema | None) -> tuple[str, ...]:
    """The paths, followed by those under which `x-alias` says the service answers too."""
    found = list(paths)
    for path in paths:
        schema = page.at(path) if page is not None else None
        above = path.rpartition(".")[0]
        for alias in schema.strings("x-alias") if schema is not None else ():
            found.append(f"{above}.{alias}" if above else alias)
    return tuple(found)


def _narrowing(entry: View) -> ir.Narrowing:
    name = entry.text("parameter")
    field = ir.Field(
        wire=name,
        words=words.split(name),
        type=ir.Primitive(ir.Kind.STRING),
        description=entry.text("description"),
    )
    return ir.Narrowing(parameter=field, path=entry.text("path"))


def _rules(schema: Schema | None) -> tuple[ir.Rule, ...]:
    written = schema.rules if schema is not None else ()
    return tuple(
        ir.Rule(kind=kind, fields=rule.strings(kind)) for rule in written for kind in _RULES if rule.has(kind)
    )
