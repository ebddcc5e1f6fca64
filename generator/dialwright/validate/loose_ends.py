"""Rules about what nothing leads to, and about names that lead to nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from ..document import Node
from ..openapi import Schema
from ..openapi.structure import Kind, Located
from ..problems import did_you_mean
from .context import Context
from .rule import Finding, Level, Rule, at, at_key, each_object

_SUFFIXES = (".yaml", ".yml", ".json")
_MOST_FILES = 10_000  # of a folder that are looked at: it may be anybody's home


def _schemes(context: Context) -> Iterator[Finding]:
    for node in _asked(context):
        yield from _unless_scheme(node, context.api.security_schemes)


def _asked(context: Context) -> Iterator[Node]:
    """What `security` asks for by name, of the document and of each operation."""
    for view in (context.api, *context.operations):
        for requirement in view.elements("security"):
            yield from (node for _, node in requirement.items())


def _unless_scheme(node: Node, known: Collection[str]) -> Iterator[Finding]:
    name = str(node.pointer[-1])
    if name not in known:
        yield at_key(node, f"'{name}' is no security scheme of the document{did_you_mean(name, known)}")


def _components(context: Context) -> Iterator[Finding]:
    if not context.operations and context.document.root.get("webhooks") is None:
        return  # it is a collection of components, for others to refer to
    asked = {str(node.pointer[-1]) for node in _asked(context)}
    sections = context.document.root.get("components")
    for section, components in sections.items() if sections is not None else ():
        for name, node in components.items() if not section.startswith("x-") else ():
            is_scheme = section == "securitySchemes" and asked  # where nothing is asked for, all are
            if not (name in asked if is_scheme else context.structure.is_used(node)):
                yield at_key(node, f"nothing leads to '{name}'")


@each_object(Kind.SCHEMA, Kind.PROPERTY)
def _discriminators(context: Context, located: Located) -> Iterator[Finding]:
    node = located.node.get("discriminator")
    if node is None:
        return
    schema = Schema(context.document, located.node)
    tag = schema.discriminator
    meant = {one.identity for one in schema.mapping.values()}
    for option in schema.options:
        called = f"'{option.name}'" if option.name else "an alternative"
        if option.identity not in meant:
            yield at(node, f"no value of '{tag}' stands for {called}; name it in 'mapping'")
        elif not option.options and tag not in option.properties:
            yield at(node, f"{called} has no property '{tag}', which is to tell it from the others")
        elif not option.options and tag not in option.required:
            yield at(node, f"'{tag}' is not required in {called}; without it nothing tells which one it is")


def _files(context: Context) -> Iterator[Finding]:
    folder = context.document.root.file.path.parent
    read = {path.resolve() for path in context.document.inputs}
    for path in islice(_documents(folder), _MOST_FILES):
        if path.resolve() not in read:
            yield at(context.document.root, f"no reference leads to '{path.relative_to(folder).as_posix()}'")


def _documents(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix in _SUFFIXES and path.is_file())


RULES = (
    Rule(
        "security-scheme",
        Level.SLOPPY,
        "What `security` asks for is one of `components.securitySchemes`, by its name. Requests are sent "
        "without a credential that nobody defines.",
        _schemes,
    ),
    Rule(
        "discriminator",
        Level.ADVICE,
        "A discriminator tells all alternatives apart: each has the property, requires it, and is what some "
        "value of it stands for. An answer that is not told is kept as it came.",
        _discriminators,
    ),
    Rule(
        "unused-component",
        Level.ADVICE,
        "Every component is needed by an operation or a webhook, if only through others. One that nothing "
        "leads to is left over, or the reference to it was forgotten.",
        _components,
    ),
    Rule(
        "unreachable-file",
        Level.STRICT,
        "Every YAML or JSON file below the folder of the document is part of it. What no reference leads to "
        "is neither read nor checked, and whoever edits it waits in vain for a change.",
        _files,
    ),
)
