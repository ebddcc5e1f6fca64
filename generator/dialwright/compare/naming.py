"""Where users find the method of an operation, and what a change of that means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from ..document import Node
from ..openapi import Operation
from .values import Verdict, raw, same, shown

Named: TypeAlias = tuple[str, Verdict]
"""The key that the verdict is about, and the verdict."""

KEYS = frozenset(("operationId", "tags", "x-method", "x-resource"))


def judge_names(old: Operation, new: Operation) -> Iterator[Named]:
    """What it means that an operation has another resource or method, by keys or what stands in for them."""
    yield from _resource(old, new)
    yield from _method(old, new)
    yield from _renamed_commands(old, new)


def judge_labels(old: Node, new: Node) -> Iterator[Named]:
    """The same for an operation of which no method is made, such as that of a webhook."""
    for key in sorted(KEYS):
        if not same(raw(old, key), raw(new, key)):
            yield key, ("text-changed", f"'{key}' is now {shown(raw(new, key))}")


def _resource(old: Operation, new: Operation) -> Iterator[Named]:
    before, after = _places(old), _places(new)
    key = "x-resource" if old.resource_places or new.resource_places else "tags"
    message = f"the resource was {shown(', '.join(before))} and is {shown(', '.join(after))}"
    if before[0] != after[0] or any(place not in after for place in before):
        yield key, ("resource-renamed" if key == "x-resource" else "tags-changed", message)
    elif len(after) > len(before):
        yield key, ("resource-added", message)
    elif not same(_written(old), _written(new)):
        yield key, ("said-otherwise", message)
    if not same(old.raw("tags"), new.raw("tags")) and (key == "x-resource" or before == after):
        yield "tags", ("text-changed", f"'tags' is now {shown(new.raw('tags'))}")


def _written(operation: Operation) -> object:
    return [operation.raw("x-resource"), operation.path_item.raw("x-resource")]


def _places(operation: Operation) -> tuple[str, ...]:
    """What `x-resource` says; else what stands in for it: the first tag, or word of the path."""
    if operation.resource_places:
        return operation.resource_places
    segments = [segment for segment in operation.path.split("/") if "{" not in segment]
    names = [_plain(name) for name in (*operation.tags, *segments)]
    return (next((name for name in names if name), ""),)


def _method(old: Operation, new: Operation) -> Iterator[Named]:
    methods = [one.text("x-method") for one in (old, new)]
    message = f"the method was {shown(methods[0] or old.id)} and is {shown(methods[1] or new.id)}"
    if methods[0] != methods[1]:
        kept = _plain(methods[0] or old.id) == _plain(methods[1] or new.id)
        yield "x-method", ("said-otherwise" if kept else "method-renamed", message)
    if old.id != new.id:
        named_otherwise = all(methods)
        verdict = "text-changed" if named_otherwise or any(methods) else "operation-id-changed"
        yield "operationId", (
            verdict,
            f"the operation was called {shown(old.id)} and is called {shown(new.id)}",
        )


def _renamed_commands(old: Operation, new: Operation) -> Iterator[Named]:
    """Commands whose methods were named after a value that they say no longer."""
    before, after = _commands(old), _commands(new)
    for name in before:
        if before[name] and not after.get(name, before[name]):
            message = f"the command '{name}' no longer says that it is {shown(before[name])}"
            yield "x-command", ("command-changed", message)


def _commands(operation: Operation) -> dict[str, str]:
    command, content = operation.view("x-command"), operation.body_content
    if command is None or content is None or content.schema is None:
        return {}
    tags = {o.name: o.properties.get(command.text("discriminator")) for o in content.schema.options}
    return {name: str(*tag.values[:1]) if tag is not None else "" for name, tag in tags.items()}


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
