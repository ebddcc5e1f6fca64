"""From arguments to what goes on the wire: query, form, JSON, path and headers.

None is left out, everywhere but in a JSON list. Whatever could end a line or leave its place in the request
is refused before anything is sent.
"""

from __future__ import annotations

import re
from binascii import b2a_base64
from collections.abc import Mapping, Sequence, Set
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus, unquote

from .dates import format_moment
from .errors import ArgumentError
from .model import Model
from .options import Null
from .request import Styled

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "check_header",
    "encode_cookies",
    "encode_form",
    "encode_json",
    "encode_query",
    "fill_path",
    "header_value",
    "key_text",
    "literal_path",
    "plain_text",
    "to_json",
]

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LINE_BREAK = re.compile(r"[\r\n\x00]")
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_NOT_IN_PATH = re.compile(r"[^!-~]|[?#\\{}]")
_OURS = frozenset({"host", "content-length", "transfer-encoding", "connection"})


def encode_query(values: Mapping[str, object]) -> str:
    """Query parameters, as `application/x-www-form-urlencoded`. Line breaks are refused."""
    return "&".join(_query_texts(values))


def _query_texts(values: Mapping[str, object]) -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, Styled):
            from .styles import query_pairs

            pairs = query_pairs(name, value)
            plain = [(key, unquote(text)) for key, text in pairs]
        else:
            pairs, plain = [], list(_pairs({name: value}))
        if any(_LINE_BREAK.search(text) for _, text in plain):
            raise ArgumentError(f"The query parameter {name!r} must not hold a line break or a NUL.")
        written = "&".join(f"{key}={text}" for key, text in pairs) if pairs else _urlencoded(plain)
        if written:
            yield written


def encode_form(values: Mapping[str, object]) -> bytes:
    """Form fields, as `application/x-www-form-urlencoded`."""
    return _urlencoded(list(_pairs(values))).encode("ascii")


def encode_json(value: object) -> bytes:
    """A JSON body."""
    from json import dumps

    text = dumps(to_json(value), ensure_ascii=False, separators=(",", ":"))
    return _utf8(text, "JSON body")


def _urlencoded(pairs: list[tuple[str, str]]) -> str:
    for name, value in pairs:
        _utf8(value, name)
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs)


def _utf8(text: str, name: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        problem = f"{name!r} holds half of a surrogate pair, which is not a character."
    raise ArgumentError(problem)


def _pairs(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Names and texts, in order; a list repeats its name."""
    for name, value in values.items():
        if isinstance(value, (Sequence, Set)) and not isinstance(value, (str, bytes)):
            items: list[object] = [*value]
            yield from ((name, plain_text(name, item)) for item in items if item is not None)
        elif value is not None:
            yield name, plain_text(name, value)


def plain_text(name: str, value: object) -> str:
    """One value of a query, form, path or header."""
    if isinstance(value, str):
        # An enum of text is its value, not what its own __str__ makes of it.
        return str.__str__(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, (float, Decimal)):
        return _plain(name, value)
    if isinstance(value, date):
        return _moment(name, value)
    if isinstance(value, Null):
        raise ArgumentError(
            f"{name!r} cannot be NULL: there is no null outside JSON. Leave it out, or send ''."
        )
    raise ArgumentError(f"{name!r} cannot be sent: {type(value).__name__} is not text, a number, or a date.")


def _plain(name: str, value: float | Decimal) -> str:
    """A number without an exponent."""
    if not (value.is_finite() if isinstance(value, Decimal) else isfinite(value)):
        raise ArgumentError(f"{name!r} must be a finite number.")
    return format(value if isinstance(value, Decimal) else Decimal(repr(value)), "f")


def _moment(name: str, value: date) -> str:
    try:
        return format_moment(value)
    except OverflowError:
        problem = f"{name!r} is outside of the years that dates can have in UTC."
    raise ArgumentError(problem)


def to_json(value: object) -> Any:
    """A value as JSON has it: None left out of objects, dates and amounts as text, models as they came."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        items: list[tuple[object, object]] = [*value.items()]
        return {key_text(name): to_json(item) for name, item in items if item is not None}
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        elements: list[object] = [*value]
        return [to_json(item) for item in elements]
    if isinstance(value, Model):
        return value.to_dict()
    return _json_scalar(value)


def key_text(name: object) -> str:
    """The name of a field of a JSON object."""
    if isinstance(name, str):
        return name
    raise ArgumentError(f"The name of a JSON field must be text, not {name!r}.")


def _json_scalar(value: object) -> Any:
    if isinstance(value, Null):
        return None
    if isinstance(value, float) and isfinite(value):
        return value
    if isinstance(value, Decimal):
        return _plain("amount", value)
    if isinstance(value, date):
        return _moment("date", value)
    if isinstance(value, bytes):
        return b2a_base64(value, newline=False).decode("ascii")
    raise ArgumentError(f"A value of type {type(value).__name__} cannot be sent as JSON.")


def fill_path(template: str, values: Mapping[str, object]) -> str:
    """The path with its placeholders filled; a value stays within its segment, whatever is in it."""
    return _PLACEHOLDER.sub(lambda match: _segment(match[1], values.get(match[1])), template)


def _segment(name: str, value: object) -> str:
    if isinstance(value, Styled):
        return _styled_segment(name, value)
    text = "" if value is None else plain_text(name, value)
    if not text or text in (".", "..") or _CONTROL.search(text):
        shown = "None" if value is None else repr(text)
        raise ArgumentError(f"The path parameter {name!r} must be an identifier, not {shown}.")
    return quote(_utf8(text, name), safe="")


def _styled_segment(name: str, value: Styled) -> str:
    from .styles import path_text

    text = path_text(name, value)
    if not text or text in (".", "..") or _CONTROL.search(unquote(text)):
        raise ArgumentError(f"The path parameter {name!r} must say something, not {value.value!r}.")
    return text


def literal_path(path: str) -> str:
    """Refuse a path that is not one, or that leaves the place it names."""
    if not path.startswith("/") or path.startswith("//"):
        raise ArgumentError(f"The path must start with one '/', and the client adds the address: {path!r}.")
    if _NOT_IN_PATH.search(_PLACEHOLDER.sub("", path)):
        raise ArgumentError(f"The path must hold no query, space or line break (see `query=`): {path!r}.")
    if any(unquote(segment) in (".", "..") for segment in path.split("/")):
        raise ArgumentError(f"The path must not hold '.' or '..': {path!r}.")
    return path


def encode_cookies(values: Mapping[str, object]) -> str:
    """The Cookie header that holds these; empty for none."""
    from .styles import cookie_pairs

    pairs = [pair for name, value in values.items() for pair in cookie_pairs(name, value)]
    return "; ".join(f"{name}={text}" for name, text in pairs)


def header_value(name: str, value: object) -> object:
    """What a header parameter holds, as text if it has a style; None where it is left out."""
    if not isinstance(value, Styled):
        return value
    from .styles import header_text

    return header_text(name, value)


def check_header(name: str, value: object) -> tuple[str, str]:
    """Refuse a header that is not one, or that is decided by the request itself."""
    text = plain_text(name, value)
    if not _TOKEN.fullmatch(name):
        raise ArgumentError(f"{name!r} is not the name of a header.")
    if name.lower() in _OURS:
        raise ArgumentError(f"The header {name!r} is set by the client itself.")
    if _CONTROL.search(text) or not text.isascii():
        raise ArgumentError(f"The header {name!r} must be plain ASCII without line breaks.")
    return name, text.strip()
