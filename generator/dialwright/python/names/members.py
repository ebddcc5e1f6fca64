"""The names of methods, and of the properties that lead from one place of the tree to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ... import ir
from ...kept import Key, Register
from ...words import Words, snake
from .identifier import identifier, reserved_words
from .scope import Scope
from .tree import Place


@dataclass(frozen=True)
class MethodNames:
    """What the methods of one operation are called. Those it does not have are empty."""

    name: str
    stream: str = ""
    page: str = ""
    get_page: str = ""
    iterate: str = ""
    events: str = ""  # for what can be had whole, or item by item as it comes
    shortcut: str = ""  # on the collection, for an operation of its records: `calls.fetch("sid")`

    @property
    def all(self) -> tuple[str, ...]:
        """Every name but the shortcut, which belongs to another class."""
        return tuple(
            name
            for name in (self.name, self.stream, self.page, self.get_page, self.iterate, self.events)
            if name
        )


@dataclass(frozen=True)
class MemberNames:
    """The public names of a place's two classes: the collection, and its records' context."""

    branches: tuple[str, ...]
    item_branches: tuple[str, ...]
    methods: tuple[MethodNames, ...]  # one for each operation, in order
    builders: tuple[str, ...] = ()  # likewise for each builder, on the collection

    def of_record(self, place: Place) -> frozenset[str]:
        """The members that a record takes from its context."""
        pairs = zip(place.operations, self.methods, strict=True)
        own = (name for operation, names in pairs if place.is_item_operation(operation) for name in names.all)
        return frozenset((*self.item_branches, *own))


def member_names(
    place: Place, name: str, register: Register, *, mapping_access: bool, lazy_lists: bool, at_top: bool
) -> MemberNames:
    """Names for the members of a place: branches first, then operations, then what else these are called.

    Clients call the place `name`. Those `at_top` of a tree may stand beside the members of a client.
    """
    claims = _Claims(place, name, register, mapping_access=mapping_access, at_top=at_top)
    branches = tuple(claims.on_collection(branch.words) for branch in place.branches)
    item_branches = tuple(claims.on_context(branch.words) for branch in place.item_branches)
    in_turn = sorted(range(len(place.operations)), key=lambda number: not place.operations[number].named)
    names = {
        number: claims.method(place.operations[number], "method", place.operations[number].words)
        for number in in_turn
    }
    methods = {
        number: claims.variants(place.operations[number], names[number], lazy_lists) for number in in_turn
    }
    with_shortcuts = tuple(
        claims.with_shortcut(operation, methods[number]) for number, operation in enumerate(place.operations)
    )
    builders = tuple(claims.on_collection(builder.words) for builder in place.builders)
    return MemberNames(branches, item_branches, with_shortcuts, builders)


class _Claims:
    """The two scopes of a place, and what neither may use."""

    def __init__(
        self, place: Place, name: str, register: Register, *, mapping_access: bool, at_top: bool
    ) -> None:
        self._place = place
        self._name = name
        self._register = register
        on_records = ("annotations", "records", *(["mapping"] if mapping_access else []))
        self._reserved = reserved_words("annotations", *(["client"] if at_top else []))
        self._reserved_on_records = reserved_words(*on_records)
        of_records = {one.identity for one in place.operations if place.is_item_operation(one)}
        kept = register.methods_of(name, [one.identity for one in place.operations])
        self._collection = self._scope(
            {k: n for k, n in kept.items() if k[1] not in of_records}, self._reserved
        )
        self._context = self._scope(
            {k: n for k, n in kept.items() if k[1] in of_records}, self._reserved_on_records
        )

    def _scope(self, kept: Mapping[Key, str], reserved: frozenset[str]) -> Scope:
        return Scope(kept=kept, register=self._register, reserved=reserved)

    def on_collection(self, words: Words) -> str:
        return self._collection.claim(identifier(words, snake, self._reserved))

    def on_context(self, words: Words) -> str:
        return self._context.claim(identifier(words, snake, self._reserved_on_records))

    def method(self, operation: ir.Operation, role: str, words: Words) -> str:
        """The name of an operation's method, or of another one that goes with it."""
        on_record = self._place.is_item_operation(operation)
        scope = self._context if on_record else self._collection
        reserved = self._reserved_on_records if on_record else self._reserved
        above = ("operations", operation.identity) if operation.identity else None
        key = None
        if above is not None and operation.named:
            self._register.forget((*above, role))
        elif above is not None:
            key = (*above, role)
            self._register.note((*above, "resource"), self._name)
        return scope.claim(identifier(words, snake, reserved), key=key)

    def variants(self, operation: ir.Operation, name: str, lazy_lists: bool) -> MethodNames:
        """All names of an operation whose method is called `name`."""
        variants = _variants(operation, lazy_lists)
        return MethodNames(name, **{role: self.method(operation, role, words) for role, words in variants})

    def with_shortcut(self, operation: ir.Operation, names: MethodNames) -> MethodNames:
        """Reading one record is also a method of the collection, unless that has its own of this name."""
        reads = operation.method == "GET" and operation.result is not None and operation.pagination is None
        if not (reads and self._place.is_item_operation(operation)) or names.name in self._collection:
            return names
        return replace(names, shortcut=self._collection.claim(names.name))


def _variants(operation: ir.Operation, lazy_lists: bool) -> Iterator[tuple[str, Words]]:
    """What else an operation is called: `list` is also `stream` and `page`, `download` also `iter_bytes`."""
    verb, rest = operation.words[0], operation.words[1:]
    if operation.stream is not None and operation.result is not None and operation.pagination is None:
        yield "events", ("stream", *operation.words)
    if operation.representations:
        yield "iterate", ("iter", *((rest or ("bytes",)) if verb == "download" else operation.words))
    elif operation.pagination is not None and not lazy_lists:
        what = rest if verb == "list" else operation.words
        yield "stream", ("stream", *what)
        if operation.pagination.style != "none":
            of = ("of", *what) if what else ()
            yield "page", ("page", *of)
            yield "get_page", ("get", "page", *of)
