"""What the service answers in the tests, and how a typed result has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from ...openapi import Schema
from ...words import Words, screaming, snake, split
from ..code import Expression, literal
from ..names import Names, identifier, reserved_words
from .literals import source
from .values import DATETIME, DECIMAL, UTC_, Sampler, moment_source

_DEEPEST = 4


@dataclass(frozen=True)
class Check:
    """One attribute of a result, and what it should be."""

    attribute: str
    operator: str
    value: Expression
    imports: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Answer:
    """A record as the service answers it: a constant of a module, and a function that checks results."""

    words: Words
    json: Any
    type: str  # the class of results, "" where they have none
    narrowed: str  # the one of several classes that this answer is of
    checks: tuple[Check, ...]

    @property
    def constant(self) -> str:
        return screaming(self.words)

    @property
    def check(self) -> str:
        return f"check_{snake(self.words)}"


class Answers:
    """Makes the answers of one test module, each once."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.made: dict[Words, Answer] = {}

    def of(self, schema: Schema, words: Words) -> Answer:
        """The answer that a schema describes; `words` name it where the document has no name for it."""
        name = schema.core.name
        own = split(name) or words
        if own not in self.made:
            self.made[own] = self._answer(schema.core, own)
        return self.made[own]

    def _answer(self, schema: Schema, words: Words) -> Answer:
        if not schema.properties and not schema.options:
            return self._plain(schema, words)
        tag, option = (
            next(iter(schema.mapping.items()), ("", schema)) if schema.discriminator else ("", schema)
        )
        shown = [*_shown(option)]
        sampler = Sampler()
        json = {name: _sample(sampler, child, split(name), 0) for name, child in shown}
        if tag:
            json[schema.discriminator] = tag
        type_ = self._class(schema.name)
        narrowed = self._class(option.name) if option is not schema else ""
        attributes = self._names.fields.get(self._key(option.name), {})
        checks = tuple(self._checks(shown, json, attributes))
        return Answer(words, json, type_, narrowed, checks)

    def _plain(self, schema: Schema, words: Words) -> Answer:
        """An answer that is no object with known properties."""
        json = _sample(Sampler(), schema, words, 0)
        value = _expected(schema, json)
        checks = (Check("", "is" if isinstance(json, bool) else "==", *value),) if value is not None else ()
        return Answer(words, json, "", "", checks)

    def _checks(
        self, shown: list[tuple[str, Schema]], json: Mapping[str, Any], attributes: Mapping[str, str]
    ) -> Iterator[Check]:
        for name, child in shown:
            value = _expected(child, json[name])
            if value is not None:
                own = identifier(split(child.text("x-name")) or split(name), snake, reserved_words("fields"))
                yield Check(attributes.get(name, own), "is" if isinstance(json[name], bool) else "==", *value)

    def _key(self, name: str) -> str:
        return "".join(word[:1].upper() + word[1:] for word in split(name))

    def _class(self, name: str) -> str:
        schema = self._names.schemas.get(self._key(name))
        return schema.name if schema is not None else ""


def _shown(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """The properties that are answered: those that must be, and of the rest the first of each kind."""
    seen: set[str] = set()
    for name, child in schema.properties.items():
        kind = _kind(child)
        if name in schema.required or (kind and kind not in seen):
            seen.add(kind)
            yield name, child


def _kind(schema: Schema) -> str:
    """The kind of a property's value; "" for what is not looked at."""
    if schema.meaning or schema.format:
        return schema.meaning or schema.format
    if schema.values:
        return "enum"
    kind = next(iter(schema.types), "")
    return kind if kind in ("string", "integer", "number", "boolean") else ""


def _sample(sampler: Sampler, schema: Schema, words: Words, depth: int) -> Any:
    """A value as the service sends it."""
    if schema.options and not schema.properties and not schema.values:
        options = [option for option in schema.options if not option.is_null]
        return _sample(sampler, options[0], words, depth)
    kind = next(iter(schema.types), "string")
    if kind == "object" and schema.properties:
        members = [(name, child) for name, child in schema.properties.items() if name in schema.required]
        return {name: _sample(sampler, child, split(name), depth + 1) for name, child in members}
    if kind == "array" and schema.items is not None:
        return [_sample(sampler, schema.items, words, depth + 1)] if depth < _DEEPEST else []
    example = next((one.value for one in schema.elements("examples")), None)
    if _is_moment(schema):
        return example or "2026-11-02T09:30:00Z"
    return sampler.value(schema, words).json


def _is_moment(schema: Schema) -> bool:
    return (schema.meaning or schema.format) in ("date-time", "moment")


def _expected(schema: Schema, value: Any) -> tuple[Expression, frozenset[tuple[str, str]]] | None:
    """How a typed result has a value; None where that is not looked at."""
    if isinstance(value, (dict, list)) or value is None:
        return None
    meaning = schema.meaning or schema.format
    if _is_moment(schema):
        return moment_source(_moment(value)), frozenset({DATETIME, UTC_})
    if meaning == "decimal":
        return f"Decimal({literal(str(value))})", frozenset({DECIMAL})
    if meaning == "integer":
        return literal(int(value)), frozenset()
    return source(value), frozenset()


def _moment(text: str) -> datetime:
    """A moment as services write it."""
    moment = parsedate_to_datetime(text) if "," in text else datetime.fromisoformat(text)
    return moment.astimezone(UTC)
