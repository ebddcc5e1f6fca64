"""Requests from anybody: whatever they hold, the answer is our error, and never that they are signed."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialwright.python.runtime import WebhookError, WebhookSignatureError
from dialwright.python.runtime.webhooks import SigningKeys, WebhookRequest, check, signed_headers

from .test_webhooks import NEWER, OLDER, OTHER, SCHEMES, URL

KEYS = SigningKeys("a key that nobody guesses")

TEXTS = st.text(st.characters(), max_size=40)  # lone surrogates among them
NAMES = st.sampled_from([NEWER, OLDER, OTHER, "content-type", "content-length"]) | TEXTS
HEADERS = st.dictionaries(
    NAMES, TEXTS | st.binary(max_size=40) | st.none() | st.lists(TEXTS, max_size=2)
) | st.lists(st.tuples(NAMES | st.binary(max_size=20), TEXTS | st.binary(max_size=20)))
PIECES = st.sampled_from(
    [*'&=%{}[]":;+?#@/\\\0', "%F", "%ff", "\xff", "é", "https://", ":443", "bodySHA256="]
)
URLS = (
    TEXTS
    | st.lists(PIECES | TEXTS, max_size=8).map("".join)
    | st.lists(PIECES, max_size=4).map(lambda pieces: URL + "".join(pieces))
)
VALUES = TEXTS | st.none() | st.integers() | st.lists(TEXTS | st.none(), max_size=3) | st.binary(max_size=5)
BODIES = (
    st.binary(max_size=200)
    | TEXTS
    | st.lists(PIECES | TEXTS, max_size=12).map("".join)
    | st.dictionaries(TEXTS | st.integers(), VALUES, max_size=4)
    | st.lists(st.tuples(TEXTS, VALUES), max_size=4)
)


@given(url=URLS, headers=HEADERS, body=BODIES, public_url=st.none() | URLS)
@example(url=URL, headers={OLDER: "a"}, body=b"{" * 100_000, public_url=None)
@example(url="https://[", headers={OLDER: "a"}, body=b"", public_url=None)
@example(url="?" + "&" * 60_000, headers={OLDER: "a"}, body=b"", public_url=None)
@settings(max_examples=400, deadline=None)
def test_nothing_passes_and_nothing_else_is_raised(
    url: str, headers: Any, body: Any, public_url: str | None
) -> None:
    with pytest.raises(WebhookSignatureError) as caught:
        check(SCHEMES, WebhookRequest(url, headers, body, public_url), KEYS)
    assert caught.value.__context__ is None


@given(url=URLS, headers=HEADERS, body=BODIES)
@settings(max_examples=400, deadline=None)
def test_reading_what_was_signed_raises_nothing_else(url: str, headers: Any, body: Any) -> None:
    with suppress(WebhookError):
        fields = WebhookRequest(url, headers, body).fields()
        assert isinstance(fields, dict)


@given(url=URLS, form=st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS, min_size=1, max_size=3), max_size=5))
@settings(max_examples=200, deadline=None)
def test_what_is_signed_passes_and_one_letter_more_does_not(url: str, form: Any) -> None:
    request = WebhookRequest(url, {}, form)
    headers = signed_headers(SCHEMES, request, KEYS) if request.kind != "unread" else {}
    if headers:
        check(SCHEMES, WebhookRequest(url, headers, form), KEYS)
    for other in (
        WebhookRequest(f"{url}x", headers, form),
        WebhookRequest(url, headers, {**form, "\U0010ffff": "a"}),
    ):
        with pytest.raises(WebhookSignatureError):
            check(SCHEMES, other, KEYS)
