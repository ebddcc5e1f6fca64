"""Which records a list holds, by the names in its query."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any

from ..openapi import Parameter
from ..values import is_list, moments
from ..words import Words
from .naming import words_of
from .store import Record


class Relation(Enum):
    """How a record's value stands to the one that is asked for."""

    EQUAL = ""
    UNTIL = "<"  # or at it
    FROM = ">"  # or at it
    BEFORE = "before"
    AFTER = "after"


_ENDINGS = (
    (("on", "or", "before"), Relation.UNTIL),
    (("on", "or", "after"), Relation.FROM),
    (("before",), Relation.BEFORE),
    (("after",), Relation.AFTER),
)


def passes(record: Record, parameters: Mapping[str, Parameter], query: Mapping[str, Any]) -> bool:
    """Whether a record is what a query asks for. Names that no record has filter nothing."""
    return all(_fits(record, name, wanted) for name, wanted in query.items() if name in parameters)


@lru_cache(maxsize=1024)
def asked(name: str) -> tuple[Words, Relation]:
    """What a name of a query asks about, and how: `StartTime<` -> start time, until."""
    if name.endswith(("<", ">")):
        return words_of(name[:-1]), Relation(name[-1])
    words = words_of(name)
    for ending, relation in _ENDINGS:
        if words[-len(ending) :] == ending and len(words) > len(ending):
            return words[: -len(ending)], relation
    return words, Relation.EQUAL


def _fits(record: Record, name: str, wanted: Any) -> bool:
    words, relation = asked(name)
    if not record.has(words):
        return relation is Relation.EQUAL
    value = record.find(words)
    moment = moments.read(value)
    limit = moments.read_day(wanted) or moments.read(wanted)
    if limit is not None and (moment is not None or relation is not Relation.EQUAL):
        return moment is not None and _compares(moment, relation, limit)
    return relation is Relation.EQUAL and _same(value, wanted)


def _same(value: Any, wanted: Any) -> bool:
    if is_list(wanted):
        return any(_same(value, one) for one in wanted)
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    return str(value) == str(wanted)


def _last(moment: datetime) -> datetime:
    """The last moment that there is a word for."""
    return datetime.max.replace(tzinfo=moment.tzinfo)


def _compares(moment: datetime, relation: Relation, limit: date) -> bool:
    """Against a day, all of it counts: `until` it is before the next one begins."""
    if isinstance(limit, datetime):
        begin, length = limit, timedelta(seconds=1)
    else:
        begin, length = datetime(limit.year, limit.month, limit.day, tzinfo=moment.tzinfo), timedelta(days=1)
    end = begin + min(length, _last(begin) - begin)
    match relation:
        case Relation.EQUAL:
            return begin <= moment < end
        case Relation.UNTIL:
            return moment < end
        case Relation.FROM:
            return moment >= begin
        case Relation.BEFORE:
            return moment < begin
        case Relation.AFTER:
            return moment >= end
