"""Rules about keys that name the properties of a body or the arguments of an operation."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..document import Node
from ..openapi import Operation, Schema
from ..openapi.structure import Kind, Located
from ..source import is_mapping
from .context import Context
from .rule import Finding, Level, Rule, at, each_object, each_operation, unless_known


def body_schemas(operation: Operation) -> list[Schema]:
    """What the bodies are that an operation takes."""
    return [content.schema for content in operation.body_contents if content.schema is not None]


def argument_names(operation: Operation) -> list[str]:
    """The wire names of whatever an operation takes."""
    fields = [name for schema in body_schemas(operation) for name in schema.properties]
    return [*(parameter.name for parameter in operation.parameters), *fields]


def _unknown(nodes: Node | None, known: Collection[str], what: str) -> Iterator[Finding]:
    """The names of a sequence that are not known."""
    for node in nodes.elements() if nodes is not None else ():
        yield from unless_known(node, known, what)


@each_object(Kind.SCHEMA, Kind.PROPERTY)
def _alias(context: Context, located: Located) -> Iterator[Finding]:
    properties = located.node.get("properties")
    taken: dict[str, str] = {}
    for name, node in properties.items() if properties is not None else ():
        aliases = node.get("x-alias")
        for alias in aliases.elements() if aliases is not None else ():
            if properties is not None and properties.get(str(alias.value)) is not None:
                yield at(alias, f"'{alias.value}' is a property of its own here")
            elif taken.setdefault(str(alias.value), name) != name:
                yield at(alias, f"'{alias.value}' is already another name of '{taken[str(alias.value)]}'")


@each_object(Kind.SCHEMA, Kind.PROPERTY)
def _rules(context: Context, located: Located) -> Iterator[Finding]:
    rules = located.node.get("x-rules")
    if rules is None:
        return
    schema = Schema(context.document, located.node)
    what = f"a property of {schema.name or 'this object'}"
    for rule in rules.elements():
        for _, names in rule.items():
            if is_mapping(names.value):
                yield from _requirement(names, schema.properties, what)
            yield from _unknown(names, schema.properties, what)


def _requirement(rule: Node, known: Collection[str], what: str) -> Iterator[Finding]:
    yield from unless_known(rule.get("if"), known, what)
    yield from _unknown(rule.get("then"), known, what)


@each_operation
def _operation_positional(context: Context, operation: Operation) -> Iterator[Finding]:
    names = operation.child("x-positional")
    if names is not None:
        yield from _unknown(names, argument_names(operation), f"an argument of {operation.label}")


@each_object(Kind.SCHEMA)
def _command_positional(context: Context, located: Located) -> Iterator[Finding]:
    names = located.node.get("x-positional")
    if names is not None:
        schema = Schema(context.document, located.node)
        inner = [name for property_ in schema.properties.values() for name in property_.properties]
        yield from _unknown(names, [*schema.properties, *inner], "an argument of this command")


def _positional(context: Context) -> Iterator[Finding]:
    yield from _operation_positional(context)
    yield from _command_positional(context)


@each_object(Kind.SCHEMA)
def _flat(context: Context, located: Located) -> Iterator[Finding]:
    node = located.node.get("x-flat")
    if node is not None:
        known = Schema(context.document, located.node).properties
        yield from unless_known(node, known, "a property of the item")


@each_operation
def _command(context: Context, operation: Operation) -> Iterator[Finding]:
    command = operation.child("x-command")
    if command is None or not command.is_mapping:
        return
    schema = next((content.schema for content in operation.body_contents), None)
    if schema is None or not schema.options:
        yield at(command, f"the body of {operation.label} has no 'oneOf' with the commands")
        return
    for key in ("discriminator", "params"):
        for option in schema.options:
            what = f"a property of {option.name or 'every command'}"
            yield from unless_known(command.get(key), option.properties, what)


RULES = (
    Rule(
        "alias",
        Level.ALWAYS,
        "`x-alias` lists other wire names of a property. A name that is a property of its own, or that "
        "another property claims, would make it a matter of chance which is read.",
        _alias,
    ),
    Rule(
        "rules",
        Level.ALWAYS,
        "`x-rules` speaks of properties of the same object, by their names on the wire.",
        _rules,
    ),
    Rule(
        "positional",
        Level.ALWAYS,
        "`x-positional` lists parameters or body properties of the operation, by their names on the " "wire.",
        _positional,
    ),
    Rule(
        "flat",
        Level.ALWAYS,
        "`x-flat` names the property of the item under which a flat spelling is nested.",
        _flat,
    ),
    Rule(
        "command",
        Level.ALWAYS,
        "`x-command` expands the alternatives of the body: each must have the property that names the "
        "command and the one that holds its arguments.",
        _command,
    ),
)
