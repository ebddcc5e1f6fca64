"""Rules about methods that are more, or less, than one operation as it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .. import words
from ..document import Node
from ..openapi import Helper, Operation, Schema
from ..openapi.structure import Kind, Located
from ..problems import did_you_mean
from .arguments import argument_names, body_schemas
from .context import Context
from .rule import Finding, Level, Rule, at, at_key, each_object, each_operation, unless_known


@each_operation
def _helper(context: Context, operation: Operation) -> Iterator[Finding]:
    known = argument_names(operation)
    what = f"an argument of {operation.label}"
    for helper in operation.helpers:
        yield from _presets(helper, operation, known, what)
        yield from _taken(helper.child("arguments"), known, what)
        yield from _required(helper, operation)
        if helper.module and not context.document.beside(helper.module):
            message = f"there is no file '{helper.module}.*' beside the document; write it, or use 'set'"
            yield at(helper.node["module"], message)


def _presets(helper: Helper, operation: Operation, known: Collection[str], what: str) -> Iterator[Finding]:
    schemas = {name: schema for body in body_schemas(operation) for name, schema in body.properties.items()}
    for name, node in helper.children("set"):
        allowed = schemas[name].values if name in schemas else ()
        if name not in known:
            yield at_key(node, f"'{name}' is not {what}{did_you_mean(name, known)}")
        elif name not in schemas:
            yield at_key(node, f"'{name}' is not a property of the body, and only those can be set")
        elif allowed and node.value not in allowed:
            told = ", ".join(map(repr, allowed))
            yield at(node, f"{node.value!r} is not a value of '{name}', which is one of {told}")


def _taken(arguments: Node | None, known: Collection[str], what: str) -> Iterator[Finding]:
    for node in arguments.elements() if arguments is not None else ():
        named = node.get("wire") or node
        yield from unless_known(named, known, what)


def _required(helper: Helper, operation: Operation) -> Iterator[Finding]:
    """What the operation must be given, and a helper neither takes nor sets."""
    given = {argument.wire for argument in helper.arguments} | helper.presets.keys()
    bound = {p.name for p in operation.parameters if p.text("x-bound")}
    needed = [p.name for p in operation.parameters if p.required and p.name not in bound]
    needed += [name for body in body_schemas(operation) for name in body.required]
    missing = [name for name in needed if name not in given]
    if missing and not helper.module:
        listed = ", ".join(f"'{name}'" for name in missing)
        yield at_key(
            helper.node.get("name") or helper.node, f"{operation.label} needs {listed}: take it, or set it"
        )


@each_object(Kind.SCHEMA)
def _builder(context: Context, located: Located) -> Iterator[Finding]:
    settings = located.node.get("x-builder")
    if settings is None or not settings.is_mapping:
        return
    schema = Schema(context.document, located.node)
    places = {place for operation in context.operations for place in operation.resource_places}
    yield from unless_known(settings.get("resource"), places, "a resource of the document")
    what = f"a property of {schema.name or 'this object'}"
    arguments = settings.get("arguments")
    yield from _taken(arguments, schema.properties, what)
    elements = arguments.elements() if arguments is not None else ()
    taken = [(node.get("wire") or node).value for node in elements]  # of any kind, as written
    for name in schema.required:
        if name not in taken:
            yield at_key(settings, f"'{name}' is required: it must be among the arguments")


@each_operation
def _location(context: Context, operation: Operation) -> Iterator[Finding]:
    node, success = operation.child("x-location-id"), operation.success
    if node is None or success is None or not operation.flag("x-location-id"):
        return
    if "Location" not in success.headers:
        yield at_key(node, f"no success of {operation.label} has a header 'Location' to read")


@each_operation
def _extra(context: Context, operation: Operation) -> Iterator[Finding]:
    node = operation.child("x-extra")
    if node is None or not operation.flag("x-extra"):
        return
    for body in body_schemas(operation):
        if body.additional is False:
            hint = "it says 'additionalProperties: false'"
            yield at_key(node, f"the body of {operation.label} takes nothing beyond its properties: {hint}")


def _misnomer(context: Context) -> Iterator[Finding]:
    right = {name for operation in context.operations for name in _verbs(operation)}
    for operation in context.operations:
        for node in operation.elements("x-misnomers"):
            if (
                isinstance(node.value, str)
                and (operation.resource_places[:1], words.split(node.value)) in right
            ):
                yield at(node, f"'{node.value}' is a method here, and so no wrong name for another")


def _verbs(operation: Operation) -> Iterator[tuple[tuple[str, ...], words.Words]]:
    """The methods of an operation and its helpers, each with its resource."""
    names = (operation.text("x-method"), *(helper.text("name") for helper in operation.helpers))
    yield from ((operation.resource_places[:1], words.split(name)) for name in names)


RULES = (
    Rule(
        "helper",
        Level.ALWAYS,
        "`x-helper` takes, presets and renames parameters or body properties of its operation, by their "
        "names on the wire, and leaves out none that is required. What presets cannot do is in a module "
        "beside the document.",
        _helper,
    ),
    Rule(
        "builder",
        Level.ALWAYS,
        "`x-builder` is a method of a resource that there is, and takes properties of its object, the "
        "required ones among them.",
        _builder,
    ),
    Rule(
        "location",
        Level.ALWAYS,
        "`x-location-id` reads the header `Location`: a success of the operation must have it, and is read "
        "as never lacking it where the header is `required`.",
        _location,
    ),
    Rule(
        "extra",
        Level.ALWAYS,
        "`x-extra` sends keywords that the document does not list. A body that says "
        "`additionalProperties: false` takes none.",
        _extra,
    ),
    Rule(
        "misnomer",
        Level.ALWAYS,
        "`x-misnomers` lists names that are wrong. One that is a method of the same resource would be "
        "right, and its hint would never be seen.",
        _misnomer,
    ),
)
