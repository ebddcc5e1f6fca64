"""What the tests give, and what then is on the wire: by the document's examples, else by its schemas.

The encoding is worked out here, from the schema alone; the clients have another of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random
from typing import Any, TypeAlias

from ...openapi import Schema
from ...patterns import first_match, matching
from ...words import Words, kebab, split
from ..code import Expression, literal
from .literals import array, source

Text: TypeAlias = str | tuple[str, ...]

UTC_, DATE, DATETIME, DECIMAL = (
    ("datetime", "UTC"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("decimal", "Decimal"),
)

_PHONE = frozenset(("from", "number", "phone", "to"))
# What patterns ask for, the first that fits.
_PATTERNED = (
    "+15550100",
    "1234#",
    "sip:alice@example.com",
    "wss://example.com/audio",
    "prompt:Be brief.",
    "name",
    "a" * 12,
)
_NAMED_NUMBER = re.compile(r"\d+$")


class NoSample(Exception):
    """There is no value to give."""


@dataclass(frozen=True)
class Value:
    """One value: as Python source, as text on the wire (a list: each of its texts), and in JSON."""

    code: Expression
    text: Text
    json: Any
    imports: frozenset[tuple[str, str]] = frozenset()


@dataclass
class Sampler:
    """Makes the values of one request, no two of a kind alike, so that none can stand in another's place."""

    made: Counter[str] = field(default_factory=Counter[str])
    exact: bool = False  # whether nothing will do where no text is found that a pattern matches

    def value(self, schema: Schema | None, words: Words) -> Value:
        """A value that fits the schema; `words` are those of its name."""
        if schema is None:
            return _text(self._named(words))
        if schema.meaning or schema.format in ("date", "date-time"):
            return self._meant(schema)
        if schema.values:
            return _plain(self._listed(schema))
        if schema.options and not schema.properties:
            return self.value(self._one_of(schema), words)
        return self._of_kind(schema, words)

    def _of_kind(self, schema: Schema, words: Words) -> Value:
        kind = next(iter(schema.types), "string")
        if kind == "array":
            return self._array(schema, words)
        if kind == "object":
            return self._object(schema)
        if kind == "boolean":
            return _plain(self._count("boolean") % 2 == 0)
        if kind in ("integer", "number"):
            return _plain(self._number(schema, kind))
        return _text(self._string(schema, words))

    def _meant(self, schema: Schema) -> Value:
        """A value that means more than its JSON type says."""
        meaning = schema.meaning or schema.format
        if meaning in ("date", "date-time", "moment"):
            return self._moment(meaning)
        if meaning == "boolean":
            return _plain(True)
        number = self._count("number")
        if meaning == "integer":
            return _plain(10 + number)
        amount = f"{number}.0125"
        if meaning == "decimal" and "string" in schema.types:
            return Value(f"Decimal({literal(amount)})", amount, amount, frozenset({DECIMAL}))
        return _plain(float(amount))

    def _moment(self, meaning: str) -> Value:
        """Days and moments take turns where either will do."""
        number = self._count("moment")
        if meaning == "date" or (meaning == "moment" and number % 2 == 0):
            day = date(2026, 11, 2 + number)
            return Value(f"date(2026, 11, {day.day})", day.isoformat(), day.isoformat(), frozenset({DATE}))
        moment = datetime(2026, 11, 2 + number, 9, 30, tzinfo=UTC)
        text = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
        return Value(moment_source(moment), text, text, frozenset({DATETIME, UTC_}))

    def _listed(self, schema: Schema) -> Any:
        """The listed values in turn, beginning with one that is not the default."""
        values = [value for value in schema.values if value != schema.raw("default")] or [*schema.values]
        return values[self._count(repr(schema.values)) % len(values)]

    def _one_of(self, schema: Schema) -> Schema:
        options = schema.options
        return (
            options[self._count(str(schema.identity)) % len(options)] if schema.discriminator else options[0]
        )

    def _array(self, schema: Schema, words: Words) -> Value:
        most = schema.number("maxItems")
        count = 1 if most == 1 else 2
        items = [self.value(schema.items, words) for _ in range(count)]
        # A flat spelling goes where the document has one: the last element is given in it.
        codes = [item.code for item in items]
        if schema.items is not None and (flat := flattened(schema.items, items[-1].json)) is not None:
            codes[-1] = source(flat)
        imports = frozenset[tuple[str, str]]().union(*(item.imports for item in items))
        texts = tuple(item.text for item in items if isinstance(item.text, str))
        return Value(array(codes), texts, [item.json for item in items], imports)

    def _object(self, schema: Schema) -> Value:
        made = {name: self.value(child, split(name)).json for name, child in self._members(schema)}
        if not made and isinstance(schema.additional, Schema):
            made = {"name": self.value(schema.additional, ("value",)).json}
        return _plain(made if made or schema.additional is False else {"name": "value"})

    def _members(self, schema: Schema) -> Iterator[tuple[str, Schema]]:
        """The properties that must be there; where none must, the first."""
        found = [(name, child) for name, child in schema.properties.items() if name in schema.required]
        yield from found or [*schema.properties.items()][:1]

    def _number(self, schema: Schema, kind: str) -> int | float:
        low, high = schema.number("minimum"), schema.number("maximum")
        start = (low if low is not None else 10) + 1 + self._count("number")
        if start == schema.raw("default"):
            start += 1
        if high is not None:
            start = min(start, high)
        return (
            int(start) if kind == "integer" else start + (0.5 if high is None or start + 0.5 <= high else 0)
        )

    def _string(self, schema: Schema, words: Words) -> str:
        example = next((one.value for one in schema.elements("examples")), schema.raw("example"))
        if isinstance(example, str):
            return self._distinct(example)
        if pattern := schema.text("pattern"):
            return self._distinct(self._patterned(pattern) or " ".join(words))
        if schema.format in ("uri", "url"):
            return f"https://example.com/{kebab(words)}"
        return self._named(words)

    def _patterned(self, pattern: str) -> str | None:
        """A text that a pattern matches; None where none is known: `pattern-sample` tells."""
        found = first_match(pattern, _PATTERNED) or matching(pattern, Random(pattern))
        if found is None and self.exact:
            raise NoSample
        return found

    def _named(self, words: Words) -> str:
        """A text that tells what it is for."""
        if _PHONE.intersection(words):
            return self._distinct("+15550100")
        return self._distinct(" ".join(words))

    def _distinct(self, text: str) -> str:
        """The text, or where there is one like it already, one that ends with another digit."""
        number = self._count(text)
        match = _NAMED_NUMBER.search(text)
        if not number or match is None:
            return f"{text}{number}" if number else text
        return text[: match.start()] + str(int(match[0]) + number).zfill(len(match[0]))

    def _count(self, kind: str) -> int:
        """How many of a kind there were before."""
        self.made[kind] += 1
        return self.made[kind] - 1


