"""One operation of the document becomes one method; representations of the same thing become one together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from .. import ir, words
from ..kept import Kept
from ..openapi import Operation, Parameter, Schema, View
from .accepting import other_forms, read_accept
from .answers import is_binary, read_answers, read_failures, read_headers, read_stream, result_of
from .bodies import read_body, unoffered
from .commands import read_commands
from .fields import read_parameter, read_source, words_of
from .helpers import read_helper
from .paging import infer_pagination
from .report import Report
from .rules import read_rules
from .security import read_alternatives
from .styles import read_style
from .types import Types
from .verbs import method_words


@dataclass(frozen=True)
class Reading:
    """What the readers of all resources share."""

    types: Types
    report: Report
    kept: Kept
    bound: frozenset[str]  # path parameters that the client fills in
    servers: Mapping[str, str]  # label of an operation -> its own server, or ""


class OperationReader:
    """Reads the operations of one resource."""

    def __init__(self, reading: Reading, resource_words: words.Words) -> None:
        self._types = reading.types
        self._report = reading.report
        self._kept = reading.kept
        self._bound = reading.bound
        self._servers = reading.servers
        self._resource_words = resource_words
        self._record_words = words.singular(resource_words)

    def read_all(self, operations: Iterable[Operation]) -> tuple[ir.Operation, ...]:
        """The methods of the resource, in the order of the document."""
        methods: dict[words.Words, ir.Operation] = {}
        read = list(enumerate(self._methods(operations)))
        order: dict[words.Words, int] = {}
        for number, (operation, method) in sorted(read, key=lambda one: self._rank(one[1][1])):
            known = methods.get(method.words)
            if known is None:
                methods[method.words] = method
                order[method.words] = number
            elif _are_one(known, method):
                both = known.representations + method.representations
                methods[method.words] = replace(known, representations=both)
            else:
                order[self._clash(operation, known, methods, method)] = number
        return tuple(methods[name] for name in sorted(methods, key=order.__getitem__))

    def _rank(self, method: ir.Operation) -> int:
        """Who has the better right to a name: whom the document calls so, then who was called so before."""
        if method.named or not method.identity:
            return 0
        return 1 if self._kept.get("operations", method.identity, "method") else 2

    def _methods(self, operations: Iterable[Operation]) -> Iterator[tuple[Operation, ir.Operation]]:
        """Each operation with its method, or with the many that it is by `x-command`."""
        for operation in operations:
            if operation.has("x-command"):
                common = replace(self._read(operation, body=False), summary="", description="")
                for method in read_commands(operation, common, self._types):
                    yield operation, method
            else:
                own = self._read(operation)
                yield operation, own
                yield from ((operation, read_helper(helper, own)) for helper in operation.helpers)

    def _clash(
        self,
        operation: Operation,
        known: ir.Operation,
        methods: dict[words.Words, ir.Operation],
        method: ir.Operation,
    ) -> words.Words:
        whole = words.split(operation.id) if method.identity and not method.named else method.words
        numbered = ((*whole, str(number)) for number in range(2, len(methods) + 3))
        renamed = next(name for name in (whole, *numbered) if name and name not in methods)
        methods[renamed] = replace(method, words=renamed)
        self._report.warn(
            operation,
            "name-clash",
            f"{operation.label} and {known.method} {known.path} are both '{words.kebab(method.words)}'; "
            f"this one becomes '{words.kebab(renamed)}'",
        )
        return renamed

    def _read(self, operation: Operation, *, body: bool = True) -> ir.Operation:
        name = self._method_words(operation)
        context = (*self._record_words, *name)
        self._tell_repairs(operation)
        own = ir.Operation(
            method=operation.method.upper(),
            path=operation.template,
            words=name,
            summary=operation.text("summary"),
            description=operation.text("description"),
            tag=next(iter(operation.tags), ""),
            path_parameters=self._parameters(operation, "path", context),
            query=self._parameters(operation, "query", context),
            headers=self._parameters(operation, "header", context),
            security=read_alternatives(operation),
            server=self._servers[operation.label],
            cookies=self._parameters(operation, "cookie", context),
            body=read_body(operation, context, self._types) if body else None,
            location_id=operation.flag("x-location-id"),
            representations=_representations(operation),
            pagination=_pagination(operation) or infer_pagination(operation),
            narrowings=self._narrowings(operation),
            rules=read_rules(operation.body_content.schema if operation.body_content else None),
            positional=operation.strings("x-positional"),
            extra=operation.flag("x-extra"),
            misnomers=tuple(words.split(name) for name in operation.strings("x-misnomers")),
            idempotent=operation.method in ("get", "head", "options", "put", "delete")
            or operation.flag("x-idempotent"),
            deprecated=operation.flag("deprecated"),
            source=read_source(operation),
            identity=operation.label,
            named=_is_named(operation),
        )
        return self._with_answers(own, operation, context)

    def _method_words(self, operation: Operation) -> words.Words:
        """`x-method`; else what it was called before; else the operationId; else the method and the path."""
        before = self._kept.get("operations", operation.label, "method")
        said = words.split(operation.text("x-method")) or words.split(before)
        derived = method_words(operation.id, self._resource_words)
        return said or derived or words.split(f"{operation.method} {operation.path}")

    def _with_answers(self, own: ir.Operation, operation: Operation, context: words.Words) -> ir.Operation:
        """The operation with what it answers."""
        answers: tuple[ir.Answer, ...] = ()
        if own.pagination is not None:
            result = self._page_item(operation, own.pagination, context)
        elif operation.flag("x-location-id"):
            result = _location_id(operation)
        else:
            result, answers = result_of(read_answers(operation, context, self._types))
        return replace(
            own,
            result=result,
            answers=answers,
            accept=read_accept(operation, binary=bool(own.representations)),
            other_forms=other_forms(operation),
            stream=read_stream(operation, context, self._types),
            response_headers=read_headers(operation, context, self._types),
            failures=read_failures(operation, context, self._types),
        )

    def _tell_repairs(self, operation: Operation) -> None:
        """Tell what a client does in another way than it is written, or leaves to its users."""
        if operation.template != operation.path:
            message = f"this path is sent as '{operation.template}'"
            self._report.warn(operation.path_item, "path-template", message)
        for content in unoffered(operation):
            message = f"{operation.label} takes {content.media_type} as well, for which no argument is made"
            self._report.warn(content, "media-type", message)

    def _parameters(self, operation: Operation, place: str, context: words.Words) -> tuple[ir.Field, ...]:
        found = operation.path_parameters if place == "path" else operation.parameters
        supplied = self._bound if place == "path" else ()
        return tuple(
            self._parameter(parameter, context)
            for parameter in found
            if parameter.place == place and parameter.name not in supplied
        )

    def _parameter(self, parameter: Parameter, context: words.Words) -> ir.Field:
        named = (*context, *words_of(parameter, parameter.name))
        type_ = self._types.read(parameter.schema, named, sent=True)
        return read_parameter(parameter, type_, read_style(parameter, type_, self._types))

    def _page_item(self, operation: Operation, pages: ir.Pagination, context: words.Words) -> ir.Type | None:
        """What a list is of."""
        schema = operation.success.json if operation.success is not None else None
        if schema is None:
            return None
        lists = (schema.at(path) for path in pages.items or ("",))
        item = next((found.items for found in lists if found is not None and found.items is not None), None)
        return self._types.read(item, (*context, "result"), sent=False)

    def _narrowings(self, operation: Operation) -> tuple[ir.Narrowing, ...]:
        return tuple(_narrowing(entry) for entry in operation.views("x-narrowed-by"))


def _is_named(operation: Operation) -> bool:
    """Whether the document itself says what the method is called."""
    return bool(words.split(operation.text("x-method")))


def _location_id(operation: Operation) -> ir.Type:
    """The last segment of the Location header, or null where an answer may lack that."""
    success, identifier = operation.success, ir.Primitive(ir.Kind.STRING)
    return identifier if success and success.always_has("Location") else ir.Nullable(identifier)


def _are_one(known: ir.Operation, other: ir.Operation) -> bool:
    """Whether two operations answer with the same thing, each in forms of its own."""
    names = [form.name for form in (*known.representations, *other.representations)]
    several = bool(known.representations) and bool(other.representations)
    return several and all(names) and len(set(names)) == len(names)


def _representations(operation: Operation) -> tuple[ir.Representation, ...]:
    """The binary form that a success is answered in, if it is not JSON."""
    success = operation.success
    if success is None or not is_binary(operation):
        return ()
    media_types = tuple(content.media_type for content in success.contents)
    name, path = operation.text("x-format"), operation.template
    return (ir.Representation(name=name, path=path, media_types=media_types),)


def _pagination(operation: Operation) -> ir.Pagination | None:
    pagination = operation.view("x-pagination")
    if pagination is None:
        return None
    page = operation.success.json if operation.success is not None else None
    return ir.Pagination(
        style=pagination.text("style"),
        items=_with_aliases(pagination.strings("items"), page),
        next=_with_aliases(pagination.strings("next"), page),
        page_size=pagination.text("page-size"),
        page_number=pagination.text("page-number"),
        page_token=pagination.text("page-token"),
        more=pagination.text("more"),
    )


def _with_aliases(paths: tuple[str, ...], page: Schema | None) -> tuple[str, ...]:
    """The paths, followed by those under which `x-alias` says the service answers too; each once."""
    found = dict.fromkeys(paths)
    for path in paths:
        schema = page.at(path) if page is not None else None
        above = path.rpartition(".")[0]
        for alias in schema.strings("x-alias") if schema is not None else ():
            found[f"{above}.{alias}" if above else alias] = None
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
