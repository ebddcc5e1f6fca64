"""Values that the documents' schemas allow. They are read with plain PyYAML and nothing of the generator's,
so that a fault in the generator cannot hide itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

__all__ = ["CALLING", "Maker", "Schema", "breadth", "load"]

CALLING = Path(__file__).resolve().parents[2] / "spec/signalwire/calling"

_TEXTS = ("12#", "sip:a@example.com", "wss://example.com/{name}", "prompt: Grüße, {name}")
_OPEN = {"version": "1.0", "sections": {"main": [{"play": "Grüße"}, None, 1.5, True]}}


@cache
def load(file: Path) -> Any:
    """A YAML document."""
    return yaml.safe_load(file.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Schema:
    """A schema, and the file from which its references lead on."""

    file: Path
    said: dict[str, Any]

    @classmethod
    def of(cls, file: Path, said: dict[str, Any]) -> Schema:
        """The schema that is meant: references are followed, and what stands beside one is kept."""
        if "$ref" not in said:
            return cls(file, said)
        path, _, pointer = said["$ref"].partition("#/")
        target = (file.parent / path).resolve() if path else file
        value = load(target)
        for step in pointer.split("/"):
            value = value[step]
        found = cls.of(target, value)
        return cls(found.file, {**found.said, **{key: said[key] for key in said if key != "$ref"}})

    @property
    def properties(self) -> dict[str, Schema]:
        return {name: self.of(self.file, said) for name, said in self.said.get("properties", {}).items()}

    @property
    def required(self) -> list[str]:
        names: list[str] = self.said.get("required", [])
        return names

    @property
    def options(self) -> list[Schema]:
        """The alternatives of a union; none where it is no union."""
        found: list[dict[str, Any]] = self.said.get("oneOf") or self.said.get("anyOf") or []
        return [self.of(self.file, said) for said in found]

    @property
    def items(self) -> Schema:
        return self.of(self.file, self.said["items"])

    @property
    def rules(self) -> Iterator[tuple[str, list[str]]]:
        """The conditions over several properties: their kind, and the properties."""
        for rule in self.said.get("x-rules", []):
            yield from rule.items()

    def walk(self) -> Iterator[Schema]:
        """This schema and all that is in it."""
        yield self
        inside = [*self.properties.values(), *self.options, *([self.items] if "items" in self.said else [])]
        for schema in inside:
            yield from schema.walk()


def breadth(schema: Schema) -> int:
    """How many values show every alternative of a schema. A list shows all those of its items at once."""
    if schema.options:
        return sum(map(breadth, schema.options))
    rules = [len(fields) for _, fields in schema.rules]
    return max([1, *rules, *map(breadth, schema.properties.values())])


@dataclass(frozen=True)
class Maker:
    """Makes a value of a schema.

    Args:
        whole: Whether it has all that may be given, not just what must be.
        choice: Which alternative it shows, of as many as the schema's breadth; counted round and round.
        flat: Whether what has a flat spelling is spelled so.
    """

    whole: bool
    choice: int = 0
    flat: bool = False

    def make(self, schema: Schema, name: str = "") -> Any:
        """A value; texts and numbers differ by the name of the property, so that none passes for another."""
        said = schema.said
        if "const" in said:
            return said["const"]
        if "enum" in said:
            return said["enum"][self.choice % len(said["enum"])]
        if schema.options:
            return self._option(schema, name)
        kind: str = said["type"]
        return getattr(self, f"_{kind}")(schema, name)

    def names(self, schema: Schema) -> list[str]:
        """The properties that an object has, such that they go together."""
        names = list(schema.properties) if self.whole else list(schema.required)
        for kind, fields in schema.rules:
            one = fields[self.choice % len(fields)]
            if kind != "at-least-one-of" and self.whole:
                names = [name for name in names if name == one or name not in fields]
            elif kind != "at-most-one-of" and one not in names:
                names.append(one)
        return names

    def _option(self, schema: Schema, name: str) -> Any:
        choice = self.choice % breadth(schema)
        for option in schema.options:
            if choice < breadth(option):
                return replace(self, choice=choice).make(option, name)
            choice -= breadth(option)
        raise AssertionError("the breadth of a union is that of its options")

    def _object(self, schema: Schema, name: str) -> dict[str, Any]:
        more: Any = schema.said.get("additionalProperties")
        if more not in (True, False, None):
            return {f"{name}_{end}": self.make(Schema.of(schema.file, more), end) for end in ("one", "two")}
        if more:
            return {"name": name, **_OPEN}
        properties = schema.properties
        value = {key: self.make(properties[key], key) for key in self.names(schema)}
        under = schema.said.get("x-flat")
        return value.pop(under) | value if self.flat and under in value else value

    def _array(self, schema: Schema, name: str) -> list[Any]:
        items = schema.items
        if "enum" in items.said:
            return list(items.said["enum"])
        return [replace(self, choice=choice).make(items, name) for choice in range(breadth(items))]

    def _string(self, schema: Schema, name: str) -> str:
        usual = f"https://example.com/{name}" if schema.said.get("format") == "uri" else f"Grüße, {name}"
        texts = [text.format(name=name) for text in (usual, *_TEXTS)]
        return next(text for text in texts if re.search(schema.said.get("pattern", ""), text))

    def _integer(self, schema: Schema, name: str) -> int:
        return int(self._within(schema, sum(name.encode()) % 97 + 1))

    def _number(self, schema: Schema, name: str) -> float:
        return self._within(schema, sum(name.encode()) % 97 + 1.25)

    def _within(self, schema: Schema, number: float) -> float:
        least: float = schema.said.get("minimum", number)
        most: float = schema.said.get("maximum", number)
        return min(max(number, least), most)

    def _boolean(self, schema: Schema, name: str) -> bool:
        return self.choice % 2 == 0
