"""Texts of paths, queries, forms and headers, read as the values that their schemas ask for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..openapi import Schema
from ..values import Failure, Schemas, Steps, is_list, is_object

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,99})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,99})(\.[0-9]{1,99})?([eE][+-]?[0-9]{1,3})?")
_KEY = re.compile(r"\[([^\[\]]*)\]")
_DEEPEST = 8  # alternatives within alternatives, keys within keys


@dataclass
class Reading:
    """What texts were read as, and what is wrong with them."""

    value: Any = None
    failures: list[Failure] = field(default_factory=list[Failure])


class Texts:
    """Reads texts by schemas. A name that comes several times is a list."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas

    def read(self, schema: Schema | None, texts: Sequence[str]) -> Reading:
        """The value of a name, from each text that came under it."""
        if schema is None:
            return Reading(texts[0] if len(texts) == 1 else list(texts))
        if "array" in kinds(schema):
            return self._list(schema, texts)
        if len(texts) > 1:
            return Reading(texts[0], [Failure((), "must be given once", "repeated")])
        return self._scalar(schema, texts[0])

    def _list(self, schema: Schema, texts: Sequence[str]) -> Reading:
        items = items_of(schema)
        readings = [self._scalar(items, text) if items is not None else Reading(text) for text in texts]
        values = [reading.value for reading in readings]
        inner = [
            Failure((index, *failure.steps), failure.what, failure.reason)
            for index, reading in enumerate(readings)
            for failure in reading.failures
        ]
        # What is wrong with the elements is told by then.
        outer = [failure for failure in self._schemas.failures(schema, values) if not failure.steps]
        return Reading(values, [*inner, *outer])

    def _scalar(self, schema: Schema, text: str) -> Reading:
        """The value of one text: of the readings that are possible, the first that fits."""
        candidates = _candidates(text, kinds(schema))
        for value in candidates:
            if self._schemas.fits(schema, value):
                return Reading(value)
        value = candidates[0]
        return Reading(value, _without_steps(self._schemas.failures(schema, value)))


def kinds(schema: Schema, depth: int = 0) -> frozenset[str]:
    """The JSON types that fit, those of the alternatives included; empty where anything does."""
    found = set(schema.types)
    if depth < _DEEPEST:
        for option in schema.options:
            found |= kinds(option, depth + 1)
    if not found:
        found = {_kind(value) for value in schema.values}
    return frozenset(found)


def items_of(schema: Schema) -> Schema | None:
    """The schema of the elements of a list, also where the list is one of several alternatives."""
    if schema.items is not None:
        return schema.items
    return next((option.items for option in schema.options if option.items is not None), None)


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "string" if isinstance(value, str) else "integer" if isinstance(value, int) else "number"


def _candidates(text: str, wanted: frozenset[str]) -> list[Any]:
    found: list[Any] = []
    if text in ("true", "false") and (not wanted or "boolean" in wanted):
        found.append(text == "true")
    if _INTEGER.fullmatch(text) and (not wanted or wanted & {"integer", "number"}):
        found.append(int(text))
    elif _NUMBER.fullmatch(text) and (not wanted or "number" in wanted):
        found.append(float(text))
    if "string" in wanted:
        # The text itself is kept, where the document takes it: `0.10` is not `0.1`.
        return [text, *found] if not found or "boolean" not in wanted else [*found, text]
    return [*found, text]


def _without_steps(failures: list[Failure]) -> list[Failure]:
    return [Failure((), failure.what, failure.reason) for failure in failures]


def stem(name: str, names: frozenset[str]) -> str:
    """The declared name that a name with brackets belongs to; the name itself where there is none."""
    base = name.partition("[")[0]
    return base if name not in names and name.endswith("]") and base in names else name


def place(values: dict[str, Any], name: str, text: str) -> bool:
    """Put a text where a name such as `a[b][c]` says; whether that was possible."""
    base, keys = name.partition("[")[0], [*_KEY.findall(name)]
    if f"{base}{''.join(f'[{key}]' for key in keys)}" != name or len(keys) > _DEEPEST:
        return False
    here: Any = values
    for key, following in zip([base, *keys], [*keys, None], strict=True):
        fresh: Any = text if following is None else [] if following == "" else {}
        if is_list(here):
            here.append(fresh)
            here = here[-1]
        elif is_object(here):
            if following is None and key in here:
                return False
            here = here.setdefault(key, fresh)
        else:
            return False
    return True


def typed(value: Any, schema: Schema | None, steps: Steps = ()) -> Any:
    """A nest of texts with each text read as its place in the schema wants it."""
    if schema is None or len(steps) > _DEEPEST:
        return value
    if is_object(value):
        return {key: typed(child, _member(schema, key), (*steps, key)) for key, child in value.items()}
    if is_list(value):
        return [typed(child, items_of(schema), (*steps, 0)) for child in value]
    return _candidates(value, kinds(schema))[0] if isinstance(value, str) else value


def _member(schema: Schema, key: str) -> Schema | None:
    for option in (schema, *schema.options):
        if key in option.properties:
            return option.properties[key]
        if isinstance(option.additional, Schema):
            return option.additional
    return None
