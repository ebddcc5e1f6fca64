"""Errors: what the service answers becomes an error that says what it was."""

from __future__ import annotations

import copy
import pickle
import traceback

import pytest

import dialwright_signalwire
from dialwright_signalwire import error_codes, errors
from dialwright_signalwire.errors import (
    APIError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ErrorDetail,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RedirectError,
    ResponseDecodeError,
    ServerError,
    SignalWireError,
    UnprocessableError,
)
from dialwright_signalwire.rest import Client
from runtime.server import Server, Step, answer, close, hang

from .harness import TOKEN, Connect

INFO = "https://docs.example.com/21210"
FLAT = {"code": 21210, "message": "not verified", "more_info": INFO, "status": 400}
TEMPLATE = "/api/laml/2010-04-01/Accounts/{AccountSid}/Calls/{Sid}.json"


@pytest.fixture
def client(connect: Connect) -> Client:
    """A client that does not try again."""
    return connect(Client, max_retries=0)


def create(client: Client) -> object:
    """What must not happen twice."""
    return client.calls.create(from_="+15550101", to="+15550100", url="https://example.com")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (300, RedirectError),
        (301, RedirectError),
        (400, BadRequestError),
        (401, AuthenticationError),
        (402, APIError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (405, APIError),
        (409, ConflictError),
        (418, APIError),
        (422, UnprocessableError),
        (429, RateLimitError),
        (500, ServerError),
        (502, ServerError),
        (503, ServerError),
        (599, ServerError),
    ],
)
def test_each_status(client: Client, server: Server, status: int, kind: type[APIError]) -> None:
    server.then(answer(status, FLAT, headers={"X-Request-Id": "request-1"}))
    with pytest.raises(SignalWireError) as caught:
        client.calls.fetch("call-1")
    error = caught.value
    assert type(error) is kind
    assert isinstance(error, APIError)
    assert (error.status, error.code, error.more_info) == (status, "21210", INFO)
    assert (error.message, error.request_id, error.sent) == ("not verified", "request-1", "yes")
    assert (error.method, error.path) == ("GET", TEMPLATE)
    for part in (str(status), "not verified", "21210", "GET", TEMPLATE, "request-1"):
        assert part in str(error)


DETAIL = ErrorDetail("not verified", "21210", INFO)
ENVELOPES: list[tuple[object, list[ErrorDetail]]] = [
    (FLAT, [DETAIL]),
    ({**FLAT, "code": "21210"}, [DETAIL]),
    ({"errors": [{"code": "21210", "message": "not verified", "more_info": INFO}]}, [DETAIL]),
    (
        {"errors": [{"code": "21210", "message": "one"}, {"code": "21219", "message": "two"}]},
        [ErrorDetail("one", "21210"), ErrorDetail("two", "21219")],
    ),
    ({"errors": ["one", "two"]}, [ErrorDetail("one"), ErrorDetail("two")]),
    (
        {"type": "validation", "code": "missing", "message": "m", "attribute": "name", "url": INFO},
        [ErrorDetail("m", "missing", INFO, "name")],
    ),
    ({"error": "no such call"}, [ErrorDetail("no such call")]),
    ({"message": "m"}, [ErrorDetail("m")]),
    ({"errors": []}, []),
    ({}, []),
    ([], []),
    ("text", [ErrorDetail("text")]),
]


@pytest.mark.parametrize(("body", "details"), ENVELOPES, ids=[str(body)[:50] for body, _ in ENVELOPES])
def test_each_envelope(client: Client, server: Server, body: object, details: list[ErrorDetail]) -> None:
    server.then(answer(422, body))
    with pytest.raises(UnprocessableError) as caught:
        create(client)
    error = caught.value
    assert list(error.errors) == details
    assert error.code == (details[0].code if details else None)
    assert error.more_info == (details[0].more_info if details else None)
    assert all(detail.message in error.message for detail in details)
    assert error.message
    assert error.body


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no more"),
        (b"not json", "not json"),
        (b"<html><h1>Bad Gateway</h1></html>", "no more"),
        (b'{"message": ', "no more"),
        (b"\xff\xfe", ""),
        (b'{"message": "' + b"long " * 10_000 + b'"}', "long long"),
        (b"[" * 100_000, "no more"),
    ],
)
def test_bodies_that_are_no_envelope(client: Client, server: Server, content: bytes, said: str) -> None:
    server.then(answer(404, content, headers={"Content-Type": "text/html"}))
    with pytest.raises(NotFoundError) as caught:
        client.calls.fetch("a")
    assert said in caught.value.message
    assert len(str(caught.value)) < 600


