"""The properties of a new record, one by one: where the value of each comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from ..cached import cached_property
from ..openapi import Schema
from ..words import Words
from .forms import Forms, means_moment
from .links import Address, Links, absolute
from .naming import words_of
from .plan import Plan
from .store import Record

_AT_BIRTH = frozenset(("created", "updated", "started", "enqueued"))
_LINKS = (("uris",), ("urls",), ("links",))
_IDS = frozenset(("id", "sid", "uuid"))


@dataclass(frozen=True)
class Value:
    """What a property is; None stands for null."""

    value: Any


@dataclass(frozen=True)
class Properties:
    """Makes the properties of one record.

    Attributes:
        forms: What brings values into form.
        links: What tells the paths of records.
        plan: The operation that makes the record.
        record: The record, with its identifier and what is known of it.
        address: Where it is.
        origin: Scheme and host of the server.
        random: What is drawn is drawn from this.
    """

    forms: Forms
    links: Links
    plan: Plan
    record: Record
    address: Address | None
    origin: str
    random: Random

    def make(self, schema: Schema) -> dict[str, Any]:
        """All that the record has, in the order of the document."""
        made: dict[str, Any] = {}
        for name, child in schema.properties.items():
            found = self._property(name, child, required=name in schema.required)
            if found is not None:
                made[name] = found.value
        return made

    def _property(self, name: str, schema: Schema, *, required: bool) -> Value | None:
        """A property, or None where the record goes without it."""
        if name == self.plan.id_property:
            fits, value = self.forms.adapted(schema, self.record.id)
            return Value(value if fits else self.record.id)
        words = words_of(name)
        return self._known(words, schema) or self._made(name, words, schema, required)

    def _known(self, words: Words, schema: Schema) -> Value | None:
        """What the request says, or its path, or what the document says where the request says nothing."""
        for known in (self.record.given, self._scope, self.plan.defaults):
            if words in known:
                fits, value = self.forms.adapted(schema, known[words])
                if fits:
                    return Value(value)
        return None

    @cached_property
    def _scope(self) -> Mapping[Words, str]:
        """What the path says, by words; what is the record's parent is also called so."""
        scope = {words_of(name): text for name, text in self.record.scope.items()}
        if self.plan.parents:
            scope["parent", "sid"] = scope["parent", "id"] = self.record.scope.get(
                self.plan.parents[-1].placeholder, ""
            )
        return scope

    def _made(self, name: str, words: Words, schema: Schema, required: bool) -> Value | None:
        if means_moment(schema):
            return self._moment(words, schema, required)
        found = self._link(words, schema, required)
        if found is not None:
            return found
        if schema.raw("default") is not None:
            return Value(schema.raw("default"))
        if schema.nullable:
            return Value(None)
        return Value(self._sample(name, words, schema)) if required else None

    def _moment(self, words: Words, schema: Schema, required: bool) -> Value | None:
        """When the record was made; what tells another moment has not come yet."""
        if set(words) & _AT_BIRTH or (required and not schema.nullable):
            return Value(self.forms.moment(schema))
        return Value(None) if schema.nullable else None

    def _link(self, words: Words, schema: Schema, required: bool) -> Value | None:
        """An address in the API, or an object of such; None where the property is something else."""
        if schema.core.properties and words[-1:] in _LINKS:
            return Value(self._links(schema.core))
        if (
            self.address is None
            or "string" not in schema.types
            or schema.values
            or schema.format in ("uri", "url")
        ):
            return None
        if words == ("uri",) or (words == ("url",) and required and not schema.nullable):
            return Value(absolute(self.address.path, schema, self.origin))
        path = self.links.below(self.address, words) or self._above(words)
        return Value(absolute(path, schema, self.origin)) if path else None

    def _links(self, schema: Schema) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, child in schema.properties.items():
            path = self.links.below(self.address, words_of(name))
            if path or child.nullable:
                found[name] = absolute(path, child, self.origin) or None
        return found

    def _above(self, words: Words) -> str:
        """The path of the record above that has such a name: `call`, where the path says `callId`."""
        for parent in self.plan.parents:
            id = self.record.scope.get(parent.placeholder)
            if id is not None and words_of(parent.placeholder)[:-1] == words:
                scope = {name: text for name, text in self.record.scope.items() if name != parent.placeholder}
                address = self.links.own(parent.table, scope, id)
                return address.path if address is not None else ""
        return ""

    def _sample(self, name: str, words: Words, schema: Schema) -> Any:
        if words[-1:] and words[-1] in _IDS and "string" in schema.types:
            return self.forms.identifier(schema, self.random)
        return self.forms.sample(schema, name, self.random)
