"""Rules about what an operation, a parameter or a property says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..openapi import Operation, View
from ..openapi.structure import Kind, Located
from ..problems import did_you_mean
from .context import Context
from .rule import Finding, Level, Rule, at, at_key, each_object, each_operation


@each_operation
def _summary(context: Context, operation: Operation) -> Iterator[Finding]:
    if not operation.text("summary").strip():
        yield at_key(operation.node, f"{operation.label} has no summary")


@each_operation
def _source(context: Context, operation: Operation) -> Iterator[Finding]:
    if operation.child("x-source") is None:
        yield at_key(operation.node, f"{operation.label} has no 'x-source': where is it documented?")


@each_operation
def _tag(context: Context, operation: Operation) -> Iterator[Finding]:
    known = context.api.tag_descriptions
    tags = operation.child("tags")
    if len(operation.tags) != 1 or tags is None:
        count = len(operation.tags) or "no"
        yield at_key(tags or operation.node, f"{operation.label} has {count} tags; it needs one")
        return
    for tag, node in zip(operation.tags, tags.elements(), strict=False):
        if tag not in known:
            hint = did_you_mean(tag, known)
            yield at(node, f"the document's tags do not list '{tag}'{hint}")
        elif not known[tag].strip():
            yield at(node, f"the tag '{tag}' has no description in the document's tags")


@each_object(Kind.PARAMETER, Kind.PROPERTY)
def _description(context: Context, located: Located) -> Iterator[Finding]:
    if located.referred:
        return  # what matters is what is said where it is used
    view = View(context.document, located.node)
    if view.text("description").strip():
        return
    if located.kind is Kind.PARAMETER:
        target = context.document.target(located.node)  # described once for all its uses
        yield at_key(target, f"the parameter '{view.text('name')}' has no description")
    else:
        yield at_key(located.node, f"the property '{located.node.pointer[-1]}' has no description")


RULES = (
    Rule(
        "summary",
        Level.STRICT,
        "The summary of an operation is the first line of its method's documentation. It says, in one "
        "sentence, what the operation does.",
        _summary,
    ),
    Rule(
        "description",
        Level.STRICT,
        "Every parameter and property has a description in our own words: it becomes the "
        "documentation of an argument or an attribute, which is all that most users ever read. Beside a "
        "`$ref`, a description takes the place of the target's.",
        _description,
    ),
    Rule(
        "tag",
        Level.STRICT,
        "Every operation has exactly one tag, which the document lists under `tags` with a description: "
        "that is the documentation of the resource.",
        _tag,
    ),
    Rule(
        "source",
        Level.STRICT,
        "`x-source` names the document, and the section of it, that an operation follows, so that "
        "whoever doubts a detail knows where to look.",
        _source,
    ),
)
