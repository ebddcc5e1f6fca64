"""What the documents beside the code say: the list of every method, and how to begin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ... import ir
from ...words import Words, singular, snake, titled
from ..code import call, flat, one_line
from ..names import Place, SurfaceNames, Where, identifier, item_name
from . import texts
from .frame import Library
from .parts import Class, Module

DEPENDENCIES = ("httpcore2[asyncio]>=2.16,<3",)
"""What the runtime runs on."""


@dataclass(frozen=True)
class Entry:
    """A method in the list: how it is called and what it does."""

    heading: str
    summary: str


@dataclass(frozen=True)
class Chapter:
    """A place in the list of methods: the expression that leads there, and the methods found there."""

    place: str
    text: str
    others: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Example:
    """A line of code: what comes out of a call, and the call."""

    variable: str
    call: str


@dataclass(frozen=True)
class Overview:
    """What the front page and the project file say about the package."""

    distribution: str
    package: str
    version: str
    module: str  # where the client class is imported from
    summary: str
    description: str
    error: str
    client: str
    arguments: tuple[str, ...]  # what each argument of the client is for, if that needs saying
    construction: str  # the client made with its credentials, as code
    granted: tuple[str, ...]  # what tokens are fetched with
    servers: tuple[str, ...]  # where requests go, where that is not to one address alone
    environment: tuple[str, ...]  # the variables that credentials are taken from
    listing: Example | None
    creation: Example | None
    dependencies: tuple[str, ...] = DEPENDENCIES


def overview(library: Library) -> Overview:
    """The facts and examples of the front page."""
    api, clients = library.api, library.names.clients
    front = next((surface for surface in clients.surfaces if surface.is_front), clients.surfaces[0])
    given = (f'{name}="your-{name.replace("_", "-")}"' for name in _arguments_of(library, front))
    return Overview(
        distribution=api.distribution,
        package=clients.package,
        version=clients.version,
        module=clients.package if front.is_front else f"{clients.package}.{front.module}",
        summary=f"Typed Python client of the {titled(one_line(api.title))}.",
        description=one_line(api.description),
        error=clients.error,
        client=front.name,
        construction=flat(call(front.name, *given)),
        arguments=_ways_in(library),
        granted=tuple(_granted(library)),
        servers=tuple(_servers(api)),
        environment=tuple(name for argument in api.arguments for name in argument.env[:1]),
        listing=_example(library, lambda operation: operation.pagination is not None),
        creation=_example(library, _creates),
    )


def _arguments_of(library: Library, front: SurfaceNames) -> tuple[str, ...]:
    """The arguments to begin with: those of the first way in, where there are several."""
    api, names = library.api, library.names.clients.arguments
    optional = {names[one.words] for one in api.arguments if one.optional or one.default is not None}
    first = next((ways for ways in api.security if ways), tuple(one.key for one in api.schemes[:1]))
    others = {names[words] for one in api.schemes if one.key not in first for words in one.all_arguments}
    return tuple(name for name in front.arguments if name not in optional | others)


def _ways_in(library: Library) -> tuple[str, ...]:
    """What each argument is for, where there are several ways in, or the address has parts."""
    api, names = library.api, library.names.clients.arguments
    if not api.schemes and all(argument.default is None for argument in api.arguments):
        return ()
    return tuple(
        f"`{names[argument.words]}`: {one_line(texts.argument_text(argument))}" for argument in api.arguments
    )


def _granted(library: Library) -> Iterator[str]:
    """The arguments with which the token of a scheme is fetched."""
    names = library.names.clients.arguments
    for grant in (scheme.grant for scheme in library.api.schemes if scheme.grant is not None):
        yield f"`{names[grant.client_id]}` and `{names[grant.client_secret]}`"


def _servers(api: ir.Api) -> Iterator[str]:
    """How to choose where requests go."""
    own = any(operation.server for resource in api.resources for operation in resource.operations)
    if api.servers:
        listed = ", ".join(f"`{address}`" for address in api.servers)
        yield f"`server=` chooses among the API's own addresses: {listed}."
    if api.servers or own:
        yield "`base_url=` names another, such as one for tests; every request goes there."
    if own:
        yield "Some operations have a server of their own, and go to that. With `base_url=` they go there"
        yield "too, with the path of their own server in place of that of the API's address."


def _creates(operation: ir.Operation) -> bool:
    """Whether an operation makes a record, or tells the identifier of what it made."""
    made = bool(operation.record) or operation.location_id
    return made and operation.method == "POST" and not operation.preset


def _example(library: Library, fits: Callable[[ir.Operation], bool]) -> Example | None:
    """A call of the operation that takes the most, among those that fit and need no other record."""
    candidates = (
        (place, index)
        for place in library.names.tree
        for index, operation in enumerate(place.operations)
        if fits(operation) and not operation.path_parameters
    )
    most = max(candidates, key=lambda found: _breadth(found[0].operations[found[1]]), default=None)
    if most is None:
        return None
    place, index = most
    names = library.names.members[place.key].methods[index]
    parameters = library.names.parameters[place.key][index]
    needed = (f'{parameters[Where.BODY, wire]}="..."' for wire in _needed(place.operations[index]))
    method = f"{_ways(library)[place.key][0]}.{names.stream or names.name}"
    variable = identifier(_result_words(library, place, place.operations[index]), snake)
    return Example(variable, flat(call(method, *needed)))


def _result_words(library: Library, place: Place, operation: ir.Operation) -> Words:
    """What to call the result of an operation."""
    if operation.location_id:
        return (*(operation.words[1:] or singular(place.words)), "id")
    match operation.result:
        case ir.Named(key) if key in library.models and not operation.record:
            return library.models[key].words
        case _:
            return singular(place.words)


def _breadth(operation: ir.Operation) -> int:
    return len(operation.query) + (len(operation.body.fields) if operation.body is not None else 0)


def _needed(operation: ir.Operation) -> Iterator[str]:
    """The fields of the body that must be given, and the first of those of which one must be."""
    fields = operation.body.fields if operation.body is not None else ()
    choices = {
        rule.fields[0] for rule in operation.rules if rule.kind in ("exactly-one-of", "at-least-one-of")
    }
    return (field.wire for field in fields if field.required or field.wire in choices)


def chapters(library: Library, modules: Iterable[Module]) -> Iterator[Chapter]:
    """Every place of the tree that has methods, in the order of the document; records after collections."""
    classes = {written.name: written for module in modules for written in module.classes}
    ways = _ways(library)
    for place in library.names.tree:
        names = library.names.places[place.key]
        first, *others = ways[place.key]
        yield Chapter(first, one_line(place.description), tuple(others), _entries(classes[names.collection]))
        if place.item is not None:
            record = f"{first}({item_name(place.item)})"
            yield Chapter(record, "", (), _entries(classes[names.context]))


def _entries(written: Class) -> tuple[Entry, ...]:
    methods = (function for function in written.functions if not function.decorators)
    return tuple(
        Entry(function.heading.replace("builtins.list[", "list["), one_line(function.summary))
        for function in methods
        if not function.heading.startswith("__")
    )


def _ways(library: Library) -> Mapping[str, list[str]]:
    """Place -> the expressions that lead to it, the shortest first."""
    names = library.names
    ways: dict[str, list[str]] = {key: [f"client.{name}"] for key, name in names.services.items()}
    for place in names.tree:
        members = names.members[place.key]
        for way in ways[place.key]:
            on_record = f"{way}({item_name(place.item)})" if place.item is not None else way
            for branch, name in zip(place.branches, members.branches, strict=True):
                ways.setdefault(branch.target, []).append(f"{way}.{name}")
            for branch, name in zip(place.item_branches, members.item_branches, strict=True):
                ways.setdefault(branch.target, []).append(f"{on_record}.{name}")
    return {
        key: sorted(found, key=lambda way: (way.count("."), len(way), way)) for key, found in ways.items()
    }
