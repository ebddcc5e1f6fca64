"""Rules about paths and the parameters in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Node
from ..openapi import Operation, Parameter, Schema
from ..problems import did_you_mean
from .context import Context
from .danger import has_code
from .rule import Finding, Level, Rule, at, at_key, each_operation, unless_known

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")

# What RFC 6570 lets stand in braces beside a name: `{+path}`, `{path*}`, `{path:3}`.
_OPERATORS = re.compile(r"^[+#./;?&]|\*$|:[0-9]+$")


_TAKEN = "; it is taken for a text"


def _plain(placeholder: str) -> str:
    return _OPERATORS.sub("", placeholder)


def _declared(operation: Operation) -> dict[str, Parameter]:
    return {view.name: view for view in operation.parameters if view.place == "path"}


@each_operation
def braces(context: Context, operation: Operation) -> Iterator[Finding]:
    """Paths in which the braces of placeholders do not pair up."""
    if set(_PLACEHOLDER.sub("", operation.path)) & {"{", "}"}:
        yield at_key(operation.path_item.written, "the braces of the path do not pair up")


@each_operation
def _undeclared(context: Context, operation: Operation) -> Iterator[Finding]:
    node = operation.path_item.written
    declared = _declared(operation)
    for placeholder in operation.placeholders:
        if placeholder not in declared and _plain(placeholder) not in declared and not has_code(placeholder):
            method = operation.method.upper()
            hint = did_you_mean(placeholder, declared)
            yield at_key(node, f"{method} declares no path parameter '{placeholder}'{hint or _TAKEN}")


@each_operation
def _unused(context: Context, operation: Operation) -> Iterator[Finding]:
    used = {name for raw in operation.placeholders for name in (raw, _plain(raw))}
    for name, parameter in _declared(operation).items():
        if name not in used:
            place = parameter.node.get("name") or parameter.node
            yield at(place, f"the path {operation.path} has no '{{{name}}}'{did_you_mean(name, used)}")


@each_operation
def _duplicates(context: Context, operation: Operation) -> Iterator[Finding]:
    for view in (operation, operation.path_item):
        seen: set[tuple[str, str]] = set()
        for node in view.elements("parameters"):
            parameter = Parameter(context.document, node)
            key = (parameter.place, parameter.name)
            if key in seen:
                yield at(node, f"the {parameter.place} parameter '{parameter.name}' is already listed above")
            seen.add(key)


@each_operation
def _item_property(context: Context, operation: Operation) -> Iterator[Finding]:
    for parameter in operation.path_parameters:
        node = parameter.child("x-item")
        record = _record(context, operation, parameter) if node is not None else None
        if record is not None:
            yield from unless_known(node, record.properties, f"a property of {record.name or 'the record'}")


def _record(context: Context, operation: Operation, parameter: Parameter) -> Schema | None:
    """What the resource answers with for one record: `fetch`, or else any method that picks one."""
    place = operation.resource_places[:1]
    answers = [
        (other.text("x-method") != "fetch", other.success.json)
        for other in context.operations
        if other.resource_places[:1] == place
        and other.success is not None
        and other.child("x-pagination") is None
        and any(own.name == parameter.name for own in other.path_parameters)
    ]
    records = sorted(
        ((late, schema) for late, schema in answers if schema is not None), key=lambda pair: pair[0]
    )
    return records[0][1] if records else None


@each_operation
def _narrowed_by(context: Context, operation: Operation) -> Iterator[Finding]:
    written = operation.child("x-narrowed-by")
    for entry in written.elements() if written is not None else ():
        path, parameter = entry.get("path"), entry.get("parameter")
        if path is not None and parameter is not None:
            yield from _narrowing(context, path, parameter)


def _narrowing(context: Context, path: Node, parameter: Node) -> Iterator[Finding]:
    lists = {operation.path: operation for operation in context.operations if operation.method == "get"}
    target = lists.get(str(path.value))
    if target is None:
        yield at(
            path, f"the document has no operation GET on this path{did_you_mean(str(path.value), lists)}"
        )
    else:
        yield from unless_known(parameter, target.placeholders, f"a placeholder of {target.path}")


RULES = (
    Rule(
        "path-braces",
        Level.ALWAYS,
        "The braces of a path hold one name each: else nobody could say what to fill in.",
        braces,
    ),
    Rule(
        "path-parameters",
        Level.SLOPPY,
        "Every placeholder of a path is a path parameter that the operation, or its path, declares. One "
        "that is not is taken for a text that has to be given.",
        _undeclared,
    ),
    Rule(
        "unused-path-parameter",
        Level.SLOPPY,
        "A path parameter is declared, and the path has no placeholder of this name. It would be asked "
        "for and never sent.",
        _unused,
    ),
    Rule(
        "duplicate-parameter",
        Level.SLOPPY,
        "One list of parameters names a parameter twice. The later one counts.",
        _duplicates,
    ),
    Rule(
        "item-property",
        Level.ALWAYS,
        "`x-item` on a path parameter names the property of a record that holds its value, so that a "
        "record that was answered can be updated or deleted. The record, as `fetch` answers with it, "
        "must have that property.",
        _item_property,
    ),
    Rule(
        "narrowed-by",
        Level.ALWAYS,
        "`x-narrowed-by` gives a list extra arguments, each with a path that is read instead. The path "
        "must be one of the document, and the argument one of its placeholders.",
        _narrowed_by,
    ),
)
