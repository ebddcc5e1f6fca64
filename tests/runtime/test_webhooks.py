"""Signatures of what the service sends: the published vectors, and what must never pass for signed.

The signatures below are facts, computed apart from this project.
"""

from __future__ import annotations

import hmac
import pickle
import traceback
from base64 import b64encode
from email.message import Message
from hashlib import sha256
from typing import Any

import pytest

from dialwright.python.runtime import (
    ArgumentError,
    ClientError,
    WebhookError,
    WebhookPayloadError,
    WebhookSignatureError,
)
from dialwright.python.runtime.incoming import LARGEST, LONGEST
from dialwright.python.runtime.webhooks import (
    SignatureScheme,
    SigningKeys,
    WebhookRequest,
    check,
    signed_headers,
)

NEWER, OLDER, OTHER = "X-Acme-Sha256-Signature", "X-Acme-Signature", "X-Partner-Signature"

SCHEMES = (
    SignatureScheme("json-sha256", headers=(NEWER,), signs="url-and-body", digest="sha256", encoding="hex"),
    SignatureScheme(
        "hash",
        headers=(OLDER, OTHER),
        signs="url",
        digest="sha1",
        encoding="base64",
        body_hash="bodySHA256",
    ),
    SignatureScheme("json", headers=(OLDER,), signs="url-and-body", digest="sha1", encoding="hex"),
    SignatureScheme("form", headers=(OLDER, OTHER), signs="url-and-form", digest="sha1", encoding="base64"),
)

KEY = "12345"
URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FORM = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675309",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
}
RAW_FORM = (
    b"Digits=1234&CallSid=CA1234567890ABCDE&To=%2B18005551212&Caller=%2B14158675309&From=%2B14158675309"
)
WITH_PORT = "https://mycompany.com:443/myapp.php?foo=1&bar=2"
SIGNED, SIGNED_WITH_PORT = "RSOYDt4T1cUTdK1PDd93/VVr8B8=", "kvajT1Ptam85bY51eRf/AJRuM3w="

HASHED_URL = f"{URL}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
HASHED_BODY = b'{"property": "value", "boolean": true}'
HASHED = "a9nBmqA0ju/hNViExpshrM61xv4="

JSON_KEY, JSON_URL = "PSKtest1234567890abcdef", "https://example.ngrok.io/webhook"
JSON = b'{"event":"call.state","params":{"call_id":"abc-123","state":"answered"}}'
JSON_SHA1 = "c3c08c1fefaf9ee198a100d5906765a6f394bf0f"
JSON_SHA256 = "2a29f8a92b11df39da80c3b185fd62173d49c294184da585ff951eae4433571c"

URL_ALONE = signed_headers(SCHEMES, WebhookRequest(URL, {}, b""), SigningKeys(KEY))[OTHER]
"""The signature of a request without a body, such as a GET."""


def verify(
    url: str,
    headers: Any,
    body: Any,
    key: Any = KEY,
    *,
    public_url: str | None = None,
) -> None:
    check(SCHEMES, WebhookRequest(url, headers, body, public_url), SigningKeys(key))


def refused(*request: Any, **more: Any) -> str:
    """What the error says."""
    with pytest.raises(WebhookSignatureError) as caught:
        verify(*request, **more)
    assert caught.value.__context__ is None
    return str(caught.value)


