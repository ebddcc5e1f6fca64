"""From composed YAML nodes to plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yaml.nodes import MappingNode, ScalarNode, SequenceNode
from yaml.nodes import Node as YamlNode

from ..problems import InputError, Place, Problem, Severity
from .compose import PLAIN, QUOTED
from .limits import Limits
from .scalars import ScalarError, integer, number, plain_scalar
from .text import Text

MERGE = "<<"

_ENOUGH = 200  # a file with so many errors is not worth more of anybody's time

_TAG = "tag:yaml.org,2002:"
_TEXT_TAGS = (QUOTED, f"{_TAG}str")
_COLLECTION_TAGS = {MappingNode: (PLAIN, QUOTED, f"{_TAG}map"), SequenceNode: (PLAIN, QUOTED, f"{_TAG}seq")}
_PLAIN_TAGS = (f"{_TAG}null", f"{_TAG}bool")


@dataclass(frozen=True, slots=True)
class _Built:
    """A finished collection, and what it counts for wherever an alias repeats it."""

    value: Any
    size: int
    height: int


def build(
    text: Text, root: YamlNode, *, allow_duplicate_keys: bool, limits: Limits
) -> tuple[Any, list[Problem]]:
    """The value of a tree of nodes, and warnings; InputError with everything that is wrong in it."""
    builder = _Builder(text, limits, Severity.WARNING if allow_duplicate_keys else Severity.ERROR)
    try:
        value = builder.value(root)
    except InputError as error:
        raise InputError(*builder.problems, *error.problems) from None
    if any(problem.severity is Severity.ERROR for problem in builder.problems):
        raise InputError(*builder.problems)
    return value, builder.problems


class _Builder:
    def __init__(self, text: Text, limits: Limits, duplicates: Severity) -> None:
        self._text = text
        self._limits = limits
        self._duplicates = duplicates
        self._built: dict[int, _Built | None] = {}  # by id of the node; None while it is being built
        self._merged = 0  # keys that `<<` has added
        self.problems: list[Problem] = []

    def value(self, node: YamlNode) -> Any:
        return self._scalar(node) if isinstance(node, ScalarNode) else self._collection(node).value

    def _collection(self, node: YamlNode) -> _Built:
        key = id(node)
        if key in self._built:
            known = self._built[key]
            if known is None:
                raise InputError(self._error("limit", "this contains itself, through an alias", node))
            return known
        self._built[key] = None
        built = self._mapping(node) if isinstance(node, MappingNode) else self._sequence(node)
        if built.size > self._limits.values:
            message = f"aliases repeat this until it holds more than {self._limits.values:,} values"
            raise InputError(self._error("limit", message, node))
        if built.height > self._limits.depth:
            message = f"nested more than {self._limits.depth} levels deep, through aliases"
            raise InputError(self._error("limit", message, node))
        self._built[key] = built
        return built

    def _sequence(self, node: YamlNode) -> _Built:
        self._check_tag(node, SequenceNode)
        values: list[Any] = []
        size, height = 1, 0
        for element in node.value:
            if isinstance(element, ScalarNode):
                values.append(self._scalar(element))
                size += 1
            else:
                built = self._collection(element)
                values.append(built.value)
                size += built.size
                height = max(height, built.height)
        return _Built(values, size, height + 1)

    def _mapping(self, node: MappingNode) -> _Built:
        self._check_tag(node, MappingNode)
        values: dict[str, Any] = {}
        merged: list[YamlNode] = []
        size, height, repeated = 1, 0, False
        for key_node, value_node in node.value:
            if isinstance(value_node, ScalarNode):
                value = self._scalar(value_node)
                size += 2
            else:
                built = self._collection(value_node)
                value = built.value
                size += built.size + 1
                height = max(height, built.height)
            key = self._key(key_node)
            if key in values:
                repeated = True
            if key == MERGE and key_node.tag == PLAIN:
                merged.append(value_node)
            else:
                values[key] = value
        for source in merged:
            self._merge(values, source)
        if repeated:
            self._report_duplicates(node)
        return _Built(values, size, height + 1)

    def _merge(self, values: dict[str, Any], source: YamlNode) -> None:
        """`<<: *other`: the keys of other mappings, where the mapping has none of its own."""
        for node in source.value if isinstance(source, SequenceNode) else [source]:
            if not isinstance(node, MappingNode):
                self._add(self._error("yaml-syntax", "'<<' takes a mapping or a list of mappings", node))
                continue
            other = self._collection(node).value
            self._merged += len(other)
            if self._merged > self._limits.values:
                message = f"'<<' repeats more than {self._limits.values:,} keys"
                raise InputError(self._error("limit", message, node))
            for key, value in other.items():
                values.setdefault(key, value)

    def _key(self, node: YamlNode) -> str:
        """Keys are text as written: `200:` is "200"."""
        if isinstance(node, ScalarNode):
            return str(node.value)
        raise InputError(self._error("yaml-syntax", "a key must be text, not a mapping or a sequence", node))

    def _scalar(self, node: ScalarNode) -> str | int | float | bool | None:
        tag, text = node.tag, str(node.value)
        if tag in _TEXT_TAGS:
            return text
        try:
            if tag == PLAIN:
                return plain_scalar(text, self._limits.digits)
            return self._tagged(tag, text)
        except ScalarError as error:
            self._add(self._error("number", str(error), node))
        except ValueError:
            self._add(self._error("yaml-tag", f"'{text}' is not a value of {_shown(tag)}", node))
        return None

    def _tagged(self, tag: str, text: str) -> str | int | float | bool | None:
        if tag == f"{_TAG}int":
            return integer(text, self._limits.digits)
        if tag == f"{_TAG}float":
            return number(text, self._limits.digits)
        value = plain_scalar(text, self._limits.digits)
        if tag in _PLAIN_TAGS and (value is None if tag.endswith("null") else isinstance(value, bool)):
            return value
        raise ValueError(text)

    def _check_tag(self, node: YamlNode, kind: type[MappingNode] | type[SequenceNode]) -> None:
        if node.tag not in _COLLECTION_TAGS[kind]:
            self._add(self._error("yaml-tag", f"the tag {_shown(node.tag)} is not known", node))

    def _report_duplicates(self, mapping: MappingNode) -> None:
        first: dict[str, YamlNode] = {}
        for node, _ in mapping.value:
            key = self._key(node)
            if first.setdefault(key, node) is not node:
                line = self._text.place(first[key].start_mark.index).line
                message = f"'{key}' is already a key of this mapping, on line {line}"
                if self._duplicates is Severity.WARNING:
                    message += "; this one replaces it"
                self._add(Problem(self._place(node), self._duplicates, message, "duplicate-key"))

    def _add(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= _ENOUGH and problem.severity is Severity.ERROR:
            raise InputError()  # `build` tells what was found so far

    def _place(self, node: YamlNode) -> Place:
        return self._text.place(node.start_mark.index, node.end_mark.index)

    def _error(self, rule: str, message: str, node: YamlNode) -> Problem:
        return Problem(self._place(node), Severity.ERROR, message, rule)


def _shown(tag: str) -> str:
    """As people write it: `!!int`."""
    return f"!!{tag.removeprefix(_TAG)}" if tag.startswith(_TAG) else tag
