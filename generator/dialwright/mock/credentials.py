"""Whether a request shows who it comes from, as the document's security schemes want it."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from ..openapi import ApiDescription, Operation, View
from .fields import BadEncoding, pairs_of
from .messages import Request, Violation


@dataclass(frozen=True)
class Shown:
    """Who a request says that it comes from: user and password, or a token alone."""

    username: str = ""
    password: str = ""


class Credentials:
    """Reads and judges credentials.

    Args:
        description: The document.
        expected: The user and the password that are right; any are, if left out. Of bearer tokens and API
            keys the password is the right one.
    """

    def __init__(self, description: ApiDescription, expected: tuple[str, str] | None = None) -> None:
        self._schemes: Mapping[str, View] = description.security_schemes
        self._general = description
        self._expected = expected

    @property
    def secret_names(self) -> frozenset[str]:
        """The headers and query parameters that hold credentials, in lower case."""
        keys = (scheme for scheme in self._schemes.values() if scheme.text("type") == "apiKey")
        return frozenset(scheme.text("name").lower() for scheme in keys)

    def challenge(self) -> str:
        """What `WWW-Authenticate` says in an answer with status 401."""
        scheme = next((scheme.text("scheme") for scheme in self._schemes.values()), "")
        return f'{(scheme or "basic").capitalize()} realm="api"'

    def parameters(self, operation: Operation) -> frozenset[str]:
        """The query parameters that hold an API key."""
        names = {name for requirement in self._requirements(operation) for name in requirement}
        schemes = (self._schemes[name] for name in names if name in self._schemes)
        return frozenset(scheme.text("name") for scheme in schemes if scheme.text("in") == "query")

    def judge(self, operation: Operation, request: Request) -> tuple[Shown, list[Violation]]:
        """Who it comes from, and what is wrong with that; one of the requirements has to be met."""
        shown = _shown(request)
        found: list[Violation] = []
        for requirement in self._requirements(operation):
            found = [problem for name in requirement for problem in self._lacking(name, request)]
            if not found:
                return shown, []
        return shown, found

    def _requirements(self, operation: Operation) -> list[list[str]]:
        view: View = operation if operation.has("security") else self._general
        return [[name for name, _ in node.items()] for node in view.elements("security")]

    def _lacking(self, name: str, request: Request) -> list[Violation]:
        scheme = self._schemes.get(name)
        if scheme is None:
            return []
        if scheme.text("type") == "apiKey":
            return self._key(scheme, request)
        if scheme.text("type") == "mutualTLS":
            return []
        if scheme.text("type") == "http" and scheme.text("scheme").lower() == "basic":
            return self._basic(request)
        return self._bearer(request)

    def _basic(self, request: Request) -> list[Violation]:
        header = request.header("authorization")
        if not header:
            return [_violation("Authorization", "is required: HTTP basic authentication", "missing")]
        shown = _shown(request)
        if not shown.username or not shown.password:
            return [_violation("Authorization", "is not the base64 of a user and a password, after 'Basic '")]
        right = self._expected is None or _same(
            f"{shown.username}:{shown.password}", ":".join(self._expected)
        )
        return [] if right else [_violation("Authorization", "has another user or password than is right")]

    def _bearer(self, request: Request) -> list[Violation]:
        kind, _, token = request.header("authorization").partition(" ")
        if kind.lower() != "bearer" or not token.strip():
            return [_violation("Authorization", "is required: a bearer token", "missing")]
        return self._token("Authorization", token.strip())

    def _key(self, scheme: View, request: Request) -> list[Violation]:
        name = scheme.text("name")
        value = _sent(name, scheme.text("in"), request)
        return self._token(name, value) if value else [_violation(name, "is required: an API key", "missing")]

    def _token(self, field: str, token: str) -> list[Violation]:
        right = self._expected is None or _same(token, self._expected[1])
        return [] if right else [_violation(field, "is not the right one")]


def _violation(field: str, what: str, reason: str = "invalid") -> Violation:
    return Violation(field, what, reason, status=401)


def _sent(name: str, place: str, request: Request) -> str:
    if place == "header":
        return request.header(name)
    if place == "cookie":
        parts = (part.strip().partition("=") for part in request.header("cookie").split(";"))
        return next((value for key, _, value in parts if key == name), "")
    try:
        return next((value for key, value in pairs_of(request.query) if key == name), "")
    except BadEncoding:
        return ""


def _shown(request: Request) -> Shown:
    kind, _, encoded = request.header("authorization").partition(" ")
    if kind.lower() == "bearer":
        return Shown(password=encoded.strip())
    if kind.lower() != "basic":
        return Shown()
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return Shown()
    username, colon, password = text.partition(":")
    return Shown(username, password) if colon else Shown()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
