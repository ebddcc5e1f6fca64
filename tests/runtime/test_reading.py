"""Models: typed where the service's values allow it, and never in the way of what it sent."""

from __future__ import annotations

import copy
import json
import pickle
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialwright.python.runtime import Model, ResponseDecodeError, wire
from dialwright.python.runtime.guards import Unreadable
from dialwright.python.runtime.model import check_model
from dialwright.python.runtime.response import read_json

from .acme.models.call import Call, CallLinks
from .acme.models.leg import SessionLeg
from .conftest import Driver
from .server import answer, serving

RAW: dict[str, Any] = {
    "sid": "CA1",
    "from": "+15550100",
    "status": "in-progress",
    "duration": "20",
    "price": -0.005,
    "date_created": "Thur, 20 Sept 2018 10:00:00 +0000",
    "day": "2018-09-20",
    "from_formatted": "(555) 0100",
    "recorded": "true",
    "score": "4.5",
    "pin": "1234",
    "subresource_uris": {"recordings": "/r"},
    "tags": ["a", 7],
    "legs": [{"type": "device", "device": "d"}, {"type": "call"}],
    "prices": {"a": "0.10"},
    "parent": {"sid": "CA0"},
    "novel": [1],
}


def test_values_that_were_made_are_made_once() -> None:
    call = Call.from_dict(RAW)
    assert call.date_created is call.date_created
    assert call.tags is call.tags
    assert "sid" not in vars(call)  # it is in the JSON already


def test_what_should_be_there_and_is_not_is_none() -> None:
    required = [name for name, field in Call.__fields__.items() if field.required]
    assert required
    assert [getattr(Call.from_dict({}), name) for name in required] == [None] * len(required)


def test_truth_values_as_text() -> None:
    assert [Call.from_dict({**RAW, "status": value}).status for value in (True, False)] == ["true", "false"]


def test_nesting_that_is_just_within_bounds() -> None:
    text = "[" * 100 + "]" * 100
    assert json.dumps(read_json(text.encode())) == text


def test_typed_attributes() -> None:
    call = Call.from_dict(RAW)
    assert (call.sid, call.from_, call.status, call.duration) == ("CA1", "+15550100", "in-progress", 20)
    assert (call.price, call.score, call.recorded) == (Decimal("-0.005"), 4.5, True)
    assert call.date_created == datetime(2018, 9, 20, 10, tzinfo=UTC)
    assert call.day == date(2018, 9, 20)
    assert call.formatted_from == "(555) 0100"
    assert call.subresource_uris is not None
    assert call.subresource_uris.recordings == "/r"
    assert call.tags == ["a", "7"]
    assert call.legs is not None
    assert [type(leg).__name__ for leg in call.legs] == ["DeviceLeg", "SessionLeg"]
    assert call.prices == {"a": Decimal("0.10")}
    assert call.parent is not None
    assert call.parent.sid == "CA0"
    assert call.legs is call.legs


ODD: list[tuple[str, object, object]] = [
    ("duration", 20, 20),
    ("duration", "020", 20),
    ("duration", "-3", -3),
    ("duration", 20.0, 20),
    ("duration", 20.5, None),
    ("duration", True, None),
    ("duration", "²", None),
    ("duration", "9" * 5000, None),
    ("duration", "", None),
    ("duration", [20], None),
    ("price", "-0.0025", Decimal("-0.0025")),
    ("price", 3, Decimal(3)),
    ("price", "free", None),
    ("price", "nan", None),
    ("price", None, None),
    ("score", 10**400, None),
    ("score", "inf", None),
    ("recorded", "FALSE", False),
    ("recorded", 1, None),
    ("sid", 7, "7"),
    ("sid", True, "true"),
    ("sid", {}, None),
    ("status", "novel", "novel"),
    ("status", 7, "7"),
    ("tags", "a", None),
    ("tags", ["a", None, {}, "b"], ["a", "b"]),
    ("subresource_uris", "x", None),
    ("legs", [{"type": "novel"}, 7], [SessionLeg.from_dict({"type": "novel"})]),
    ("parent", [], None),
    ("day", "20 Sep 2018", None),
]


@pytest.mark.parametrize(("name", "raw", "typed"), ODD)
def test_odd_values(name: str, raw: object, typed: object) -> None:
    call = Call.from_dict({"sid": "CA1", name: raw})
    assert getattr(call, name) == typed
    assert call[name] == raw
    assert call.to_dict()[name] == raw


