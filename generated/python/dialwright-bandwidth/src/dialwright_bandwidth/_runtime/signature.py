"""Signatures: what of a request is signed, how, and whether one matches.

A scheme is data of an API. The algorithms are here: HMAC over the address, and over the body in one of
several ways. Signatures are compared in constant time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from .errors import ArgumentError, WebhookSignatureError
from .incoming import BODY, EMPTY, FORM, UNREAD, WebhookRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .keys import SigningKeys

__all__ = ["SignatureScheme", "check", "signed_headers"]

Signs: TypeAlias = Literal["url-and-form", "url-and-body", "url"]
Digest: TypeAlias = Literal["sha1", "sha256"]
Encoding: TypeAlias = Literal["base64", "hex"]

_BODIES: dict[str, tuple[str, ...]] = {
    "url-and-form": (FORM, EMPTY),
    "url-and-body": (BODY, EMPTY),
    "url": (BODY, EMPTY),
}
"""The kinds of body that each way to sign covers."""

_PORTS = {"https": "443", "http": "80"}


class SignatureScheme:
    """One way in which a service signs the requests that it makes.

    Args:
        name: What it is called.
        headers: The headers that may hold the signature.
        signs: What is signed: the address with the form's names and values, the address with the body, or the
            address alone, which then holds the body's hash.
        digest: The hash that HMAC is made with.
        encoding: How the signature is written.
        body_hash: The query parameter that holds the SHA-256 of the body in hex.
    """

    __slots__ = ("_headers", "body_hash", "digest", "encoding", "headers", "name", "signs")

    def __init__(
        self,
        name: str,
        *,
        headers: tuple[str, ...],
        signs: Signs,
        digest: Digest,
        encoding: Encoding,
        body_hash: str = "",
    ) -> None:
        self.name = name
        self.headers = headers
        self.signs = signs
        self.digest = digest
        self.encoding = encoding
        self.body_hash = body_hash
        self._headers = frozenset(header.lower() for header in headers)

    def applies(self, request: WebhookRequest) -> bool:
        """Whether a request of this kind may be signed so, by what its address and its body are."""
        fits = request.kind in _BODIES[self.signs]
        return fits and (not self.body_hash or any(name == self.body_hash for name, _ in request.query))

    def given(self, request: WebhookRequest) -> list[tuple[str, str]]:
        """The headers of a request that may hold such a signature, with their values."""
        return [(name, value) for name, value in request.headers if name in self._headers and value]

    def matches(self, given: list[tuple[str, str]], request: WebhookRequest, keys: tuple[bytes, ...]) -> bool:
        """Whether one of the headers holds the signature that one of the keys makes."""
        from hmac import compare_digest

        values = [_plain(value, self.encoding) for name, value in given if name in self._headers]
        signatures = [self.signature(key, text) for key in keys for text in self._texts(request)]
        found = False
        for one in signatures:
            for other in values:
                found |= compare_digest(one, other)  # every one of them, however the others went
        return found

    def has_body(self, request: WebhookRequest) -> bool:
        """Whether the body is the one whose hash the address holds, where the scheme has such a hash."""
        if not self.body_hash:
            return True
        from hashlib import sha256
        from hmac import compare_digest

        values = [value for name, value in request.query if name == self.body_hash]
        expected = sha256(request.content).hexdigest().encode("ascii")
        return len(values) == 1 and compare_digest(_plain(values[0], "hex"), expected)

    def signature(self, key: bytes, text: bytes) -> bytes:
        """The signature of a text, as it is written in the header."""
        from hmac import digest

        made = digest(key, text, self.digest)
        if self.encoding == "hex":
            return made.hex().encode("ascii")
        from base64 import b64encode

        return b64encode(made)

    def sign(self, request: WebhookRequest, key: bytes) -> str:
        """The signature of a request."""
        return self.signature(key, next(self._texts(request))).decode("ascii")

    def _texts(self, request: WebhookRequest) -> Iterator[bytes]:
        """What may have been signed, the likeliest first."""
        if self.signs == "url":
            bodies = [b""]
        elif self.signs == "url-and-body":
            bodies = [request.content]
        else:
            bodies = [text.encode("utf-8", "surrogatepass") for text in _form_texts(request)]
        for address in _addresses(request.url):
            yield from (address.encode("utf-8", "surrogatepass") + body for body in bodies)

    def __repr__(self) -> str:
        return f"SignatureScheme({self.name!r})"


def check(schemes: tuple[SignatureScheme, ...], request: WebhookRequest, keys: SigningKeys) -> None:
    """Make sure that a request is signed with one of the keys, under one of the schemes.

    Raises:
        WebhookSignatureError: It is not, or nothing of the kind can be told.
        ArgumentError: There is no key to check with.
    """
    problem = _problem(schemes, request, keys)
    if problem:
        raise WebhookSignatureError(problem)


def signed_headers(
    schemes: tuple[SignatureScheme, ...], request: WebhookRequest, keys: SigningKeys
) -> dict[str, str]:
    """The headers with which the service would sign a request: under each scheme that fits, the first key.

    Raises:
        ArgumentError: There is no key, or no scheme fits the body.
    """
    key = keys.reveal()[0]
    headers: dict[str, str] = {}
    for scheme in schemes:
        for name in scheme.headers if scheme.applies(request) else ():
            headers.setdefault(name, scheme.sign(request, key))
    del key  # so that no traceback shows it
    if not headers:
        raise ArgumentError(_uncovered(request))
    return headers


def _problem(schemes: tuple[SignatureScheme, ...], request: WebhookRequest, keys: SigningKeys) -> str:
    """What is wrong with the signature of a request, or "" if nothing is."""
    known = keys.reveal()
    fitting = [scheme for scheme in schemes if scheme.applies(request)]
    if not fitting:
        return _uncovered(request)
    # The first scheme whose header is there decides which headers count; a worse one does not make up for it.
    given = next((found for scheme in fitting if (found := scheme.given(request))), None)
    if given is None:
        names = dict.fromkeys(name for scheme in fitting for name in scheme.headers)
        return f"The request is not signed: it has no header {' or '.join(names)}."
    matching = [scheme for scheme in fitting if scheme.matches(given, request, known)]
    if not matching:
        return (
            "The signature does not match: the signing key, the address or the body differs from what was"
            " signed. Behind a proxy, give the address that the service knows as `public_url`."
        )
    if not any(scheme.has_body(request) for scheme in matching):
        return (
            f"The body is not the one that was signed: the address holds another `{matching[0].body_hash}`."
        )
    return ""


def _uncovered(request: WebhookRequest) -> str:
    """Why no scheme fits the body."""
    if request.kind == UNREAD:
        return (
            "Of the body nothing was handed over, or it is a form without parameters: no signature covers it."
        )
    return "No signature covers a body of this kind."


def _form_texts(request: WebhookRequest) -> tuple[str, ...]:
    """The names and values of a form, sorted by name.

    Services disagree on names that are there several times: values as they were submitted, or each once,
    sorted.
    """
    submitted = sorted(request.pairs, key=lambda pair: pair[0])
    return tuple(
        dict.fromkeys("".join(map("".join, pairs)) for pairs in (submitted, sorted({*request.pairs})))
    )


def _addresses(url: str) -> tuple[str, ...]:
    """The address as given; with the default port where it has none, or without it."""
    scheme, mark, rest = url.partition("://")
    port = _PORTS.get(scheme.lower()) if mark else None
    if port is None:
        return (url,)
    end = min((index for index in map(rest.find, "/?#") if index >= 0), default=len(rest))
    host, tail = rest[:end], rest[end:]
    if host.endswith(f":{port}"):
        other = host.removesuffix(f":{port}")
    elif ":" in host.rpartition("@")[2].rpartition("]")[2]:
        return (url,)
    else:
        other = f"{host}:{port}"
    return url, f"{scheme}://{other}{tail}"


def _plain(value: str, encoding: str) -> bytes:
    """A signature from a header, as it is compared: in hex, capitals are the same."""
    return (value.lower() if encoding == "hex" else value).encode("utf-8", "surrogatepass")
