"""Every model, on documents drawn from the spec and on any other: read, kept, judged, and written again."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from contextlib import suppress
from functools import reduce
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dialwright_signalwire import models
from dialwright_signalwire._runtime import MappingModel, Model, TransportRequest, TransportResponse
from dialwright_signalwire._runtime.guards import Unreadable, is_list, is_object
from dialwright_signalwire._runtime.model import check_model
from dialwright_signalwire.errors import PaginationError, ResponseDecodeError
from dialwright_signalwire.rest import RestClient

from .documented import JSON, MODELS, documented, places, schema_of

every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
unhurried = settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def text(value: object) -> str:
    """JSON as text, in which 1, 1.0, true and "1" are four different things."""
    return json.dumps(value, sort_keys=True)


def attributes(record: Model) -> dict[str, Any]:
    """What a record was sent, by attribute, and what it must have been sent."""
    return {
        name: getattr(record, name)
        for name, field in type(record).__fields__.items()
        if field.required or any(wire in record.to_dict() for wire in field.names)
    }


def rebuilt(value: Any) -> Any:
    """The same value, every record in it made anew by its constructor from what its attributes say."""
    if isinstance(value, Model):
        return type(value)(**{name: rebuilt(held) for name, held in attributes(value).items()})
    if is_list(value):
        return [rebuilt(item) for item in value]
    return value


def seen(value: Any) -> Any:
    """What the attributes of a record say, all the way down."""
    if isinstance(value, Model):
        return {name: seen(getattr(value, name)) for name in type(value).__fields__}
    if is_list(value):
        return [seen(item) for item in value]
    return value


def use(record: Model) -> None:
    """Whatever can be done to a record that was read."""
    raw = record.to_dict()
    seen(record)
    assert str(record) == repr(record)
    assert record == type(record).from_dict(raw)
    assert json.loads(record.to_json()) == raw
    for twin in (copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record))):
        assert type(twin) is type(record)
        assert twin == record
        assert seen(twin) == seen(record)
    assert isinstance(record, MappingModel)
    assert dict(record) == dict(record.items()) == raw
    assert [record[name] for name in record] == [*record.values()] == [*raw.values()]
    assert len(record) == len(record.keys()) == len(raw)
    assert all(name in record and record.get(name) == raw[name] for name in raw)
    assert all(
        (name in record) == (record.get(name, record) is not record) for name in type(record).__fields__
    )


def read_and_used(model: type[Model], document: dict[str, Any]) -> Model:
    """The record of a document, of which nothing was lost."""
    before = copy.deepcopy(document)
    record = model.from_dict(document)
    use(record)
    assert record.to_dict() == before
    return record


@every_model
@unhurried
@given(data=st.data())
def test_what_is_documented_is_read_whole(model: type[Model], data: st.DataObject) -> None:
    document = data.draw(documented(model.__name__, usual=False))
    check_model(model, document)
    record = read_and_used(model, document)
    for name, field in model.__fields__.items():
        there = any(document.get(wire) is not None for wire in field.names)
        assert (getattr(record, name) is not None) == there, name


@every_model
@unhurried
@given(data=st.data())
def test_rebuilt_from_its_attributes_it_is_the_same_json(model: type[Model], data: st.DataObject) -> None:
    """For a document that is written as documented, the constructor undoes what reading does."""
    document = data.draw(documented(model.__name__))
    record = model.from_dict(document)
    assert text(rebuilt(record).to_dict()) == text(document)
    assert rebuilt(record) == record


@every_model
@unhurried
@given(data=st.data())
def test_rebuilt_from_another_spelling_it_is_the_documented_one(
    model: type[Model], data: st.DataObject
) -> None:
    """Spelled otherwise, the same attributes come of it, and rebuilding once more changes nothing."""
    record = model.from_dict(data.draw(documented(model.__name__, usual=False)))
    again = rebuilt(record)
    assert seen(again) == seen(record)
    check_model(model, again.to_dict())
    assert text(rebuilt(again).to_dict()) == text(again.to_dict())


@every_model
@unhurried
@given(data=st.data())
def test_no_document_makes_reading_fail(model: type[Model], data: st.DataObject) -> None:
    """Any JSON in place of any field, beside fields that are as they should be, and beside unknown ones."""
    usual = data.draw(documented(model.__name__))
    wires = [name for field in model.__fields__.values() for name in field.names]
    odd = data.draw(st.dictionaries(st.sampled_from(wires), JSON))
    unknown = data.draw(st.dictionaries(st.text(max_size=5), JSON, max_size=2))
    record = read_and_used(model, {**unknown, **usual, **odd})
    with suppress(Unreadable):
        check_model(model, record.to_dict())
    again = rebuilt(record)
    assert seen(again) == seen(record)
    assert text(rebuilt(again).to_dict()) == text(again.to_dict())


@every_model
@unhurried
@given(data=st.data())
def test_one_odd_value_anywhere_is_named_by_its_place(model: type[Model], data: st.DataObject) -> None:
    schema = schema_of(model.__name__)
    document = data.draw(documented(model.__name__, usual=False))
    found = [*places(schema, document)]
    if not found:
        return
    steps, values = data.draw(st.sampled_from(found))
    changed = put(document, steps, data.draw(st.sampled_from(values)))
    read_and_used(model, changed)
    with pytest.raises(Unreadable) as caught:
        check_model(model, changed)
    assert caught.value.steps == steps
    assert [*followed(changed, caught.value.pointer)] == [
        reduce(lambda here, step: here[step], steps, changed)
    ]


@every_model
@unhurried
@given(data=st.data())
def test_one_missing_value_is_named_by_its_place(model: type[Model], data: st.DataObject) -> None:
    schema = schema_of(model.__name__)
    if not schema.required:
        return
    name = data.draw(st.sampled_from(schema.required))
    document = data.draw(documented(model.__name__))
    with pytest.raises(Unreadable) as caught:
        check_model(model, {key: value for key, value in document.items() if key != name})
    assert caught.value.steps == (name,)


def put(document: Any, steps: tuple[str | int, ...], value: Any) -> Any:
    """A copy of a document with another value at the end of some steps."""
    changed = copy.deepcopy(document)
    *above, last = steps
    reduce(lambda here, step: here[step], above, changed)[last] = value
    return changed


def followed(document: Any, pointer: str) -> Iterator[Any]:
    """What a JSON pointer leads to, by the book."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        document = document[int(name)] if is_list(document) else document[name]
    yield document


