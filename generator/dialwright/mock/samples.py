"""Values that fit schemas: from their examples, else from their defaults, else made from what they say."""

from __future__ import annotations

import base64
import copy
from collections.abc import Hashable
from datetime import UTC, datetime
from random import Random
from typing import Any

from .. import patterns
from ..openapi import Content, Schema
from ..values import Schemas, is_object, moments
from ..words import split
from . import audio, shapes

_DEEPEST = 12
_GENEROUS = 4  # depth down to which fields that may be missing are there
_MOST_ITEMS = 20
_MOST_OPTIONS = 4  # alternatives that are tried
_MOST_CHECKS = 20  # of alternatives in one value: a check may be dear
_MOST_FIELDS = 500  # of a whole value, as long as they may be missing
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Sampler:
    """Makes values. The same seed makes the same values, in the same order.

    Args:
        schemas: What tells whether a value fits.
        seed: What the values are drawn from.
        now: The moment that moments tell.
        generous: Whether fields that may be missing are there.
    """

    def __init__(
        self, schemas: Schemas, seed: object, *, now: datetime | None = None, generous: bool = True
    ) -> None:
        self._schemas = schemas
        self.random = Random(str(seed))
        self._now = now or datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
        self._generous = generous
        self._room = _MOST_FIELDS  # for fields that may be missing
        self._checks = _MOST_CHECKS

    def content(self, content: Content) -> Any:
        """The body of a media type: its example, else one that fits its schema."""
        schema = content.schema
        example = _example(content)
        if example is not None and (schema is None or self._schemas.fits(schema, example)):
            return copy.deepcopy(example)
        return self.value(schema) if schema is not None else {}

    def value(self, schema: Schema, name: str = "") -> Any:
        """A value that fits, where one can be made; `name` is that of the field."""
        return self._value(schema, name, ())

    def binary(self, content: Content) -> bytes:
        """The bytes of a media type."""
        kind = content.essence
        if kind in ("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"):
            return audio.wav(1)
        if kind in ("audio/mpeg", "audio/mp3"):
            return audio.mp3(1)
        if kind == "application/pdf":
            return b"%PDF-1.1\n1 0 obj<</Pages 1 0 R>>endobj trailer<</Root 1 0 R>>\n%%EOF\n"
        if kind.endswith("xml"):
            return b'<?xml version="1.0" encoding="UTF-8"?>\n<Response/>\n'
        return b"text" if kind.startswith("text/") else PNG

    def _value(self, schema: Schema, name: str, above: tuple[Hashable, ...]) -> Any:
        given = _example(schema)
        if given is None:
            given = schema.raw("default")
        if given is not None and self._schemas.fits(schema, given):
            return copy.deepcopy(given)
        if schema.has("const") or schema.elements("enum"):
            first = schema.raw("const") if schema.has("const") else schema.elements("enum")[0].value
            return copy.deepcopy(first)
        if schema.values:
            return schema.values[0]
        here = (*above, schema.identity)
        kind = next(iter(schema.types), "")
        if schema.options:
            return self._alternative(schema, name, here)
        return self._of_kind(kind, schema, name, here)

    def _alternative(self, schema: Schema, name: str, here: tuple[Hashable, ...]) -> Any:
        """A value of one alternative: of `anyOf` the first will do, of `oneOf` it must fit no other."""
        options = sorted(schema.options, key=lambda option: option.identity in here)
        first = value = self._option(schema, options[0], name, here)
        if not schema.elements("oneOf"):
            return first
        for option in options[1:_MOST_OPTIONS]:
            self._checks -= 1
            if self._checks < 0 or self._schemas.fits(schema, value):
                return value
            value = self._option(schema, option, name, here)
        return value if self._schemas.fits(schema, value) else first

    def _option(self, schema: Schema, option: Schema, name: str, here: tuple[Hashable, ...]) -> Any:
        """A value of an alternative, with what all of them have, and what tells it from the others."""
        value = self._value(option, name, here)
        if not is_object(value):
            return value
        tags = {one.identity: tag for tag, one in schema.mapping.items()} if schema.discriminator else {}
        own = self._object(schema, here) if schema.properties else {}
        tag = {schema.discriminator: tags[option.identity]} if option.identity in tags else {}
        return own | value | tag

    def _of_kind(self, kind: str, schema: Schema, name: str, here: tuple[Hashable, ...]) -> Any:
        if len(here) > _DEEPEST:
            least: dict[str, Any] = {"object": {}, "array": [], "string": "text", "boolean": False}
            return least.get(kind, 0 if kind else None)
        match kind:
            case "object":
                return self._object(schema, here)
            case "array":
                return self._array(schema, name, here)
            case "string":
                return self._text(schema, name)
            case "integer" | "number":
                return self._number(schema, kind)
            case "boolean":
                return False
            case _:
                return None if schema.nullable else {} if name == "" else "text"

    def _object(self, schema: Schema, here: tuple[Hashable, ...]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        most = schema.number("maxProperties")
        most = len(schema.properties) if most is None else most - len(schema.required)
        for name, child in schema.properties.items():
            again = child.identity in here or (child.items is not None and child.items.identity in here)
            wanted = (
                len(made) < most
                and self._generous
                and len(here) <= _GENEROUS
                and not again
                and self._room > 0
            )
            if name in schema.required or (wanted and not child.is_null and not child.flag("writeOnly")):
                self._room -= 1
                made[name] = self._value(child, name, here)
        for name in sorted(schema.required - {*made}):
            made[name] = "text"
        extra = schema.additional if isinstance(schema.additional, Schema) else None
        for number in range(len(made), min(int(schema.number("minProperties") or 0), _MOST_ITEMS)):
            made[f"key{number + 1}"] = self._value(extra, "key", here) if extra is not None else "text"
        return made

    def _array(self, schema: Schema, name: str, here: tuple[Hashable, ...]) -> list[Any]:
        least = int(schema.number("minItems") or 0)
        again = schema.items is not None and schema.items.identity in here
        size = max(least, 0 if again or schema.number("maxItems") == 0 or not self._generous else 1)
        if schema.items is None:
            return ["text"] * least
        items = [self._value(schema.items, name, here) for _ in range(min(size, _MOST_ITEMS))]
        if schema.flag("uniqueItems"):
            items = [_numbered(item, index) for index, item in enumerate(items)]
        return items

    def _number(self, schema: Schema, kind: str) -> int | float:
        low, high = schema.number("minimum"), schema.number("maximum")
        multiple = schema.number("multipleOf") or 0
        step = multiple if multiple > 0 else 1
        above = schema.number("exclusiveMinimum")
        value = low if low is not None else min(high, 0) if high is not None else 0
        if above is not None and above >= value:
            value = above + step
        elif schema.flag("exclusiveMinimum"):
            value += step
        if multiple > 0 and value % multiple:
            value += multiple - value % multiple
        return int(value) if kind == "integer" or float(value).is_integer() else value

    def _text(self, schema: Schema, name: str) -> str:
        pattern = schema.text("pattern")
        if pattern and (text := patterns.matching(pattern, self.random)) is not None:
            return text
        known = self._formatted(schema.format or schema.meaning)
        text = known if known is not None else self._named(schema, name)
        least, most = int(schema.number("minLength") or 0), schema.number("maxLength")
        if len(text) < least <= 10_000:
            text += "x" * (least - len(text))
        return text[: int(most)] if most is not None and len(text) > most else text

    def _formatted(self, format: str) -> str | None:
        match format:
            case "date-time" | "moment":
                return moments.write(self._now)
            case "date":
                return self._now.date().isoformat()
            case "time":
                return "09:30:00Z"
            case "duration":
                return "PT1H"
            case "uuid":
                return shapes.uuid(self.random)
            case "uri" | "url" | "iri":
                return "https://example.com/"
            case "uri-reference" | "iri-reference" | "uri-template":
                return "/"
            case "email" | "idn-email":
                return "somebody@example.com"
            case "hostname" | "idn-hostname":
                return "example.com"
            case "ipv4" | "ip":
                return "192.0.2.1"
            case "ipv6":
                return "2001:db8::1"
            case "byte":
                return "dGV4dA=="
            case "json-pointer" | "relative-json-pointer":
                return "" if format == "json-pointer" else "0"
            case "regex":
                return ".*"
            case "decimal" | "integer" | "number":
                return "0"
            case "boolean":
                return "false"
            case _:
                return None

    def _named(self, schema: Schema, name: str) -> str:
        words = split(name)
        if words[-1:] in (("uri",), ("url",)):
            return "https://example.com/"
        if words[-2:] == ("phone", "number") or split(schema.name)[-2:] == ("phone", "number"):
            return shapes.phone_number(self.random)
        return " ".join(words) or "text"


def _example(view: Schema | Content) -> Any:
    """The first example, of either version of the standard; of a media type they are kept by name."""
    own = view.raw("example")
    if own is not None:
        return own
    if isinstance(view, Content):
        for _, node in view.children("examples"):
            resolved = view.document.resolve(node)
            value = resolved.get("value") if resolved.is_mapping else None
            if value is not None:
                return value.value
        return None
    return next((node.value for node in view.elements("examples")), None)


def _numbered(item: Any, index: int) -> Any:
    if index == 0:
        return item
    if isinstance(item, str):
        return f"{item}{index}"
    if is_object(item):
        return {key: _numbered(value, index) for key, value in item.items()}
    return item + index if isinstance(item, (int, float)) and not isinstance(item, bool) else item
