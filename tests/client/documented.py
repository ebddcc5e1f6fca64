"""Records as the spec documents them, drawn at random: what the service writes, and how else it may.

The schemas are read with plain PyYAML and nothing of the generator's or the client's, and dates are written
by the standard library, so that a fault in either cannot hide itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from hypothesis import strategies as st

from calling.schemas import Schema
from dialwright_signalwire import models
from dialwright_signalwire._runtime import Model

__all__ = ["JSON", "MODELS", "Place", "Strategy", "documented", "places", "schema_of"]

Strategy: TypeAlias = "st.SearchStrategy[Any]"

SPEC = Path(__file__).resolve().parents[2] / "spec/signalwire"

JSON: Strategy = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(10**4000), 10**4000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(
        ["", "20", "-0", "1e999999999", "9" * 99, "true", "Thu, 20 Sep 2018 10:00:00 +0000", "2018-09-20"]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
"""Any JSON value at all."""

MODELS: list[type[Model]] = sorted(
    (
        model
        for name in models.__all__
        if isinstance(model := getattr(models, name), type) and issubclass(model, Model)
    ),
    key=lambda model: model.__name__,
)
"""Every model of the client."""


@cache
def _homes() -> dict[str, Path]:
    """In which file of the spec each schema is."""
    homes: dict[str, Path] = {}
    for file in sorted(SPEC.rglob("*.yaml")):
        said: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        homes |= dict.fromkeys(said.get("schemas", {}), file)
    return homes


@cache
def schema_of(name: str) -> Schema:
    """The schema of this name, wherever the spec has it; what it includes is a part of it."""
    file = _homes()[name]
    return whole(Schema.of(file, {"$ref": f"#/schemas/{name}"}))


def whole(schema: Schema) -> Schema:
    """The schema together with what it includes by `allOf`, in one file."""
    parts = [whole(Schema.of(schema.file, part)) for part in schema.said.get("allOf", [])]
    if not parts:
        return schema
    assert {part.file for part in parts} == {schema.file}
    properties: dict[str, Any] = {}
    required: list[str] = []
    for part in (*parts, schema):
        properties |= part.said.get("properties", {})
        required += part.required
    return Schema(schema.file, {**schema.said, "properties": properties, "required": required})


def kinds(schema: Schema) -> list[str]:
    """The JSON types of a schema, as it lists them."""
    written: str | list[str] = schema.said.get("type", [])
    return [written] if isinstance(written, str) else written


@cache
def documented(name: str, *, usual: bool = True) -> Strategy:
    """JSON objects that are as a schema documents them.

    Args:
        name: Name of the schema.
        usual: Whether each value is in the one spelling in which the service is documented to write it, under
            the property's own name; else any spelling, and any name, that the schema allows.
    """
    return documents(schema_of(name), usual)


def documents(schema: Schema, usual: bool) -> Strategy:
    """JSON objects of a schema."""
    required: dict[str, Strategy] = {}
    optional: dict[str, Strategy] = {}
    for name, inner in schema.properties.items():
        (required if name in schema.required else optional)[name] = values(inner, usual)
        aliases: list[str] = inner.said.get("x-alias", [])
        for alias in [] if usual else aliases:
            optional[alias] = values(inner, usual)
    return st.fixed_dictionaries(required, optional=optional)


def values(schema: Schema, usual: bool) -> Strategy:
    """Values of a schema."""
    schema, said = whole(schema), schema.said
    if "const" in said:
        return st.just(said["const"])
    if "enum" in said:
        # What the service answers with is open: it may have learned a further value since.
        return st.sampled_from(said["enum"]) | (st.nothing() if usual else st.text())
    if schema.options:
        return st.one_of([values(option, usual) for option in schema.options])
    listed = [kind for kind in kinds(schema) if kind != "null"]
    meant = said.get("x-type") or (said.get("format") if said.get("format") == "date-time" else None)
    drawn = listed[:1] if usual and meant else listed
    found = [_typed(schema, kind, meant, usual) for kind in drawn]
    return st.one_of([*found, *([st.none()] if "null" in kinds(schema) else [])])


def _typed(schema: Schema, kind: str, meant: str | None, usual: bool) -> Strategy:
    """Values of one JSON type; `meant` is what they mean beyond it."""
    match kind, meant:
        case "string", "date-time":
            written = moments(schema.said.get("format") == "rfc-2822")
            return written if usual else written | moments(True) | moments(False) | odd_moments()
        case "string", "decimal":
            return amounts().map(lambda amount: format(amount, "f"))
        case "number", "decimal":
            return amounts().map(float) | st.integers(-1000, 1000)
        case "string", "integer":
            digits = st.integers(0, 10**12).map(str)
            return digits if usual else digits | digits.map(lambda text: f"00{text}")
        case "string", "number":
            return st.floats(allow_nan=False, allow_infinity=False).map(repr)
        case "string", _:
            return st.text(max_size=20)
        case "integer", _:
            return st.integers(-(10**12), 10**12)
        case "number", _:
            return st.floats(allow_nan=False, allow_infinity=False)
        case "boolean", _:
            return st.booleans()
        case "array", _:
            return st.lists(values(schema.items, usual), max_size=3)
        case _:
            return documents(schema, usual) if schema.properties else st.dictionaries(st.text(), JSON)


def amounts() -> st.SearchStrategy[Decimal]:
    return st.decimals(-1000, 1000, places=5) | st.decimals(-1000, 1000, places=2)


def moments(rfc: bool) -> Strategy:
    """Moments of whole seconds in UTC, as text."""
    drawn = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0))
    return drawn.map(format_datetime if rfc else lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}Z".zfill(20))


def odd_moments() -> Strategy:
    """Moments in spellings that are read as well."""
    offsets = st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
    some = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=offsets)
    return st.one_of(
        some.map(datetime.isoformat),
        some.map(format_datetime),
        some.map(lambda moment: f"Thur, {moment:%d %b %Y %H:%M:%S} GMT".replace("Sep ", "Sept ")),
    )


Place: TypeAlias = tuple[tuple[str | int, ...], list[Any]]
"""The steps to a value of a document, and values that are odd there."""

_ODD: dict[str, list[Any]] = {
    "string": [{}, [], ["x"], {"x": 1}],
    "decimal": ["free", "", {}, [1], True, "1E+999999999"],
    "integer": ["long", "", "1.5", 1.5, {}, [1], True],
    "number": ["high", "", {}, [1], True],
    "boolean": ["maybe", "", 1, {}, []],
    "date-time": ["soon", "", "2018-13-01T00:00:00Z", 5, True, {}, []],
    "array": [{}, "x", 1, True],
    "object": [[], "x", 1, True],
}


def places(schema: Schema, document: Any, steps: tuple[str | int, ...] = ()) -> Iterator[Place]:
    """Where a documented value could be odd, and with what."""
    schema = whole(schema)
    if schema.options or "const" in schema.said or document is None:
        return
    meant = schema.said.get("x-type") or schema.said.get("format")
    possible = [meant] if meant in _ODD else [kind for kind in kinds(schema) if kind != "null"]
    kind = possible[0]
    if steps:
        yield steps, [odd for odd in _ODD[kind] if all(odd in _ODD[other] for other in possible)]
    if kind == "object":
        for name, inner in schema.properties.items():
            if name in document:
                yield from places(inner, document[name], (*steps, name))
    if kind == "array":
        for number, item in enumerate(document):
            yield from places(schema.items, item, (*steps, number))
