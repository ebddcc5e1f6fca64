"""Requests and answers as plain facts, and the reader of curl samples."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

__all__ = ["Answer", "Request", "pairs", "parse_curl"]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")

_BOOLEANS = {"True": "true", "False": "false"}
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})T00:00:00Z")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service answers: a status and a JSON text, empty where the answer has no body."""

    status: int
    body: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What one request says, without what every request has (host, credentials, headers)."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict[str, str])
    form: dict[str, str] = field(default_factory=dict[str, str])

    def documented(self, placeholders: Mapping[str, str]) -> Request:
        """The request as a client should send it, where this one is written as the reference prints it.

        The reference writes booleans in Python's spelling and one path's extension in capitals.
        """
        path = _PLACEHOLDER.sub(lambda found: placeholders.get(found[1], found[1]), self.path)
        return Request(
            self.method,
            re.sub(r"\.JSON$", ".json", path),
            {name: _BOOLEANS.get(value, value) for name, value in self.query.items()},
            {name: _BOOLEANS.get(value, value) for name, value in self.form.items()},
        ).with_days()

    def with_days(self) -> Request:
        """The same request with every midnight in UTC written as its day: the filters take either."""
        return Request(self.method, self.path, _days(self.query), _days(self.form))


def _days(values: Mapping[str, str]) -> dict[str, str]:
    return {name: _MIDNIGHT.sub(r"\1", value) for name, value in values.items()}


def pairs(values: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Name and value pairs as a mapping. No documented request repeats a name, so a repetition is a fault.

    Raises:
        ValueError: A name occurs twice.
    """
    result: dict[str, str] = {}
    for name, value in values:
        if name in result:
            raise ValueError(f"{name!r} is sent twice: {result[name]!r} and {value!r}")
        result[name] = value
    return result


def parse_curl(sample: str) -> Request:
    """Read a curl command line as the request its author meant.

    Faults of the reference are read past. A line that lacks its closing backslash goes on all the same. `&`
    and `>` in an unquoted address belong to the address (a shell would end the command there, `shlex` does
    not). `-d` with GET means the query, although curl would send a body.

    Raises:
        ValueError: The text is no curl command, or has an option that no sample uses.
    """
    words = iter(shlex.split(sample.replace("\\\n", " ")))
    if next(words, None) != "curl":
        raise ValueError(f"not a curl command: {sample!r}")
    method, address, data = "GET", "", list[tuple[str, str]]()
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-d":
            data += parse_qsl(next(words), keep_blank_values=True)
        elif word == "--data-urlencode":
            data.append(_pair(next(words)))
        elif word == "-u":
            next(words)
        elif word.startswith("https://"):
            address = word
        elif word != "-L":
            raise ValueError(f"unknown option {word!r} in {sample!r}")
    parts = urlsplit(address)
    query = parse_qsl(parts.query, keep_blank_values=True)
    if method == "GET":
        query, data = query + data, []
    return Request(method, parts.path, pairs(query), pairs(data))


def _pair(data: str) -> tuple[str, str]:
    """Split `Name=value`. A backslash before `!` is for the interactive shell and not part of the value."""
    name, _, value = data.partition("=")
    return name, value.replace("\\!", "!")
