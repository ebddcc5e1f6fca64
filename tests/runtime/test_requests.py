"""What goes on the wire."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from dialwright.python.runtime import (
    NULL,
    APIConnectionError,
    APITimeoutError,
    ArgumentError,
    MappingModel,
    Options,
    Request,
    RequestEvent,
    ResponseDecodeError,
    ResponseEvent,
    Secret,
    Shape,
    TransportRequest,
)
from dialwright.python.runtime.address import parse_address
from dialwright.python.runtime.encode import encode_form, encode_json, encode_query, fill_path
from dialwright.python.runtime.response import Headers

from .acme import Acme
from .conftest import PROJECT, TOKEN, Driver
from .server import answer, serving
from .test_transports import Canned

CALL = {"sid": "CA1", "status": "queued"}


def test_a_form_as_documented(drive: Driver) -> None:
    with serving(answer(201, CALL)) as server:
        call = drive(
            server,
            lambda client: client.voice.calls.create(
                to="+15550100",
                from_="sip:a b@example.com",
                url="",
                record=True,
                status_callback_event=["initiated", "answered"],
            ),
        )
    request = server.requests[0]
    assert (call.sid, call.status) == ("CA1", "queued")
    assert (request.method, request.target) == ("POST", f"/api/Accounts/{PROJECT}/Calls.json")
    assert request.form == [
        ("To", "+15550100"),
        ("From", "sip:a b@example.com"),
        ("Url", ""),
        ("Record", "true"),
        ("StatusCallbackEvent", "initiated"),
        ("StatusCallbackEvent", "answered"),
    ]
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert (
        request.headers["authorization"]
        == "Basic " + base64.b64encode(f"{PROJECT}:{TOKEN}".encode()).decode()
    )
    assert request.headers["accept"] == "application/json"
    assert request.headers["user-agent"] == "dialwright-acme/0.1.0"


def test_a_query_with_odd_names(drive: Driver) -> None:
    with serving(answer(200, {"calls": []})) as server:
        drive(server, lambda client: client.voice.calls.list(status="queued", page_size=5))
    assert server.requests[0].query == [("Status", "queued"), ("PageSize", "5")]
    assert encode_query({"StartTime<": date(2026, 1, 2)}) == "StartTime%3C=2026-01-02"


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (True, "true"),
        (False, "false"),
        (20, "20"),
        (0.00001, "0.00001"),
        (Decimal("1E+2"), "100"),
        (Decimal("-0.0050"), "-0.0050"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, 4, 5, 6), "2026-01-02T03:04:05Z"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "2026-01-02T03:04:05Z"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=2))), "2026-01-02T01:04:05Z"),
        ("2026-01-02", "2026-01-02"),
        ("", ""),
        ("é+ &", "é+ &"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_a_form_value(value: object, sent: str) -> None:
    from urllib.parse import parse_qsl

    assert parse_qsl(encode_form({"V": value}).decode("ascii"), keep_blank_values=True) == [("V", sent)]


def test_what_is_left_out_of_a_form() -> None:
    assert encode_form({"A": None, "B": [], "C": [None, "x"], "D": ("y",)}) == b"C=x&D=y"


TOO_EARLY = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    "value",
    [NULL, object(), b"bytes", float("nan"), Decimal("NaN"), Decimal("sNaN"), {"a": 1}, "\ud800", TOO_EARLY],
)
def test_what_a_form_cannot_hold(value: object) -> None:
    with pytest.raises(ArgumentError, match="V"):
        encode_form({"V": value})


def test_json() -> None:
    value = {
        "a": None,
        "b": NULL,
        "c": [],
        "d": [None, {"e": None}],
        "f": Decimal("1.50"),
        "g": date(2026, 1, 2),
    }
    assert encode_json(value) == b'{"b":null,"c":[],"d":[null,{}],"f":"1.50","g":"2026-01-02"}'
    for odd in (float("inf"), Decimal("sNaN"), object(), {1: 2}, "\ud800", TOO_EARLY):
        with pytest.raises(ArgumentError):
            encode_json({"a": odd})


@pytest.mark.parametrize("value", ["a\nb", "a\rb", "a\0b"])
def test_line_breaks_in_a_query_are_refused(value: str) -> None:
    with pytest.raises(ArgumentError, match="line break"):
        encode_query({"Q": value})


def test_path_values_stay_in_their_segment() -> None:
    assert fill_path("/a/{Sid}.json", {"Sid": "x/../y?z#%2e é"}) == "/a/x%2F..%2Fy%3Fz%23%252e%20%C3%A9.json"
    assert fill_path("/a/{Id}", {"Id": 7, "Other": None}) == "/a/7"


@pytest.mark.parametrize("value", ["", ".", "..", "a\nb", "a\x7f", "\ud800", None])
def test_path_values_that_are_refused(value: str | None) -> None:
    with pytest.raises(ArgumentError, match="Sid"):
        fill_path("/a/{Sid}", {"Sid": value})


def test_nothing_is_sent_where_an_argument_is_wrong(drive: Driver) -> None:
    wrong: list[Callable[[Any], Any]] = [
        lambda client: client.voice.calls("..").fetch(),
        lambda client: client.voice.calls("").delete(),
        lambda client: client.voice.calls.create(to="a", from_="b"),
        lambda client: client.voice.calls.create(to="a", from_="b", url="u", application_sid="s"),
        lambda client: client.voice.calls.list(status="a\nb"),
        lambda client: client.voice.calls.list(limit=-1),
        lambda client: client.voice.calls("a").fetch(options=Options(headers={"X": "a\r\nY: b"})),
        lambda client: client.voice.calls("a").fetch(options=Options(headers={"X Y": "a"})),
        lambda client: client.voice.calls("a").fetch(options=Options(headers={"Content-Length": "3"})),
    ]
    with serving(answer(200, CALL)) as server:
        for action in wrong:
            with pytest.raises(ArgumentError) as caught:
                drive(server, action)
            assert caught.value.sent == "no"
            assert isinstance(caught.value, ValueError)
    assert server.requests == []


def test_a_broken_rule_names_the_arguments(drive: Driver) -> None:
    with pytest.raises(ArgumentError, match=r"exactly one of url, application_sid; given: none"):
        drive("http://127.0.0.1:9", lambda client: client.voice.calls.create(to="a", from_="b"))


def test_options(drive: Driver) -> None:
    options = Options(
        headers={"x-trace": "t", "accept": "text/plain"},
        extra_query={"Debug": True},
        extra_body={"Extra": ["a", "b"]},
    )
    with serving(answer(200, CALL)) as server:
        drive(server, lambda client: client.voice.calls("a").update(status="completed", options=options))
    request = server.requests[0]
    assert request.query == [("Debug", "true")]
    assert request.form == [("Status", "completed"), ("Extra", "a"), ("Extra", "b")]
    assert (request.headers["x-trace"], request.headers["accept"]) == ("t", "text/plain")


@pytest.mark.parametrize(
    "settings",
    [{"timeout": 0}, {"timeout": -1}, {"timeout": float("nan")}, {"max_retries": -1}, {"max_retries": True}],
)
def test_options_that_are_none(settings: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError):
        Options(**settings)


def test_a_request_that_no_method_makes(drive: Driver) -> None:
    with serving(answer(200, {"ok": True})) as server:
        response = drive(
            server,
            lambda client: client.request("post", "/x/{AccountSid}/y", query={"a": 1}, json={"b": None}),
        )
    assert (response.status, response.json(), response.text) == (200, {"ok": True}, '{"ok": true}')
    assert response.headers["CONTENT-TYPE"] == "application/json"
    request = server.requests[0]
    assert (request.method, request.target, request.body) == ("POST", f"/x/{PROJECT}/y?a=1", b"{}")
    assert request.headers["accept"] == "application/json, */*;q=0.5"


@pytest.mark.parametrize(
    "path",
    [
        "x",
        "//other.example/x",
        "https://other.example/x",
        "/a/../b",
        "/a/%2e%2E/b",
        "/a/./b",
        "/a/%2E",
        "/a?b",
        "/a b",
        "/a\nb",
        "/{No}",
    ],
)
def test_a_path_that_is_none(drive: Driver, path: str) -> None:
    with serving(answer(200, {})) as server, pytest.raises(ArgumentError):
        drive(server, lambda client: client.request("GET", path))
    assert server.requests == []


def test_bodies_as_they_are() -> None:
    import io

    from dialwright.python.runtime.prepare import prepare
    from dialwright.python.runtime.settings import Settings

    from .acme._api import API

    settings = Settings(API, {"project": "p", "token": "t", "space": "s"})
    content = io.BytesIO(b"file")
    sent = prepare(
        settings, Request("PUT", "/f", None, content=content, content_type="audio/wav"), None
    ).attempt()
    assert (sent.content, dict(sent.headers)["Content-Type"]) == (b"file", "audio/wav")
    listed = prepare(settings, Request("PUT", "/f", None, json=[1, None]), None).attempt()
    assert listed.content == b"[1,null]"
    with pytest.raises(ArgumentError, match="named fields"):
        prepare(settings, Request("PUT", "/f", None, json=[1]), Options(extra_body={"a": 1}))


def test_json_in_full() -> None:
    values = {
        "text": "é",
        "bytes": bytes(range(256)),
        "amount": Decimal("1.50"),
        "day": date(2020, 1, 2),
        "none": None,
        "null": NULL,
        "list": (None, True, 1, 1.5),
    }
    assert json.loads(encode_json(values)) == {
        "text": "é",
        "bytes": base64.b64encode(bytes(range(256))).decode(),
        "amount": "1.50",
        "day": "2020-01-02",
        "null": None,
        "list": [None, True, 1, 1.5],
    }
    assert encode_json({"a": ["é"], "b": 1}) == '{"a":["é"],"b":1}'.encode()


def test_reprs() -> None:
    event = RequestEvent("GET", "/x", 2, {})
    assert repr(event) == "RequestEvent(GET /x, attempt 2)"
    done = ResponseEvent(event, status=200, error=None, seconds=0.1, request_id=None)
    assert repr(done) == "ResponseEvent(GET /x, attempt 2)"
    address = parse_address("https://acme.example:8443/v1", "base_url")
    assert repr(address) == "Address('https://acme.example:8443/v1')"
    for target in ("/x", "/x?a=1", "/x?a=1?b"):
        request = TransportRequest("GET", address, target, [("A", "b")])
        assert repr(request) == "TransportRequest(GET acme.example:8443/x)"
    assert repr(Headers([("B", "1"), ("a", "2")])) == "Headers(['a', 'b'])"
    assert repr(Secret("a")) == "Secret(***)"
    assert repr(Secret(None)) == "Secret()"
    assert repr(Options(timeout=1, max_retries=2)) == "Options(timeout=1.0, max_retries=2)"
    full = Options(headers={"b": "1", "a": "2"}, extra_query={"q": 1}, extra_body={"f": 1})
    assert repr(full) == (
        "Options(timeout=UNSET, max_retries=UNSET, headers=['a', 'b'], extra_query=['q'], extra_body=['f'])"
    )


@pytest.mark.parametrize(
    ("answered", "error", "message"),
    [
        (OSError("no way"), APIConnectionError, "OSError: no way."),
        (TimeoutError("too late"), APITimeoutError, "TimeoutError: too late."),
    ],
)
def test_what_a_transport_of_ones_own_raises(answered: OSError, error: type[Exception], message: str) -> None:
    client = Acme("p", "t", base_url="https://acme.example", transport=Canned(answered), max_retries=0)
    with pytest.raises(error) as caught:
        client.voice.calls.fetch("CA1")
    assert vars(caught.value)["message"] == message
    assert vars(caught.value)["sent"] == "maybe"


TEXT_OR_NONE: Shape[str | None] = Shape("str | None")
NUMBERS: Shape[list[int]] = Shape("list[int]")


@pytest.mark.parametrize(
    ("result", "kind", "content", "read"),
    [
        (str, "application/json", b'"text"', "text"),
        (str, "application/hal+json", b'"text"', "text"),
        (str, "text/plain", b'"text"', '"text"'),
        (str, "", b"text\xff", "text\ufffd"),
        (bytes, "application/json", b'"text"', b'"text"'),
        (None, "application/json", b'"text"', None),
        (TEXT_OR_NONE, "application/json", b"", None),
        (TEXT_OR_NONE, "application/json", b'"text"', "text"),
        (NUMBERS, "application/json", b"[1]", [1]),
    ],
)
def test_what_a_result_is_read_as(result: Any, kind: str, content: bytes, read: object) -> None:
    with (
        serving(answer(200, content, headers={"Content-Type": kind})) as server,
        Acme("p", "t", base_url=server.url) as client,
    ):
        assert client.__session__.send(Request("GET", "/x", result), None) == read


def test_what_a_result_cannot_be_read_as() -> None:
    for content, problem, pointer in (
        (b"{}", "The answer is not a list.", ""),
        (b'["x"]', "What the answer has at '/0' is not a whole number.", "/0"),
        (b"", "The answer is empty.", None),
    ):
        shape: Shape[list[int]] = Shape("list[int]")
        with (
            serving(answer(200, content)) as server,
            Acme("p", "t", base_url=server.url, strict=True) as client,
            pytest.raises(ResponseDecodeError) as caught,
        ):
            client.__session__.send(Request("GET", "/x", shape), None)
        assert (caught.value.message, caught.value.pointer) == (problem, pointer)


def test_what_the_client_made_is_remembered() -> None:
    class Command(MappingModel):
        id: str | None = None

    made = Request("POST", "/x", Command, json={"control_id": "c-1", "other": 2}, made=("control_id",))
    with serving(answer(200, {"id": "1"})) as server, Acme("p", "t", base_url=server.url) as client:
        command = client.__session__.send(made, None)
    assert (command["control_id"], command.to_dict()) == ("c-1", {"id": "1"})
    assert "other" not in command
