"""What goes over the wire, as a document tells it: media types, answers and parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..cached import cached_property
from .schema import Schema
from .view import View

# What stands in no header's name.
_NO_TOKEN = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]+")

_JSON = ("application/json", "text/json")
_STREAMS = {
    "text/event-stream": "events",
    "application/jsonl": "values",
    "application/jsonlines": "values",
    "application/x-jsonlines": "values",
    "application/x-ndjson": "values",
    "application/ndjson": "values",
    "application/json-seq": "values",
    "application/stream+json": "values",
}
_OF_EVENTS = {"data", "event", "id", "retry", "comment"}
_STYLES = {"path": "simple", "header": "simple"}


@dataclass(frozen=True)
class Content(View):
    """One media type of a body or an answer."""

    media_type: str

    @property
    def essence(self) -> str:
        """The media type without its parameters, in lower case."""
        return self.media_type.split(";")[0].strip().lower()

    @property
    def is_json(self) -> bool:
        """`*/*`, which frameworks write for anything, is taken for JSON unless it is said to be bytes."""
        if self.essence == "*/*":
            return self.schema is None or not self.schema.is_binary
        return self.essence in _JSON or (self.essence.endswith("+json") and not self.streams)

    @property
    def is_form(self) -> bool:
        return self.essence == "application/x-www-form-urlencoded"

    @property
    def is_multipart(self) -> bool:
        return self.essence.startswith("multipart/")

    @property
    def is_text(self) -> bool:
        return self.essence.startswith("text/") and not self.is_json and not self.streams

    @property
    def streams(self) -> str:
        """`events` or `values`, where an answer of this media type has no end; else ""."""
        return _STREAMS.get(self.essence, "")

    @property
    def item(self) -> Schema | None:
        """The schema of one item of a stream: of an event, of what its data holds."""
        child = self.child("itemSchema") or self.child("schema")
        schema = Schema(self.document, child) if child is not None and child.is_mapping else None
        if schema is None or self.streams != "events":
            return schema.items or schema if schema is not None else None
        data = schema.properties.get("data")
        if data is None or not set(schema.properties) <= _OF_EVENTS:
            return schema
        inner = data.child("contentSchema")
        return Schema(self.document, inner) if inner is not None and inner.is_mapping else data

    @property
    def has_fields(self) -> bool:
        """Whether it holds named properties, in a form that can be written from them."""
        named = self.schema is not None and bool(self.schema.properties)
        return named and (self.is_json or self.is_form or self.is_multipart)

    @property
    def encodings(self) -> dict[str, View]:
        """Name of a property -> how it is written, of those of which the document says so."""
        return {
            name: View(self.document, node) for name, node in self.children("encoding") if node.is_mapping
        }

    @property
    def schema(self) -> Schema | None:
        child = self.child("schema")
        return Schema(self.document, child) if child is not None and child.is_mapping else None


@dataclass(frozen=True)
class Response(View):
    """What is answered under one status, which may be a class (`2XX`) or `default`."""

    status: str

    @property
    def is_success(self) -> bool:
        return self.status.startswith("2")

    @property
    def description(self) -> str:
        return self.text("description")

    @cached_property
    def contents(self) -> tuple[Content, ...]:
        return tuple(Content(self.document, node, name) for name, node in self.children("content"))

    @property
    def is_json(self) -> bool:
        return any(content.is_json for content in self.contents)

    @property
    def json(self) -> Schema | None:
        """The schema of the JSON answer, if there is one and the document tells."""
        return next((content.schema for content in self.contents if content.is_json), None)

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.children("headers"))

    @property
    def header_views(self) -> dict[str, Parameter]:
        """Name -> what is said of it, of the headers that say more than the media type."""
        found = (
            (name, Parameter(self.document, node))
            for name, node in self.children("headers")
            if node.is_mapping
        )
        return {name: view for name, view in found if name.lower() != "content-type"}

    def always_has(self, header: str) -> bool:
        """Whether the document says that the answer never lacks a header."""
        found = (View(self.document, node) for name, node in self.children("headers") if name == header)
        return any(view.flag("required") for view in found)


@dataclass(frozen=True)
class Parameter(View):
    """A path, query, header or cookie parameter."""

    @property
    def name(self) -> str:
        return self.text("name")

    @property
    def wire(self) -> str:
        """The name as it is sent: that of a header with a hyphen for anything that no header's name has."""
        return _NO_TOKEN.sub("-", self.name) if self.place == "header" else self.name

    @property
    def place(self) -> str:
        """`path`, `query`, `header` or `cookie`."""
        return self.text("in")

    @property
    def required(self) -> bool:
        return self.flag("required") or self.place == "path"

    @property
    def description(self) -> str:
        schema = self.schema
        return self.text("description") or (schema.description if schema is not None else "")

    @property
    def style(self) -> str:
        """As the standard names it, its default where none is written."""
        return self.text("style") or _STYLES.get(self.place, "form")

    @property
    def explode(self) -> bool:
        return self.flag("explode") if self.has("explode") else self.style == "form"

    @property
    def content(self) -> Content | None:
        """The one media type in which the value is written, if it has one instead of a style."""
        found = (Content(self.document, node, name) for name, node in self.children("content"))
        return next(found, None)

    @property
    def schema(self) -> Schema | None:
        child = self.child("schema")
        if child is not None and child.is_mapping:
            return Schema(self.document, child)
        return self.content.schema if self.content is not None else None
