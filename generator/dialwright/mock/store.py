"""The records that the API keeps, in tables, each bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ..words import Words
from .clock import Timer
from .naming import usual_names, words_of

Scope: TypeAlias = Mapping[str, str]
"""Where records are: placeholder of a path -> what stands in its place."""


@dataclass(eq=False)
class Record:
    """One record.

    Attributes:
        table: The name of its table.
        id: What paths pick it by.
        number: Its place among all records, from 1: a later one was made later.
        values: The record as it is answered.
        scope: Where it is: what stood in the placeholders of the path that made it.
        given: What requests have said about it, by the words of the names.
        state: What behaviours keep of it and the answer does not show.
        origin: Scheme and host of the server as whoever made it knows them; "" where that is not known.
        timers: What is going to happen to it.
    """

    table: str
    id: str
    number: int
    values: dict[str, Any]
    scope: dict[str, str]
    given: dict[Words, Any] = field(default_factory=dict[Words, Any])
    state: dict[str, Any] = field(default_factory=dict[str, Any])
    origin: str = ""
    timers: list[Timer] = field(default_factory=list[Timer])

    def forget(self) -> None:
        """Let nothing more happen to it: it is no longer kept."""
        for timer in self.timers:
            timer.cancel()
        self.timers.clear()

    def find(self, words: Words) -> Any:
        """What it has under a name of these words: in the answer, else among what was given; else None."""
        name = self.name_of(words)
        return self.values[name] if name is not None else self.given.get(words)

    def name_of(self, words: Words) -> str | None:
        """The name of these words in the answer, or None. The usual spellings are tried first."""
        for usual in usual_names(words):
            if usual in self.values:
                return usual
        return next((name for name in self.values if words_of(name) == words), None)

    def has(self, words: Words) -> bool:
        """Whether there is anything that `find` finds."""
        return words in self.given or self.name_of(words) is not None

    def is_in(self, scope: Scope) -> bool:
        """Whether it is where a path looks."""
        return all(self._is_at(name, text) for name, text in scope.items())

    def _is_at(self, name: str, text: str) -> bool:
        own = self.scope.get(name)
        return own == text if own is not None else str(self.find(words_of(name))) == text


class Table:
    """The records of one kind, at most so many: the oldest makes room."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._records: dict[int, Record] = {}
        self._by_id: dict[str, dict[int, Record]] = {}

    def add(self, record: Record) -> None:
        if len(self._records) >= self._size:
            self.remove(next(iter(self._records.values())))
        self._records[record.number] = record
        self._by_id.setdefault(record.id, {})[record.number] = record

    def remove(self, record: Record) -> None:
        """Take a record out; nothing happens where it is out already."""
        if self._records.pop(record.number, None) is None:
            return
        record.forget()
        alike = self._by_id[record.id]
        del alike[record.number]
        if not alike:
            del self._by_id[record.id]

    def find(self, id: str, scope: Scope) -> Record | None:
        """The latest record of an identifier in a scope."""
        alike = self._by_id.get(id, {})
        return next((record for record in reversed(alike.values()) if record.is_in(scope)), None)

    def has(self, record: Record) -> bool:
        """Whether a record is in."""
        return self._records.get(record.number) is record

    def latest_first(self) -> Iterator[Record]:
        return reversed(self._records.values())

    def __len__(self) -> int:
        return len(self._records)


class Store:
    """All tables.

    Args:
        size: How many records each keeps at most.
    """

    def __init__(self, size: int = 10_000) -> None:
        self._size = size
        self._tables: dict[str, Table] = {}
        self._numbers = 0

    def table(self, name: str) -> Table:
        if name not in self._tables:
            self._tables[name] = Table(self._size)
        return self._tables[name]

    def next_number(self) -> int:
        """A number for a record to come."""
        self._numbers += 1
        return self._numbers

    def find(self, table: str, id: str, scope: Scope) -> Record | None:
        return self.table(table).find(id, scope)

    def records(
        self, table: str, scope: Scope, wanted: Callable[[Record], bool] = lambda record: True
    ) -> list[Record]:
        """The records of a scope, the latest first."""
        found = self.table(table).latest_first()
        return [record for record in found if record.is_in(scope) and wanted(record)]

    def clear(self) -> None:
        """Forget every record."""
        for table in self._tables.values():
            for record in table.latest_first():
                record.forget()
        self._tables.clear()

    def __len__(self) -> int:
        return sum(len(table) for table in self._tables.values())
