"""One schema: what the JSON Schema keywords of OpenAPI 3.0 and 3.1 say about a value."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .view import View


@dataclass(frozen=True)
class Schema(View):
    """A view of a schema; references are followed, `allOf` is looked through."""

    @property
    def identity(self) -> Hashable:
        """Two views of the same schema, however they got there, have the same identity."""
        return self.document.target(self.written).identity

    @property
    def name(self) -> str:
        """The name under which the document keeps the schema; "" for one that is written in place."""
        match self.document.target(self.written).pointer:
            case (*_, "schemas", name):
                return str(name)
            case _:
                return ""

    @property
    def description(self) -> str:
        return self.text("description")

    @property
    def types(self) -> tuple[str, ...]:
        """JSON types without `null`, in written order; empty where the schema does not say."""
        return tuple(kind for kind in self.strings("type") if kind != "null")

    @property
    def nullable(self) -> bool:
        if "null" in self.strings("type") or self.flag("nullable"):
            return True
        return any(option.is_null for option in self.one_of + self.any_of)

    @property
    def is_null(self) -> bool:
        return self.strings("type") == ("null",)

    @property
    def format(self) -> str:
        return self.text("format")

    @property
    def meaning(self) -> str:
        """`x-type`: what the value means where the JSON type says less."""
        return self.text("x-type")

    @property
    def enum(self) -> tuple[Any, ...]:
        """The listed values without null."""
        return tuple(node.value for node in self.elements("enum") if node.value is not None)

    @property
    def has_const(self) -> bool:
        return self.has("const")

    @property
    def one_of(self) -> tuple[Schema, ...]:
        return self._schemas("oneOf")

    @property
    def any_of(self) -> tuple[Schema, ...]:
        return self._schemas("anyOf")

    @property
    def all_of(self) -> tuple[Schema, ...]:
        return self._schemas("allOf")

    @property
    def options(self) -> tuple[Schema, ...]:
        """The alternatives of `oneOf` or `anyOf`, without null."""
        return tuple(option for option in self.one_of + self.any_of if not option.is_null)

    @property
    def items(self) -> Schema | None:
        child = self.child("items")
        return Schema(self.document, child) if child is not None and child.is_mapping else None

    @property
    def additional(self) -> Schema | bool | None:
        """`additionalProperties`: a schema, True or False as written, None where the schema does not say."""
        child = self.child("additionalProperties")
        if child is None:
            return None
        return Schema(self.document, child) if child.is_mapping else bool(child.value)

    @cached_property
    def parts(self) -> tuple[Schema, ...]:
        """The schema itself and, depth first, everything it includes by `allOf`; each once."""
        return tuple(self._include(set()))

    @cached_property
    def properties(self) -> dict[str, Schema]:
        """Name -> schema, those of `allOf` parts first; a later part refines an earlier one."""
        found: dict[str, Schema] = {}
        for part in (*self.parts[1:], self):
            for name, node in part.children("properties"):
                found[name] = Schema(self.document, node)
        return found

    @property
    def required(self) -> frozenset[str]:
        return frozenset(name for part in self.parts for name in part.strings("required"))

    @property
    def is_object(self) -> bool:
        return bool(self.properties) or "object" in self.types or self.additional not in (None, False)

    @property
    def discriminator(self) -> str:
        """The name of the property that tells the alternatives apart, or ""."""
        discriminator = self.view("discriminator")
        return discriminator.text("propertyName") if discriminator is not None else ""

    @property
    def rules(self) -> tuple[View, ...]:
        """The entries of `x-rules`, those of `allOf` parts included."""
        return tuple(rule for part in self.parts for rule in part.views("x-rules"))

    def number(self, key: str) -> float | None:
        value = self.scalar(key)
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def at(self, path: str) -> Schema | None:
        """The schema reached by a dotted path of property names; the schema itself for ""."""
        here: Schema | None = self
        for name in path.split(".") if path else ():
            here = here.properties.get(name) if here is not None else None
        return here

    def _schemas(self, key: str) -> tuple[Schema, ...]:
        return tuple(Schema(self.document, node) for node in self.elements(key) if node.is_mapping)

    def _include(self, seen: set[Hashable]) -> Iterator[Schema]:
        if self.identity in seen:
            return
        seen.add(self.identity)
        yield self
        for part in self.all_of:
            yield from part._include(seen)
