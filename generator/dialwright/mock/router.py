"""From a path to the operation of the document that it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes, urlsplit

from ..openapi import ApiDescription, Operation, View

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


class BadPath(ValueError):
    """A path that is no text in UTF-8 once it is decoded."""


@dataclass(frozen=True)
class Match:
    """Where a path leads: its operations by method, and what stands in the place of each placeholder."""

    template: str
    operations: Mapping[str, Operation]
    texts: tuple[str, ...]


@dataclass
class _Leaf:
    template: str
    operations: dict[str, Operation] = field(default_factory=dict[str, Operation])


@dataclass(frozen=True)
class _Pattern:
    """A segment with placeholders in it. The more of it is literal, the sooner it is tried."""

    text: str

    @property
    def literal(self) -> int:
        return len(_PLACEHOLDER.sub("", self.text))

    def compiled(self) -> re.Pattern[str]:
        parts = _PLACEHOLDER.split(self.text)[::2]
        return re.compile("(.+?)".join(re.escape(part) for part in parts), re.DOTALL)


class _Node:
    """What may follow one beginning of a path."""

    def __init__(self) -> None:
        self.literals: dict[str, _Node] = {}
        self.patterns: dict[str, tuple[int, re.Pattern[str], _Node]] = {}
        self.leaf: _Leaf | None = None

    def child(self, segment: str) -> _Node:
        if "{" not in segment:
            return self.literals.setdefault(segment, _Node())
        shape = _PLACEHOLDER.sub("{}", segment)
        if shape not in self.patterns:
            pattern = _Pattern(shape)
            self.patterns[shape] = (pattern.literal, pattern.compiled(), _Node())
            self.patterns = dict(sorted(self.patterns.items(), key=lambda item: -item[1][0]))
        return self.patterns[shape][2]


class Router:
    """Finds operations: a literal segment goes before a placeholder, a longer literal before a shorter."""

    def __init__(self, operations: Iterable[Operation], description: ApiDescription) -> None:
        self._root = _Node()
        for operation in operations:
            self._add(base_path(operation, description) + operation.template, operation)

    def find(self, method: str, path: str) -> Match | None:
        """Where a path leads: to an operation of the method if there is one, else to those of others.

        Raises:
            BadPath: The path is no text.
        """
        found = list(_walk(self._root, [*map(_decoded, path.split("/"))], ()))
        matches = [Match(leaf.template, leaf.operations, texts) for leaf, texts in found]
        fitting = (match for match in matches if method.lower() in match.operations)
        return next(fitting, next(iter(matches), None))

    def _add(self, template: str, operation: Operation) -> None:
        node = self._root
        for segment in template.partition("?")[0].split("/"):
            node = node.child(segment)
        node.leaf = node.leaf or _Leaf(template)
        node.leaf.operations.setdefault(operation.method, operation)


def base_path(operation: Operation, description: ApiDescription) -> str:
    """The path of the server that an operation is asked of, without a slash at the end."""
    servers = operation.servers or description.servers
    return server_path(servers[0]) if servers else ""


def server_path(server: View) -> str:
    """The path of a server's address, its variables filled with their defaults."""
    variables = dict(server.children("variables"))

    def default(match: re.Match[str]) -> str:
        node = variables.get(match[1])
        value = node.get("default") if node is not None else None
        return str(value.value) if value is not None else match[1]

    url = _PLACEHOLDER.sub(default, server.text("url"))
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""


def _walk(
    node: _Node, segments: list[str], texts: tuple[str, ...]
) -> Iterable[tuple[_Leaf, tuple[str, ...]]]:
    if not segments:
        if node.leaf is not None:
            yield node.leaf, texts
        return
    first, *rest = segments
    if first in node.literals:
        yield from _walk(node.literals[first], rest, texts)
    for _, pattern, child in node.patterns.values():
        match = pattern.fullmatch(first)
        if match is not None:
            yield from _walk(child, rest, (*texts, *match.groups()))


def _decoded(segment: str) -> str:
    if "%" not in segment:
        return segment
    if _BAD_ESCAPE.search(segment):
        raise BadPath(segment)
    try:
        return unquote_to_bytes(segment).decode("utf-8")
    except UnicodeDecodeError:
        pass
    raise BadPath(segment)
