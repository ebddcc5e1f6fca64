"""The document, its paths, operations, parameters, bodies, answers and webhooks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..document import Document, Node
from .schema import Schema
from .view import View

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


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
        return self.essence == "application/json" or self.essence.endswith("+json")

    @property
    def is_form(self) -> bool:
        return self.essence == "application/x-www-form-urlencoded"

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
    def json(self) -> Schema | None:
        """The schema of the JSON answer, if there is one."""
        return next((content.schema for content in self.contents if content.is_json), None)

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.children("headers"))


@dataclass(frozen=True)
class Parameter(View):
    """A path, query, header or cookie parameter."""

    @property
    def name(self) -> str:
        return self.text("name")

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
    def schema(self) -> Schema | None:
        child = self.child("schema")
        if child is not None and child.is_mapping:
            return Schema(self.document, child)
        return next(
            (Content(self.document, node, name).schema for name, node in self.children("content")), None
        )


@dataclass(frozen=True)
class Operation(View):
    """One method of one path. `x-resource` may also stand on the path item, for all its methods."""

    path: str
    method: str
    path_item: PathItem

    @property
    def id(self) -> str:
        return self.text("operationId")

    @property
    def label(self) -> str:
        """How messages name it: `POST /calls`."""
        return f"{self.method.upper()} {self.path}"

    @property
    def tags(self) -> tuple[str, ...]:
        return self.strings("tags")

    @property
    def resource_places(self) -> tuple[str, ...]:
        """`x-resource`: where it lives, then where it also hangs."""
        return self.strings("x-resource") or self.path_item.strings("x-resource")

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The names in braces in the path, in order."""
        return tuple(_PLACEHOLDER.findall(self.path))

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Those of the path item, overridden by and followed by the operation's own."""
        found: dict[tuple[str, str], Parameter] = {}
        for view in (self.path_item, self):
            for node in view.elements("parameters"):
                parameter = Parameter(self.document, node)
                found[parameter.place, parameter.name] = parameter
        return tuple(found.values())

    @property
    def path_parameters(self) -> tuple[Parameter, ...]:
        """In the order of the path, whatever the order of their declaration."""
        declared = {parameter.name: parameter for parameter in self.parameters if parameter.place == "path"}
        return tuple(declared[name] for name in self.placeholders if name in declared)

    @property
    def query_parameters(self) -> tuple[Parameter, ...]:
        return tuple(parameter for parameter in self.parameters if parameter.place == "query")

    @cached_property
    def body(self) -> View | None:
        child = self.child("requestBody")
        return View(self.document, child) if child is not None else None

    @cached_property
    def body_contents(self) -> tuple[Content, ...]:
        if self.body is None:
            return ()
        return tuple(Content(self.document, node, name) for name, node in self.body.children("content"))

    @cached_property
    def responses(self) -> tuple[Response, ...]:
        return tuple(
            Response(self.document, node, str(status)) for status, node in self.children("responses")
        )

    @property
    def success(self) -> Response | None:
        """The first documented success, which describes the result."""
        return next((response for response in self.responses if response.is_success), None)


@dataclass(frozen=True)
class PathItem(View):
    """A path with its methods."""

    path: str

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(self._operations())

    def _operations(self) -> Iterator[Operation]:
        for name, node in self.node.items():
            if name in METHODS and node.is_mapping:
                yield Operation(self.document, node, self.path, name, self)


@dataclass(frozen=True)
class Webhook(View):
    """A request that the service sends, under its name in the document."""

    name: str

    @property
    def operation(self) -> Operation | None:
        item = PathItem(self.document, self.written, self.name)
        return next(iter(item.operations), None)

    @property
    def payload(self) -> Schema | None:
        operation = self.operation
        contents = operation.body_contents if operation is not None else ()
        return next((content.schema for content in contents if content.schema is not None), None)


@dataclass(frozen=True)
class ApiDescription(View):
    """The whole document."""

    @classmethod
    def of(cls, document: Document) -> ApiDescription:
        return cls(document, document.root)

    @property
    def info(self) -> View:
        return self.view("info") or View(
            self.document, Node({}, self.node.file, (*self.node.pointer, "info"))
        )

    @property
    def client(self) -> View | None:
        """`x-client`."""
        return self.view("x-client")

    @cached_property
    def path_items(self) -> tuple[PathItem, ...]:
        return tuple(PathItem(self.document, node, path) for path, node in self.children("paths"))

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(operation for item in self.path_items for operation in item.operations)

    @cached_property
    def webhooks(self) -> tuple[Webhook, ...]:
        return tuple(Webhook(self.document, node, name) for name, node in self.children("webhooks"))

    @cached_property
    def tag_descriptions(self) -> dict[str, str]:
        return {tag.text("name"): tag.text("description") for tag in self.views("tags")}

    @property
    def server(self) -> View | None:
        """The first server: the one that clients use unless told otherwise."""
        return next(iter(self.views("servers")), None)

    @property
    def security_schemes(self) -> dict[str, View]:
        components = self.view("components")
        schemes = components.children("securitySchemes") if components is not None else ()
        return {name: View(self.document, node) for name, node in schemes}

    @property
    def error_codes(self) -> tuple[View, ...]:
        """The entries of `x-error-codes`."""
        return self.views("x-error-codes")
