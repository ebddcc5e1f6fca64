"""Rules about values that a document writes for its readers: its examples, and the values that it lists."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Node
from ..openapi import Content, Schema
from ..openapi.structure import Kind, Located
from ..values import Failure, Schemas, Steps, is_object
from .context import Context
from .rule import Finding, Level, Rule, at, each_object, readable

_WITH_EXAMPLES = frozenset((Kind.SCHEMA, Kind.PROPERTY, Kind.PARAMETER, Kind.HEADER, Kind.MEDIA_TYPE))


def _examples(context: Context) -> Iterator[Finding]:
    schemas = Schemas()  # one for all: what many examples are of is made ready once
    for located in context.structure.objects:
        if located.kind in _WITH_EXAMPLES:
            yield from readable(_of_one(context, located, schemas))


def _of_one(context: Context, located: Located, schemas: Schemas) -> Iterator[Finding]:
    examples = [*_written(context, located)]
    schema = _schema(context, located) if examples else None
    if schema is None:
        return
    for example in examples:
        for failure in schemas.failures(schema, example.value):
            if failure.reason != "missing" or not _goes_one_way(schema, failure.steps):
                yield at(_reached(example, failure.steps), f"the example does not fit: {_told(failure)}")


def _written(context: Context, located: Located) -> Iterator[Node]:
    """The examples of an object, one by one."""
    node = located.node
    if (one := node.get("example")) is not None:
        yield one
    several = node.get("examples")
    if several is None:
        return
    if located.is_schema:
        yield from several.elements()
        return
    for _, child in several.items():
        value = context.document.resolve(child).get("value") if child.is_mapping else None
        if value is not None:
            yield value


def _schema(context: Context, located: Located) -> Schema | None:
    """What the examples of an object are held to: nothing where they are in the words of another format."""
    if located.is_schema:
        return Schema(context.document, located.node)
    if located.kind is Kind.MEDIA_TYPE:
        content = Content(context.document, located.node, str(located.node.pointer[-1]))
        if not (content.is_json or content.is_form):
            return None
    child = located.node.get("schema")
    return Schema(context.document, child) if child is not None and child.is_mapping else None


def _goes_one_way(schema: Schema, steps: Steps) -> bool:
    """Whether a property is in requests or in answers alone, so that examples of the other lack it."""
    here: Schema | None = schema
    for step in steps:
        if here is None:
            return False
        here = here.properties.get(step) if isinstance(step, str) else here.items
    return here is not None and (here.flag("readOnly") or here.flag("writeOnly"))


def _reached(node: Node, steps: Steps) -> Node:
    """The place within an example that is wrong; of what is missing, where it should be."""
    for step in steps:
        child = node.get(step)
        if child is None:
            break
        node = child
    return node


def _told(failure: Failure) -> str:
    name = ".".join(map(str, failure.steps))
    return f"'{name}' {failure.what}" if name else f"it {failure.what}"


@each_object(Kind.SCHEMA, Kind.PROPERTY)
def _listed(context: Context, located: Located) -> Iterator[Finding]:
    listed = located.node.get("enum")
    seen: list[object] = []
    for node in listed.elements() if listed is not None else ():
        # True and 1 are one value for Python, and two for everybody else.
        if any(node.value == other and type(node.value) is type(other) for other in seen):
            yield at(node, f"{_shown(node)} is listed before")
        seen.append(node.value)


def _shown(node: Node) -> str:
    return "this" if is_object(node.value) or node.is_sequence else f"'{node.value}'"


RULES = (
    Rule(
        "example",
        Level.ADVICE,
        "An example fits the schema that it is an example of. Readers copy it, and a request made of one "
        "that does not fit is refused. What is `readOnly` or `writeOnly` may be left out of it.",
        _examples,
    ),
    Rule(
        "enum-value",
        Level.SLOPPY,
        "An `enum` lists each value once. Of a value that is listed twice one is left over from an edit, and "
        "often it should have been another.",
        _listed,
    ),
)
