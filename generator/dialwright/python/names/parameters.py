"""The names of a method's parameters and of the variables that it gathers them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from ... import ir
from ...kept import Key, Register
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
class _Wanted:
    """A parameter that wants a name; `named` if the document gives it one."""

    where: Where
    wire: str
    words: Words
    named: bool = False


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


def parameter_names(place: Place, operation: ir.Operation, register: Register) -> ParameterNames:
    """Names for the parameters of one operation's methods, the same in all of them."""
    reserved = reserved_words(*_reserved_lists(operation))
    # On the collection, a method of a record takes what picks the record as well.
    picks = place.item if place.is_item_operation(operation) else None
    wanted = {(one.where, one.wire): one for one in _wanted(place, operation)}
    keys = {slot: _key(operation, slot) for slot, one in wanted.items() if not one.named}
    scope = Scope(
        [item_name(picks)] if picks is not None else (),
        kept=_kept(operation, keys.values(), register),
        register=register,
        reserved=reserved,
    )
    found = {
        slot: scope.claim(*_candidates(wanted[slot], operation, reserved), key=keys.get(slot))
        for slot in sorted(wanted, key=lambda slot: not wanted[slot].named)
    }
    names: dict[Slot, str] = {slot: found[slot] for slot in wanted}
    for where, name in _choices(operation.body):
        key = _key(operation, (where, ""))
        names[where, ""] = scope.claim(name, f"body_{name}", key=key)
    if operation.extra:
        names[Where.REST, ""] = scope.claim(_REST)
    return ParameterNames(names, _variables(scope, _LOCALS))


def _candidates(wanted: _Wanted, operation: ir.Operation, reserved: frozenset[str]) -> Iterator[str]:
    name = identifier(wanted.words, snake, reserved)
    pages = operation.pagination
    if pages is not None and wanted.wire and wanted.wire == pages.page_size and name == "limit_":
        yield "page_size"
    yield name
    yield identifier((wanted.where.value, *wanted.words), snake, reserved)


def _key(operation: ir.Operation, slot: Slot) -> Key | None:
    if not operation.identity:
        return None
    where, wire = slot
    return ("operations", operation.identity, "parameters", f"{where.value} {wire}".rstrip())


def _kept(operation: ir.Operation, wanted: Iterable[Key | None], register: Register) -> Mapping[Key, str]:
    """The names that parameters had. One that has moved, from the query into the body, is still the same."""
    kept = register.kept.under("operations", operation.identity, "parameters")
    gone = {key: key[-1].partition(" ")[2] for key in kept.keys() - {*wanted}}
    for key in wanted:
        if key is not None and key not in kept:
            same = [old for old, wire in gone.items() if wire and wire == key[-1].partition(" ")[2]]
            if len(same) == 1:
                kept[key] = kept.pop(same[0])
                del gone[same[0]]
                register.move(same[0], key)
    return kept


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


def _wanted(place: Place, operation: ir.Operation) -> Iterator[_Wanted]:
    """Every parameter; who comes first has the better right to a name."""
    yield from _all(Where.PATH, place.own_path_parameters(operation))
    body = operation.body
    if body is not None and body.type is not None:
        yield _Wanted(Where.BODY, "", ("content",) if body.kind is ir.BodyKind.BYTES else ("body",))
    yield from _all(Where.BESIDE, body.beside if body is not None else ())
    yield from _all(Where.BODY, body.fields if body is not None else ())
    yield from _all(Where.QUERY, operation.query)
    yield from _all(Where.NARROWING, (narrowing.parameter for narrowing in operation.narrowings))
    yield from _all(Where.HEADER, operation.headers)
    yield from _all(Where.COOKIE, operation.cookies)


def _all(where: Where, fields: Iterable[ir.Field]) -> Iterator[_Wanted]:
    return (_Wanted(where, field.wire, words_of(field), field.named) for field in fields)
