"""The document, its paths, operations and webhooks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from ..cached import cached_property
from ..document import Document, Node
from .markup import Markup
from .messages import Content, Parameter, Response
from .schema import Schema
from .security import SecurityScheme
from .structure import Structure
from .view import Scalar, View

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

# A name in braces; other documents have operators of RFC 6570 beside it: `{+path}`, `{path*}`, `{path:3}`.
_PLACEHOLDER = re.compile(r"\{[+#./;?&]?([^{}]*?)(?:\*|:[0-9]+)?\}")
_KEPT = "/%:@!$&'()*+,;=~{}"  # what a path may have as it is
# The standard says to pass over parameters of these names: they are for media types and credentials to say.
_NOT_PARAMETERS = (("header", "accept"), ("header", "content-type"), ("header", "authorization"))


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
    def servers(self) -> tuple[View, ...]:
        """Its own, or those of its path; none where it is sent to the server of the document."""
        return self.views("servers") or self.path_item.views("servers")

    @property
    def resource_places(self) -> tuple[str, ...]:
        """`x-resource`: where it lives, then where it also hangs."""
        return self.strings("x-resource") or self.path_item.strings("x-resource")

    @property
    def is_named(self) -> bool:
        """Whether the document says by our keys where it is found and what it is called."""
        return bool(self.resource_places) and (self.has("x-method") or self.has("x-command"))

    @property
    def helpers(self) -> tuple[Helper, ...]:
        """`x-helper`: presets of the operation under names of their own."""
        return tuple(Helper(self.document, node) for node in self.elements("x-helper") if node.is_mapping)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The names in braces in the path, in order."""
        return tuple(_PLACEHOLDER.findall(self.path))

    @property
    def template(self) -> str:
        """The path as it is sent: names alone in braces, no fragment, percent-encoded where need be."""
        parts = _PLACEHOLDER.split(self.path.partition("#")[0])  # a literal, a name, a literal, ...
        return "".join(
            f"{{{part}}}" if index % 2 else quote(part, safe=_KEPT) for index, part in enumerate(parts)
        )

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Those of the path item, overridden by and followed by the operation's own."""
        found: dict[tuple[str, str], Parameter] = {}
        for view in (self.path_item, self):
            for node in view.elements("parameters"):
                parameter = Parameter(self.document, node)
                if (parameter.place, parameter.name.lower()) not in _NOT_PARAMETERS:
                    found[parameter.place, parameter.name] = parameter
        return tuple(found.values())

    @property
    def path_parameters(self) -> tuple[Parameter, ...]:
        """In the order of the path, whatever the order of their declaration."""
        declared = {parameter.name: parameter for parameter in self.parameters if parameter.place == "path"}
        names = dict.fromkeys(self.placeholders)
        return tuple(declared[name] if name in declared else self._undeclared(name) for name in names)

    def _undeclared(self, name: str) -> Parameter:
        """What a placeholder stands for that nobody declares: a text."""
        value = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        item = self.path_item.written
        return Parameter(self.document, Node(value, item.file, (*item.pointer, "parameters", name)))

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

    @property
    def body_content(self) -> Content | None:
        """The form of the body to send: JSON or a form if there is one, else named parts, else the first."""
        contents = self.body_contents
        usual = [content for content in contents if content.is_json or content.is_form]
        usual += [content for content in contents if content.has_fields]
        return next(iter(usual), next(iter(contents), None))

    @cached_property
    def responses(self) -> tuple[Response, ...]:
        found = ((status, node) for status, node in self.children("responses") if not _is_extension(status))
        return tuple(Response(self.document, node, status) for status, node in found)

    @cached_property
    def successes(self) -> tuple[Response, ...]:
        """The documented successes; `default` where nothing else is documented."""
        only_default = [response.status for response in self.responses] == ["default"]
        return tuple(response for response in self.responses if response.is_success or only_default)

    @property
    def success(self) -> Response | None:
        """The documented success that describes the result: the first with content, if any has some."""
        found = self.successes
        return next((response for response in found if response.contents), next(iter(found), None))

    @property
    def failures(self) -> tuple[Response, ...]:
        """The documented answers that are not successes."""
        return tuple(r for r in self.responses if not r.is_success and r != self.success)


