"""The names of methods, and of the properties that lead from one place of the tree to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ... import ir
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


def member_names(place: Place, *, mapping_access: bool, lazy_lists: bool, at_top: bool) -> MemberNames:
    """Names for the members of a place: branches first, then operations, then what else these are called.

    Those `at_top` of a tree may stand beside the members of a client.
    """
    claims = _Claims(place, mapping_access=mapping_access, at_top=at_top)
    branches = tuple(claims.on_collection(branch.words) for branch in place.branches)
    item_branches = tuple(claims.on_context(branch.words) for branch in place.item_branches)
    names = [claims.of(operation)(operation.words) for operation in place.operations]
    methods = [
        MethodNames(
            name, **{role: claims.of(operation)(words) for role, words in _variants(operation, lazy_lists)}
        )
        for operation, name in zip(place.operations, names, strict=True)
    ]
    with_shortcuts = tuple(
        claims.with_shortcut(operation, method)
        for operation, method in zip(place.operations, methods, strict=True)
    )
    builders = tuple(claims.on_collection(builder.words) for builder in place.builders)
    return MemberNames(branches, item_branches, with_shortcuts, builders)


class _Claims:
    """The two scopes of a place, and what neither may use."""

    def __init__(self, place: Place, *, mapping_access: bool, at_top: bool) -> None:
        self._place = place
        self._collection = Scope()
        self._context = Scope()
        on_records = ("annotations", "records", *(["mapping"] if mapping_access else []))
        self._reserved = reserved_words("annotations", *(["client"] if at_top else []))
        self._reserved_on_records = reserved_words(*on_records)

    def on_collection(self, words: Words) -> str:
        return self._collection.claim(identifier(words, snake, self._reserved))

    def on_context(self, words: Words) -> str:
        return self._context.claim(identifier(words, snake, self._reserved_on_records))

    def of(self, operation: ir.Operation) -> Callable[[Words], str]:
        """Where the methods of an operation get their names."""
        return self.on_context if self._place.is_item_operation(operation) else self.on_collection

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
