"""Parameters written in one of the styles of OpenAPI, where that is not the usual way.

A value that is empty is there, one that is None is not; an empty list or object is not there either, as
RFC 6570 has it. What the standard leaves undefined is decided here: a list or an object within another one
is written as JSON, but in `deepObject` as further keys in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any
from urllib.parse import quote

from .encode import encode_json, key_text, plain_text
from .errors import ArgumentError
from .guards import is_list, is_object
from .model import Model
from .request import Styled

__all__ = ["cookie_pairs", "header_text", "path_text", "query_pairs"]

_RESERVED = ":/?@!$'()*,;="
"""What `allowReserved` leaves as it is. `#`, `&`, `+`, `[` and `]` would say something else in a query."""

_ESCAPED = re.compile(r"(%[0-9A-Fa-f]{2})")
_DELIMITERS = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C", "simple": ","}


class _Writer:
    """Writes one parameter, each text of it escaped by the place where it goes."""

    def __init__(self, name: str, styled: Styled, *, raw: bool = False) -> None:
        self.name = name
        self._styled = styled
        self._raw = raw
        self._value = _opened(styled.value)

    @property
    def parts(self) -> list[tuple[str, str]] | list[str] | str | None:
        """A mapping as pairs, a list as texts, a single value as text; None where nothing is there."""
        value = self._value
        if value is None:
            return None
        if self._styled.style == "json":
            return self.text(encode_json(value).decode("utf-8"))
        if is_object(value):
            return [(self.text(key), self.text(item)) for key, item in value.items()] or None
        if is_list(value):
            return [self.text(item) for item in value] or None
        return self.text(value)

    def text(self, value: object) -> str:
        """One value. In a header it is not escaped."""
        nested = is_object(value) or is_list(value)
        plain = encode_json(value).decode("utf-8") if nested else plain_text(self.name, value)
        if self._raw:
            return plain
        if not self._styled.reserved:
            return _quoted(self.name, plain)
        pieces = _ESCAPED.split(plain)
        return "".join(p if _ESCAPED.fullmatch(p) else _quoted(self.name, p, _RESERVED) for p in pieces)

    def joined(self, delimiter: str, between: str = "") -> str | None:
        """All of it in one; `between` a key and its value if parts stand for themselves."""
        parts = self.parts
        if parts is None or isinstance(parts, str):
            return parts
        between = between or delimiter
        return delimiter.join(part if isinstance(part, str) else between.join(part) for part in parts)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """As names and values of a query or of cookies."""
        style, explode = self._styled.style, self._styled.explode
        name = self.name if self._raw else quote(self.name, safe="")
        if style == "deepObject" and (is_object(self._value) or is_list(self._value)):
            for key, item in _deep(self._value, ""):
                yield name + key, self.text(item)
            return
        parts = self.parts
        if explode and isinstance(parts, list):
            yield from (((name, part) if isinstance(part, str) else part) for part in parts)
            return
        whole = self.joined(_DELIMITERS.get(style, ","))
        if whole is not None:
            yield name, whole


def _opened(value: object) -> Any:
    """The value out of what JSON has, None left out; anything else that it holds as it is."""
    if isinstance(value, Model):
        value = value.to_dict()
    if isinstance(value, Mapping):
        items: list[tuple[object, object]] = [*value.items()]
        return {key_text(key): _opened(item) for key, item in items if item is not None}
    if isinstance(value, (Sequence, Set)) and not isinstance(value, (str, bytes, bytearray)):
        elements: list[object] = [*value]
        return [_opened(item) for item in elements if item is not None]
    return value


def _deep(value: Any, path: str) -> Iterator[tuple[str, object]]:
    """The keys, in brackets, under which the single values are.

    A list of single values repeats its key; of anything else, and where nothing is around it, each has its
    number.
    """
    if is_object(value):
        for key, item in value.items():
            yield from _deep(item, f"{path}%5B{quote(key, safe='')}%5D")
    elif is_list(value):
        numbered = not path or any(is_object(item) or is_list(item) for item in value)
        for number, item in enumerate(value):
            yield from _deep(item, f"{path}%5B{number}%5D" if numbered else path)
    else:
        yield path, value


def query_pairs(name: str, styled: Styled) -> list[tuple[str, str]]:
    """Names and values of a query, escaped."""
    return [*_Writer(name, styled).pairs()]


def cookie_pairs(name: str, value: object) -> list[tuple[str, str]]:
    """Names and values of cookies, the values escaped."""
    styled = value if isinstance(value, Styled) else Styled(value, "form", explode=True)
    return [*_Writer(name, styled).pairs()]


def header_text(name: str, styled: Styled) -> str | None:
    """The text of a header, as it is; None where there is none."""
    return _Writer(name, styled, raw=True).joined(",", "=" if styled.explode else "")


def path_text(name: str, styled: Styled) -> str | None:
    """The text that stands in the place of a placeholder, escaped; None where there is none."""
    writer, style, explode = _Writer(name, styled), styled.style, styled.explode
    if style == "matrix":
        return _matrix(writer, explode)
    if style == "label":
        text = writer.joined("." if explode else ",", "=" if explode else "")
        return None if text is None else f".{text}"
    return writer.joined(",", "=" if explode else "")


def _matrix(writer: _Writer, explode: bool) -> str | None:
    if explode:
        pairs = [*writer.pairs()]
        return "".join(f";{name}={text}" if text else f";{name}" for name, text in pairs) or None
    text = writer.joined(",")
    name = quote(writer.name, safe="")
    return None if text is None else f";{name}={text}" if text else f";{name}"


def _quoted(name: str, text: str, safe: str = "") -> str:
    try:
        return quote(text, safe=safe)
    except UnicodeEncodeError:
        problem = f"{name!r} holds half of a surrogate pair, which is not a character."
    raise ArgumentError(problem)
