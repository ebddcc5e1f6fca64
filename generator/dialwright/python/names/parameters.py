"""The names of a method's parameters and of the variables that it gathers them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from ... import ir
from ...words import Words, snake
from .identifier import identifier, reserved_words
from .schemas import words_of
from .scope import Scope
from .tree import Place

_LOCALS = ("cookies", "fields", "form", "headers", "json", "query", "template")
_REST = "kwargs"
_BUILT = "built"


class Where(Enum):
    """Which part of the request a parameter goes to."""

    PATH = "path"
    NARROWING = "narrowing"
    BESIDE = "beside"  # the envelope of the body
    BODY = "body"
    CONTENT = "content"  # the body as it is, in place of its fields
    MEDIA_TYPE = "media-type"  # which of several the body is written in
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    REST = "rest"  # the body where there is one, else the query, under the names that are given


Slot = tuple[Where, str]
"""A parameter: the part of the request and the name on the wire, "" for a body that is one value."""


@dataclass(frozen=True)
class ParameterNames:
    """Identifiers of the parameters, and of local variables, which give way to parameters."""

    names: Mapping[Slot, str]
    variables: Mapping[str, str]

    def __getitem__(self, slot: Slot) -> str:
        return self.names[slot]

    @property
    def by_wire(self) -> Mapping[str, str]:
        """Name on the wire -> identifier, wherever in the request it goes; the first of several."""
        return {wire: name for (_, wire), name in reversed([*self.names.items()]) if wire}


def parameter_names(place: Place, operation: ir.Operation) -> ParameterNames:
    """Names for the parameters of one operation's methods, the same in all of them."""
    reserved = reserved_words(*_reserved_lists(operation))
    # On the collection, a method of a record takes what picks the record as well.
    picks = place.item if place.is_item_operation(operation) else None
    scope = Scope([item_name(picks)] if picks is not None else ())
    names: dict[Slot, str] = {}
    for where, wire, words in _wanted(place, operation):
        name = identifier(words, snake, reserved)
        candidates = [name, identifier((where.value, *words), snake, reserved)]
        if wire and operation.pagination is not None and wire == operation.pagination.page_size:
            candidates.insert(0, "page_size" if name == "limit_" else name)
        names[where, wire] = scope.claim(*candidates)
    for where, name in _choices(operation.body):
        names[where, ""] = scope.claim(name, f"body_{name}")
    if operation.extra:
        names[Where.REST, ""] = scope.claim(_REST)
    return ParameterNames(names, _variables(scope, _LOCALS))


def _choices(body: ir.Body | None) -> Iterator[tuple[Where, str]]:
    """What is taken besides for a body that may be given in several forms; it gives way to all the rest."""
    if body is not None and body.raw:
        yield Where.CONTENT, "content"
    if body is not None and body.media_types:
        yield Where.MEDIA_TYPE, "content_type"


def argument_names(arguments: Iterable[ir.Field]) -> ParameterNames:
    """Names for the arguments of a method that sends nothing."""
    scope, reserved = Scope(), reserved_words("parameters")
    names = {
        (Where.BODY, field.wire): scope.claim(identifier(words_of(field), snake, reserved))
        for field in arguments
    }
    return ParameterNames(names, _variables(scope, (_BUILT,)))


def _variables(scope: Scope, names: Iterable[str]) -> dict[str, str]:
    return {name: scope.claim(name, f"{name}_values") for name in names}


def item_name(item: ir.Item) -> str:
    """The argument that picks one record."""
    return identifier(words_of(item.parameter), snake, reserved_words("parameters"))


def _reserved_lists(operation: ir.Operation) -> Iterator[str]:
    yield "parameters"
    if operation.representations:
        yield "download_parameters"
    if operation.pagination is not None:
        yield "list_parameters"


def _wanted(place: Place, operation: ir.Operation) -> Iterator[tuple[Where, str, Words]]:
    """Every parameter with its words; who comes first has the better right to a name."""
    for field in place.own_path_parameters(operation):
        yield Where.PATH, field.wire, words_of(field)
    body = operation.body
    if body is not None and body.type is not None:
        yield Where.BODY, "", ("content",) if body.kind is ir.BodyKind.BYTES else ("body",)
    for field in body.beside if body is not None else ():
        yield Where.BESIDE, field.wire, words_of(field)
    for field in body.fields if body is not None else ():
        yield Where.BODY, field.wire, words_of(field)
    for field in operation.query:
        yield Where.QUERY, field.wire, words_of(field)
    for narrowing in operation.narrowings:
        yield Where.NARROWING, narrowing.parameter.wire, words_of(narrowing.parameter)
    for field in operation.headers:
        yield Where.HEADER, field.wire, words_of(field)
    for field in operation.cookies:
        yield Where.COOKIE, field.wire, words_of(field)
