"""What arguments become on the wire: dates, truth values, lists, amounts, and what is left out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest

from dialwright_signalwire.errors import ArgumentError
from dialwright_signalwire.rest import Client
from runtime.server import Server, answer

from .harness import ANYTHING
from .places import Use

DAY = date(2026, 11, 21)
URL = "https://example.com/voice"


@pytest.fixture(autouse=True)
def empty_pages(server: Server) -> None:
    """Every list is empty, so that any may be asked for."""
    server.then(answer(200, ANYTHING))


class TestDates:
    @pytest.mark.parametrize(
        ("given", "sent"),
        [
            (datetime(2026, 11, 21, 10, 30, 5, tzinfo=UTC), "2026-11-21T10:30:05Z"),
            (datetime(2026, 11, 21, 1, 0, tzinfo=timezone(timedelta(hours=2))), "2026-11-20T23:00:00Z"),
            (datetime(2026, 11, 21, 22, 0, tzinfo=timezone(-timedelta(hours=5))), "2026-11-22T03:00:00Z"),
            (datetime(2026, 11, 21, 10, 30, 5), "2026-11-21T10:30:05Z"),
            (datetime(2026, 11, 21, 10, 30, 5, 999999), "2026-11-21T10:30:05Z"),
            (date(2026, 11, 1), "2026-11-01"),
            (date(999, 1, 2), "0999-01-02"),
            ("2026-11-21", "2026-11-21"),
            ("last week", "last week"),
            (None, None),
        ],
        ids=str,
    )
    def test_however_they_are_given(
        self, client: Client, server: Server, given: date | datetime | str | None, sent: str | None
    ) -> None:
        client.calls.list(start_time=given, end_time_after=given)
        expected = [] if sent is None else [("EndTime>", sent), ("StartTime", sent)]
        assert server.requests[0].query == expected

    @pytest.mark.parametrize("given", [b"2026-11-21", {"day": 21}, timedelta(days=1)], ids=repr)
    def test_what_is_no_date(self, client: Client, server: Server, given: Any) -> None:
        with pytest.raises(ArgumentError, match="StartTime"):
            client.calls.list(start_time=given)
        assert server.requests == []


FILTERS: list[tuple[str, Use]] = [
    ("StartTime=", lambda client: client.calls.list(start_time=DAY)),
    ("StartTime%3C=", lambda client: client.calls.list(start_time_before=DAY)),
    ("StartTime%3E=", lambda client: client.calls.list(start_time_after=DAY)),
    ("EndTime=", lambda client: client.calls.list(end_time=DAY)),
    ("EndTime%3C=", lambda client: client.calls.list(end_time_before=DAY)),
    ("EndTime%3E=", lambda client: client.calls.list(end_time_after=DAY)),
    ("DateSent=", lambda client: client.messages.list(date_sent=DAY)),
    ("DateSent%3C=", lambda client: client.messages.list(date_sent_before=DAY)),
    ("DateSent%3E=", lambda client: client.messages.list(date_sent_after=DAY)),
    ("DateCreated%3C=", lambda client: client.messages("m").media.list(date_created_before=DAY)),
    ("DateCreated%3E=", lambda client: client.messages("m").media.list(date_created_after=DAY)),
    ("DateCreated=", lambda client: client.conferences.list(date_created=DAY)),
    ("DateCreated%3C=", lambda client: client.conferences.list(date_created_before=DAY)),
    ("DateCreated%3E=", lambda client: client.conferences.list(date_created_after=DAY)),
    ("DateUpdated=", lambda client: client.conferences.list(date_updated=DAY)),
    ("DateUpdated%3C=", lambda client: client.conferences.list(date_updated_before=DAY)),
    ("DateUpdated%3E=", lambda client: client.conferences.list(date_updated_after=DAY)),
    ("DateCreated%3C=", lambda client: client.conferences("c").recordings.list(date_created_before=DAY)),
    ("DateCreated%3E=", lambda client: client.conferences("c").recordings.list(date_created_after=DAY)),
    ("DateCreated%3C=", lambda client: client.recordings.list(date_created_before=DAY)),
    ("DateCreated%3E=", lambda client: client.recordings.list(date_created_after=DAY)),
    ("DateCreated%3C=", lambda client: client.transcriptions.list(date_created_before=DAY)),
    ("DateCreated%3E=", lambda client: client.transcriptions.list(date_created_after=DAY)),
    ("date_created_after=", lambda client: client.faxes.list(date_created_after=DAY)),
    ("date_created_on_or_before=", lambda client: client.faxes.list(date_created_on_or_before=DAY)),
]


@pytest.mark.parametrize(("name", "use"), FILTERS)
def test_range_filters(client: Client, server: Server, name: str, use: Use) -> None:
    use(client)
    assert server.requests[0].query_string == f"{name}2026-11-21"


QUERIES: list[tuple[Use, str]] = [
    (lambda client: client.calls.list(from_="+15550100", to="a&b=c"), "From=%2B15550100&To=a%26b%3Dc"),
    (lambda client: client.calls.list(status="in-progress"), "Status=in-progress"),
    (lambda client: client.faxes.list(from_="a", to="b"), "from=a&to=b"),
    (lambda client: client.queues.list(friendly_name="é +%"), "FriendlyName=%C3%A9+%2B%25"),
    (
        lambda client: client.conferences("c").participants.list(muted=False, hold=True),
        "Muted=false&Hold=true",
    ),
    (
        lambda client: client.available_phone_numbers("US").local.list(
            area_code="206", contains="555*", voice_enabled=True, beta=False
        ),
        "AreaCode=206&Beta=false&Contains=555%2A&VoiceEnabled=true",
    ),
    (lambda client: client.recordings.list(call_sid="c", page_size=5), "CallSid=c&PageSize=5"),
    (lambda client: client.transcriptions.list(recording_sid="r", page_size=5), "PageSize=5"),
    (lambda client: client.queues("q").members.fetch("m", front="x"), "Front=x"),
]


@pytest.mark.parametrize(("use", "query"), QUERIES, ids=[query for _, query in QUERIES])
def test_queries(client: Client, server: Server, use: Use, query: str) -> None:
    use(client)
    request = server.requests[0]
    assert sorted(request.query_string.split("&")) == sorted(query.split("&"))
    assert request.body == b""
    assert "content-type" not in request.headers


class Event(StrEnum):
    """As a user may keep the names of events."""

    RINGING = "ringing"


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({}, []),
        ({"record": True, "async_amd": False}, [("AsyncAmd", "false"), ("Record", "true")]),
        (
            {"status_callback_event": ["initiated", "answered"]},
            [("StatusCallbackEvent", "initiated"), ("StatusCallbackEvent", "answered")],
        ),
        ({"status_callback_event": ("completed",)}, [("StatusCallbackEvent", "completed")]),
        ({"status_callback_event": [Event.RINGING]}, [("StatusCallbackEvent", "ringing")]),
        ({"status_callback_event": "ringing"}, [("StatusCallbackEvent", "ringing")]),
        ({"status_callback_event": []}, []),
        ({"status_callback_event": None, "record": None, "timeout": None}, []),
        ({"timeout": 0}, [("Timeout", "0")]),
        ({"caller_id": ""}, [("CallerId", "")]),
        ({"send_digits": "1w#*"}, [("SendDigits", "1w#*")]),
        ({"max_price_per_minute": Decimal("0.10")}, [("MaxPricePerMinute", "0.10")]),
        ({"max_price_per_minute": Decimal("1E-4")}, [("MaxPricePerMinute", "0.0001")]),
        ({"max_price_per_minute": 0.00001}, [("MaxPricePerMinute", "0.00001")]),
        ({"max_price_per_minute": "0.5"}, [("MaxPricePerMinute", "0.5")]),
        (
            {"recording_status_callback_event": "in-progress completed"},
            [("RecordingStatusCallbackEvent", "in-progress completed")],
        ),
        ({"sip_auth_password": "p&w=d"}, [("SipAuthPassword", "p&w=d")]),
    ],
    ids=repr,
)
def test_fields_of_a_call(
    client: Client, server: Server, given: dict[str, Any], sent: list[tuple[str, str]]
) -> None:
    client.calls.create(from_="+15550101", to="sip:a@example.com", url=URL, **given)
    request = server.requests[0]
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    always = [("From", "+15550101"), ("To", "sip:a@example.com"), ("Url", URL)]
    assert sorted(request.form) == sorted([*always, *sent])


def test_no_default_is_sent_unasked(client: Client, server: Server) -> None:
    """What the service takes where nothing is said is the service's to decide."""
    client.laml_bins("a").update()
    client.recordings("a").fetch()
    assert [(request.query_string, request.body) for request in server.requests] == [("", b""), ("", b"")]