def moment_source(moment: datetime) -> str:
    """A moment in UTC, as Python source."""
    clock = [moment.hour, moment.minute, *([moment.second] if moment.second else [])]
    parts = (moment.year, moment.month, moment.day, *clock)
    return f"datetime({', '.join(map(str, parts))}, tzinfo=UTC)"


def flattened(schema: Schema, value: Any) -> dict[str, Any] | None:
    """A nested item in its flat spelling (`x-flat`), where it has one."""
    option = _option(schema, value)
    nested = option.text("x-flat")
    if not nested or not isinstance(value.get(nested), dict):
        return None
    rest = {name: child for name, child in value.items() if name != nested}
    return {**rest, **value[nested]}


def _option(schema: Schema, value: Any) -> Schema:
    """The alternative that a value is of."""
    return schema.mapping.get(value.get(schema.discriminator), schema) if schema.discriminator else schema


def _plain(value: Any) -> Value:
    """A value that is spelled in Python as in JSON."""
    if isinstance(value, bool):
        return Value(literal(value), "true" if value else "false", value)
    if isinstance(value, (int, float)):
        return Value(literal(value), f"{value:g}" if isinstance(value, float) else str(value), value)
    return Value(source(value), value if isinstance(value, str) else "", value)


def _text(value: str) -> Value:
    return Value(literal(value), value, value)
