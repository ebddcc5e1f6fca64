"""Signatures as the document describes them in `x-signatures`: what shows that the service sent a request."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence

from ..openapi import View
from .letters import Letter
from .messages import Headers


def signatures(schemes: Sequence[View], letter: Letter, key: str) -> Headers:
    """The headers that sign a letter: those of every scheme that covers it, the first scheme's first.

    A scheme that signs the address alone asks for the hash of the body in it, which letters do not have.
    """
    found: dict[str, str] = {}
    for scheme in schemes:
        text = _signed(scheme.text("signs"), letter)
        for name in scheme.strings("headers") if text is not None else ():
            found.setdefault(name, _signature(scheme, text or b"", key))
    return tuple(found.items())


def _signed(what: str, letter: Letter) -> bytes | None:
    """The text that is signed; None where the scheme is for other bodies."""
    if what == "url-and-form" and (letter.form or not letter.body):
        pairs = sorted(letter.form, key=lambda pair: pair[0])
        return (letter.url + "".join(name + value for name, value in pairs)).encode()
    if what == "url-and-body" and letter.body and not letter.form:
        return letter.url.encode() + letter.body
    return None


def _signature(scheme: View, text: bytes, key: str) -> str:
    made = hmac.digest(key.encode(), text, scheme.text("digest"))
    return made.hex() if scheme.text("encoding") == "hex" else base64.b64encode(made).decode()
