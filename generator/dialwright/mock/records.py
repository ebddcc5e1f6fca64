"""Records as the documents form them: made from what a request says, changed, and kept."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from ..openapi import Schema
from ..words import Words
from .forms import Forms, means_moment
from .links import Links
from .naming import words_of
from .plan import Plan, concrete
from .properties import Properties
from .store import Record, Store

_AT_CHANGE = frozenset(("updated", "modified"))


class Records:
    """Makes and changes records.

    Args:
        forms: What brings values into form.
        store: Where records are kept.
        links: What tells the paths of records.
        seed: What identifiers and the like are drawn from.
    """

    def __init__(self, forms: Forms, store: Store, links: Links, seed: int) -> None:
        self._forms = forms
        self._store = store
        self._links = links
        self._seed = seed

    def make(
        self, plan: Plan, scope: Mapping[str, str], given: Mapping[str, Any], origin: str, *, id: str = ""
    ) -> Record:
        """A new record, kept in its table.

        Args:
            plan: The operation that makes it.
            scope: What stands in the placeholders of its path.
            given: What the request says, by the names on the wire.
            origin: Scheme and host of the server.
            id: Its identifier; one is made where that is "".
        """
        number = self._store.next_number()
        random = Random(f"{self._seed}:{plan.table}:{number}")
        schema = concrete(plan.record) if plan.record is not None else None
        property = schema.properties.get(plan.id_property) if schema is not None else None
        record = Record(plan.table, id, number, {}, {**scope}, by_words(given), origin=origin)
        record.id = id or _given_id(record, plan) or self._forms.identifier(property, random)
        address = self._links.own(plan.table, scope, record.id)
        properties = Properties(self._forms, self._links, plan, record, address, origin, random)
        record.values = properties.make(schema) if schema is not None else {}
        self._store.table(plan.table).add(record)
        return record

    def change(self, record: Record, schema: Schema | None, given: Mapping[str, Any]) -> None:
        """Change a record as a request says, and note when. `schema` is that of the record."""
        said = by_words(given)
        record.given |= said
        for name, child in concrete(schema).properties.items() if schema is not None else ():
            words = words_of(name)
            if words in said:
                fits, value = self._forms.adapted(child, said[words])
                record.values |= {name: value} if fits else {}
            elif means_moment(child) and set(words) & _AT_CHANGE:
                record.values[name] = self._forms.moment(child)

    def address(self, record: Record) -> str:
        """The path of a record; "" where none leads to it."""
        address = self._links.own(record.table, record.scope, record.id)
        return address.path if address is not None else ""

    def remove(self, record: Record) -> None:
        """Forget a record."""
        self._store.table(record.table).remove(record)


def by_words(given: Mapping[str, Any]) -> dict[Words, Any]:
    """What was said under each name, by the words of the name."""
    return {words_of(name): value for name, value in given.items()}


def _given_id(record: Record, plan: Plan) -> str:
    value = record.given.get(words_of(plan.id_property)) if plan.id_property else None
    return value if isinstance(value, str) else ""
