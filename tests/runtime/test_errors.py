"""Errors: one tree, whatever shape the service's own take."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialwright.python.runtime import (
    APIConnectionError,
    APIError,
    AuthenticationError,
    BadRequestError,
    ClientError,
    ConflictError,
    ConnectionOutcomeUnknown,
    ErrorDetail,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitError,
    RequestTimeoutError,
    ServerError,
    UnprocessableError,
    errors,
)
from dialwright.python.runtime.problem import api_error, read_details
from dialwright.python.runtime.response import Headers, RawResponse, request_id_in

from .acme.errors import AcmeError
from .conftest import Driver
from .server import answer, serving


@pytest.mark.parametrize(
    ("body", "details"),
    [
        (
            {"errors": [{"code": "21210", "message": "m", "more_info": "i"}, {"code": 2, "message": "n"}]},
            [("m", "21210", "i", None), ("n", "2", None, None)],
        ),
        ({"code": 20404, "message": "m", "more_info": "i", "status": 404}, [("m", "20404", "i", None)]),
        ({"errors": ["one", "two"]}, [("one", None, None, None), ("two", None, None, None)]),
        (["one"], [("one", None, None, None)]),
        ([{"message": "m"}], [("m", None, None, None)]),
        ("text", [("text", None, None, None)]),
        ({"error": "m"}, [("m", None, None, None)]),
        ({"error": {"code": "c", "message": "m"}}, [("m", "c", None, None)]),
        ({"error": "invalid", "error_description": "m"}, [("m", None, None, None)]),
        (
            {"errors": [{"type": "t", "code": "c", "message": "m", "attribute": "to", "url": "u"}]},
            [("m", "c", "u", "to")],
        ),
        (
            {"errors": {"to": ["is bad"], "from": "is worse"}},
            [("is bad", None, None, "to"), ("is worse", None, None, "from")],
        ),
        (
            {"errors": {"to": [{"message": "m"}, {"message": "n", "attribute": "from"}]}},
            [("m", None, None, "to"), ("n", None, None, "from")],
        ),
        *(({name: "m"}, [("m", None, None, None)]) for name in ("description", "title", "reason", "detail")),
        *(({"message": "m", name: "c"}, [("m", "c", None, None)]) for name in ("code", "error_code", "type")),
        *(
            ({"message": "m", name: "u"}, [("m", None, "u", None)])
            for name in ("more_info", "url", "docs_url")
        ),
        ({"title": "m", "detail": "d"}, [("d", None, None, None)]),
        ({"errors": [], "message": "m"}, [("m", None, None, None)]),
        ({"errors": None, "message": {"a": 1}, "code": True}, []),
        ({}, []),
        (None, []),
        (7, []),
    ],
)
def test_envelopes(body: object, details: list[tuple[str, str | None, str | None, str | None]]) -> None:
    assert list(read_details(json.dumps(body))) == [ErrorDetail(*detail) for detail in details]


@pytest.mark.parametrize("body", ["", "<html>", "{", "[" * 100_000, '{"a":1,"a":2}', "\ud800", "NaN"])
def test_what_is_no_envelope(body: str) -> None:
    assert read_details(body) == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["errors", "error", "message", "code", "url"]), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(JSON)
def test_any_error_body_is_read(body: object) -> None:
    for detail in read_details(json.dumps(body)):
        assert isinstance(detail.message, str)
        assert repr(detail)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequestError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (408, RequestTimeoutError),
        (409, ConflictError),
        (418, APIError),
        (422, UnprocessableError),
        (429, RateLimitError),
        (500, ServerError),
        (503, ServerError),
    ],
)
def test_classes_by_status(drive: Driver, status: int, kind: type[APIError]) -> None:
    body = {
        "code": 20404,
        "message": "No such call.",
        "more_info": "https://docs.example/20404",
        "status": status,
    }
    with (
        serving(answer(status, body, headers={"X-Request-Id": "r-1"})) as server,
        pytest.raises(AcmeError) as caught,
    ):
        drive(server, lambda client: client.voice.calls.fetch("CA1"), max_retries=0)
    error = caught.value
    assert type(error) is kind
    assert isinstance(error, APIError)
    assert (error.status, error.code, error.message) == (status, "20404", "No such call.")
    assert (error.more_info, error.request_id) == ("https://docs.example/20404", "r-1")
    assert (error.method, error.path) == ("GET", "/api/Accounts/{AccountSid}/Calls/{Sid}.json")
    assert json.loads(error.body) == body
    assert str(error) == (
        f"{status}: No such call. (code 20404)"
        " [GET /api/Accounts/{AccountSid}/Calls/{Sid}.json, request r-1]"
    )


def test_an_error_page(drive: Driver) -> None:
    page = answer(502, b"<html>" + b"x" * 100_000, headers={"Content-Type": "text/html; charset=x"})
    with serving(page) as server, pytest.raises(ServerError) as caught:
        drive(server, lambda client: client.voice.calls.fetch("CA1"), max_retries=0)
    assert "text/html" in str(caught.value)
    assert len(str(caught.value)) < 300
    assert (caught.value.errors, caught.value.code) == ((), None)
    assert len(caught.value.body) == 65536


def test_an_error_whose_body_breaks_off(drive: Driver) -> None:
    from .server import raw

    broken = raw(b"HTTP/1.1 404 Not Found\r\nContent-Length: 500\r\n\r\n{")
    damaged = answer(404, b"no gzip", headers={"Content-Encoding": "gzip"})
    with serving(broken, damaged) as server:
        for _ in range(2):
            with pytest.raises(NotFoundError):
                drive(server, lambda client: client.voice.calls.fetch("CA1"))


def test_the_tree() -> None:
    classes = {name: getattr(errors, name) for name in errors.__all__ if name != "ErrorDetail"}
    assert all(issubclass(kind, ClientError) for kind in classes.values())
    assert all(name in (errors.__doc__ or "") or "OutcomeUnknown" in name for name in classes)
    for name, kind in classes.items():
        assert issubclass(kind, OutcomeUnknownError) == ("OutcomeUnknown" in name)


@pytest.mark.parametrize("name", [name for name in errors.__all__ if name != "ErrorDetail"])
def test_errors_pickle(name: str) -> None:
    kind: Any = getattr(errors, name)
    error = kind("went wrong").during("POST", "/calls", "r-1")
    twin = pickle.loads(pickle.dumps(error))
    assert (type(twin), str(twin), twin.__dict__) == (kind, str(error), error.__dict__)


def test_what_error_handlers_of_python_catch() -> None:
    error = ConnectionOutcomeUnknown("broke", sent="maybe")
    assert isinstance(error, ConnectionError | APIConnectionError)
    assert str(error) == "broke The request may have taken effect; it was not repeated."


def test_details_are_compared_by_what_they_say() -> None:
    detail = ErrorDetail("no", "1", "https://a.example", "to")
    assert detail == ErrorDetail("no", "1", "https://a.example", "to")
    for other in (
        ErrorDetail("yes", "1", "https://a.example", "to"),
        ErrorDetail("no", "2", "https://a.example", "to"),
        ErrorDetail("no", "1", None, "to"),
        ErrorDetail("no", "1", "https://a.example"),
        "no",
    ):
        assert detail != other
    assert repr(detail) == "ErrorDetail(message='no', code='1')"
    plain = ErrorDetail()
    assert (plain.message, plain.code, plain.more_info, plain.attribute) == ("", None, None, None)


def test_what_an_error_says() -> None:
    error = errors.APIError(
        "Not now.", status=409, errors=[ErrorDetail("Not now.", "77", "https://a.example")]
    )
    error.during("POST", "/calls/{Sid}", "req-1")
    assert str(error) == "409: Not now. (code 77) [POST /calls/{Sid}, request req-1]"
    assert (error.code, error.more_info) == ("77", "https://a.example")
    plain = errors.APIError("No.", status=400).during("GET", "/calls")
    assert (str(plain), plain.code, plain.more_info) == ("400: No. [GET /calls]", None, None)
    unknown = errors.ConnectionOutcomeUnknown("It broke.", sent="maybe").during("POST", "/calls")
    assert str(unknown) == ("It broke. [POST /calls] The request may have taken effect; it was not repeated.")
    assert str(errors.ClientError("Alone.")) == "Alone."


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        (b"  Not \n now  ", "text/plain", "Not now"),
        (b"{}", "application/json", "The service said no more (body of 2 bytes, application/json)."),
        (b"[7]", "application/json;a=b", "The service said no more (body of 3 bytes, application/json)."),
        (b"{broken", "x; y; z", "The service said no more (body of 7 bytes, x)."),
        (b"[broken", "", "The service said no more (body of 7 bytes)."),
        (b"<html>", "text/html; charset=utf-8", "The service said no more (body of 6 bytes, text/html)."),
        (b"", None, "The service said no more (body of 0 bytes)."),
        (b"", "x" * 50, f"The service said no more (body of 0 bytes, {'x' * 40})."),
        (b"x" * 400, "text/plain", "x" * 300),
        (b'["a", {"message": "b"}]', None, "a; b"),
        (b'{"errors": [{"code": 7}, {"message": "b"}]}', None, "b"),
        (b'{"message": "", "detail": "d"}', None, "d"),
        (b'{"message": true, "title": 7}', None, "7"),
        (b'{"code": 7}', "a/b", "The service said no more (body of 11 bytes, a/b)."),
    ],
)
def test_what_is_said_of_a_failure(body: bytes, kind: str | None, message: str) -> None:
    headers = Headers([] if kind is None else [("Content-Type", kind)])
    error = api_error(RawResponse(400, headers, body), repeatable=True)
    assert (error.message, error.status, error.body) == (message, 400, body.decode())


@pytest.mark.parametrize(
    "name", ["X-Request-Id", "Request-Id", "X-Correlation-Id", "X-Amzn-RequestId", "x-request-id"]
)
def test_what_the_service_calls_a_request(name: str) -> None:
    headers = Headers([("X-Other", "a"), (name, "r" * 201)])
    assert request_id_in(headers) == "r" * 200


def test_an_error_of_ones_own() -> None:
    error = errors.APIError()
    assert (error.message, error.status, error.body, error.errors, error.sent) == ("", 0, "", (), "yes")
    plain = errors.ClientError()
    assert (plain.message, plain.args, plain.sent) == ("", ("",), "no")
    assert errors.ClientError("odd", sent="maybe").args == ("odd",)


@pytest.mark.parametrize("status", [300, 399, 400, 407, 408, 418, 499, 500, 599])
@pytest.mark.parametrize("repeatable", [True, False])
def test_the_class_of_every_status(status: int, repeatable: bool) -> None:
    error = api_error(RawResponse(status, Headers([("Retry-After", "3")]), b""), repeatable=repeatable)
    kind: type[errors.APIError]
    if status >= 500:
        kind = errors.ServerError if repeatable else errors.ServerOutcomeUnknown
    elif status == 408:
        kind = errors.RequestTimeoutError if repeatable else errors.RequestTimeoutOutcomeUnknown
    else:
        kind = {300: errors.RedirectError, 399: errors.RedirectError, 400: errors.BadRequestError}.get(
            status, errors.APIError
        )
    assert (type(error), error.retry_after) == (kind, 3.0)
