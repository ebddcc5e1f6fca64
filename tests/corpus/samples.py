"""JSON made from a schema, always the same: all that it may have, or only what it must.

Written against the plain values of a document, with nothing of the generator's, so that a fault in how that
reads schemas cannot hide itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeGuard

__all__ = ["Plain", "Samples", "is_list", "is_mapping"]

Plain: TypeAlias = Mapping[str, Any]
"""A schema as plain values."""

_DEEPEST = 6  # levels inside each other, before lists are empty and objects have what they must
_BOTTOM = 40  # where a schema needs itself without end, an object is empty
_TEXTS = {
    "date": "2026-01-02",
    "date-time": "2026-01-02T03:04:05Z",
    "decimal": "1.50",
    "uuid": "6f1f6f7e-5a0b-4c67-9a53-3f8ac1a2b3c4",
}
_TELLING = ("type", "enum", "const", "oneOf", "anyOf", "properties", "items", "additionalProperties")


@dataclass(frozen=True)
class Samples:
    """Makes values for the schemas of one document.

    Args:
        root: The document.
        every: Whether objects have every property, or only those that are required.
        choice: Which of several alternatives is taken, and which of several values, counted round.
    """

    root: Plain
    every: bool
    choice: int = 0

    def value(self, schema: object, depth: int = 0) -> Any:
        """A value that fits a schema."""
        said = self.whole(schema)
        if "const" in said:
            return said["const"]
        if values := [value for value in said.get("enum", ()) if value is not None]:
            return values[self.choice % len(values)]
        alternatives = self._alternatives(said)
        if alternatives:
            return self._alternative(said, alternatives, depth)
        return self._of_type(_type(said), said, depth)

    def whole(self, schema: object) -> Plain:
        """The schema together with what it refers to and includes, in one."""
        if not is_mapping(schema):
            return {}
        said: dict[str, Any] = dict(schema)
        if isinstance(reference := said.pop("$ref", None), str):
            target = self.whole(self._followed(reference))
            said = dict(self._merged(target, said)) if self._is_new else {**target, **_described(said)}
        parts: Sequence[object] = said.pop("allOf", ())
        merged: Plain = {}
        for part in parts:
            merged = self._merged(merged, self.whole(part))
        return self._merged(merged, said) if parts else said

    @property
    def _is_new(self) -> bool:
        return not str(self.root["openapi"]).startswith("3.0")

    def _followed(self, reference: str) -> object:
        here: Any = self.root
        for step in reference.removeprefix("#/").split("/"):
            here = here[step.replace("~1", "/").replace("~0", "~")]
        return here

    def _merged(self, one: Plain, other: Plain) -> Plain:
        """Two schemas that both hold; where they contradict each other, the second."""
        properties: dict[str, Any] = dict(one.get("properties", {}))
        for name, schema in other.get("properties", {}).items():
            properties[name] = self._refined(properties[name], schema) if name in properties else schema
        merged = {**one, **other}
        if properties:
            merged["properties"] = properties
        if required := [*one.get("required", ()), *other.get("required", ())]:
            merged["required"] = required
        return merged

    def _refined(self, one: object, other: object) -> object:
        first, second = self.whole(one), self.whole(other)
        if any(key in second for key in _TELLING) and not ("properties" in first and "properties" in second):
            return other
        if is_mapping(one) and is_mapping(other) and "$ref" in one and "$ref" in other:
            return other
        return self._merged(first, second)

    def _alternatives(self, said: Plain) -> list[object]:
        found = [*said.get("oneOf", ()), *said.get("anyOf", ())]
        return [option for option in found if self.whole(option).get("type") != "null"]

    def _alternative(self, said: Plain, alternatives: list[object], depth: int) -> Any:
        chosen = alternatives[self.choice % len(alternatives)]
        whole = self.whole(chosen)
        rest = {key: value for key, value in said.items() if key not in ("oneOf", "anyOf", "discriminator")}
        value = self.value(self._merged(rest, whole), depth)
        tag = said.get("discriminator", {}).get("propertyName")
        if tag and is_mapping(value):
            mapping: Mapping[str, str] = said["discriminator"].get("mapping", {})
            reference = chosen.get("$ref", "") if is_mapping(chosen) else ""
            name = reference.rpartition("/")[2]
            meant = [key for key, target in mapping.items() if target in (reference, name)]
            value[tag] = value[tag] if tag in value and not meant and _is_told(whole, tag, self) else name
            value[tag] = meant[0] if meant else value[tag]
        return value

    def _of_type(self, kind: str, said: Plain, depth: int) -> Any:
        match kind:
            case "object":
                return self._object(said, depth)
            case "array":
                prefix: Sequence[object] = said.get("prefixItems", ())
                items = [said["items"]] if is_mapping(said.get("items")) else []
                return [self.value(item, depth + 1) for item in [*prefix, *items]] if depth < _DEEPEST else []
            case "string":
                return _TEXTS.get(said.get("format", ""), "text")
            case "integer":
                return 3
            case "number":
                return 1.5
            case "boolean":
                return True
            case "null":
                return None
            case _:
                return {"any": ["thing", 1, None]}

    def _object(self, said: Plain, depth: int) -> dict[str, Any]:
        properties: Mapping[str, Any] = said.get("properties", {})
        if not properties:
            return self._map(said, depth)
        required = said.get("required", ())
        everything = self.every and depth < _DEEPEST
        names = [
            name
            for name, schema in properties.items()
            if (everything or name in required) and schema is not False
        ]
        return {name: self.value(properties[name], depth + 1) for name in names} if depth < _BOTTOM else {}

    def _map(self, said: Plain, depth: int) -> dict[str, Any]:
        more = said.get("additionalProperties")
        patterns: Mapping[str, Any] = said.get("patternProperties", {})
        schemas: list[Any] = [*patterns.values(), *([more] if is_mapping(more) else [])]
        if not self.every or depth >= _DEEPEST:
            return {}
        return {f"key{number}": self.value(schema, depth + 1) for number, schema in enumerate(schemas)}


def is_mapping(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a list."""
    return isinstance(value, list)


def _is_told(whole: Plain, tag: str, samples: Samples) -> bool:
    said = samples.whole(whole.get("properties", {}).get(tag, {}))
    return "enum" in said or "const" in said


def _type(said: Plain) -> str:
    written: str | list[str] = said.get("type", [])
    kinds = [written] if isinstance(written, str) else [kind for kind in written if kind != "null"] or written
    if kinds:
        return kinds[0]
    if said.get("properties") or said.get("patternProperties") or said.get("additionalProperties"):
        return "object"
    if "items" in said or "prefixItems" in said:
        return "array"
    return "null" if said.get("enum") == [None] else ""


def _described(said: Plain) -> Plain:
    return {key: value for key, value in said.items() if key in ("description", "default", "readOnly")}
