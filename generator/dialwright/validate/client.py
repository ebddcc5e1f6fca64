"""Rules about `x-client` and what refers to it."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Node
from ..openapi import SecurityScheme, View
from ..openapi.structure import Kind, Located
from .context import Context
from .rule import Finding, Level, Rule, at, each_object, readable, unless_known

_NEEDED = {"basic": ("username", "password"), "bearer": ("token",), "key": ("token",)}


def _argument_names(client: View) -> list[str]:
    return [str(node.value.get("name")) for node in client.elements("arguments") if node.is_mapping]


def _settings(context: Context) -> Iterator[Finding]:
    client = context.api.client
    if client is None:
        return
    arguments = _argument_names(client)
    what = "an argument of x-client"
    for _, node in client.children("bound"):
        yield from unless_known(node, arguments, what)
    for name, node in client.children("credentials"):
        if name != "scheme":
            yield from unless_known(node, arguments, what)
        else:
            yield from unless_known(node, context.api.security_schemes, "a security scheme of the document")
    yield from _credentials(context, client, arguments)
    for surface in client.elements("surfaces"):
        yield from _surface(context, surface, arguments)
    yield from _server_variables(context, client)


def _credentials(context: Context, client: View, arguments: list[str]) -> Iterator[Finding]:
    """What the scheme in use is made of has to be among the arguments, under its usual name or another."""
    told = client.view("credentials")
    scheme = _scheme_in_use(context, told)
    if scheme is None or not client.has("arguments"):
        return
    needed = _NEEDED.get(scheme.kind, ())
    if told is not None and (told.has("client-id") or told.has("client-secret")):
        if scheme.client_credentials is None:
            message = (
                "only a scheme of OAuth 2 with client credentials has a 'client-id' and a 'client-secret'"
            )
            yield at(told.written, message)
        else:
            needed = (*needed, "client-id", "client-secret")
    for key in needed:
        if (told is None or not told.has(key)) and key.replace("-", "_") not in arguments:
            message = (
                f"for a scheme that is '{scheme.kind}', 'credentials' must say which argument is the {key}"
            )
            yield at(client.written if told is None else told.written, message)


def _scheme_in_use(context: Context, told: View | None) -> SecurityScheme | None:
    """The scheme that is named, else the first that clients know."""
    schemes = context.api.security_schemes
    if told is not None:
        return schemes.get(told.text("scheme"))
    return next((scheme for scheme in schemes.values() if scheme.kind in ("basic", "bearer")), None)


def _surface(context: Context, surface: Node, arguments: list[str]) -> Iterator[Finding]:
    places = [place for operation in context.operations for place in operation.resource_places]
    roots = {
        ".".join(place.split(".")[:depth]) for place in places for depth in range(1, place.count(".") + 2)
    }
    yield from unless_known(surface.get("root"), roots, "a place in the tree of resources")
    pairs = surface.get("arguments")
    for pair in pairs.elements() if pairs is not None else ():
        for _, node in pair.items():
            yield from unless_known(node, arguments, "an argument of x-client")


def _server_variables(context: Context, client: View) -> Iterator[Finding]:
    server = context.api.server
    variables = dict(server.children("variables")) if server is not None else {}
    for argument in client.elements("arguments"):
        yield from unless_known(argument.get("server-variable"), variables, "a variable of the first server")


@each_object(Kind.PARAMETER)
def _bound(context: Context, located: Located) -> Iterator[Finding]:
    client = context.api.client
    known = dict(client.children("bound")) if client is not None else {}
    yield from unless_known(located.node.get("x-bound"), known, "a value of x-client's bound")


def _bound_argument(context: Context) -> Iterator[Finding]:
    yield from readable(_settings(context))
    yield from _bound(context)


def _error_codes(context: Context) -> Iterator[Finding]:
    for key in ("code", "name"):
        seen: set[str] = set()
        for node in context.api.elements("x-error-codes"):
            value = node.get(key)
            if value is not None and str(value.value) in seen:
                yield at(value, f"another error code has the {key} '{value.value}'")
            elif value is not None:
                seen.add(str(value.value))


RULES = (
    Rule(
        "bound-argument",
        Level.ALWAYS,
        "The names in `x-client` and `x-bound` refer to each other, to the security schemes, to the "
        "variables of the first server and to the tree of resources. One that refers to nothing would "
        "leave a client without a value that every request needs.",
        _bound_argument,
    ),
    Rule(
        "error-codes",
        Level.ALWAYS,
        "Each entry of `x-error-codes` has a code and a name of its own: they become constants.",
        _error_codes,
    ),
)
