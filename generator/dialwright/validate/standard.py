"""What the OpenAPI standard demands, as far as openapi-spec-validator checks it, and its versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..document import Bundle
from ..openapi.bundled import in_one_file
from ..openapi.structure import Kind, Located
from .context import Context
from .cost import MOST_VISITS, visits
from .paths import braces
from .proof import is_sure_to_pass
from .rule import Finding, Level, Rule, at, at_key, each_object

_VERSIONS = ("3.0", "3.1")
_DIALECTS = (
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://json-schema.org/draft/2020-12/schema",
)
# The key that a message complains of, where it stands at the mapping that has it.
_UNEXPECTED = re.compile(r"\('(.+?)'(?:,.*)? (?:was|were) unexpected\)")


def _version(context: Context) -> Iterator[Finding]:
    node = context.document.root.get("openapi")
    if node is None:
        old = context.document.root.get("swagger")
        hint = "; Swagger 2.0 must be converted to OpenAPI 3 first" if old is not None else ""
        yield at(old or context.document.root, f"the document does not say 'openapi: 3.1.0'{hint}")
    elif _minor(node.value) not in _VERSIONS:
        yield at(node, f"OpenAPI {node.value} is not supported; write 3.1.0, or 3.0.3")


def _minor(version: Any) -> str:
    return ".".join(version.split(".")[:2]) if isinstance(version, str) else ""


@each_object(Kind.DOCUMENT, Kind.SCHEMA, Kind.PROPERTY)
def _dialect(context: Context, located: Located) -> Iterator[Finding]:
    key = "jsonSchemaDialect" if located.kind is Kind.DOCUMENT else "$schema"
    node = located.node.get(key)
    if node is not None and str(node.value).rstrip("#") not in _DIALECTS:
        yield at(node, f"the dialect '{node.value}' is not supported; leave '{key}' out")


def _standard(context: Context) -> Iterator[Finding]:
    stumbles = (*_version(context), *_dialect(context), *braces(context))
    if context.structure.broken or context.structure.idle or stumbles:
        return  # it would fall over these, or say them worse
    root = context.document.root
    if visits(context) > MOST_VISITS:
        yield at(root, "schemas include each other too often for openapi-spec-validator to be asked")
        return
    version = _minor(root.value["openapi"])
    bundle = _bundle(context) if len(context.document.files) > 1 else None  # one file is looked at as it is
    given = root.value if bundle is None else bundle.value
    if context.thorough or not is_sure_to_pass(context.document, context.structure.objects, given, version):
        yield from _found(bundle or _bundle(context), version)


def _found(whole: Bundle, version: str) -> Iterator[Finding]:
    """What openapi-spec-validator finds, each where it was written."""
    from .external import findings  # loading it takes a while

    for pointer, message in findings(whole.value, version):
        node = whole.origin(pointer)
        unexpected = _UNEXPECTED.search(message)
        child = node.get(unexpected.group(1)) if unexpected is not None else None
        yield at_key(child, _shortened(message)) if child is not None else at(node, _shortened(message))


def _bundle(context: Context) -> Bundle:
    objects = context.structure.objects
    schemas = {located.node for located in objects if located.is_schema}
    paths = {located.node for located in objects if located.kind is Kind.PATHS}
    return in_one_file(
        context.structure,
        context.document,
        # The validator would run patterns on defaults, and a pattern can take forever; it takes every key of
        # `paths` for a path.
        leave_out=lambda node, key: (
            (key == "pattern" and node in schemas) or (key.startswith("x-") and node in paths)
        ),
    )


def _shortened(message: str) -> str:
    """The first line; it quotes the value that is wrong, however long, and ends with what matters."""
    message = message.partition("\n")[0]
    return message if len(message) <= 200 else f"{message[:60]} ... {message[-120:]}"


RULES = (
    Rule(
        "openapi-version",
        Level.ALWAYS,
        "The document says which version of OpenAPI it is written in: `openapi: 3.1.0`, or one of 3.0.",
        _version,
    ),
    Rule(
        "dialect",
        Level.ALWAYS,
        "Schemas are written in the dialect that OpenAPI 3.1 takes for granted, JSON Schema 2020-12. "
        "Another one would give the same keywords another meaning, and its definition would have to be "
        "fetched.",
        _dialect,
    ),
    Rule(
        "openapi",
        Level.SLOPPY,
        "openapi-spec-validator finds that the document breaks the OpenAPI standard. The message is its "
        "own.",
        _standard,
    ),
)