@dataclass(frozen=True)
class Taken(View):
    """An argument of a helper or a builder: a name on the wire, or a mapping that says more."""

    @property
    def wire(self) -> str:
        return self.text("wire") or (self.node.value if isinstance(self.node.value, str) else "")


@dataclass(frozen=True)
class Helper(View):
    """One entry of `x-helper`."""

    @property
    def arguments(self) -> tuple[Taken, ...]:
        return tuple(Taken(self.document, node) for node in self.elements("arguments"))

    @property
    def presets(self) -> dict[str, Scalar]:
        """Names on the wire, and the values that are sent with them."""
        return {name: node.value for name, node in self.children("set") if _is_scalar(node.value)}

    @property
    def module(self) -> str:
        """The hand-written module that carries it out, if it is more than presets."""
        return self.text("module")


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

    @cached_property
    def structure(self) -> Structure:
        """What stands where in it: a walk through all of it, which is made once."""
        return Structure(self.document)

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
        found = ((path, node) for path, node in self.children("paths") if not _is_extension(path))
        return tuple(PathItem(self.document, node, path) for path, node in found)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(operation for item in self.path_items for operation in item.operations)

    @cached_property
    def unnamed(self) -> tuple[Operation, ...]:
        """The operations of which the document does not say where they are found and what they are called."""
        return tuple(one for one in self.operations if not one.is_named)

    @property
    def is_curated(self) -> bool:
        """Whether it says so of all of them: tests, and a local server, are made with such clients."""
        return self.client is not None and not self.unnamed

    @cached_property
    def webhooks(self) -> tuple[Webhook, ...]:
        return tuple(Webhook(self.document, node, name) for name, node in self.children("webhooks"))

    @cached_property
    def callbacks(self) -> tuple[Webhook, ...]:
        """What the service sends to addresses that requests give; several to different addresses are one."""
        found = ((name, node) for one in self.operations for name, node in one.children("callbacks"))
        opened = ((name, item) for name, node in found for _, item in View(self.document, node).node.items())
        return tuple(Webhook(self.document, item, name) for name, item in opened if item.is_mapping)

    @cached_property
    def tag_descriptions(self) -> dict[str, str]:
        return {tag.text("name"): tag.text("description") for tag in self.views("tags")}

    @property
    def servers(self) -> tuple[View, ...]:
        return self.views("servers")

    @property
    def server(self) -> View | None:
        """The first server: the one that clients use unless told otherwise."""
        return next(iter(self.servers), None)

    @property
    def security_schemes(self) -> dict[str, SecurityScheme]:
        """By name, those that the document's `security` asks for first."""
        components = self.view("components")
        schemes = dict(components.children("securitySchemes")) if components is not None else {}
        asked = (name for requirement in self.elements("security") for name, _ in requirement.items())
        names = dict.fromkeys((*(name for name in asked if name in schemes), *schemes))
        return {name: SecurityScheme(self.document, schemes[name]) for name in names}

    @property
    def error_codes(self) -> tuple[View, ...]:
        """The entries of `x-error-codes`."""
        return self.views("x-error-codes")

    @property
    def signatures(self) -> tuple[View, ...]:
        """The entries of `x-signatures`."""
        return self.views("x-signatures")

    @property
    def markup(self) -> Markup | None:
        """`x-markup`."""
        child = self.child("x-markup")
        return Markup(self.document, child) if child is not None and child.is_mapping else None


def _is_extension(key: str) -> bool:
    return key.startswith("x-")


def _is_scalar(value: object) -> bool:
    return value is None or isinstance(value, (str, int, float))