def test_access_by_key() -> None:
    call = Call.from_dict(RAW)
    assert (call["from"], call["from_"], call["duration"]) == ("+15550100", "+15550100", "20")
    assert call["formatted_from"] == call["from_formatted"] == "(555) 0100"
    assert (call.get("novel"), call.get("absent"), call.get("absent", 3)) == ([1], None, 3)
    assert "from" in call
    assert "from_" in call
    assert "absent" not in call
    assert 7 not in call
    assert dict(call) == RAW
    assert list(call) == list(call.keys()) == list(RAW)
    assert (len(call), list(call.values()), dict(call.items())) == (len(RAW), list(RAW.values()), RAW)
    with pytest.raises(KeyError, match="absent"):
        call["absent"]


def test_nothing_is_lost_and_nothing_can_be_changed() -> None:
    call = Call.from_dict(RAW)
    assert call.to_dict() == RAW
    assert json.loads(call.to_json()) == RAW
    call["novel"].append(2)
    call.to_dict()["novel"].append(2)
    next(iter(call.values()))
    assert call["novel"] == [1]
    known, unknown = "sid", "absent"
    with pytest.raises(AttributeError, match="immutable"):
        setattr(call, known, "other")
    with pytest.raises(AttributeError, match="immutable"):
        delattr(call, known)
    with pytest.raises(AttributeError, match="absent"):
        getattr(call, unknown)


def test_equality_and_repr() -> None:
    call = Call.from_dict(RAW)
    assert call == Call.from_dict(RAW)
    assert call != Call.from_dict({**RAW, "sid": "CA2"})
    assert call != CallLinks.from_dict(RAW)
    assert call != RAW
    assert repr(call) == "Call(sid='CA1', status='in-progress')"
    assert len(repr(Call.from_dict({"sid": "x" * 10_000}))) < 120
    assert repr(Call.from_dict({"sid": {"a": "b"}})) == "Call()"
    with pytest.raises(TypeError, match="unhashable"):
        hash(call)


def test_a_secret_field_is_not_shown() -> None:
    class Token(Model):
        id: str = wire("id", secret=True)

    assert "hush" not in repr(Token.from_dict({"id": "hush"}))
    assert Token.from_dict({"id": "hush"}).id == "hush"


def test_copies() -> None:
    call = Call.from_dict(RAW)
    assert call.parent is not None
    for twin in (copy.copy(call), copy.deepcopy(call), pickle.loads(pickle.dumps(call))):
        assert type(twin) is Call
        assert twin == call
        assert twin.parent == call.parent


def test_made_by_hand() -> None:
    call = Call(
        sid="CA1",
        from_="+1",
        price=Decimal("1.50"),
        date_created=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        parent=Call(sid="CA0"),
        status=None,
    )
    assert call.to_dict() == {
        "sid": "CA1",
        "from": "+1",
        "price": "1.50",
        "date_created": "2026-01-02T03:04:05Z",
        "parent": {"sid": "CA0"},
        "status": None,
    }
    assert "duration" not in call
    assert call.date_created == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    wrongs: list[dict[str, Any]] = [{}, {"sid": "CA1", "absent": 1}]
    for wrong in wrongs:
        with pytest.raises(TypeError, match=r"sid|absent"):
            Call(**wrong)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"sid": None}, "/sid"),
    ({"duration": "long"}, "/duration"),
    ({"from_formatted": []}, "/from_formatted"),
    ({"tags": ["a", {}]}, "/tags/1"),
    ({"prices": {"a/b~": "x"}}, "/prices/a~1b~0"),
    ({"parent": {"sid": "CA0", "parent": {}}}, "/parent/parent/sid"),
    ({"legs": [{"type": "novel"}]}, "/legs/0"),
]


@pytest.mark.parametrize(("change", "pointer"), WRONG)
def test_strictness_names_the_place(change: dict[str, Any], pointer: str) -> None:
    check_model(Call, RAW)
    with pytest.raises(Unreadable) as caught:
        check_model(Call, {**RAW, **change})
    assert caught.value.pointer == pointer


unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(sorted(RAW)), inner),
    max_leaves=20,
)


@unhurried
@given(st.dictionaries(st.sampled_from([*RAW, "type", "session"]), JSON))
def test_reading_never_fails(raw: dict[str, Any]) -> None:
    call = Call.from_dict(raw)
    for name in Call.__fields__:
        getattr(call, name)
    assert repr(call).startswith("Call(")
    assert call.to_dict().keys() == raw.keys()
    pickle.loads(pickle.dumps(call))
    with suppress(Unreadable):
        check_model(Call, raw)


def test_strict_clients(drive: Driver) -> None:
    odd = {"calls": [{"sid": "CA1"}, {"sid": "CA2", "price": "free"}]}
    with serving(answer(200, odd)) as server:
        assert len(drive(server, lambda client: client.voice.calls.list())) == 2
        with pytest.raises(ResponseDecodeError) as caught:
            drive(server, lambda client: client.voice.calls.list(), strict=True)
    assert caught.value.pointer == "/calls/1/price"
    assert "/calls/1/price" in str(caught.value)