class TestVectors:
    @pytest.mark.parametrize(
        ("url", "signature"),
        [
            (URL, SIGNED),
            (WITH_PORT, SIGNED_WITH_PORT),
            ("http://mycompany.com:80/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4="),
            ("http://mycompany.com:1234/myapp.php?foo=1&bar=2", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
        ],
    )
    @pytest.mark.parametrize("header", [OLDER, OTHER])
    @pytest.mark.parametrize("body", [FORM, RAW_FORM, RAW_FORM.decode(), [*FORM.items()]])
    def test_forms(self, url: str, signature: str, header: str, body: Any) -> None:
        verify(url, {header: signature}, body)
        assert signed_headers(SCHEMES, WebhookRequest(url, {}, body), SigningKeys(KEY))[header] == signature

    @pytest.mark.parametrize("signature", ["IK+Dwps556ElfBT0I3Rgjkr1wJU=", "eMV0TTCyejiqoUSkV7IwWuk0CRc="])
    @pytest.mark.parametrize(
        "body",
        [
            b"Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234",
            {"Sid": "CA123", "SidAccount": "AC123", "Digits": ["5678", "1234", "1234"]},
        ],
    )
    def test_parameters_that_are_there_several_times(self, signature: str, body: Any) -> None:
        verify(URL, {OLDER: signature}, body)

    def test_no_other_order_of_them(self) -> None:
        assert "does not match" in refused(
            URL,
            {OLDER: "IK+Dwps556ElfBT0I3Rgjkr1wJU="},
            b"Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1235",
        )

    @pytest.mark.parametrize("header", [OLDER, OTHER])
    def test_a_hash_in_the_address(self, header: str) -> None:
        verify(HASHED_URL, {header: HASHED}, HASHED_BODY)

    def test_json(self) -> None:
        verify(JSON_URL, {OLDER: JSON_SHA1}, JSON, JSON_KEY)
        verify(JSON_URL, {NEWER: JSON_SHA256}, JSON, JSON_KEY)
        verify(JSON_URL, {NEWER: JSON_SHA256.upper(), OLDER: "nonsense"}, JSON, JSON_KEY)


class TestAddress:
    @pytest.mark.parametrize(("url", "signature"), [(URL, SIGNED_WITH_PORT), (WITH_PORT, SIGNED)])
    def test_with_and_without_the_default_port(self, url: str, signature: str) -> None:
        verify(url, {OLDER: signature}, FORM)

    @pytest.mark.parametrize(
        ("url", "other"),
        [
            ("http://a.example", "http://a.example:80"),
            ("HTTPS://a.example?b", "HTTPS://a.example:443?b"),
            ("https://[::1]/a", "https://[::1]:443/a"),
            ("https://u:p@a.example/a:1", "https://u:p@a.example:443/a:1"),
        ],
    )
    def test_wherever_the_port_goes(self, url: str, other: str) -> None:
        for one, two in ((url, other), (other, url)):
            headers = signed_headers(SCHEMES, WebhookRequest(one, {}, FORM), SigningKeys(KEY))
            verify(two, headers, FORM)

    @pytest.mark.parametrize(
        "url",
        [
            URL.replace("https", "http"),
            URL.replace("com/", "com:8443/"),
            URL.replace("com/", "com:80/"),
            URL + "&a=b",
            URL.replace("mycompany", "yourcompany"),
        ],
    )
    def test_no_other_address(self, url: str) -> None:
        assert "does not match" in refused(url, {OLDER: SIGNED}, FORM)

    def test_the_public_one_counts_alone(self) -> None:
        inside = "http://10.0.0.1:8000/myapp.php?foo=1&bar=2"
        verify(inside, {OLDER: SIGNED}, FORM, public_url=URL)
        assert "`public_url`" in refused(inside, {OLDER: SIGNED}, FORM)
        assert "does not match" in refused(URL, {OLDER: SIGNED}, FORM, public_url=inside)

    def test_it_is_not_guessed_from_headers(self) -> None:
        forwarded = {"X-Forwarded-Host": "mycompany.com", "X-Forwarded-Proto": "https", "X-Original-URL": URL}
        headers = {OLDER: SIGNED, "Host": "mycompany.com", "Forwarded": "host=mycompany.com", **forwarded}
        assert "does not match" in refused("http://10.0.0.1/myapp.php?foo=1&bar=2", headers, FORM)


class TestKeys:
    def test_any_of_several(self) -> None:
        verify(URL, {OLDER: SIGNED}, FORM, ["new", KEY])
        verify(URL, {OLDER: SIGNED}, FORM, (KEY, "old"))
        assert "does not match" in refused(URL, {OLDER: SIGNED}, FORM, ["new", "newer"])

    @pytest.mark.parametrize("key", ["", " ", [], [""], [KEY, ""], (), None, 7, b"12345", [KEY, None], [7]])
    def test_none_is_a_mistake(self, key: Any) -> None:
        with pytest.raises(ArgumentError, match="signing_key") as caught:
            verify(URL, {OLDER: SIGNED}, FORM, key)
        assert caught.value.__context__ is None

    def test_they_show_themselves_to_nobody(self) -> None:
        keys = SigningKeys("hush-hush")
        assert "hush" not in repr(keys) + str(keys) + f"{keys}"
        with pytest.raises(TypeError):
            pickle.dumps(keys)

    @pytest.mark.parametrize(
        ("key", "headers"),
        [("hush-hush", {}), ("hush-hush", {OLDER: SIGNED}), (["hush-hush", ""], {OLDER: SIGNED})],
    )
    def test_nothing_secret_is_told(self, key: Any, headers: dict[str, str]) -> None:
        """No key, no signature that would have been right, nothing of the body: not even with locals."""
        body = b"Secret=private-text"
        right = signed_headers(SCHEMES, WebhookRequest(URL, {}, body), SigningKeys("hush-hush"))[OLDER]
        failure: BaseException | None = None
        keys = SigningKeys(key)
        try:
            check(SCHEMES, WebhookRequest(URL, headers, body), keys)
        except WebhookError as error:
            failure = error
        except ArgumentError as error:
            failure = error
        assert failure is not None
        assert failure.__traceback__ is not None
        failure.__traceback__ = failure.__traceback__.tb_next  # the frame of this test holds the key itself
        told = "".join(traceback.TracebackException.from_exception(failure, capture_locals=True).format())
        for secret in ("hush", right, right.strip("=")):
            assert secret not in told + str(failure) + repr(failure.__dict__)
        assert "private-text" not in str(failure)


class TestHeaders:
    @pytest.mark.parametrize(
        "headers",
        [
            {OLDER.upper(): SIGNED},
            {OLDER.lower(): f" {SIGNED} "},
            [(OLDER, SIGNED)],
            [(OLDER.lower().encode(), SIGNED.encode())],
            {OLDER: SIGNED, OTHER: "nonsense"},
            [(OLDER, "nonsense"), (OLDER, SIGNED)],
            {7: 8, OLDER: SIGNED, "X": None},
        ],
    )
    def test_whatever_form_they_have(self, headers: Any) -> None:
        verify(URL, headers, FORM)

    def test_those_of_the_standard_library(self) -> None:
        message = Message()
        message[OLDER] = SIGNED
        verify(URL, message, FORM)

    @pytest.mark.parametrize("headers", [{}, [], {OLDER: ""}, {OLDER: " "}, {NEWER: SIGNED}, {"A": SIGNED}])
    def test_without_any(self, headers: Any) -> None:
        said = refused(URL, headers, FORM)
        assert said == f"The request is not signed: it has no header {OLDER} or {OTHER}."

    def test_the_preferred_one_decides(self) -> None:
        """Else whoever can forge the worse signature need not care about the better one."""
        assert "does not match" in refused(JSON_URL, {NEWER: "0" * 64, OLDER: JSON_SHA1}, JSON, JSON_KEY)

    @pytest.mark.parametrize(
        "signature", ["0", "ü", "\udc80", SIGNED[:-1], SIGNED + "A", SIGNED.lower(), "=" * 9999]
    )
    def test_anything_else_does_not_match(self, signature: str) -> None:
        assert "does not match" in refused(URL, {OLDER: signature}, FORM)


class TestBody:
    @pytest.mark.parametrize(
        "body",
        [
            {**FORM, "Digits": "1235"},
            {**FORM, "More": "a"},
            {name: value for name, value in FORM.items() if name != "To"},
            b"",
            {},
            RAW_FORM + b"&a=b",
            HASHED_BODY,
        ],
    )
    def test_no_other_body(self, body: Any) -> None:
        assert "does not match" in refused(URL, {OLDER: SIGNED}, body)

    @pytest.mark.parametrize("body", [b"", "", {}, []])
    def test_none_is_signed_by_the_address(self, body: Any) -> None:
        verify(URL, {OLDER: URL_ALONE}, body)

    @pytest.mark.parametrize("body", [b"=", b"&", b"=&=", {"": ""}, JSON, b"a"])
    @pytest.mark.parametrize(
        "media_type", ["", "application/x-www-form-urlencoded", "application/json", "a/b"]
    )
    def test_the_address_signs_no_body(self, body: Any, media_type: str) -> None:
        """The signature of a GET must not let a POST to the same address pass."""
        refused(URL, {OLDER: URL_ALONE, "Content-Type": media_type}, body)
        hexadecimal = hmac.digest(KEY.encode(), URL.encode(), "sha1").hex()
        refused(URL, {OLDER: hexadecimal, "Content-Type": media_type}, body)

    @pytest.mark.parametrize(
        "told",
        [
            {"Content-Length": "72"},
            {"Transfer-Encoding": "chunked"},
            {"Content-Type": "application/json"},
            {"Content-Type": "multipart/form-data; boundary=a"},
        ],
    )
    @pytest.mark.parametrize("body", [{}, [], b""])
    def test_a_body_that_was_not_handed_over_is_not_empty(self, told: dict[str, str], body: Any) -> None:
        """A framework's parsed form is empty for JSON, and its stream is empty once it was read."""
        assert "nothing was handed over" in refused(URL, {OLDER: URL_ALONE, **told}, body)

    def test_the_hash_must_be_that_of_the_body(self) -> None:
        said = refused(HASHED_URL, {OLDER: HASHED}, HASHED_BODY.replace(b"true", b"false"))
        assert said == "The body is not the one that was signed: the address holds another `bodySHA256`."

    def test_one_hash(self) -> None:
        digest = sha256(JSON).hexdigest()
        for query, fits in (
            (f"bodySHA256={digest}", True),
            (f"bodySHA256={digest.upper()}", True),
            (f"bodySHA256={digest}&bodySHA256={digest}", False),
            ("bodySHA256=", False),
            (f"bodySHA256={digest[:-1]}%FF", False),
        ):
            url = f"{JSON_URL}?{query}"
            signature = signed_headers(SCHEMES, WebhookRequest(url, {}, b""), SigningKeys(KEY))[OTHER]
            if fits:
                verify(url, {OTHER: signature}, JSON)
            else:
                refused(url, {OTHER: signature}, JSON)

    def test_what_it_says_it_is_decides(self) -> None:
        """A form that looks like JSON, and text that is neither."""
        for body, media_type in (
            (b"{=1", "application/x-www-form-urlencoded; charset=utf-8"),
            (b"a=1", "Application/X-WWW-Form-URLEncoded"),
        ):
            headers = signed_headers(
                SCHEMES, WebhookRequest(URL, {"content-type": media_type}, body), SigningKeys(KEY)
            )
            assert OTHER in headers
            verify(URL, {**headers, "content-type": media_type}, body)
            refused(URL, {**headers, "content-type": "text/plain"}, body)

    def test_letters_of_every_kind(self) -> None:
        form = {"Body": "Grüße, 你好 \N{WAVING HAND SIGN}\r\n", "À": "é"}
        body = "Body=Gr%C3%BC%C3%9Fe,+%E4%BD%A0%E5%A5%BD+%F0%9F%91%8B%0D%0A&%C3%80=%C3%A9"
        verify(URL, signed_headers(SCHEMES, WebhookRequest(URL, {}, form), SigningKeys(KEY)), body.encode())

    @pytest.mark.parametrize("body", [b"a=%FF", b"a=\xff", b"&".join([b"a=b"] * 1001)])
    def test_a_form_that_cannot_be_read(self, body: bytes) -> None:
        assert "cannot be read" in refused(URL, {OLDER: SIGNED}, body)

    def test_frameworks_that_hand_out_lists(self) -> None:
        class MultiDict(dict[str, list[str]]):
            def items(self) -> Any:
                return [(name, values[-1]) for name, values in super().items()]

            def getlist(self, name: str) -> list[str]:
                return self[name]

        form = MultiDict(Sid=["CA123"], SidAccount=["AC123"], Digits=["5678", "1234", "1234"])
        verify(URL, {OLDER: "eMV0TTCyejiqoUSkV7IwWuk0CRc="}, form)

    @pytest.mark.parametrize("body", [{"a": 1}, {"a": [1]}, {"a": None}, {1: "a"}, {"a": {"b": "c"}}])
    def test_a_form_of_something_else(self, body: Any) -> None:
        assert "not text" in refused(URL, {OLDER: SIGNED}, body)


class TestBounds:
    @pytest.mark.parametrize("body", [b"a" * (LARGEST + 1), "a" * (LARGEST + 1), {"a": "a" * LARGEST}])
    def test_of_the_body(self, body: Any) -> None:
        assert "larger than" in refused(URL, {OLDER: SIGNED}, body)

    def test_of_the_address(self) -> None:
        assert "longer than" in refused(URL + "a" * LONGEST, {OLDER: SIGNED}, FORM)


MISTAKES: list[tuple[Any, Any, Any]] = [
    (None, {}, b""),
    (b"https://a.example", {}, b""),
    (URL, None, b""),
    (URL, "a", b""),
    (URL, [1], b""),
    (URL, [("a", "b", "c")], b""),
    (URL, {}, None),
    (URL, {}, 7),
    (URL, {}, [1]),
]


@pytest.mark.parametrize(("url", "headers", "body"), MISTAKES)
def test_what_is_no_request_is_a_mistake(url: Any, headers: Any, body: Any) -> None:
    with pytest.raises(ArgumentError):
        verify(url, headers, body)


@pytest.mark.parametrize(
    ("url", "headers", "body", "key"),
    [
        (URL, {OLDER: SIGNED}, FORM, KEY),
        (HASHED_URL, {OLDER: HASHED}, HASHED_BODY, KEY),
        (JSON_URL, {NEWER: JSON_SHA256}, JSON, JSON_KEY),
    ],
)
def test_nothing_is_compared_but_in_constant_time(
    monkeypatch: pytest.MonkeyPatch, url: str, headers: Any, body: Any, key: str
) -> None:
    """Whatever compares must ask the function that takes as long for a wrong signature as for a right one."""
    compared: list[tuple[bytes, bytes]] = []

    def never(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return False

    monkeypatch.setattr(hmac, "compare_digest", never)
    assert "does not match" in refused(url, headers, body, [key, "another"])
    assert len(compared) >= 4  # two keys, two addresses
    assert all(isinstance(value, bytes) for pair in compared for value in pair)


class TestReading:
    def fields(self, url: str, body: Any) -> dict[str, Any]:
        return WebhookRequest(url, {}, body).fields()

    def test_forms(self) -> None:
        assert self.fields(URL, RAW_FORM) == FORM
        assert self.fields(URL, b"a=1&b=&a=2") == {"a": ["1", "2"], "b": ""}

    def test_json(self) -> None:
        assert self.fields(URL, HASHED_BODY) == {"property": "value", "boolean": True}

    def test_the_query_where_there_is_no_body(self) -> None:
        """Only what was signed is read: the query of the public address, not that of the other."""
        assert self.fields(URL, b"") == {"foo": "1", "bar": "2"}
        assert WebhookRequest("http://a.example?foo=9", {}, b"", URL).fields() == {"foo": "1", "bar": "2"}

    @pytest.mark.parametrize(
        "body",
        [b"[1]", b"{", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"[" * 9999, b'{"a": ' + b"9" * 9999 + b"}"],
    )
    def test_json_that_is_no_object_or_no_json(self, body: bytes) -> None:
        with pytest.raises(WebhookPayloadError) as caught:
            self.fields(URL, body)
        assert caught.value.__context__ is None


def test_the_tree_of_errors() -> None:
    assert issubclass(WebhookSignatureError, WebhookError)
    assert issubclass(WebhookPayloadError, WebhookError)
    assert issubclass(WebhookError, ClientError)
    assert WebhookSignatureError("a").sent == "no"


class TestSigning:
    def test_every_header_that_fits(self) -> None:
        def names(url: str, body: Any) -> set[str]:
            return set(signed_headers(SCHEMES, WebhookRequest(url, {}, body), SigningKeys(KEY)))

        assert names(URL, FORM) == {OLDER, OTHER}
        assert names(JSON_URL, JSON) == {NEWER, OLDER}
        assert names(HASHED_URL, HASHED_BODY) == {NEWER, OLDER, OTHER}

    def test_of_nothing_that_any_signature_covers(self) -> None:
        with pytest.raises(ArgumentError, match="handed over"):
            signed_headers(SCHEMES, WebhookRequest(URL, {}, b"="), SigningKeys(KEY))
        with pytest.raises(ArgumentError, match="a body of this kind"):
            signed_headers(SCHEMES[3:], WebhookRequest(URL, {}, JSON), SigningKeys(KEY))


class TestParts:
    """Of what a request consists, whatever it is signed with."""

    @pytest.mark.parametrize(
        ("url", "query"),
        [
            ("https://a.example/x", ()),
            ("https://a.example/x?a=1&b=", (("a", "1"), ("b", ""))),
            ("https://a.example/x?a=1?b=2", (("a", "1?b=2"),)),
            ("https://a.example/x?a=1#f?b=2", (("a", "1"),)),
        ],
    )
    def test_the_query(self, url: str, query: tuple[tuple[str, str], ...]) -> None:
        assert WebhookRequest(url, {}, b"").query == query
        assert WebhookRequest(url, {}, b"").fields() == dict(query)

    @pytest.mark.parametrize(
        ("headers", "body", "kind"),
        [
            ({}, b"", "empty"),
            ({"Content-Length": "0"}, b"", "empty"),
            ({"Content-Length": "5"}, b"", "unread"),
            ({"Transfer-Encoding": "chunked"}, b"", "unread"),
            ({"Content-Type": "application/json"}, b"", "unread"),
            ({}, b"a=", "form"),
            ({}, b"=b", "form"),
            ({}, b' {"a": 1}', "body"),
            ({}, b" [1]", "body"),
            ([(b"Content-Type", b" text/plain; charset=utf-8")], b"a=b", "body"),
        ],
    )
    def test_the_kind_of_body(self, headers: Any, body: bytes, kind: str) -> None:
        assert WebhookRequest(URL, headers, body).kind == kind

    def test_what_is_just_small_enough(self) -> None:
        url = "https://a.example/".ljust(LONGEST, "x")
        request = WebhookRequest(url, {"Content-Type": "text/plain"}, b"x" * LARGEST)
        assert (len(request.url), len(request.content)) == (LONGEST, LARGEST)

    def test_half_a_surrogate_pair_is_signed_as_it_is(self) -> None:
        half = b"\xed\xa0\x80"
        assert WebhookRequest(URL, {"Content-Type": "text/plain"}, "\ud800").content == half
        assert SigningKeys("\ud800").reveal() == (half,)
        url = "https://a.example/\ud800"
        signed = signed_headers(SCHEMES, WebhookRequest(url, {}, {"a": "\ud800"}), SigningKeys(KEY))
        expected = hmac.digest(KEY.encode(), b"https://a.example/" + half + b"a" + half, "sha1")
        assert signed[OLDER] == b64encode(expected).decode()
        verify(url, signed, {"a": "\ud800"})

    def test_keys_are_not_shown(self) -> None:
        assert repr(SigningKeys("12345")) == "SigningKeys(***)"

    @pytest.mark.parametrize(
        ("url", "other"),
        [
            ("https://a.example", "https://a.example:443"),
            ("https://a.example/x", "https://a.example:443/x"),
            ("https://aXb.example/x", "https://aXb.example:443/x"),
            ("https:///x", "https://:443/x"),
            ("HTTPS://a.example?x=/", "HTTPS://a.example:443?x=/"),
            ("https://a.example#x", "https://a.example:443#x"),
            ("http://user:word@a.example/", "http://user:word@a.example:80/"),
            ("http://[::1]/", "http://[::1]:80/"),
            ("http://a.example/?u=https://b.example/", "http://a.example:80/?u=https://b.example/"),
        ],
    )
    def test_the_default_port_may_be_there_or_not(self, url: str, other: str) -> None:
        for signed, asked in ((url, other), (other, url)):
            verify(asked, signed_headers(SCHEMES, WebhookRequest(signed, {}, b""), SigningKeys(KEY)), b"")

    @pytest.mark.parametrize(
        ("url", "other"),
        [
            ("ftp://a.example/", "ftp://a.example:443/"),
            ("https", "https:443"),
            ("https", "https://:443"),
            ("https://a.example:8443/", "https://a.example:8443:443/"),
            ("https://user@a.example:8443/", "https://user@a.example:8443:443/"),
            ("https://[::1]:8443/", "https://[::1]:8443:443/"),
        ],
    )
    def test_no_other_port_may(self, url: str, other: str) -> None:
        signed = signed_headers(SCHEMES, WebhookRequest(other, {}, b""), SigningKeys(KEY))
        verify(other, signed, b"")
        assert refused(url, signed, b"") == MISMATCH

    def test_a_body_that_no_signature_covers(self) -> None:
        schemes = (SCHEMES[3],)
        for kind, message in (
            ("application/json", "No signature covers a body of this kind."),
            (
                "application/x-www-form-urlencoded",
                "Of the body nothing was handed over, or it is a form without parameters: no signature covers"
                " it.",
            ),
        ):
            body = b"{}" if kind.endswith("json") else b"&"
            with pytest.raises(WebhookSignatureError) as caught:
                check(schemes, WebhookRequest(URL, {"Content-Type": kind}, body), SigningKeys(KEY))
            assert str(caught.value) == message


MISMATCH = (
    "The signature does not match: the signing key, the address or the body differs from what was signed."
    " Behind a proxy, give the address that the service knows as `public_url`."
)
