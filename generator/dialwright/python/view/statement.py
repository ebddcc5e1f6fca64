"""The small modules beside the tree: the statement of the API, its errors and its error codes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from ... import ir
from ...words import Words, titled
from ..code import (
    Expression,
    Imports,
    ModulePath,
    argument,
    call,
    docstring,
    lines,
    literal,
    mapping,
    tuple_of,
)
from ..types import RUNTIME
from . import texts
from .clients import API
from .frame import Library
from .modules import module
from .parts import Attribute, Module, Pieces
from .requests import alternatives

ERRORS = "errors"
ERROR_CODES = "error_codes"
_BASE = "ClientError"


def api_module(library: Library) -> Module:
    """What all client classes share: who the API is, where it is, and how to get in."""

    def write(imports: Imports) -> Pieces:
        info = imports.run(RUNTIME, "ApiInfo")
        statement = lines("API = ", call(info, *_facts(library, imports), most=0))
        return Pieces(
            f"What the clients of the {titled(library.api.title)} share.",
            ("API",),
            (Attribute(tuple(statement)),),
        )

    return module(ModulePath((API,)), [write])


def _facts(library: Library, imports: Imports) -> Iterator[Expression]:
    api, names = library.api, library.names.clients.arguments
    yield argument("name", literal(api.title))
    yield argument("user_agent", literal(f"{api.distribution}/{library.names.clients.version}"))
    yield argument("server", literal(api.server))
    if api.servers:
        yield argument("servers", tuple_of(map(literal, api.servers)))
    if api.arguments:
        described = tuple_of(_argument(one, names[one.words], imports) for one in api.arguments)
        yield argument("arguments", described)
    if api.bound:
        bound = ((literal(wire), literal(names[words])) for wire, words in api.bound.items())
        yield mapping(bound, name="bound")
    yield from _authentication(library, imports)


def _argument(described: ir.Argument, name: str, imports: Imports) -> Expression:
    return call(
        imports.run(RUNTIME, "Argument"),
        literal(name),
        argument("env", tuple_of(map(literal, described.env))) if described.env else "",
        "secret=True" if described.secret else "",
        argument("server_variable", literal(described.server_variable)) if described.server_variable else "",
        argument("default", literal(described.default)) if described.default is not None else "",
        argument("choices", tuple_of(map(literal, described.choices))) if described.choices else "",
    )


def _authentication(library: Library, imports: Imports) -> Iterator[Expression]:
    way, names = library.api.authentication, library.names.clients.arguments
    if library.api.schemes:
        schemes = mapping((literal(one.key), _scheme(one, names, imports)) for one in library.api.schemes)
        security = call(imports.run(RUNTIME, "Security"), schemes, alternatives(library.api.security))
        yield argument("auth", security)
    if way.scheme == "basic":
        made = call(
            imports.run(RUNTIME, "BasicAuth"), literal(names[way.username]), literal(names[way.password])
        )
        yield argument("auth", made)
    elif way.scheme == "bearer":
        yield argument("auth", call(imports.run(RUNTIME, "BearerAuth"), literal(names[way.password])))


def _scheme(scheme: ir.Scheme, names: Mapping[Words, str], imports: Imports) -> Expression:
    if scheme.grant is not None:
        return _granted(scheme, scheme.grant, names, imports)
    return call(
        imports.run(RUNTIME, "Scheme"),
        literal(scheme.kind),
        *(literal(names[words]) for words in scheme.arguments),
        argument("name", literal(scheme.name)) if scheme.name else "",
    )


def _granted(scheme: ir.Scheme, grant: ir.Grant, names: Mapping[Words, str], imports: Imports) -> Expression:
    """A scheme whose token the client can fetch."""
    options = [literal(names[words] if words else "") for words in grant.options]
    return call(
        imports.run(RUNTIME, "ClientCredentials"),
        *(literal(names[words]) for words in (*scheme.arguments, grant.client_id, grant.client_secret)),
        argument("token_url", literal(grant.token_url)),
        argument("scopes", literal(" ".join(grant.scopes))) if grant.scopes else "",
        argument("options", tuple_of(options)) if any(grant.options) else "",
    )


def error_module(library: Library, runtime: Mapping[str, str]) -> Module:
    """Every error of the runtime, and their base under the name of the API."""
    name = library.names.clients.error

    def write(imports: Imports) -> Pieces:
        found = error_classes(runtime)
        for error in found:
            imports.run(RUNTIME, error)
        alias = Attribute(
            (f"{name} = {_BASE}",), docstring("The base of every error of this package.", indent=0)
        )
        return Pieces(f"Every error that this package raises is a `{name}`.", (name, *found), (alias,))

    return module(ModulePath((ERRORS,)), [write])


def error_classes(runtime: Mapping[str, str]) -> tuple[str, ...]:
    """The classes that the runtime's module of errors exports."""
    tree = ast.parse(runtime["errors.py"])
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return tuple(ast.literal_eval(node.value))
    raise RuntimeError("the runtime's errors.py does not say what it exports")


def error_code_module(library: Library) -> Module:
    """The codes that the service gives for failures."""
    pairs = list(zip(library.api.error_codes, library.names.clients.error_codes, strict=True))

    def write(imports: Imports) -> Pieces:
        codes = tuple(
            Attribute((f"{name} = {literal(code.code)}",), docstring(texts.sentence(code.text), indent=0))
            for code, name in pairs
        )
        mapping_type = imports.annotate("collections.abc", "Mapping")
        entries = ((name, literal(texts.sentence(code.text))) for code, name in pairs)
        told = lines(f"TEXTS: {mapping_type}[str, str] = ", mapping(entries, most=0))
        table = Attribute(tuple(told), docstring("What each code means.", indent=0))
        text = "The codes by which the service tells failures apart: compare `error.code` with them."
        return Pieces(text, ("TEXTS", *(name for _, name in pairs)), (*codes, table))

    return module(ModulePath((ERROR_CODES,)), [write])
