"""An answer: status, headers and body, and the JSON in it, read with suspicion."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any

from .errors import ResponseDecodeError
from .guards import is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from json import JSONDecoder

__all__ = ["Headers", "RawResponse", "read_json", "request_id_in"]

DEEPEST = 100
"""How deeply JSON may be nested: far beyond any real answer, far within what Python can walk."""

EXCERPT = 512

_REQUEST_IDS = ("x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid")
_CONTAINERS = frozenset({dict, list})
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class Headers(Mapping[str, str]):
    """Headers of an answer, found by name whatever its case; those of one name are joined by commas."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._values: dict[str, str] = {}
        for name, value in pairs:
            key = name.lower()
            self._values[key] = f"{self._values[key]}, {value}" if key in self._values else value

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Headers({sorted(self._values)})"


def request_id_in(headers: Headers) -> str | None:
    """What the service calls a request in its own logs, where an answer's headers say so."""
    found = next((headers[name] for name in _REQUEST_IDS if name in headers), None)
    return found and found[:200]


class RawResponse:
    """An answer as it came."""

    def __init__(
        self, status: int, headers: Headers, content: bytes, url: str = "", redact: Callable[[str], str] = str
    ) -> None:
        self.status = status
        self.headers = headers
        self.content = content
        self.url = url
        self._redact = redact

    @property
    def text(self) -> str:
        """The body as text, in the charset that the answer names, else in UTF-8; what is odd is replaced."""
        charset = self.headers.get("content-type", "").lower().partition("charset=")[2].partition(";")[0]
        try:
            return self.content.decode(charset.strip(" \"'") or "utf-8", "replace")
        except (LookupError, UnicodeError):
            return self.content.decode("utf-8", "replace")

    @property
    def request_id(self) -> str | None:
        """What the service calls the request in its own logs."""
        return request_id_in(self.headers)

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            ResponseDecodeError: It is not JSON, or not JSON that can be relied on.
        """
        try:
            return read_json(self.content)
        except ValueError as error:
            problem = str(error)
        raise self.unreadable(problem)

    def unreadable(self, problem: str, pointer: str | None = None) -> ResponseDecodeError:
        """The error that says why the body cannot be used."""
        error = ResponseDecodeError(problem)
        error.status = self.status
        error.body = self.redacted(EXCERPT)
        error.pointer = pointer
        error.request_id = self.request_id
        return error

    def redacted(self, size: int) -> str:
        """The start of the body, without the client's secrets."""
        # A secret that the cut would split is found by looking a little further.
        return self._redact(self.content[: size + EXCERPT].decode("utf-8", "replace"))[:size]

    def __repr__(self) -> str:
        return f"RawResponse({self.status}, {len(self.content)} bytes)"


def read_json(content: bytes) -> Any:
    """Read JSON that means the same to everybody who reads it.

    Refused, each with a ValueError that says why: bytes that are not UTF-8, a byte order mark, NaN, Infinity,
    a name twice in one object, half a surrogate pair, digits without end, and nesting without end.
    """
    if not content:
        raise ValueError("The answer is empty.")
    try:
        text = content.decode("utf-8")
        value = _decoder().decode(text)
    except RecursionError:
        problem = "The answer's JSON is nested too deeply."
    except UnicodeDecodeError:
        problem = "The answer is not UTF-8."
    except ValueError as error:
        problem = f"The answer is not JSON: {str(error).partition(';')[0]}."
    else:
        _check(value, text)
        return value
    raise ValueError(problem)


def _check(value: Any, text: str) -> None:
    """Look for what the parser lets through, where there is a sign of it."""
    brackets = text.count("{") + text.count("[")
    if brackets > DEEPEST and _is_deep(value, brackets):
        raise ValueError("The answer's JSON is nested too deeply.")
    if "\\" in text and _SURROGATE.search(text) and not _encodable(value):
        raise ValueError("The answer's JSON holds half of a surrogate pair.")


def _is_deep(value: Any, most: int) -> bool:
    """Whether a value, which holds at most so many containers, is nested more than `DEEPEST` levels."""
    level, depth = _containers([value]), 1
    # Those that were not met yet are one in another at worst; of a page, this leaves the records alone.
    while level and depth <= DEEPEST:
        most -= len(level)
        if depth + most <= DEEPEST:
            return False
        level = [
            inner for outer in level for inner in _containers(outer.values() if is_object(outer) else outer)
        ]
        depth += 1
    return bool(level)


def _containers(values: Iterable[Any]) -> list[Any]:
    # Asking for the very type is what is fast: the parser makes no other, and a page has thousands of values.
    return [value for value in values if type(value) in _CONTAINERS]


def _encodable(value: Any) -> bool:
    from json import dumps

    try:
        dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _decoder() -> JSONDecoder:
    """The one decoder, made when it is first needed."""
    from json import JSONDecoder

    return JSONDecoder(object_pairs_hook=_object, parse_constant=_constant, parse_float=_float)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a name occurs twice in one object")
    return values


def _float(digits: str) -> float:
    value = float(digits)
    if not isfinite(value):
        raise ValueError(f"{digits[:20]} is larger than a number can be")
    return value


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON value")
