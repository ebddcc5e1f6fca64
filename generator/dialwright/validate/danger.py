"""Rules about names and addresses that would do something else than they say: each is refused, never mended.

What is merely odd, such as a header's name with a space in it, is a matter of `validate/oddity.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Node, is_reference
from ..openapi import Schema, SecurityScheme, View
from ..openapi.structure import Kind, Located
from ..problems import InputError
from .context import Context
from .rule import Finding, Level, Rule, at, at_key, each_object

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Quotes, and what calls, subscripts and blocks are written with: no header, and nobody's placeholder, has it.
_CODE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029'\"`\\\\(){}]")

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_FRAGMENT = re.compile(r"#[A-Za-z0-9_-]*$")  # never sent: it only tells two entries of a document apart
_UP = re.compile(r"(?:\.|%2e){1,2}", re.IGNORECASE)
_NOT_IN_ADDRESSES = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029'\"`\\\\<>^|]")
_STATUS = re.compile(r"[A-Za-z0-9_ *-]+")
_PARAMETER = r"""[^\s;="]+=(?:"(?:[^"\\\x00-\x1f]|\\.)*"|[^\s;"']*)"""
_MEDIA_TYPE = re.compile(rf"""[^\s;"'()\\]+(?:\s*;\s*{_PARAMETER})*\s*;?\s*""")

_NUMBERS = ("multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum")
_COUNTS = ("maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties")


def has_code(name: str) -> bool:
    """Whether a placeholder, or the name of a header, is none and was never meant to be one."""
    return _CODE.search(name) is not None


def is_status(key: str) -> bool:
    """Whether a key of `responses` may be one, if an odd one."""
    return key.startswith("x-") or _STATUS.fullmatch(key) is not None


def is_media_type(key: str) -> bool:
    """Whether a key of `content` may be one, if an odd one."""
    return not _CONTROL.search(key) and _MEDIA_TYPE.fullmatch(key) is not None


@each_object(Kind.PATHS)
def _paths(context: Context, located: Located) -> Iterator[Finding]:
    for path, node in located.node.items():
        fault = "" if path.startswith("x-") else _path_fault(path)
        if fault:
            yield at_key(node, f"the path {fault}")


def _path_fault(path: str) -> str:
    """Why a path would lead to somewhere else than below the server's address; "" if it does not."""
    literal = _PLACEHOLDER.sub("x", path)
    if _CONTROL.search(path):
        return "has control characters"
    if not path.startswith("/"):
        return "does not begin with '/', so that it would become a part of the host's name"
    if path.startswith("//"):
        return "begins with '//', which names another host"
    if "\\" in literal:
        return "has a backslash, which some take for '/'"
    if any(_UP.fullmatch(segment) for segment in literal.split("/")):
        return "has a segment of dots, which leads out of the server's address"
    if set(_FRAGMENT.sub("", literal)) & {"?", "#"}:
        return "has a query; what stands there are parameters"
    return ""


@each_object(Kind.PATHS)
def _placeholders(context: Context, located: Located) -> Iterator[Finding]:
    for path, node in located.node.items():
        for written in _PLACEHOLDER.findall(path):
            if has_code(written[1:-1]):
                yield at_key(node, f"the placeholder {written} is no name, but looks like code")


@each_object(Kind.PARAMETER, Kind.SECURITY_SCHEME)
def _wire_names(context: Context, located: Located) -> Iterator[Finding]:
    view = View(context.document, located.node)
    name = located.node.get("name")
    if is_reference(located.node) or name is None or not isinstance(name.value, str):
        return
    if _CONTROL.search(name.value):
        yield at(name, f"the name of this {located.kind.value} has control characters")
    elif view.text("in") == "header" and has_code(name.value):
        yield at(name, "the name of this header has quotes or brackets, which no header can have")


def _unsafe_names(context: Context) -> Iterator[Finding]:
    yield from _placeholders(context)
    yield from _wire_names(context)


@each_object(Kind.SECURITY_SCHEME)
def _token_addresses(context: Context, located: Located) -> Iterator[Finding]:
    flow = SecurityScheme(context.document, located.node).client_credentials
    address = flow.child("tokenUrl") if flow is not None else None
    if address is not None and _is_unsafe(address):
        yield at(address, "an address has no spaces, quotes, backslashes or control characters")


@each_object(Kind.SERVER)
def _addresses(context: Context, located: Located) -> Iterator[Finding]:
    address = located.node.get("url")
    if address is not None and _is_unsafe(address):
        yield at(address, "an address has no spaces, quotes, backslashes or control characters")
    variables = located.node.get("variables")
    for name, node in variables.items() if variables is not None else ():
        default = node.get("default")
        if default is not None and _is_unsafe(default):
            message = f"the default of '{name}' has characters that no address has"
            yield at(default, message)


def _unsafe_servers(context: Context) -> Iterator[Finding]:
    yield from _addresses(context)
    yield from _token_addresses(context)


def _is_unsafe(node: Node) -> bool:
    return isinstance(node.value, str) and _NOT_IN_ADDRESSES.search(node.value.strip()) is not None


@each_object(Kind.RESPONSES)
def _statuses(context: Context, located: Located) -> Iterator[Finding]:
    for status, node in located.node.items():
        if not is_status(status):
            yield at_key(node, "a status is three digits, a class such as '2XX', or 'default'")


@each_object(Kind.RESPONSE, Kind.REQUEST_BODY, Kind.PARAMETER, Kind.HEADER)
def _media_types(context: Context, located: Located) -> Iterator[Finding]:
    content = located.node.get("content")
    for name, node in content.items() if content is not None else ():
        if not is_media_type(name):
            yield at_key(node, "a media type is written 'type/subtype', and 'name=value' after semicolons")


def _unsafe_keys(context: Context) -> Iterator[Finding]:
    yield from _statuses(context)
    yield from _media_types(context)


@each_object(Kind.SCHEMA, Kind.PROPERTY)
def _numbers(context: Context, located: Located) -> Iterator[Finding]:
    for key in (*_NUMBERS, *_COUNTS):
        node = located.node.get(key)
        if node is not None and isinstance(node.value, str) and not _is_number(node.value):
            yield at(node, f"'{key}' takes a number")


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\s*[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?\s*", text) is not None


@each_object(Kind.SCHEMA, Kind.PROPERTY)
def _mappings(context: Context, located: Located) -> Iterator[Finding]:
    discriminator = located.node.get("discriminator")
    mapping = discriminator.get("mapping") if discriminator is not None else None
    for value, node in mapping.items() if mapping is not None else ():
        if not isinstance(node.value, str):
            yield at(node, f"'{value}' maps to the name of a schema or a reference to one")
            continue
        try:
            context.document.target(Schema.meant(context.document, node).written)
        except InputError as error:
            yield from (Finding(node.place(), problem.message) for problem in error.problems)


RULES = (
    Rule(
        "unsafe-path",
        Level.ALWAYS,
        "A path begins with one `/` and goes down from the server's address. One that climbs, names another "
        "host or carries a query of its own would send requests, and the credentials with them, to somewhere "
        "else than it seems.",
        _paths,
    ),
    Rule(
        "unsafe-name",
        Level.ALWAYS,
        "Names on the wire have no control characters; placeholders of paths and names of headers have no "
        "quotes or brackets either. Such names are written to end up in code or in headers of their own.",
        _unsafe_names,
    ),
    Rule(
        "unsafe-server",
        Level.ALWAYS,
        "A server's address, and what its variables are filled with, is made of characters that addresses "
        "have; so is the address at which clients fetch their tokens.",
        _unsafe_servers,
    ),
    Rule(
        "unsafe-key",
        Level.ALWAYS,
        "The keys of `responses` are statuses, those of `content` media types. Anything that cannot be one "
        "at all is refused.",
        _unsafe_keys,
    ),
    Rule(
        "keyword-number",
        Level.ALWAYS,
        "Keywords such as `minimum` and `maxLength` take numbers. A text that is no number says nothing.",
        _numbers,
    ),
    Rule(
        "discriminator-mapping",
        Level.ALWAYS,
        "The `mapping` of a discriminator leads to schemas of this document. Nothing is fetched, and no "
        "program is looked up by a name.",
        _mappings,
    ),
)
