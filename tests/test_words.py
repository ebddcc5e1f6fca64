"""Names as words: taken apart from any spelling, and put together in any."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialwright import words
from dialwright.words import Words

PLAIN = st.lists(st.from_regex(r"[a-z]{2,}[0-9]{0,2}", fullmatch=True), min_size=1).map(tuple)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("StatusCallbackEvent", "status callback event"),
        ("next_page_uri", "next page uri"),
        ("start-time-before", "start time before"),
        ("SCREAMING_CASE", "screaming case"),
        ("camelCase", "camel case"),
        ("StartTime<", "start time"),
        ("Parameter1.Name", "parameter1 name"),
        ("repos/list-for-user", "repos list for user"),
        ("HTTPServer", "http server"),
        ("AccountSID", "account sid"),
        ("SIPAuthURL", "sip auth url"),
        ("mediaURLs", "media urls"),
        ("userIDs_of", "user ids of"),
        ("OAuth2Token", "o auth2 token"),
        ("iOS", "i os"),
        ("v2", "v2"),
        ("l16", "l16"),
        ("L16@24000h", "l16 24000h"),
        ("street_address_2", "street address 2"),
        ("2fa_token", "2fa token"),
        ("3DSecure", "3d secure"),
        ("404Error", "404 error"),
        ("1st", "1st"),
        ("2010-04-01", "2010 04 01"),
        ("LāML Bins", "la ml bins"),
        ("Über-Größe", "uber gro e"),
        ("", ""),
        ("+-<>", ""),
        ("名前", ""),
    ],
)
def test_split(name: str, expected: str) -> None:
    assert words.split(name) == tuple(expected.split())


@pytest.mark.parametrize(
    ("spell", "expected"),
    [
        (words.snake, "end_time"),
        (words.kebab, "end-time"),
        (words.pascal, "EndTime"),
        (words.screaming, "END_TIME"),
    ],
)
def test_spellings(spell: Callable[[Words], str], expected: str) -> None:
    assert spell(("end", "time")) == expected


@given(PLAIN)
def test_what_is_joined_comes_apart_again(name: Words) -> None:
    for spell in (words.snake, words.kebab, words.screaming, words.pascal):
        assert words.split(spell(name)) == name


@given(st.text())
def test_words_are_of_lower_case_letters_and_digits(name: str) -> None:
    for word in words.split(name):
        assert word.isascii()
        assert word.isalnum()
        assert word == word.lower()


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("calls", "call"),
        ("phone numbers", "phone number"),
        ("queues", "queue"),
        ("countries", "country"),
        ("ties", "tie"),
        ("addresses", "address"),
        ("batches", "batch"),
        ("caches", "cache"),
        ("boxes", "box"),
        ("sizes", "size"),
        ("responses", "response"),
        ("statuses", "status"),
        ("apis", "api"),
        ("ids", "id"),
        ("people", "person"),
        # Not many, or written alike.
        ("status", "status"),
        ("address", "address"),
        ("media", "media"),
        ("series", "series"),
        ("sms", "sms"),
        ("analysis", "analysis"),
        ("call", "call"),
        ("", ""),
    ],
)
def test_singular(many: str, one: str) -> None:
    assert words.singular(tuple(many.split())) == tuple(one.split())


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("call", "calls"),
        ("phone number", "phone numbers"),
        ("country", "countries"),
        ("key", "keys"),
        ("fax", "faxes"),
        ("batch", "batches"),
        ("address", "addresses"),
        ("status", "statuses"),
        ("alias", "aliases"),
        ("person", "people"),
        ("sms", "sms"),
        ("media", "media"),
        ("", ""),
    ],
)
def test_plural(one: str, many: str) -> None:
    assert words.plural(tuple(one.split())) == tuple(many.split())


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("GitHub v3 REST API", "github v3 rest api"),
        ("OpenAPI", "openapi"),
        ("PayPal Payments", "paypal payments"),
        ("YouTube", "youtube"),
        ("iOS", "ios"),
        ("OAuth2", "oauth2"),
        ("IPv4", "ipv4"),
        ("3D Secure", "3d secure"),
        ("MyPetStore", "my pet store"),
        ("Twilio - Api", "twilio api"),
        ("Café-Bar", "cafe bar"),
        ("名前", ""),
    ],
)
def test_a_word_of_a_title_is_one_word(title: str, expected: str) -> None:
    assert words.of_title(title) == tuple(expected.split())


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Museum", "Museum API"),
        ("Museum API", "Museum API"),
        ("api", "api"),
        ("", " API"),
        ("Rapi", "Rapi API"),
    ],
)
def test_an_api_is_not_said_to_be_one_twice(title: str, expected: str) -> None:
    assert words.titled(title) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("+1", "plus 1"), ("-1", "minus 1"), ("<=", "less equal"), ("1.5", "1 dot 5"), ("~", "~")],
)
def test_symbols_are_words_where_they_tell_names_apart(name: str, expected: str) -> None:
    assert words.spelled_out(name) == tuple(expected.split())
