"""Dates as services write them."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialwright.python.runtime.dates import format_moment, parse_date, parse_datetime, write_rfc_2822

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

TEN = datetime(2018, 9, 20, 10, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 20 Sep 2018 10:00:00 +0000",
        "Thur, 20 Sept 2018 10:00:00 +0000",
        "Thu, 20 Sept 2018 10:00:00 +0000",
        "Mon, 20 September 2018 10:00:00 GMT",
        "20 sep 2018 10:00:00",
        "Thu, 20 Sep 2018 10:00:00 UTC",
        "Thu, 20 Sep 2018 12:00:00 +0200",
        "Thu, 20 Sep 2018 06:30:00 -03:30",
        "Thu, 20 Sep 2018 10:00 +0000",
        "2018-09-20T10:00:00Z",
        "2018-09-20T10:00:00.000Z",
        "2018-09-20T10:00:00",
        "2018-09-20 10:00:00+00:00",
        "2018-09-20T12:00:00+02:00",
        "20180920T100000Z",
        "  2018-09-20T10:00:00Z ",
        "2018-09-20T10:00:00Z ",
        " Thu, 20 Sep 2018 10:00:00 +0000",
        "Thur 20 Sep 2018 10:00:00 +0000",
    ],
)
def test_the_same_moment(text: str) -> None:
    moment = parse_datetime(text)
    assert moment == TEN
    assert moment.tzinfo is not None


def test_fractions_and_offsets_are_kept() -> None:
    assert parse_datetime("2018-09-20T10:00:00.250Z").microsecond == 250_000
    assert parse_datetime("Thu, 20 Sep 2018 12:00:00 +0200").utcoffset() == timedelta(hours=2)
    assert parse_datetime("2018-09-20") == datetime(2018, 9, 20, tzinfo=UTC)


@pytest.mark.parametrize("text", ["Thu, 20 Sep 2018 21:43:57 +0000", "2018-09-20T21:43:57Z"])
def test_every_digit_counts(text: str) -> None:
    assert parse_datetime(text) == datetime(2018, 9, 20, 21, 43, 57, tzinfo=UTC)


def test_the_shortest_that_is_looked_at() -> None:
    assert parse_datetime("2018-09-20").day == 20
    with pytest.raises(ValueError, match=r"^too short for a date$"):
        parse_datetime("2018-W38")


def test_the_longest_that_is_looked_at() -> None:
    text = "2018-09-20T10:00:00Z"
    assert parse_datetime(text.ljust(64)) == TEN
    with pytest.raises(ValueError, match=r"^too long for a date$"):
        parse_datetime(text.ljust(65))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "0",
        "20",
        "Thu, 32 Sep 2018 10:00:00 +0000",
        "Thu, 20 Xyz 2018 10:00:00 +0000",
        "Thu, 20 Sep 2018 10:00:00 EST",
        "2018-13-01",
        "9" * 99,
    ],
)
def test_no_moment(text: str) -> None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return
    pytest.fail(f"read as {moment}")


@unhurried
@given(
    st.text(max_size=70)
    | st.from_regex(r"\A[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+\d{4}\Z")
)
def test_a_text_is_a_moment_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert parse_datetime(text).tzinfo is not None


@unhurried
@given(st.datetimes(timezones=st.just(UTC) | st.just(timezone(timedelta(hours=-7)))))
def test_what_is_sent_is_read_back(moment: datetime) -> None:
    try:
        sent = format_moment(moment)
    except OverflowError:
        return
    assert parse_datetime(sent) == moment.replace(microsecond=0)


def test_days() -> None:
    assert parse_date("2018-09-20") == parse_date("Thu, 20 Sep 2018 10:00:00 +0000") == date(2018, 9, 20)
    with pytest.raises(ValueError, match=r"day|month|Invalid"):
        parse_date("2018-99-20")


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """A machine that is not in UTC."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("new_york")
def test_where_the_machine_is_does_not_matter() -> None:
    assert format_moment(datetime(2018, 9, 20, 10)) == "2018-09-20T10:00:00Z"
    assert format_moment(TEN) == "2018-09-20T10:00:00Z"
    assert format_moment(TEN.astimezone(timezone(timedelta(hours=2)))) == "2018-09-20T10:00:00Z"
    assert write_rfc_2822(datetime(2018, 9, 20, 10)) == "Thu, 20 Sep 2018 10:00:00 +0000"
    assert parse_datetime("2018-09-20T10:00:00") == TEN


def test_an_offset_may_be_of_any_minutes() -> None:
    moment = datetime(2018, 9, 20, 10, tzinfo=timezone(timedelta(minutes=345)))
    assert write_rfc_2822(moment) == "Thu, 20 Sep 2018 10:00:00 +0545"
    exact = moment.replace(tzinfo=timezone(timedelta(minutes=345, seconds=1)))
    assert write_rfc_2822(exact) == "2018-09-20T10:00:00+05:45:01"


def test_a_month_that_there_is_not_is_named() -> None:
    with pytest.raises(ValueError, match=r"^no month 'Xyz'$"):
        parse_datetime("Thu, 20 Xyz 2018 10:00:00 +0000")