class TestTexts:
    def test_an_empty_one_is_sent(self, client: Client, server: Server) -> None:
        """`body=""` is how a message is redacted."""
        client.messages("a").update(body="")
        assert server.requests[0].body == b"Body="

    @pytest.mark.parametrize(
        "text",
        ["a\r\nb\tc", "Grüße 👋", "1 + 1 = 2 & more; 100 %", " spaces ", "\N{ZERO WIDTH SPACE}", "a" * 1600],
    )
    def test_any_text_arrives(self, client: Client, server: Server, text: str) -> None:
        client.messages.create(from_="+15550101", to="+15550100", body=text)
        assert dict(server.requests[0].form)["Body"] == text

    def test_half_a_character(self, client: Client, server: Server) -> None:
        with pytest.raises(ArgumentError, match="Body"):
            client.messages("a").update(body="\ud83d")
        assert server.requests == []


@pytest.mark.parametrize(
    "media", [["https://example.com/1.png", "https://example.com/2.png"], ["https://example.com/1.png"]]
)
def test_media_repeat_their_name(client: Client, server: Server, media: list[str]) -> None:
    client.messages.create(from_="f", to="t", media_url=media)
    assert [value for name, value in server.requests[0].form if name == "MediaUrl"] == media


def test_json_where_the_service_takes_json(client: Client, server: Server) -> None:
    client.tokens("t").update(permissions=["calling", "fax"])
    client.tokens("t").update(name="n", permissions=[])
    first, second = server.requests
    assert first.headers["content-type"] == "application/json"
    assert (first.body, second.body) == (
        b'{"permissions":["calling","fax"]}',
        b'{"name":"n","permissions":[]}',
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_amounts_that_are_none(client: Client, server: Server, value: float | Decimal) -> None:
    with pytest.raises(ArgumentError, match="MaxPrice"):
        client.messages.create(from_="f", to="t", body="b", max_price=value)
    assert server.requests == []
