"""What is refused before anything is sent: arguments that do not go together, and ways out of a path."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from dialwright_signalwire import Options
from dialwright_signalwire.errors import ArgumentError, UnsafeNextPageError
from dialwright_signalwire.rest import Client
from runtime.server import Server, answer

from .harness import ACCOUNT
from .places import Use

RULES: list[tuple[Use, str]] = [
    (lambda client: client.calls.create(from_="f", to="t"), "at least one of url, application_sid"),
    (
        lambda client: client.messages.create(to="t", body="b"),
        "at least one of from_, messaging_service_sid",
    ),
    (lambda client: client.messages.create(from_="f", to="t"), "at least one of body, media_url"),
    # An empty list is left out of a form, so it is nothing to send either.
    (
        lambda client: client.messages.create(from_="f", to="t", media_url=[]),
        "at least one of body, media_url",
    ),
    (
        lambda client: client.incoming_phone_numbers.create(friendly_name="f"),
        "at least one of area_code, phone_number",
    ),
]


@pytest.mark.parametrize(("use", "said"), RULES, ids=[said for _, said in RULES])
def test_arguments_that_do_not_go_together(
    client: Client, server: Server, use: Callable[[Client], object], said: str
) -> None:
    with pytest.raises(ArgumentError, match=said) as caught:
        use(client)
    assert isinstance(caught.value, ValueError)
    assert caught.value.sent == "no"
    assert server.requests == []


FINE: list[Use] = [
    lambda client: client.calls.create(from_="f", to="t", application_sid="a"),
    lambda client: client.calls.create(from_="f", to="t", url="u", application_sid="a"),
    lambda client: client.calls.create(from_="f", to="t", options=Options(extra_body={"Url": "u"})),
    lambda client: client.messages.create(messaging_service_sid="m", to="t", body="b"),
    lambda client: client.messages.create(from_="f", to="t", media_url=["https://example.com/1.png"]),
    lambda client: client.messages.create(from_="f", to="t", body=""),
    lambda client: client.incoming_phone_numbers.create(area_code="206"),
]


@pytest.mark.parametrize("use", FINE)
def test_arguments_that_do(client: Client, server: Server, use: Use) -> None:
    server.then(answer(201, {"sid": "a"}))
    use(client)
    assert len(server.requests) == 1


WRONG: list[Callable[[Any], object]] = [
    lambda client: client.calls.create(to="t", url="u"),
    lambda client: client.calls.create(From="f", to="t", url="u"),
    lambda client: client.calls.create("t", "f", "u"),
    lambda client: client.calls.list(50),
    lambda client: client.calls("a", "b"),
    lambda client: client.calls(),
    lambda client: client.conferences("c").participants("p").update(mute=True),
]


@pytest.mark.parametrize("use", WRONG)
def test_wrong_arguments_are_python_s_own_error(
    client: Client, server: Server, use: Callable[[Any], object]
) -> None:
    with pytest.raises(TypeError):
        use(client)
    assert server.requests == []


IDENTIFIERS: list[Callable[[Client, Any], object]] = [
    lambda client, sid: client.calls(sid).fetch(),
    lambda client, sid: client.calls.fetch(sid),
    lambda client, sid: client.calls(sid).recordings.create(),
    lambda client, sid: client.conferences("c").participants(sid).delete(),
    lambda client, sid: client.recordings(sid).transcriptions.list(),
    lambda client, sid: client.transcriptions.list(recording_sid=sid),
    lambda client, sid: list(client.recordings(sid).iter_bytes()),
    lambda client, sid: client.available_phone_numbers(sid).local.list(),
    lambda client, sid: client.tokens(sid).delete(),
]
every_identifier = pytest.mark.parametrize("use", IDENTIFIERS)


@every_identifier
@pytest.mark.parametrize(
    "sid", ["", ".", "..", "a\nb", "a\r\nX-Evil: 1", "a\0b", "\x7f", "\ud83d"], ids=ascii
)
def test_identifiers_that_are_none(
    client: Client, server: Server, use: Callable[[Client, Any], object], sid: str
) -> None:
    with pytest.raises(ArgumentError):
        use(client, sid)
    assert server.requests == []


@every_identifier
@pytest.mark.parametrize(
    "sid",
    ["../../admin", "a/b", "a?b=c", "a#b", "%2e%2e", "..%2f..", "...", "a;b", "é", "a b", "\\..\\", "a@b:1"],
)
def test_identifiers_stay_in_their_segment(
    client: Client, server: Server, use: Callable[[Client, Any], object], sid: str
) -> None:
    server.then(answer(200, {"transcriptions": [], "available_phone_numbers": [], "next_page_uri": None}))
    use(client, sid)
    request = server.requests[0]
    assert request.target.startswith(f"{ACCOUNT}/")
    assert f"/{quote(sid, safe='')}" in request.target
    assert request.query_string == ""


@pytest.mark.parametrize("sid", [None, object, ["a"], b"a"], ids=repr)
def test_identifiers_of_another_type(client: Client, server: Server, sid: Any) -> None:
    with pytest.raises(ArgumentError):
        client.calls.fetch(sid)
    assert server.requests == []


def test_the_project_stays_in_its_segment(client: Client, server: Server) -> None:
    with Client("../admin?x", "t", base_url=server.url) as other:
        other.calls.fetch("a")
    request = server.requests[0]
    assert request.target == "/api/laml/2010-04-01/Accounts/..%2Fadmin%3Fx/Calls/a.json"
    assert base64.b64decode(request.headers["authorization"].split()[1]) == b"../admin?x:t"


@pytest.mark.parametrize("value", ["a\nb", "a\r\nX-Evil: 1", "a\0b"])
class TestLineBreaks:
    def test_in_a_header(self, client: Client, server: Server, value: str) -> None:
        for headers in ({"X-Trace": value}, {value: "1"}):
            with pytest.raises(ArgumentError):
                client.calls.fetch("a", options=Options(headers=headers))
        assert server.requests == []

    def test_in_a_query(self, client: Client, server: Server, value: str) -> None:
        with pytest.raises(ArgumentError, match="From"):
            client.calls.list(from_=value)
        with pytest.raises(ArgumentError):
            client.calls.stream(from_=value)  # at once, not when the first call is asked for
        assert server.requests == []

    def test_in_the_address_of_a_page(self, client: Client, server: Server, value: str) -> None:
        with pytest.raises(UnsafeNextPageError):
            client.calls.get_page(f"{ACCOUNT}/Calls.json?Page={value}")
        assert server.requests == []
