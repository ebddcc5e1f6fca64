"""JSON files: read by `json`, which is several times as fast as any YAML parser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from ..problems import InputError, Problem
from .compose import compose
from .content import Content
from .json_places import JsonPlaces
from .limits import Limits
from .scalars import ScalarError, integer, number
from .text import Text
from .values import is_mapping, is_sequence
from .yaml_text import load_yaml

# What JSON allows and the YAML parser does not: halves of surrogate pairs as escapes, and some characters.
_HIGH, _LOW = r"\\u[dD][89abAB][0-9a-fA-F]{2}", r"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_LONE = re.compile(f"{_HIGH}(?!{_LOW})|(?<!{_HIGH}){_LOW}")
_NOT_YAML = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}|[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

_STRING_OR_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*"|NaN|-?Infinity')

_Pairs = list[tuple[str, Any]]


class _Constant(Exception):
    """NaN or Infinity, which Python's `json` knows and JSON does not."""


class _Duplicate(Exception):
    """Some mapping has a key twice."""


def load_json(text: Text, *, allow_duplicate_keys: bool, limits: Limits) -> Content:
    """What a JSON text holds; InputError if it is not JSON or exceeds the limits."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_mapping,
        parse_int=lambda digits: integer(digits, limits.digits),
        parse_float=lambda digits: number(digits, limits.digits),
        parse_constant=_refuse_constant,
    )
    try:
        value = _decode(text, decoder)
    except _Constant:
        raise InputError(_not_a_number(text)) from None
    except (_Duplicate, ScalarError, RecursionError):
        return _load_as_yaml(text, allow_duplicate_keys, limits)
    _check_bounds(text, value, limits)
    _check_characters(text, value)
    return Content(value, (), lambda: JsonPlaces(text.content))


def _as_yaml(text: Text) -> Text:
    """The same text with every value at the same place, in characters that YAML allows."""
    return Text(text.name, _NOT_YAML.sub(lambda match: "?" * len(match.group()), text.content))


def _decode(text: Text, decoder: json.JSONDecoder) -> Any:
    try:
        return decoder.decode(text.content)
    except json.JSONDecodeError as error:
        problem = text.error("json-syntax", _sentence(error.msg), error.pos)
    raise InputError(problem)


def _load_as_yaml(text: Text, allow_duplicate_keys: bool, limits: Limits) -> Content:
    """The slow way, which knows places: for texts with a fault that `json` cannot point at."""
    with suppress(RecursionError):
        _decode(text, json.JSONDecoder(parse_int=len, parse_float=len))  # is it JSON at all?
    content = load_yaml(_as_yaml(text), allow_duplicate_keys=allow_duplicate_keys, limits=limits)
    return Content(json.loads(text.content), content.problems, lambda: JsonPlaces(text.content))


def _mapping(pairs: _Pairs) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise _Duplicate
    return mapping


def _refuse_constant(word: str) -> None:
    raise _Constant(word)


def _not_a_number(text: Text) -> Problem:
    tokens = _STRING_OR_CONSTANT.finditer(text.content)
    found = next(token for token in tokens if not token.group().startswith('"'))
    return text.error("number", f"{found.group()} is not a finite number", found.start(), found.end())


def _check_bounds(text: Text, value: Any, limits: Limits) -> None:
    """Depth and size, level by level: recursion is what they are to protect from."""
    level = [value]
    count = depth = 0
    while level := [child for parent in level for child in _children(parent)]:
        count += len(level)
        depth += 1
        if depth > limits.depth or count > limits.values:
            compose(_as_yaml(text), limits)  # fails at the place


def _check_characters(text: Text, value: Any) -> None:
    """Half of a surrogate pair is legal as an escape, but stands for no character and cannot be written."""
    escape = _LONE.search(text.content)
    if escape is not None:
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            message = "half of a surrogate pair is no character"
            raise InputError(text.error("json-syntax", message, escape.start(), escape.end())) from None


def _children(value: Any) -> Iterable[Any]:
    if is_mapping(value):
        return value.values()
    return value if is_sequence(value) else ()


def _sentence(message: str) -> str:
    """`json` begins its messages with a capital letter; ours do not."""
    return message[:1].lower() + message[1:]
