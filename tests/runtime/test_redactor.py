"""Secrets are found in whatever way a text writes them."""

from __future__ import annotations

import json
from base64 import b64encode
from urllib.parse import quote, quote_plus

import pytest

from dialwright.python.runtime import Secret
from dialwright.python.runtime.redactor import Redactor

SECRETS = [
    "abcd",
    "se cret/ö+&W",
    'quo"te\\back',
    "line\nbreak\ttab",
    "smile😀y",
    "PTsecret01234W",
    "a.b*c?d(",
]


def redacted(text: str, *secrets: str) -> str:
    return Redactor(tuple(map(Secret, secrets)))(text)


@pytest.mark.parametrize("secret", SECRETS)
def test_every_way_to_write_one(secret: str) -> None:
    written = {
        "plain": secret,
        "url": quote(secret, safe=""),
        "form": quote_plus(secret),
        "lower": quote(secret, safe="").lower() if secret.islower() else secret,
        "json": json.dumps(secret)[1:-1],
        "json as it is": json.dumps(secret, ensure_ascii=False)[1:-1],
        "json in json": json.dumps(json.dumps(secret))[3:-3],
        "python": repr(secret)[1:-1],
        "bytes of python": repr(secret.encode())[2:-1],
        "every byte": "".join(f"%{byte:02X}" for byte in secret.encode()),
        "every byte printed": "".join(f"\\x{byte:02x}" for byte in secret.encode()),
        "every unit": "".join(
            f"\\u{high:02X}{low:02x}"
            for high, low in zip(*[iter(secret.encode("utf-16-be"))] * 2, strict=True)
        ),
    }
    if "\n" in secret:  # JSON and Python have names for some characters, which are not looked for.
        written = {way: text for way, text in written.items() if "\\n" not in text and "\\t" not in text}
    for way, text in written.items():
        assert redacted(f"<{text}>", secret) == "<***>", way


@pytest.mark.parametrize("secret", [*SECRETS, "12345", "123456", "1234567"])
@pytest.mark.parametrize("before", ["", "a", "ab", "abc", "user:", "users:", "userss:"])
@pytest.mark.parametrize("after", ["", "z", "zz", "zzz"])
def test_base64_among_other_bytes(secret: str, before: str, after: str) -> None:
    """All goes but the edges: first a group of four letters that others share, last a letter."""
    plain = secret.encode()
    text = b64encode(before.encode() + plain + after.encode()).decode()
    start = -(-len(before) // 3) * 4
    end = (len(before) + len(plain)) * 8 // 6
    assert redacted(f"<{text}>", secret) == f"<{text[:start]}***{text[end:]}>"


def test_what_is_too_short_to_tell_is_left() -> None:
    assert redacted("abc abcd", "abc") == "abc abcd"
    assert redacted("abc abcd", "abcd") == "abc ***"


def test_several() -> None:
    assert redacted("one1 two2 one1 three", "one1", "two2") == "*** *** *** three"
    assert redacted("text") == "text"
    assert Redactor((Secret(None),))("text") == "text"


@pytest.mark.parametrize("text", ["se+ret", "secre", "s.cret", "SECRET", "s%65cre", "%"])
def test_what_is_no_secret_is_left(text: str) -> None:
    assert redacted(text, "secret") == text


def test_a_plus_is_a_space_and_nothing_else() -> None:
    assert redacted("a+b+c+d", "a b c d") == "***"
    assert redacted("a+b+c+d", "a-b-c-d") == "a+b+c+d"
