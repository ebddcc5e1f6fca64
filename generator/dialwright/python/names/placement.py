"""Which module of the models package a schema lives in.

A schema stands with the one that uses it, as long as that is the only way to reach it: `CallSubresourceUris`
beside `Call`. What several schemas or operations use has a module of its own, and enums of that kind share
one. In the words of graph theory: a schema's module is the topmost schema that dominates it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce

from ... import ir

ROOT = ""
"""The node of a graph from which everything else is reached."""


def homes(api: ir.Api) -> Mapping[str, str]:
    """Schema -> the schema whose module it lives in: itself for one that stands on its own."""
    return topmost(_uses(api))


def topmost(graph: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    """Node -> the topmost one, below the root, on every way from there: itself if several lead there."""
    order = within_reach(graph, ROOT)
    dominators = _dominators(graph, order)
    found: dict[str, str] = {}
    for key in reversed(order[:-1]):  # a dominator comes before what it dominates
        above = dominators[key]
        found[key] = key if above == ROOT else found[above]
    return found


def references(type_: ir.Type | None) -> Iterator[str]:
    """The keys of the schemas that a type names."""
    match type_:
        case ir.Named(key):
            yield key
        case ir.ListOf(inner) | ir.MapOf(inner) | ir.Nullable(inner):
            yield from references(inner)
        case ir.Either(options):
            for option in options:
                yield from references(option)
        case _:
            return


def operation_types(operation: ir.Operation) -> Iterator[ir.Type | None]:
    """Every type that an operation mentions."""
    for fields in (operation.path_parameters, operation.query, operation.headers):
        yield from (field.type for field in fields)
    if operation.body is not None:
        yield operation.body.type
        yield from (field.type for field in operation.body.fields)
    yield operation.result


def _uses(api: ir.Api) -> dict[str, tuple[str, ...]]:
    """Each schema with those it names; the root with all that something outside the schemas names."""
    graph: dict[str, tuple[str, ...]] = {ROOT: ()}
    for model in api.models:
        types = (*(field.type for field in model.fields), model.extra)
        graph[model.key] = _unique(key for type_ in types for key in references(type_))
    graph.update((enum.key, ()) for enum in api.enums)
    for union in api.unions:
        graph[union.key] = _unique(key for option in union.options for key in references(option))
    graph[ROOT] = _entries(api, graph)
    return graph


def _entries(api: ir.Api, graph: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The schemas at which operations and webhooks arrive, then those that nothing else leads to."""
    operations = (operation for resource in api.resources for operation in resource.operations)
    types = [type_ for operation in operations for type_ in operation_types(operation)]
    types += (resource.item.parameter.type for resource in api.resources if resource.item is not None)
    types += (webhook.payload for webhook in api.webhooks)
    entries = dict.fromkeys(key for type_ in types for key in references(type_))
    seen: set[str] = set()
    for key in (*entries, *graph):
        if key not in seen and key != ROOT:
            entries[key] = None
            _postorder(graph, key, seen)
    return tuple(entries)


def _dominators(graph: Mapping[str, tuple[str, ...]], order: list[str]) -> dict[str, str]:
    """The immediate dominator of every node (Cooper, Harvey and Kennedy, 2001)."""
    number = {key: index for index, key in enumerate(order)}
    users: dict[str, list[str]] = {key: [] for key in order}
    for key in order:
        for used in graph[key]:
            users[used].append(key)
    found: dict[str, str] = {ROOT: ROOT}

    def meet(one: str, other: str) -> str:
        while one != other:
            if number[one] < number[other]:
                one = found[one]
            else:
                other = found[other]
        return one

    changed = True
    while changed:
        changed = False
        for key in reversed(order[:-1]):
            known = [user for user in users[key] if user in found]
            best = reduce(meet, known)
            if found.get(key) != best:
                found[key] = best
                changed = True
    return found


def within_reach(graph: Mapping[str, tuple[str, ...]], start: str) -> list[str]:
    """A node and all that it leads to, each after what it leads to itself, unless that is a circle."""
    return _postorder(graph, start, set())


def _postorder(graph: Mapping[str, tuple[str, ...]], start: str, seen: set[str]) -> list[str]:
    """What is within reach and not yet seen, users after what they use; no recursion, for deep documents."""
    order: list[str] = []
    seen.add(start)
    stack = [(start, iter(graph[start]))]
    while stack:
        key, rest = stack[-1]
        following = next((used for used in rest if used not in seen), None)
        if following is None:
            stack.pop()
            order.append(key)
        else:
            seen.add(following)
            stack.append((following, iter(graph[following])))
    return order


def _unique(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
