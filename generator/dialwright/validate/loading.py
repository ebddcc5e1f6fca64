"""The rules that files and references are held to while they are read."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import is_annotation, is_reference
from ..openapi.schema import adds
from ..openapi.structure import Kind, Located
from .context import Context
from .rule import Finding, Level, Rule, at_key, each_object


@each_object()
def _siblings(context: Context, located: Located) -> Iterator[Finding]:
    if is_reference(located.node):
        version = str(context.document.root.value.get("openapi", ""))
        is_schema = located.kind in (Kind.SCHEMA, Kind.PROPERTY)
        for key, node in located.node.items():
            is_read = is_annotation(key) or (is_schema and adds(key, version))
            if key != "$ref" and not is_read:
                yield at_key(node, f"'{key}' beside a '$ref' is not read; use 'allOf' to add to the target")


def _idle(context: Context) -> Iterator[Finding]:
    for problem in context.structure.idle.values():
        yield Finding(problem.place, f"{problem.message}; no operation uses what refers to it")


RULES = (
    Rule(
        "file",
        Level.ALWAYS,
        "The file is there, is a regular file and not too large: 20 MB at most.",
    ),
    Rule(
        "encoding",
        Level.ALWAYS,
        "Files are UTF-8 text. A byte order mark at the beginning is fine.",
    ),
    Rule(
        "yaml-syntax",
        Level.ALWAYS,
        "The file is one document of YAML 1.2. Text that has `: ` or ` #` in it, or that begins with one "
        "of ``[]{}*&!|>%@` ``, must be quoted; indentation is made of spaces.",
    ),
    Rule(
        "yaml-tag",
        Level.ALWAYS,
        "Tags other than those of YAML's core (`!!str`, `!!int`, ...) mean nothing in a document of an "
        "API.",
    ),
    Rule(
        "json-syntax",
        Level.ALWAYS,
        "A file whose name ends in `.json` is JSON: no comments, no trailing commas, names in double "
        "quotes.",
    ),
    Rule(
        "duplicate-key",
        Level.ALWAYS,
        "A mapping has a key twice, so that one of the two values would be lost. For documents of other "
        "people the option `--allow-duplicate-keys` lets the last one count.",
    ),
    Rule(
        "number",
        Level.ALWAYS,
        "A number is finite and has at most 400 digits; others cannot be written in JSON, or not be read "
        "again.",
    ),
    Rule(
        "limit",
        Level.ALWAYS,
        "The file is nested too deeply, holds too many values, or its aliases repeat each other until it "
        "does. No document of an API needs that; those that do it are made to exhaust whoever reads "
        "them.",
    ),
    Rule(
        "document",
        Level.ALWAYS,
        "The entry file is a mapping: an OpenAPI document.",
    ),
    Rule(
        "reference",
        Level.ALWAYS,
        "A `$ref` is a path to a file below the document's folder, a JSON pointer into one "
        "(`#/components/schemas/Call`), or both. It leads somewhere, and not back to itself. Nothing is "
        "ever fetched from a network, and no file outside the folder is read.",
    ),
    Rule(
        "reference-idle",
        Level.SLOPPY,
        "A component that no operation uses refers to another one that is not there. Nothing is made of "
        "either.",
        _idle,
    ),
    Rule(
        "reference-sibling",
        Level.SLOPPY,
        "Beside a `$ref`, a key that only describes (`description`, `default`, `deprecated`, our `x-` "
        "keys) takes the place of the target's. In OpenAPI 3.1 a key that says what a schema is (`type`, "
        "`properties`, `required`) adds to it. Other keys are not read; `allOf` adds to a schema in every "
        "version.",
        _siblings,
    ),
)
