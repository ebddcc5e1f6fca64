"""The rule about how lists go on: `x-pagination` speaks of properties and parameters that are there."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Node
from ..openapi import Operation, Schema
from ..problems import did_you_mean
from .context import Context
from .rule import Finding, Level, Rule, at, each_operation, unless_known

_WITH_NEXT = ("next-uri", "meta-url")
_OF_LAST = {
    "next": "the property of a record after which the next page begins",
    "more": "the property that says whether there is more",
    "page-token": "the query parameter that takes the last record's",
}
_PARAMETERS = ("page-size", "page-number", "page-token")


@each_operation
def _pagination(context: Context, operation: Operation) -> Iterator[Finding]:
    node = operation.child("x-pagination")
    if node is None or not node.is_mapping:
        return
    answer = operation.success.json if operation.success is not None else None
    if answer is None:
        yield at(node, f"{operation.label} answers with no JSON, so it has no pages")
        return
    yield from _items(node, answer)
    yield from _next(node, answer)
    for path in _paths(node, "more"):
        yield from _missing(path, answer)
    for key in _PARAMETERS:
        yield from _parameter(node.get(key), operation)


def _items(node: Node, answer: Schema) -> Iterator[Finding]:
    for items in _paths(node, "items"):
        found = list(_missing(items, answer))
        yield from found
        schema = answer.at(items.value)
        if not found and schema is not None and schema.items is None and "array" not in schema.types:
            named = f"'{items.value}' of {_name(answer)}" if items.value else _name(answer)
            yield at(items, f"{named} is not an array")


def _next(node: Node, answer: Schema) -> Iterator[Finding]:
    style, next_ = node.value.get("style"), node.get("next")
    if style == "last-item":
        yield from _after_last(node, answer)
    elif style in _WITH_NEXT and next_ is None:
        yield at(node, f"style '{style}' needs 'next': the property with the next page's address")
    elif style not in _WITH_NEXT and next_ is not None:
        yield at(next_, f"style '{style}' takes no 'next'")
    else:
        for path in _paths(node, "next"):
            yield from _missing(path, answer)


def _after_last(node: Node, answer: Schema) -> Iterator[Finding]:
    for key, what in _OF_LAST.items():
        if node.get(key) is None:
            yield at(node, f"style 'last-item' needs '{key}': {what}")
    listed = next((answer.at(items.value) for items in _paths(node, "items")), None)
    record = listed.items if listed is not None else None
    if record is not None and not record.options:
        for path in _paths(node, "next"):
            yield from _missing(path, record)


def _paths(node: Node, key: str) -> Iterator[Node]:
    """The one path under a key, or each of several."""
    written = node.get(key)
    if written is not None:
        several = written.elements() if written.is_sequence else (written,)
        yield from (path for path in several if isinstance(path.value, str))


def _missing(node: Node, answer: Schema) -> Iterator[Finding]:
    """The first name of a dotted path that is not a property of what comes before it."""
    here, where = answer, _name(answer)
    for name in node.value.split(".") if node.value else ():
        if name not in here.properties:
            hint = did_you_mean(name, here.properties)
            yield at(node, f"'{name}' is not a property of {where}{hint}")
            return
        here, where = here.properties[name], f"'{name}'"


def _parameter(node: Node | None, operation: Operation) -> Iterator[Finding]:
    names = [parameter.name for parameter in operation.query_parameters]
    yield from unless_known(node, names, f"a query parameter of {operation.label}")


def _name(schema: Schema) -> str:
    return schema.name or "the answer"


RULES = (
    Rule(
        "pagination-key",
        Level.ALWAYS,
        "`x-pagination` names the property that holds the records, the one that leads to the next page, "
        "and the query parameters that choose a page. Each must be there: with a wrong name a list would "
        "end after its first page, and nobody would be told.",
        _pagination,
    ),
)
