"""Reading what the service sends, odd as it may be: nothing is lost, and nothing fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from dialwright_signalwire import models
from dialwright_signalwire._runtime import Model
from dialwright_signalwire._runtime.written import written
from dialwright_signalwire.rest import Client
from runtime.server import Server, answer
from samples import server as samples
from samples.calls import calls as documented_calls
from samples.reference import find_reference, read_reference

from .harness import Connect
from .readings import LINES


@pytest.mark.parametrize(
    ("model", "record", "attribute", "expected"),
    LINES,
    ids=[f"{model.__name__}-{str(record)[:60]}" for model, record, *_ in LINES],
)
def test_a_line(model: type[Model], record: dict[str, Any], attribute: str, expected: object) -> None:
    read: Any = model.from_dict(record)
    value = read
    for step in attribute.split("."):
        value = getattr(value, step)
    assert value == expected
    assert type(value) is type(expected)
    # Whatever came of it, what was sent is there.
    assert read.to_dict() == record


def test_times_know_their_offset() -> None:
    call = models.Call.from_dict({"date_created": "Thu, 20 Sep 2018 03:00:00 -0700"})
    assert call.date_created is not None
    assert call.date_created.utcoffset() == -timedelta(hours=7)
    assert call.date_created.tzinfo == timezone(-timedelta(hours=7))


def unread(record: Model) -> Iterator[str]:
    """What a record was sent that none of its attributes tells."""
    raw, fields = record.to_dict(), type(record).__fields__.items()
    for name, field in fields:
        value: object = getattr(record, name)
        if value is None and any(raw.get(wire) is not None for wire in field.names):
            yield name
        if isinstance(value, Model):
            yield from (f"{name}.{inner}" for inner in unread(value))
    yield from raw.keys() - {wire for _, field in fields for wire in field.names}


@pytest.fixture(scope="module")
def printed() -> dict[str, list[Model]]:
    """What is read, by the strict, of every answer that the Compatibility reference prints."""
    path = find_reference()
    if path is None:
        pytest.skip("the Compatibility reference is not there: DIALWRIGHT_SHARED names no folder with it")
    found: dict[str, list[Model]] = {}
    for name, section in read_reference(path.read_text(encoding="utf-8")).items():
        with (
            samples.serving(section.answer) as server,
            Client(samples.PROJECT, samples.TOKEN, base_url=server.url, strict=True) as client,
        ):
            result = documented_calls(client)[name]()
        records: list[object] = [*result] if isinstance(result, list) else [result]
        found[name] = [record for record in records if isinstance(record, Model)]
    return found


def test_the_printed_answers_are_read_whole(printed: dict[str, list[Model]]) -> None:
    for name, records in printed.items():
        assert [lost for record in records for lost in unread(record)] == [], name
    assert len(printed) > 80


def spelling(value: object) -> str:
    """How a value is written."""
    if not isinstance(value, str):
        return "number" if type(value) in (int, float) else type(value).__name__
    is_rfc = re.fullmatch(r"[A-Z][a-z]+, \d\d? [A-Z][a-z]+ \d{4} [\d:]{8} \+0000", value)
    return "rfc-2822" if is_rfc else re.sub(r"\d+", "9", value)


PRINTED_BOTH_WAYS = {
    # In two of five answers a call's length is text, in one of three a transcription's price is a number.
    ("Call", "duration", "9", "number"),
    ("Transcription", "price", "number", "-9.9"),
}


def test_models_made_by_hand_are_spelled_as_the_printed_answers(printed: dict[str, list[Model]]) -> None:
    odd: set[tuple[str, str, str, str]] = set()
    for record in (record for records in printed.values() for record in records):
        for name, field in type(record).__fields__.items():
            sent, value = field.raw(record.to_dict()), getattr(record, name)
            again = written(value, field.format)
            if spelling(again) != spelling(sent):
                odd.add((record.__kind__.__name__, name, spelling(sent), spelling(again)))
    assert odd == PRINTED_BOTH_WAYS


class TestAnswers:
    @pytest.mark.parametrize("status", [200, 201, 202, 203])
    def test_any_success_will_do(self, client: Client, server: Server, status: int) -> None:
        server.then(answer(status, {"sid": "a"}))
        assert client.calls.create(from_="f", to="t", url="u").sid == "a"
        assert client.applications.create(friendly_name="f").sid == "a"
        assert client.queues.fetch("a").sid == "a"

    @pytest.mark.parametrize("status", [200, 202, 204])
    def test_of_a_deletion(self, client: Client, server: Server, status: int) -> None:
        server.then(answer(status, None if status == 204 else {"deleted": True}))
        client.calls("a").delete()
        client.calls("a").delete()  # over the same connection
        assert (len(server.requests), server.connections) == (2, 1)

    def test_one_odd_field_spoils_nothing(self, client: Client, server: Server) -> None:
        odd = {"sid": "a", "from": ["x"], "duration": {"s": 3}, "price": "?", "date_created": 5, "to": None}
        server.then(answer(200, {"calls": [odd, {"sid": "b", "duration": "3"}], "next_page_uri": None}))
        first, second = client.calls.list()
        assert (first.sid, first.from_, first.duration, first.price, first.date_created) == ("a", *[None] * 4)
        assert first.to_dict() == odd
        assert (second.sid, second.duration) == ("b", 3)

    def test_nothing_but_a_record(self, client: Client, server: Server) -> None:
        """A record may lack anything at all: only what is then asked for is missing."""
        server.then(answer(200, {}))
        call = client.calls.fetch("a")
        names = list(models.Call.__annotations__)
        assert {name: getattr(call, name) for name in names} == dict.fromkeys(names)

    def test_what_was_documented_passes_the_strict(self, connect: Connect, server: Server) -> None:
        """The differences above are the service's habit, not faults of an answer."""
        server.then(answer(200, STRICT))
        call = connect(Client, strict=True).calls.fetch("a")
        assert (call.duration, call.price, call.formatted_from) == (20, Decimal("-0.02"), "(555) 010-1")


STRICT: dict[str, Any] = {
    **dict.fromkeys(("account_sid", "api_version", "direction", "from", "sid", "status", "to", "uri"), "x"),
    "annotation": None,
    "answered_by": None,
    "date_created": "Thur, 20 Sept 2018 10:00:00 +0000",
    "duration": "20",
    "from_formatted": "(555) 010-1",
    "price": "-0.02",
    "new": True,
}
