"""Whether a value is sure to fit a schema: where a keyword asks for more than a glance, it is not."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Any

from ..document import Document, Node
from ..problems import InputError
from ..source import is_mapping, is_sequence

# They ask nothing of a value. Patterns are not run on defaults: one can take forever.
_SILENT = frozenset(
    (
        *("default", "deprecated", "description", "example", "examples", "externalDocs", "nullable"),
        *("pattern", "readOnly", "title", "writeOnly", "xml"),
    )
)
_TYPES: dict[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "null": (type(None),),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}
_SIZES = {"int32": 2**31, "int64": 2**63}
_PLAIN = {  # what has such a format, whoever looks, and however closely
    "binary": re.compile(".*", re.DOTALL),
    "date": re.compile("[1-9][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"),
    "password": re.compile(".*", re.DOTALL),
    "uri": re.compile("https?://[a-z0-9]+(?:[.-][a-z0-9]+)*(?:/[A-Za-z0-9_.~-]*)*"),
}
_CHECKERS = {"uri": ("rfc3987", "rfc3986_validator")}  # without these packages nobody looks
_DEEPEST = 20  # schemas within each other; what is deeper is in doubt


def fits(document: Document, schema: Node, value: Any, depth: int = 0) -> bool:
    """Whether a value is sure to fit what is known to be a schema."""
    try:
        schema = document.target(schema)
    except InputError:
        return False
    if not schema.is_mapping or depth > _DEEPEST:
        return schema.value is True
    keys = (key for key in schema.value if key not in _SILENT and not key.startswith("x-"))
    return all(_keeps(document, schema, key, value, depth) for key in keys)


def _keeps(document: Document, schema: Node, key: str, value: Any, depth: int) -> bool:
    """Whether a value is sure to fit one keyword of a schema; of those that are not known here none is."""
    inner = schema[key]
    match key:
        case "allOf" if "discriminator" not in schema.value:
            return all(fits(document, child, value, depth + 1) for child in inner.elements())
        case "anyOf" if "discriminator" not in schema.value:
            return any(fits(document, child, value, depth + 1) for child in inner.elements())
        case "items" if "prefixItems" not in schema.value:
            return not is_sequence(value) or all(fits(document, inner, one, depth + 1) for one in value)
        case "properties" | "additionalProperties":
            return not is_mapping(value) or not value
        case _:
            return _suits(key, inner.value, value)


def _suits(key: str, told: Any, value: Any) -> bool:
    """The same for keywords that have no schemas in them."""
    match key:
        case "type":
            return any(_is_of(kind, value) for kind in (told if is_sequence(told) else (told,)))
        case "enum" if not is_mapping(value) and not is_sequence(value):
            return any(type(one) is type(value) and one == value for one in told)
        case "format" if isinstance(value, str):
            return _has_format(told, value)
        case "format":
            return not isinstance(value, int) or told not in _SIZES or abs(value) < _SIZES[told]
        case "minimum":
            return not isinstance(value, (int, float)) or value >= told
        case "maximum":
            return not isinstance(value, (int, float)) or value <= told
        case "maxLength":
            return not isinstance(value, str) or len(value) <= told
        case "required":
            return not is_mapping(value) or all(name in value for name in told)
        case _:
            return False


def _has_format(name: str, text: str) -> bool:
    known = _PLAIN.get(name)
    is_unchecked = name in _CHECKERS and not any(map(find_spec, _CHECKERS[name]))
    return is_unchecked or (known is not None and known.fullmatch(text) is not None)


def _is_of(kind: str, value: Any) -> bool:
    return isinstance(value, _TYPES.get(kind, ())) and isinstance(value, bool) == (kind == "boolean")
