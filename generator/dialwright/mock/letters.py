"""What the service sends to the addresses of its users: requests, still unsigned, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from .messages import Headers

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Letter:
    """A request to a user's server.

    Attributes:
        fields: What it tells: names and values, as they are in the form or in the query.
        form: The fields of the body, where that is a form.
        about: The identifier of the record that it is about.
    """

    method: str
    url: str
    fields: Pairs
    form: Pairs = ()
    headers: Headers = ()
    body: bytes = b""
    about: str = ""


@dataclass(frozen=True)
class Reply:
    """What came back.

    Attributes:
        status: The HTTP status; 0 where there was no answer.
        error: Why there was none; "" where there was one.
    """

    status: int = 0
    body: bytes = b""
    error: str = ""

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300 and not self.error


def form_letter(method: str, url: str, fields: Mapping[str, Any], *, about: str = "") -> Letter:
    """A letter whose fields are a form, or with `GET` in the query of the address. None is left out."""
    pairs = tuple((name, _text(value)) for name, value in fields.items() if value is not None)
    if method == "GET":
        address, mark, fragment = url.partition("#")
        joint = "&" if "?" in address else "?"
        return Letter(method, f"{address}{joint}{urlencode(pairs)}{mark}{fragment}", pairs, about=about)
    body = urlencode(pairs).encode()
    return Letter(method, url, pairs, pairs, (("content-type", FORM),), body, about)


def json_letter(method: str, url: str, fields: Mapping[str, Any], *, about: str = "") -> Letter:
    """A letter whose fields are an object in JSON. None is left out."""
    told = {name: value for name, value in fields.items() if value is not None}
    pairs = tuple((name, _text(value)) for name, value in told.items())
    return Letter(method, url, pairs, (), (("content-type", JSON),), json.dumps(told).encode(), about)


def _text(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
