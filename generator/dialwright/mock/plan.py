"""What each operation does to the records of the API, read from its method, its path and our own keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ..cached import cached_property
from ..openapi import Content, Operation, Response, Schema, View
from ..words import Words
from .naming import words_of


class Kind(Enum):
    """What an operation is for."""

    LIST = "list"
    CREATE = "create"
    FETCH = "fetch"
    UPDATE = "update"
    DELETE = "delete"
    DOWNLOAD = "download"
    COMMAND = "command"  # one of several commands in the body, about a record or to make one
    ACT = "act"  # something is done to a record above, and nothing comes of it that could be read
    SAMPLE = "sample"  # the document tells of no records: every answer is an example


@dataclass(frozen=True)
class Paging:
    """`x-pagination`, with what it means for the query."""

    style: str
    items: str
    size: str
    number: str
    token: str
    default_size: int
    mark: str = ""  # of `last-item`, the property of a record that the token is

    NAMES = ("page", "size", "pageToken")  # what links say where the document names no parameters

    @classmethod
    def of(cls, operation: Operation) -> Paging | None:
        view = operation.view("x-pagination")
        if view is None:
            return None
        size = view.text("page-size")
        schema = next((p.schema for p in operation.query_parameters if p.name == size), None)
        default = schema.raw("default") if schema is not None else None
        return cls(
            style=view.text("style"),
            items=next(iter(view.strings("items")), ""),
            size=size or cls.NAMES[1],
            number=view.text("page-number") or cls.NAMES[0],
            token=view.text("page-token") or cls.NAMES[2],
            default_size=default if isinstance(default, int) else 50,
            mark=next(iter(view.strings("next")), "") if view.text("style") == "last-item" else "",
        )

    @property
    def names(self) -> frozenset[str]:
        """The names in the query that are not filters."""
        return frozenset((self.size, self.number, self.token))


@dataclass(frozen=True)
class Parent:
    """A record above: the placeholder that names it, and the table in which it must be."""

    placeholder: str
    table: str


@dataclass(frozen=True)
class Plan:
    """One operation, and what it does.

    Attributes:
        template: Its path, that of the server before it.
        place: Where it is among the resources: the first of `x-resource`, or "".
        table: The name of the records that it is about; "" where there are none.
        record: What such a record is like; None where the document does not tell.
        item: The placeholder that picks a record; "" where none does.
        id_property: The property of a record that holds its identifier.
        parents: The records that must be there, from the outermost on.
    """

    operation: Operation
    template: str
    kind: Kind
    place: str = ""
    table: str = ""
    record: Schema | None = None
    item: str = ""
    id_property: str = ""
    paging: Paging | None = None
    parents: tuple[Parent, ...] = ()

    @cached_property
    def success(self) -> Response | None:
        return self.operation.success

    @cached_property
    def content(self) -> Content | None:
        """The media type of the answer: JSON where there is some, else the first."""
        contents = self.success.contents if self.success is not None else ()
        return next((content for content in contents if content.is_json), next(iter(contents), None))

    @cached_property
    def answer(self) -> Schema | None:
        """What a success is like."""
        return self.success.json if self.success is not None else None

    @property
    def status(self) -> int:
        """The status of a success, of those that the document has."""
        said = self.success.status if self.success is not None else "2XX"
        if said.isdigit():
            return int(said)
        if self.kind is Kind.CREATE:
            return 201
        return 200 if self.content is not None or self.kind is not Kind.DELETE else 204

    @cached_property
    def defaults(self) -> Mapping[Words, Any]:
        """What the document says that a request means where it leaves a field out, by words."""
        content = self.operation.body_content
        schema = content.schema if content is not None else None
        fields = schema.properties if schema is not None else {}
        return {
            words_of(name): child.raw("default") for name, child in fields.items() if child.has("default")
        }

    @cached_property
    def scope(self) -> tuple[str, ...]:
        """The placeholders that say where the records are, and not which of them."""
        return tuple(name for name in self.operation.placeholders if name != self.item)

    @cached_property
    def command(self) -> View | None:
        """`x-command`."""
        return self.operation.view("x-command")


Plans = Mapping[tuple[str, str], Plan]
"""Method and path of the document -> plan."""


def concrete(schema: Schema) -> Schema:
    """The schema itself, or the first of its alternatives that has properties."""
    if schema.properties:
        return schema
    return next((option for option in schema.options if option.properties), schema)