class Canned:
    """A transport that answers with one document."""

    def __init__(self, document: Any) -> None:
        self._content = json.dumps(document).encode()

    def send(self, request: TransportRequest, /) -> TransportResponse:
        return TransportResponse(200, [], [self._content])

    def close(self) -> None:
        pass


def answered(document: Any, *, strict: bool = False) -> RestClient:
    """A client whose every request has this answer."""
    return RestClient("p", "t", base_url="https://a.example", transport=Canned(document), strict=strict)


CALLS = documented("Call", usual=False)
LEGS = documented("CallLeg") | documented("FabricSubscriberDeviceLeg")


class TestThroughAClient:
    @unhurried
    @given(JSON)
    @example(None)
    @example([])
    @example({})
    def test_any_record(self, document: Any) -> None:
        """An object is a record, whatever is in it. Anything else is none, and the error says so."""
        client = answered(document)
        if is_object(document):
            assert client.compat.calls.fetch("a").to_dict() == document
            return
        with pytest.raises(ResponseDecodeError, match="The answer is not an object") as caught:
            client.compat.calls.fetch("a")
        assert (caught.value.pointer, caught.value.sent) == ("", "yes")

    @unhurried
    @given(st.lists(JSON | CALLS), st.dictionaries(st.text(max_size=4), JSON, max_size=3))
    def test_any_list(self, items: list[Any], beside: dict[str, Any]) -> None:
        """What is no record is left out, and still there in the page."""
        document = {**beside, "calls": items}
        page = answered(document).compat.calls.page()
        assert [call.to_dict() for call in page] == [item for item in items if isinstance(item, dict)]
        assert page.to_dict() == document
        for call in page:
            use(models.Call.from_dict(call.to_dict()))

    @unhurried
    @given(
        JSON
        | st.dictionaries(st.sampled_from(["calls", "next_page_uri", "uri", "page", "meta"]), JSON)
        | st.fixed_dictionaries({"calls": JSON, "next_page_uri": JSON})
    )
    def test_any_page(self, document: Any) -> None:
        """Where there is no list, or no way on to its rest, that is an error of its own; nothing else is."""
        with suppress(ResponseDecodeError, PaginationError):
            page = answered(document).compat.calls.page()
            assert page.to_dict() == document
            assert (str(page), len(page)) == (repr(page), len(page.items))
            page.next_page()

    @unhurried
    @given(LEGS, st.dictionaries(st.sampled_from(["type", "status", "charge", "charge_details"]), JSON))
    def test_any_member_of_a_union(self, leg: dict[str, Any], odd: dict[str, Any]) -> None:
        """Its type says which it is; one of a later type is read as the one that it is most like."""
        for document in (leg, {**leg, **odd}):
            dialled = answered(document).calling.dial(from_="a", to="b", url="c")
            assert dialled.to_dict() == document
            use(dialled)
            kinds = {"fabric_subscriber_device_leg": models.FabricSubscriberDeviceLeg}
            if document["type"] == leg["type"]:
                assert type(dialled) is kinds.get(str(leg["type"]), models.CallLeg)
        assert text(rebuilt(answered(leg).calling.dial(from_="a", to="b", url="c")).to_dict()) == text(leg)

    @unhurried
    @given(LEGS, st.data())
    def test_strictness_names_the_place_inside_a_union(
        self, leg: dict[str, Any], data: st.DataObject
    ) -> None:
        is_device = leg["type"] == "fabric_subscriber_device_leg"
        schema = schema_of("FabricSubscriberDeviceLeg" if is_device else "CallLeg")
        found = [place for place in places(schema, leg) if place[0] != ("type",)]
        steps, values = data.draw(st.sampled_from(found))
        odd = put(leg, steps, data.draw(st.sampled_from(values)))
        with pytest.raises(ResponseDecodeError) as caught:
            answered(odd, strict=True).calling.dial(from_="a", to="b", url="c")
        assert caught.value.pointer == "/".join(["", *map(str, steps)])

    @unhurried
    @given(st.lists(CALLS, min_size=1, max_size=3), st.data())
    def test_strictness_names_the_place_in_the_whole_answer(
        self, calls: list[dict[str, Any]], data: st.DataObject
    ) -> None:
        document = {"page": 0, "calls": calls, "next_page_uri": None}
        assert len(answered(document, strict=True).compat.calls.page()) == len(calls)
        number = data.draw(st.integers(0, len(calls) - 1))
        steps, values = data.draw(st.sampled_from([*places(schema_of("Call"), calls[number])]))
        odd = put(document, ("calls", number, *steps), data.draw(st.sampled_from(values)))
        assert len(answered(odd).compat.calls.page()) == len(calls)
        with pytest.raises(ResponseDecodeError) as caught:
            answered(odd, strict=True).compat.calls.page()
        assert caught.value.pointer == "/".join(["", "calls", *map(str, (number, *steps))])
        assert str(caught.value.pointer) in str(caught.value)
