"""How a method is called: the only thing that the tests take from the names of the client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...cached import cached_property
from ...words import Words, snake
from ..code import literal
from ..names import MethodNames, Names, ParameterNames, Place, identifier, reserved_words
from .subjects import Input, Subject


@dataclass(frozen=True)
class Spelling:
    """The names of one method, and of the place it is found at."""

    names: Names
    subject: Subject

    @cached_property
    def place(self) -> Place:
        return self.names.tree[self.subject.place]

    @cached_property
    def methods(self) -> MethodNames:
        """What the methods are called; by the document where the client knows no such method."""
        members = self.names.members[self.place.key].methods
        index = self._index
        return members[index] if index is not None else MethodNames(identifier(self.subject.words, snake))

    @cached_property
    def item(self) -> str:
        """The path parameter that picks the record on which the method is called; "" for a collection's."""
        item = self.place.item
        wires = {one.wire for one in self.subject.path_inputs}
        return item.parameter.wire if item is not None and item.parameter.wire in wires else ""

    @property
    def reading(self) -> str:
        """The method that reads one record; "" where there is none."""
        return next((one.shortcut for one in self.names.members[self.place.key].methods if one.shortcut), "")

    @cached_property
    def own_path(self) -> tuple[Input, ...]:
        """The path inputs that are arguments of the method itself."""
        held = {*self.place.parents, self.item}
        return tuple(one for one in self.subject.path_inputs if one.wire not in held)

    def argument(self, one: Input) -> str:
        """What an input is called."""
        parameters = self._parameters
        known = parameters.names.get((one.where, one.wire)) if parameters is not None else None
        return known or identifier(one.words, snake, reserved_words("parameters"))

    def narrowing(self, wire: str, words: Words) -> str:
        """What the argument is called that moves a list to a path of its own."""
        parameters = self._parameters
        found = (name for (_, own), name in parameters.names.items() if own == wire) if parameters else ()
        return next(iter(found), identifier(words, snake))

    def way(self, client: str, path: Mapping[str, str | int], *, on_record: bool = True) -> str:
        """The expression on which the method is called, with these values of path parameters."""
        collection = self._way(client, self.place, path)
        if self.item and on_record:
            return f"{collection}({literal(path[self.item])})"
        return collection

    def _way(self, client: str, place: Place, path: Mapping[str, str | int]) -> str:
        if place.is_service:
            return f"{client}.{self.names.services[place.key]}"
        above = self.names.tree[place.key.rpartition(".")[0]]
        members = self.names.members[above.key]
        hanging = (
            *((branch, name, False) for branch, name in zip(above.branches, members.branches, strict=True)),
            *(
                (branch, name, True)
                for branch, name in zip(above.item_branches, members.item_branches, strict=True)
            ),
        )
        branch, name, on_record = next(found for found in hanging if found[0].target == place.key)
        held = {theirs: path[ours] for ours, theirs in branch.path.items()}
        way = self._way(client, above, held)
        if on_record and above.item is not None:
            way = f"{way}({literal(held[above.item.parameter.wire])})"
        return f"{way}.{name}"

    @cached_property
    def _index(self) -> int | None:
        known = (index for index, one in enumerate(self.place.operations) if one.words == self.subject.words)
        return next(known, None)

    @cached_property
    def _parameters(self) -> ParameterNames | None:
        index = self._index
        return self.names.parameters[self.place.key][index] if index is not None else None
