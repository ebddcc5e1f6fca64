"""Rules about the names that users meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from .. import words
from ..document import Node
from ..openapi import Operation, Parameter, Schema, View
from ..openapi.structure import Kind, Located
from ..patterns import matching
from .context import Context
from .rule import Finding, Level, Rule, at, at_key, each_object, each_operation, readable


@each_operation
def _method_name(context: Context, operation: Operation) -> Iterator[Finding]:
    if operation.child("x-method") is None and operation.child("x-command") is None:
        hint = "name the verb that users call, such as 'fetch'"
        yield at_key(operation.node, f"{operation.label} has no 'x-method'; {hint}")


@each_operation
def _resource(context: Context, operation: Operation) -> Iterator[Finding]:
    if not operation.resource_places:
        hint = "name its place in the tree, such as 'compat.calls'"
        yield at_key(operation.node, f"{operation.label} has no 'x-resource', nor has its path; {hint}")


def _operation_id(context: Context) -> Iterator[Finding]:
    first: dict[str, Operation] = {}
    for operation in context.operations:
        node = operation.child("operationId")
        if node is None or not operation.id:
            continue
        other = first.setdefault(operation.id, operation)
        if other is not operation:
            yield at(node, f"'{operation.id}' is already the operationId of {other.label}")


def _methods(context: Context) -> Iterator[Finding]:
    """Two operations of a resource under one name, unless they answer with the same thing in two forms."""
    first: dict[tuple[str, words.Words], list[Operation]] = {}
    for operation in context.operations:
        name = words.split(operation.text("x-method"))
        if name and operation.resource_places:
            known = first.setdefault((operation.resource_places[0], name), [])
            yield from _method_clash(operation, known)
            known.append(operation)


def _method_clash(operation: Operation, known: list[Operation]) -> Iterator[Finding]:
    node = operation.child("x-method")
    if not known or node is None:
        return
    form = operation.text("x-format")
    same = [other for other in known if not form or other.text("x-format") in ("", form)]
    if same:
        name, place = operation.text("x-method"), operation.resource_places[0]
        hint = f" too, in the format '{form}'" if form and same[0].text("x-format") == form else ""
        yield at(node, f"{place} already has a method '{name}'{hint}: {same[0].label}")


@dataclass(frozen=True)
class _Named:
    """Something with a name on the wire and words that users meet instead."""

    what: str
    wire: str
    view: View

    @property
    def words(self) -> words.Words:
        """What clients make its name of; symbols count where it begins with no letter, as in `+1`."""
        name = self.view.text("x-name") or self.wire
        found = words.split(name)
        return words.spelled_out(name) if found and not found[0][:1].isalpha() else found

    @property
    def node(self) -> Node:
        """Where the name is written: under `name` for a parameter, as the key for a property."""
        name = self.view.node.get("name") if isinstance(self.view, Parameter) else None
        return name or self.view.written

    @property
    def label(self) -> str:
        return f"the {self.what} '{self.wire}'"


@each_operation
def _arguments(context: Context, operation: Operation) -> Iterator[Finding]:
    """Parameters that become the same argument as another or as a field of the body."""
    free = (view for view in operation.parameters if view.child("x-bound") is None)
    parameters = [_Named(f"{view.place} parameter", view.name, view) for view in free]
    yield from _clashes(parameters, operation.label)
    taken = {parameter.words: parameter for parameter in reversed(parameters)}
    schema = next((content.schema for content in operation.body_contents), None)
    for name, view in schema.properties.items() if schema is not None else ():
        field = _Named("property", name, view)
        if field.words in taken:
            yield _clash(taken[field.words], field, operation.label)


@each_object(Kind.SCHEMA, Kind.PROPERTY)
def _properties(context: Context, located: Located) -> Iterator[Finding]:
    """Two properties of one object that become the same attribute."""
    properties = located.node.get("properties")
    if properties is not None:
        views = ((name, Schema(context.document, node)) for name, node in properties.items())
        yield from _clashes([_Named("property", name, view) for name, view in views], "this object")


def _clashes(named: Iterable[_Named], where: str) -> Iterator[Finding]:
    first: dict[words.Words, _Named] = {}
    for one in named:
        if not one.words:
            yield at_key(one.node, f"{one.label} has no letters to make a name of; give it an 'x-name'")
        elif first.setdefault(one.words, one) is not one:
            yield _clash(first[one.words], one, where)


def _clash(first: _Named, second: _Named, where: str) -> Finding:
    joined = words.kebab(second.words)
    both = f"{first.label} and {second.label} both become '{joined}' in {where}"
    return at_key(second.node, f"{both}; give one of them an 'x-name'")


def _name_clash(context: Context) -> Iterator[Finding]:
    yield from readable(_methods(context))
    yield from _arguments(context)
    yield from _properties(context)


def _half_named(context: Context) -> Iterator[Finding]:
    """The operations that keep the client of an otherwise named document from having tests."""
    unnamed = context.api.unnamed if context.api.client is not None else ()
    for operation in unnamed if len(unnamed) < len(context.operations) else ():
        lacks = "x-resource" if operation.has("x-method") or operation.has("x-command") else "x-method"
        message = f"{operation.label} has no '{lacks}', as others have; so no tests are made for the client"
        yield at_key(operation.node, f"{message}, and no `testing` package")


def _patterns(context: Context) -> Iterator[Finding]:
    """Patterns for which the tests have no text."""
    if not context.api.is_curated:
        return
    for located in context.structure.objects:
        pattern = located.node.get("pattern") if located.kind in (Kind.SCHEMA, Kind.PROPERTY) else None
        if pattern is not None and isinstance(pattern.value, str):
            schema = Schema(context.document, located.node)
            told = schema.has("example") or schema.has("examples") or bool(schema.values)
            if not told and matching(pattern.value, Random(pattern.value)) is None:
                yield at(pattern, "no text is found that this matches; give one in 'examples', for the tests")


RULES = (
    Rule(
        "method-name",
        Level.STRICT,
        "`x-method` is the verb that users call. Names are chosen by people and reviewed with the "
        "document; one that were worked out from a path would change when the path does.",
        _method_name,
    ),
    Rule(
        "resource",
        Level.STRICT,
        "`x-resource`, on an operation or its path, is the place in the tree of resources where users "
        "find it, such as `compat.calls`.",
        _resource,
    ),
    Rule(
        "operation-id",
        Level.SLOPPY,
        "An operationId names one operation of the document. Where several have the same, links and "
        "other tools cannot tell them apart.",
        _operation_id,
    ),
    Rule(
        "name-clash",
        Level.SLOPPY,
        "Two things that users tell apart by name have the same: two operations of a resource, two "
        "arguments of an operation, two properties of an object. Names are compared as words, so "
        "`StartTime` and `start_time` are the same. Operations that answer with the same thing in "
        "several forms share a method by having an `x-format` each.",
        _name_clash,
    ),
    Rule(
        "half-named",
        Level.SLOPPY,
        "Where a document has `x-client`, and names its operations by `x-method` and `x-resource`, tests "
        "of every method are made with its client, and a local server for the tests of users. For that it "
        "has to name all of them.",
        lambda context: readable(_half_named(context)),
    ),
    Rule(
        "pattern-sample",
        Level.SLOPPY,
        "Generated tests give each argument a text that its `pattern` matches. Where none can be made of "
        "the pattern they leave the argument out, and a method that needs it, unless there is an example.",
        lambda context: readable(_patterns(context)),
    ),
)
