"""Records whose keys are in snake_case, though the service sends others."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from dialwright.python.runtime import MappingModel, SnakeMappingModel, wire
from dialwright.python.runtime.mapping import snake


class Leg(SnakeMappingModel):
    """A part of a call."""

    id: str
    """Its identifier."""

    from_: str | None = wire("from", default=None)
    """Who calls."""

    chargeable_duration: int | None = wire("chargeableDuration", "billedDuration", default=None)
    """What is charged."""

    kind: str | None = wire("legKind", default=None)
    """Which kind of part it is."""


RAW: dict[str, Any] = {"id": "l-1", "from": "+15550101", "chargeableDuration": 60, "someURL": [1], "x": None}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", ""),
        ("id", "id"),
        ("Id", "id"),
        ("chargeableDuration", "chargeable_duration"),
        ("already_so", "already_so"),
        ("recordingURL", "recording_url"),
        ("URLOfThis", "url_of_this"),
        ("sms2Email", "sms2_email"),
        ("aB", "a_b"),
        ("AB", "ab"),
        ("X-Header", "x-header"),
    ],
)
def test_names(name: str, words: str) -> None:
    assert snake(name) == words
    assert snake(words) == words


def test_keys_are_in_snake_case() -> None:
    leg = Leg.from_dict(RAW)
    keys = ["id", "from", "chargeable_duration", "some_url", "x"]
    assert list(leg) == list(leg.keys()) == keys
    assert list(leg.values()) == ["l-1", "+15550101", 60, [1], None]
    assert list(leg.items()) == list(zip(keys, RAW.values(), strict=True))
    assert dict(leg) == dict(leg.items())
    assert len(leg) == 5


@pytest.mark.parametrize(
    "name",
    ["chargeable_duration", "chargeableDuration", "billedDuration"],
)
def test_a_value_is_found_by_each_name_of_its_field(name: str) -> None:
    leg = Leg.from_dict(RAW)
    assert leg[name] == leg.get(name) == leg.chargeable_duration == 60
    assert name in leg


def test_under_another_name_of_the_field() -> None:
    """It is listed as it was sent, and found by each name."""
    leg = Leg.from_dict({"id": "l-1", "billedDuration": 7})
    assert list(leg) == ["id", "billed_duration"]
    assert leg["billed_duration"] == leg["chargeable_duration"] == leg.chargeable_duration == 7


def test_a_field_with_a_name_of_its_own() -> None:
    leg = Leg.from_dict({"id": "l-1", "legKind": "in"})
    assert list(leg) == ["id", "leg_kind"]
    assert leg["leg_kind"] == leg["legKind"] == leg["kind"] == leg.kind == "in"


def test_what_no_field_is_for() -> None:
    leg = Leg.from_dict(RAW)
    assert leg["some_url"] == leg["someURL"] == [1]
    assert leg["x"] is None
    assert "some_url" in leg
    assert "some_u_r_l" not in leg


@pytest.mark.parametrize("name", ["kind", "legKind", "leg_kind", "absent", "From", "ID"])
def test_what_was_not_sent(name: str) -> None:
    leg = Leg.from_dict(RAW)
    assert name not in leg
    assert leg.get(name, "none") == "none"
    with pytest.raises(KeyError, match=name):
        leg[name]


def test_two_names_that_are_one_in_snake_case() -> None:
    """The key is listed once, with what was sent under exactly this name."""
    leg = Leg.from_dict({"id": "l-1", "newKey": 1, "new_key": 2, "NewKey": 3})
    assert dict(leg) == {"id": "l-1", "new_key": 2}
    assert len(leg) == 2
    assert (leg["newKey"], leg["NewKey"]) == (1, 3)


def test_the_rest_is_as_of_any_model() -> None:
    leg = Leg.from_dict(RAW)
    assert isinstance(leg, MappingModel)
    assert leg.to_dict() == RAW
    assert leg == Leg.from_dict(RAW)
    assert repr(leg) == "Leg(id='l-1')"
    for twin in (copy.copy(leg), copy.deepcopy(leg), pickle.loads(pickle.dumps(leg))):
        assert twin == leg
        assert list(twin) == list(leg)
    assert Leg(id="l-2", chargeable_duration=1).to_dict() == {"id": "l-2", "chargeableDuration": 1}


def test_changes_do_not_reach_it() -> None:
    leg = Leg.from_dict(RAW)
    for values in (leg["some_url"], dict(leg)["some_url"], list(leg.values())[3]):
        values.append(2)
    assert leg["some_url"] == [1]
