"""Models made by hand: what is written is what the service would have sent, and reading undoes it."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialwright.python.runtime import NULL, ArgumentError, MappingModel, wire
from dialwright.python.runtime.dates import parse_datetime, write_iso, write_rfc_2822
from dialwright.python.runtime.guards import Unreadable
from dialwright.python.runtime.model import check_model
from dialwright.python.runtime.written import written

from .acme.models.call import Call
from .acme.models.leg import DeviceLeg, SessionLeg

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

TEN = datetime(2018, 9, 20, 10, tzinfo=UTC)


class Line(MappingModel):
    """A line of a bill, which has everything in the other way."""

    made: datetime | None = wire(default=None, format="rfc-2822")
    seen: list[datetime] | None = wire(default=None, format="rfc-2822")
    price: Decimal | None = wire(default=None, format="number")
    prices: dict[str, Decimal] | None = wire(default=None, format="text")
    count: int | None = wire(default=None, format="text")
    score: float | None = wire(default=None, format="text")
    paid: bool | None = wire(default=None, format="text")
    note: Any = None


WRITTEN: list[tuple[str, object, object]] = [
    ("made", TEN, "Thu, 20 Sep 2018 10:00:00 +0000"),
    ("made", TEN.replace(tzinfo=None), "Thu, 20 Sep 2018 10:00:00 +0000"),
    ("made", TEN.replace(tzinfo=timezone(timedelta(hours=-7))), "Thu, 20 Sep 2018 10:00:00 -0700"),
    ("made", datetime(1, 1, 1, tzinfo=UTC), "Mon, 01 Jan 0001 00:00:00 +0000"),
    # More exact than that can tell:
    ("made", TEN.replace(microsecond=250_000), "2018-09-20T10:00:00.250Z"),
    ("made", TEN.replace(tzinfo=timezone(timedelta(seconds=1))), "2018-09-20T10:00:00+00:00:01"),
    ("made", "as it is", "as it is"),
    ("seen", [TEN], ["Thu, 20 Sep 2018 10:00:00 +0000"]),
    ("price", Decimal("-0.005"), -0.005),
    ("price", Decimal("3"), 3),
    ("price", Decimal("3.0"), 3.0),
    ("price", Decimal("1E+2"), 100.0),
    ("price", Decimal(10**30), 10**30),
    ("price", Decimal("0.1234567890123456789"), "0.1234567890123456789"),
    ("price", 0.5, 0.5),
    ("price", None, None),
    ("price", NULL, None),
    ("prices", {"a": Decimal("0.10"), "b": Decimal("1E+2")}, {"a": "0.10", "b": "100"}),
    ("count", 20, "20"),
    ("score", 1e-7, "0.0000001"),
    ("paid", True, "true"),
    ("note", {"a": None, "b": [None, 1.5, {"c": False}]}, {"a": None, "b": [None, 1.5, {"c": False}]}),
    ("note", DeviceLeg(type="device"), {"type": "device"}),
    ("note", date(2018, 9, 20), "2018-09-20"),
    ("note", TEN.replace(microsecond=1), "2018-09-20T10:00:00.000001Z"),
]


@pytest.mark.parametrize(("name", "value", "sent"), WRITTEN)
def test_one_value(name: str, value: Any, sent: Any) -> None:
    line = Line(**{name: value})
    assert json.dumps(line.to_dict()) == json.dumps({name: sent})
    if sent != "as it is":
        check_model(Line, line.to_dict())


def test_the_usual_way() -> None:
    call = Call(
        sid="CA1",
        duration=20,
        price=Decimal("1.50"),
        score=4.5,
        recorded=False,
        day=date(2018, 9, 20),
        date_created=TEN.replace(tzinfo=timezone(timedelta(hours=2)), microsecond=5000),
        formatted_from="(555) 0100",
        legs=[DeviceLeg(type="device"), SessionLeg(type="call", session=None)],
        prices={"a": Decimal("0.10")},
    )
    assert call.to_dict() == {
        "sid": "CA1",
        "duration": 20,
        "price": "1.50",
        "score": 4.5,
        "recorded": False,
        "day": "2018-09-20",
        "date_created": "2018-09-20T10:00:00.005+02:00",
        "formatted_from": "(555) 0100",
        "legs": [{"type": "device"}, {"type": "call", "session": None}],
        "prices": {"a": "0.10"},
    }
    check_model(Call, call.to_dict())


@pytest.mark.parametrize(
    "value",
    [
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("-Infinity"),
        float("nan"),
        float("inf"),
        object(),
        {1: 2},
        {1, 2},
    ],
)
@pytest.mark.parametrize("name", ["price", "score", "count", "note", "made"])
def test_what_cannot_be_written(name: str, value: Any) -> None:
    with pytest.raises(ArgumentError):
        Line(**{name: value})


OFFSETS = st.timedeltas(timedelta(hours=-23), timedelta(hours=23)).map(timezone)


@unhurried
@given(st.datetimes(timezones=st.none() | OFFSETS | st.just(UTC)))
def test_every_moment_is_read_back(moment: datetime) -> None:
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    for text in (write_iso(moment), write_rfc_2822(moment)):
        read = parse_datetime(text)
        assert (read.replace(tzinfo=None), read.utcoffset()) == (
            known.replace(tzinfo=None),
            known.utcoffset(),
        )


AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False).filter(lambda value: abs(value.adjusted()) < 400)


@unhurried
@given(AMOUNTS, st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**90), 10**90))
def test_every_number_is_read_back(amount: Decimal, score: float, count: int) -> None:
    line = Line(price=amount, prices={"a": amount}, score=score, count=count)
    sent = Line.from_dict(json.loads(line.to_json()))
    assert (sent.price, sent.prices, sent.score, sent.count) == (amount, {"a": amount}, score, count)
    assert Line(price=sent.price, prices=sent.prices, score=sent.score, count=sent.count) == sent


def test_an_amount_that_would_fill_the_memory_is_none() -> None:
    for text in ("1E+999999999999", "1E-999999999999", "-1E+400"):
        assert Line.from_dict({"price": text}).price is None
        with pytest.raises(Unreadable):
            check_model(Line, {"price": text})
    assert Line.from_dict({"price": 1.7e308}).price == Decimal("1.7e308")


class Ash(MappingModel):
    """A tree of which either kind may grow on either."""

    twigs: list[Ash | Elm] | None = None
    twig: Ash | Elm | None = None
    ash: str | None = None


class Elm(MappingModel):
    """The other kind; nothing but their fields tells the two apart."""

    twigs: list[Ash | Elm] | None = None
    twig: Ash | Elm | None = None
    elm: str | None = None


def test_unions_inside_unions_are_read_without_doubling_the_work() -> None:
    tree: dict[str, Any] = {"elm": "top"}
    for level in range(10):
        tree = {"twig": tree, "twigs": [tree], "ash" if level % 2 else "elm": "x"}
    began = time.perf_counter()
    here: Any = Ash.from_dict(tree)
    for level in reversed(range(10)):
        here = here.twig
        assert type(here) is (Elm if level % 2 or not level else Ash), level
    assert time.perf_counter() - began < 2


def test_strictness_tells_the_alias_that_holds_the_odd_value() -> None:
    with pytest.raises(Unreadable) as caught:
        check_model(Call, {"sid": "a", "formatted_from": None, "from_formatted": ["x"]})
    assert caught.value.pointer == "/from_formatted"


def test_strictness_goes_into_a_union() -> None:
    legs = [{"type": "call"}, {"type": "device", "device": ["x"]}]
    with pytest.raises(Unreadable) as caught:
        check_model(Call, {"sid": "a", "legs": legs})
    assert caught.value.pointer == "/legs/1/device"


def test_what_is_inside_is_written_in_the_same_way() -> None:
    moment = datetime(2018, 9, 20, 10, tzinfo=UTC)
    value = {"a": {"b": 1, "c": [True, moment]}, "d": (2.5,)}
    assert written(value, "text") == {"a": {"b": "1", "c": ["true", "2018-09-20T10:00:00Z"]}, "d": ["2.5"]}
    assert written({"a": [moment]}, "rfc-2822") == {"a": ["Thu, 20 Sep 2018 10:00:00 +0000"]}
    assert written({"a": [Decimal("1.5"), Decimal("2"), Decimal("0.1")]}, "number") == {"a": [1.5, 2, 0.1]}
    assert written({"a": [Decimal("1.5")]}) == {"a": ["1.5"]}