CODES = {
    "NOT_ON_TRIAL": "10002",
    "HTTP_RETRIEVAL_FAILED": "11200",
    "MEDIA_TOO_LARGE": "11751",
    "DOCUMENT_UNREADABLE": "12100",
    "CONTENT_TYPE_INVALID": "12300",
    "DIAL_NUMBER_METHOD_INVALID": "13221",
    "QUEUE_TIMEOUT": "15002",
    "FROM_NOT_VERIFIED": "21210",
    "TO_NOT_VERIFIED": "21219",
    "NOT_SMS_CAPABLE": "21601",
    "BODY_MISSING": "21602",
    "FROM_MISSING": "21603",
    "TO_MISSING": "21604",
    "RECIPIENT_UNSUBSCRIBED": "21610",
    "FROM_QUEUE_FULL": "21611",
    "BODY_TOO_LONG": "21617",
    "MEDIA_URL_INVALID": "21620",
    "TOO_MANY_MEDIA": "21623",
    "ACCOUNT_SUSPENDED": "30002",
    "HANDSET_UNREACHABLE": "30003",
    "MESSAGE_BLOCKED": "30004",
    "HANDSET_UNKNOWN": "30005",
    "CARRIER_UNREACHABLE": "30006",
    "MARKED_AS_SPAM": "30007",
    "UNKNOWN_ERROR": "30008",
    "PRICE_TOO_HIGH": "30010",
}


class TestCodes:
    def test_all_26(self) -> None:
        assert len(CODES) == 26
        assert {name: getattr(error_codes, name) for name in error_codes.__all__ if name != "TEXTS"} == CODES
        assert list(error_codes.TEXTS) == list(CODES.values())
        assert all(text.endswith(".") for text in error_codes.TEXTS.values())

    @pytest.mark.parametrize("sent", [21617, "21617"])
    def test_an_error_can_be_compared(self, client: Client, server: Server, sent: object) -> None:
        server.then(answer(400, {"code": sent, "message": "too long"}))
        with pytest.raises(BadRequestError) as caught:
            client.messages.create(from_="f", to="t", body="b" * 1601)
        assert caught.value.code == error_codes.BODY_TOO_LONG
        assert caught.value.code in error_codes.TEXTS

    def test_so_can_a_record(self, client: Client, server: Server) -> None:
        server.then(answer(200, {"sid": "m", "status": "failed", "error_code": 30005}))
        assert client.messages.fetch("m").error_code == error_codes.HANDSET_UNKNOWN


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"{",
        b"nul",
        b"\xff",
        b'"text"',
        b"[]",
        b"17",
        b"\xef\xbb\xbf{}",
        b'{"a": NaN}',
        b'{"a": 1, "a": 2}',
    ],
)
def test_a_success_that_cannot_be_read(client: Client, server: Server, content: bytes) -> None:
    server.then(answer(200, content, headers={"X-Request-Id": "request-1"}))
    with pytest.raises(ResponseDecodeError) as caught:
        client.calls.fetch("a")
    assert (caught.value.status, caught.value.request_id, caught.value.sent) == (200, "request-1", "yes")
    assert caught.value.body == content.decode("utf-8", "replace")


class TestTree:
    def test_one_base(self) -> None:
        kinds = [getattr(errors, name) for name in errors.__all__ if name != "ErrorDetail"]
        assert len(kinds) > 20
        assert all(issubclass(kind, SignalWireError) for kind in kinds)
        assert all(kind.__doc__ for kind in kinds)

    def test_all_at_the_front_door(self) -> None:
        assert set(errors.__all__) <= set(dialwright_signalwire.__all__)
        for name in errors.__all__:
            assert getattr(dialwright_signalwire, name) is getattr(errors, name)

    @pytest.mark.parametrize(
        ("kind", "builtin"),
        [
            (errors.ArgumentError, ValueError),
            (errors.CredentialsError, ValueError),
            (errors.APIConnectionError, ConnectionError),
            (errors.APITimeoutError, TimeoutError),
        ],
    )
    def test_python_s_own(self, kind: type[Exception], builtin: type[Exception]) -> None:
        assert issubclass(kind, builtin)

    def test_they_can_be_kept(self, client: Client, server: Server) -> None:
        server.then(answer(400, FLAT))
        with pytest.raises(BadRequestError) as caught:
            client.calls.fetch("a")
        for kept in (copy.copy(caught.value), pickle.loads(pickle.dumps(caught.value))):
            assert type(kept) is BadRequestError
            assert str(kept) == str(caught.value)
            assert (kept.code, kept.errors) == ("21210", (DETAIL,))


@pytest.mark.parametrize(
    "step", [answer(401, {"message": f"bad token {TOKEN}"}), close, answer(200, TOKEN.encode()), hang]
)
def test_no_error_tells_the_token(connect: Connect, server: Server, step: Step) -> None:
    """Not even a traceback that shows every local value."""
    server.then(step)
    client = connect(Client, timeout=0.3, max_retries=0)
    with pytest.raises(SignalWireError) as caught:
        client.calls.fetch("a")
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert TOKEN not in "".join(shown.format())
    assert TOKEN not in f"{caught.value} {caught.value!r} {vars(caught.value)}"
