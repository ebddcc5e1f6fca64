"""Asking a server of this machine, with nothing of a generated client."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from dialwright.mock.server import MockServer

PROJECT = "project-1"
TOKEN = "PTsecret0123456789"
FORM = "application/x-www-form-urlencoded"

Pairs = Mapping[str, object] | Sequence[tuple[str, object]]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def basic(username: str = PROJECT, password: str = TOKEN) -> str:
    """The value of `Authorization`."""
    return "Basic " + b64encode(f"{username}:{password}".encode()).decode()


@dataclass
class Asker:
    """Sends requests, as curl would.

    Attributes:
        server: Whom to ask.
        prefix: What all paths begin with.
        headers: What is sent with each request.
    """

    server: MockServer
    prefix: str
    headers: Mapping[str, str]

    def __call__(
        self,
        method: str,
        path: str,
        *,
        form: Pairs | None = None,
        json_body: object = None,
        body: bytes | None = None,
        headers: Mapping[str, str | None] | None = None,
    ) -> Answer:
        """The answer; a header of None is not sent."""
        sent: dict[str, str | None] = {**self.headers}
        if form is not None:
            body = urlencode(form, doseq=True).encode()
            sent["Content-Type"] = FORM
        elif json_body is not None:
            body = json.dumps(json_body).encode()
            sent["Content-Type"] = "application/json"
        sent |= headers or {}
        plain = {name: value for name, value in sent.items() if value is not None}
        connection = HTTPConnection(urlsplit(self.server.origin).netloc, timeout=30)
        try:
            connection.request(method, self.prefix + path, body, plain)
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def get(self, path: str, **more: Any) -> Answer:
        return self("GET", path, **more)

    def post(self, path: str, **form: object) -> Answer:
        """A form; the names are those of the keywords."""
        return self("POST", path, form=form)

    def delete(self, path: str) -> Answer:
        return self("DELETE", path)

    def journal(self) -> list[dict[str, Any]]:
        """What the server has kept of the requests."""
        whole = Asker(self.server, "", {})
        found: list[dict[str, Any]] = whole.get("/__dialwright__/requests").json["requests"]
        return found


def fields(answer: Mapping[str, Any]) -> list[str]:
    """The names of what was wrong, in an entry of the journal."""
    return [violation["field"] for violation in answer["violations"]]
