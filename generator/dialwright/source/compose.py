"""From YAML text to a tree of nodes with their places, by PyYAML's C parser."""

from __future__ import annotations

import re

from yaml import CBaseLoader, ScalarNode
from yaml.error import MarkedYAMLError, YAMLError
from yaml.nodes import Node as YamlNode

from ..problems import InputError, Problem
from .limits import Limits
from .text import Text

# The non-specific tags of YAML: what they stand for is decided when values are made.
PLAIN = "?"
QUOTED = "!"

# What YAML allows in a stream; anything else must be written as an escape.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_HINTS = {
    "mapping values are not allowed in this context": "a text with ': ' in it must be quoted, "
    "and the keys of a mapping must be indented alike",
    "found character that cannot start any token": "indent with spaces, not tabs; "
    "a text that begins with '@', '`' or '%' must be quoted",
    "found a tab character that violates indentation": "indent with spaces",
    "found undefined alias": "no anchor of this name stands above",
    "could not find expected ':'": "every line of a mapping is 'key: value'",
    "found unknown escape character": "write the backslash twice, or use single quotes",
}


def compose(text: Text, limits: Limits) -> YamlNode | None:
    """The root of the one document in the text, None if there is none; InputError if it is not YAML."""
    parser = _Composer(text, limits)
    try:
        return parser.get_single_node()
    except YAMLError as error:
        problem = _problem(text, error)
    finally:
        parser.dispose()
    raise InputError(problem)


class _Composer(CBaseLoader):
    """Composes without resolving tags, and stops before the C stack or the memory is used up."""

    def __init__(self, text: Text, limits: Limits) -> None:
        super().__init__(text.content)
        self._text = text
        self._limits = limits
        self._depth = 0
        self._count = 0

    # The parser calls these three for every node, so they do as little as they can.

    def resolve(self, kind: type[YamlNode], value: str | None, implicit: tuple[bool, bool] | bool) -> str:
        return QUOTED if kind is ScalarNode and isinstance(implicit, tuple) and not implicit[0] else PLAIN

    def descend_resolver(self, current_node: YamlNode | None, current_index: object) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > self._limits.depth or self._count > self._limits.values:
            self._refuse(current_node)

    def ascend_resolver(self) -> None:
        self._depth -= 1

    def _refuse(self, parent: YamlNode | None) -> None:
        start = parent.start_mark.index if parent is not None else 0
        if self._depth > self._limits.depth:
            message = f"nested more than {self._limits.depth} levels deep"
        else:
            message = f"the file holds more than {self._limits.values:,} values"
        raise InputError(self._text.error("limit", message, start))


def _problem(text: Text, error: YAMLError) -> Problem:
    """What PyYAML says, at the place it names, with what usually helps."""
    if not isinstance(error, MarkedYAMLError):
        return _forbidden_character(text, error)
    mark = error.problem_mark or error.context_mark
    start = mark.index if mark is not None else 0
    what = error.problem or "not YAML"
    if what == "but found another document":
        return text.error("yaml-syntax", "a second document begins here; a file holds one", start)
    if what == "second occurrence":
        return text.error("yaml-syntax", "this anchor is already defined above", start)
    context = ""
    if error.context and error.context_mark is not None and error.context_mark.index != start:
        context = f" {error.context} that begins on line {text.place(error.context_mark.index).line}"
    hint = f"; {_HINTS[what]}" if what in _HINTS else ""
    return text.error("yaml-syntax", f"{what}{context}{hint}", start)


def _forbidden_character(text: Text, error: YAMLError) -> Problem:
    found = _FORBIDDEN.search(text.content)
    if found is None:
        return text.error("yaml-syntax", str(error), 0)
    message = f'character U+{ord(found.group()):04X} must be written as an escape within "double quotes"'
    return text.error("yaml-syntax", message, found.start())
