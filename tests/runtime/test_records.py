"""Records act: on the service, through the client that they came from."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from dialwright.python.runtime import ArgumentError, Options

from .acme import Acme, AsyncAcme
from .acme.models.call import Call
from .acme.voice.calls import AsyncCalls, CallRecord, Calls
from .conftest import PROJECT, Driver
from .server import answer, serving

CALL = {"sid": "CA1", "status": "queued"}


def test_what_came_can_act(drive: Driver) -> None:
    def act(client: Any) -> Any:
        if drive.kind == "async":
            return _act_later(client)
        call = client.voice.calls.create(to="a", from_="b", url="c")
        return [call.update(status="completed"), call.fetch(), client.voice.calls.list()[0].delete()]

    with serving(
        answer(201, CALL), answer(200, CALL), answer(200, CALL), answer(200, {"calls": [CALL]}), answer(204)
    ) as server:
        updated, fetched, deleted = drive(server, act)
    assert updated == fetched
    assert deleted is None
    assert [(request.method, request.path) for request in server.requests[1:]] == [
        ("POST", f"/api/Accounts/{PROJECT}/Calls/CA1.json"),
        ("GET", f"/api/Accounts/{PROJECT}/Calls/CA1.json"),
        ("GET", f"/api/Accounts/{PROJECT}/Calls.json"),
        ("DELETE", f"/api/Accounts/{PROJECT}/Calls/CA1.json"),
    ]


async def _act_later(client: Any) -> Any:
    call = await client.voice.calls.create(to="a", from_="b", url="c")
    done = [await call.update(status="completed"), await call.fetch()]
    return [*done, await (await client.voice.calls.list())[0].delete()]


def test_a_record_knows_where_it_was_found(drive: Driver) -> None:
    with serving(answer(200, CALL)) as server:
        assert vars(drive(server, lambda client: client.voice.calls.fetch("CA1")))["_above"] == {"Sid": "CA1"}


def test_a_record_is_its_model_to_look_at() -> None:
    with serving(answer(200, CALL)) as server, Acme("p", "t", base_url=server.url) as client:
        call = client.voice.calls.fetch("CA1")
        other = client.voice.calls("CA1").fetch()
    assert isinstance(call, CallRecord)
    assert repr(call) == "Call(sid='CA1', status='queued')"
    assert call == other
    assert call == Call.from_dict(CALL)
    name = "sid"
    with pytest.raises(AttributeError, match="immutable"):
        setattr(call, name, "x")


def test_copies_keep_the_client_and_pickles_do_not() -> None:
    with serving(answer(200, CALL), answer(204)) as server, Acme("p", "t", base_url=server.url) as client:
        call = client.voice.calls.fetch("CA1")
        for twin in (copy.copy(call), copy.deepcopy(call)):
            assert twin == call
            twin.delete()
        assert server.requests[-1].path == "/api/Accounts/p/Calls/CA1.json"
        thawed = pickle.loads(pickle.dumps(call))
    assert (thawed, thawed.sid, repr(thawed)) == (call, "CA1", repr(call))
    for record in (thawed, CallRecord(sid="CA1")):
        with pytest.raises(ArgumentError, match="has no client"):
            record.delete()


def test_a_record_without_its_identifier() -> None:
    with serving(answer(200, {"calls": [{"status": "queued"}]})) as server:
        with Acme("p", "t", base_url=server.url) as client:
            call = client.voice.calls.list()[0]
            with pytest.raises(ArgumentError, match="'Sid'"):
                call.delete()
        assert len(server.requests) == 1


def test_clients_with_other_options() -> None:
    with (
        serving(answer(200, CALL)) as server,
        Acme("p", "t", base_url=server.url, headers={"A": "1"}) as client,
    ):
        first = client.voice
        twin = client.with_options(timeout=1, max_retries=0, headers={"B": "2"}, strict=True)
        assert twin.voice is not first
        assert client.voice is first
        twin.voice.calls.fetch("CA1")
        client.voice.calls.fetch("CA1")
        with pytest.raises(ValueError, match="timeout"):
            client.with_options(timeout=-1)
    ours, theirs = server.requests
    assert (ours.headers["a"], ours.headers["b"]) == ("1", "2")
    assert "b" not in theirs.headers
    assert server.connections == 1


def test_a_closed_client_can_be_used_again(drive: Driver) -> None:
    def twice(client: Any) -> Any:
        if drive.kind == "async":
            return _twice_later(client)
        client.close()
        client.voice.calls.fetch("CA1")
        client.close()
        client.close()
        return client.voice.calls.fetch("CA1")

    with serving(answer(200, CALL)) as server:
        assert drive(server, twice).sid == "CA1"
    assert server.connections == 2


async def _twice_later(client: Any) -> Any:
    await client.close()
    await client.voice.calls.fetch("CA1")
    await client.close()
    await client.close()
    return await client.voice.calls.fetch("CA1")


@pytest.mark.parametrize("kind", [Acme, AsyncAcme])
def test_what_options_change(kind: Any) -> None:
    client = kind("p", "t", base_url="https://acme.example", headers={"A": "1"})
    client.me = client
    before = client.__session__.settings
    twin = client.with_options(timeout=1, max_retries=5, headers={"B": "2"}, strict=True)
    after = twin.__session__.settings
    assert (after.timeout, after.max_retries, after.headers, after.strict) == (
        1.0,
        5,
        {"A": "1", "B": "2"},
        True,
    )
    assert (before.timeout, before.max_retries, before.headers, before.strict) == (60.0, 2, {"A": "1"}, False)
    again = twin.with_options().__session__.settings
    assert (again.timeout, again.max_retries, again.headers, again.strict) == (1.0, 5, after.headers, True)
    assert twin.with_options(timeout=None, strict=False).__session__.settings.timeout is None
    assert twin.with_options(strict=False).__session__.settings.strict is False
    assert (client.me is client, twin.me is twin) == (True, True)
    assert repr(twin) == f"<{kind.__name__} https://acme.example>"
    assert repr(object.__new__(kind)) == f"<{kind.__name__}>"


def test_copies_stay_in_their_place() -> None:
    client = Acme("p", "t", base_url="https://acme.example")
    record = CallRecord.from_dict(CALL)
    for name, value in (("_client", client), ("_above", {"Sid": "CA1", "Place": 1})):
        object.__setattr__(record, name, value)
    for twin in (copy.copy(record), copy.deepcopy(record)):
        assert vars(twin)["_above"] == {"Sid": "CA1", "Place": 1}
        assert vars(twin)["_client"] is client


def test_what_is_in_a_model_is_copied_once() -> None:
    shared = {"a": [1]}
    first, second = copy.deepcopy([Call.from_dict({"tags": shared}), shared])
    assert isinstance(first, Call)
    assert first.__raw__["tags"] is second


@pytest.mark.parametrize("kind", [Acme, AsyncAcme])
def test_options_are_checked_before_a_list_is_read(kind: Any) -> None:
    client = kind("p", "t", base_url="http://127.0.0.1:9")
    with pytest.raises(ArgumentError, match="is not the name of a header"):
        client.voice.calls.stream(options=Options(headers={"X A": "b"}))


@pytest.mark.parametrize("kind", [Calls, AsyncCalls])
def test_a_place_says_where_it_is(kind: Any) -> None:
    client: Any = None
    place = kind(client, {"Above": "a"})
    assert repr(place) == f"{kind.__name__}(Above='a')"
    assert repr(place("CA1")).endswith("CallContext(Above='a', Sid='CA1')")
    assert repr(kind(client)) == f"{kind.__name__}()"
    with pytest.raises(ArgumentError) as caught:
        place._path["Sid"]
    assert str(caught.value) == "The record does not say its 'Sid', so nothing can be done to it."


def test_what_is_found_by_key_is_a_copy() -> None:
    call = Call.from_dict({"sid": "CA1", "subresource_uris": {"recordings": "/r"}, "tags": ["a"]})
    call["subresource_uris"]["recordings"] = "/x"
    call["tags"].append("b")
    assert call.to_dict() == {"sid": "CA1", "subresource_uris": {"recordings": "/r"}, "tags": ["a"]}
