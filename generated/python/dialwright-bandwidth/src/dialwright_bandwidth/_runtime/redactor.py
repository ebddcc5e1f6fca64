"""Taking secrets out of texts that come from elsewhere, such as an error page that repeats a header."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .secret import Secret

__all__ = ["Redactor"]

_SHORTEST = 4
"""A shorter secret would be found all over any text."""


class Redactor:
    """Finds secrets as they are, in JSON or a URL with whatever is escaped there, and in base64."""

    __slots__ = ("_learned", "_secrets")

    def __init__(self, secrets: tuple[Secret, ...]) -> None:
        self._secrets = secrets
        self._learned: dict[str, tuple[Secret, ...]] = {}

    def learn(self, key: str, secret: Secret) -> None:
        """Find one more. Of a key the latest two are found: an answer may still repeat the one before."""
        self._learned[key] = (*self._learned.get(key, ())[-1:], secret)

    def __call__(self, text: str) -> str:
        learned = (secret for secrets in (*self._learned.values(),) for secret in secrets)
        for secret in (*self._secrets, *learned):
            # Not kept, for whoever prints what a client is made of.
            for form in _forms(secret.reveal()):
                text = re.sub("".join(map(_letter, form)), "***", text)
        return text


def _forms(secret: str) -> Iterator[str]:
    """A secret as it is; then its base64 among other bytes, without the edges that depend on these."""
    from binascii import b2a_base64

    if len(secret) < _SHORTEST:
        return
    yield secret
    plain = secret.encode("utf-8")
    for before in range(3):
        encoded = b2a_base64(b"\0" * before + plain, newline=False).decode("ascii").rstrip("=")
        cut = 4 if before else 0
        yield encoded[cut : len(encoded) - 1 if (before + len(plain)) % 3 else None]


def _letter(letter: str) -> str:
    """A pattern for one character of a secret, escaped or not."""
    quoted = "".join(f"%{byte:02x}" for byte in letter.encode("utf-8"))
    printed = "".join(rf"\\+x{byte:02x}" for byte in letter.encode("utf-8"))
    units = letter.encode("utf-16-be")
    escaped = "".join(rf"\\+u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
    plus = r"|\+" if letter == " " else ""
    return rf"(?:\\*{re.escape(letter)}|(?i:{quoted}|{printed}|{escaped}){plus})"
