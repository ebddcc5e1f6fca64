"""Records are values: immutable, comparable, copied and stored, and they keep whatever the service sent."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from dialwright_signalwire.compat.calls import AsyncCallRecord, CallRecord
from dialwright_signalwire.errors import SignalWireError
from dialwright_signalwire.models import Account, Call, CallSubresourceUris, Message, Token
from dialwright_signalwire.rest import Client
from runtime.server import Server

from .conftest import CALL
from .harness import ACCOUNT, PROJECT, Connect, real


class TestReading:
    def test_attributes_have_types(self, call: CallRecord) -> None:
        assert (call.sid, call.from_, call.to, call.duration) == ("call-1", "+15550101", "+15550100", 20)
        assert call.price == Decimal("-0.02")
        assert call.date_created == datetime(2018, 9, 25, 23, tzinfo=UTC)
        assert call.end_time is None
        assert isinstance(call.subresource_uris, CallSubresourceUris)
        assert call.subresource_uris.recordings == "/r"

    def test_keys_have_what_was_sent(self, call: CallRecord) -> None:
        raw: Any = real(call)
        assert raw["duration"] == raw.get("duration") == "20"
        assert raw["from"] == raw["from_"] == "+15550101"
        assert "from" in raw
        assert "from_" in raw
        assert "end_time" not in raw
        assert raw.get("end_time") is None
        assert raw.get("end_time", 0) == 0
        assert list(raw.keys()) == list(raw) == list(CALL)
        assert dict(raw.items()) == dict(zip(raw.keys(), raw.values(), strict=True)) == CALL
        assert len(raw) == len(CALL)
        assert dict(raw) == CALL
        assert {**raw} == CALL
        with pytest.raises(KeyError, match="absent"):
            raw["absent"]

    def test_what_is_new_is_kept(self, call: CallRecord) -> None:
        assert call["brand_new"] == {"list": [1, 2]}
        assert call.to_dict() == CALL
        assert json.loads(call.to_json()) == CALL
        assert call.subresource_uris is not None
        assert call.subresource_uris["other"] == "/o"

    def test_what_is_handed_out_is_a_copy(self, call: CallRecord) -> None:
        call.to_dict()["brand_new"]["list"].append(3)
        call["brand_new"]["list"].append(3)
        dict(call.items())["brand_new"]["list"].append(3)
        assert call.to_dict() == CALL

    def test_it_is_immutable(self, call: CallRecord) -> None:
        changing: Any = call
        for name in ("status", "from_", "brand_new", "_client"):
            with pytest.raises(AttributeError, match=f"immutable.*{name}"):
                setattr(changing, name, "x")
        with pytest.raises(AttributeError):
            del real(changing).status
        with pytest.raises(TypeError):
            real(changing)["status"] = "x"
        assert call.status == "queued"

    def test_a_name_that_there_is_not(self, call: CallRecord) -> None:
        mistaken: Any = call
        with pytest.raises(AttributeError, match="satus"):
            print(mistaken.satus)


class TestValues:
    def test_equality(self, call: CallRecord) -> None:
        other = real(call)
        assert other == Call.from_dict(CALL)
        assert Call.from_dict(CALL) == other
        assert other != Call.from_dict({**CALL, "status": "busy"})
        assert other != Message.from_dict(CALL)
        assert other != CALL
        with pytest.raises(TypeError):
            hash(other)

    def test_repr(self, call: CallRecord) -> None:
        assert repr(call) == "Call(sid='call-1', status='queued')"
        assert len(repr(Call.from_dict({"sid": "x" * 10_000}))) < 200

    def test_repr_tells_no_secret(self) -> None:
        for record in (
            Token.from_dict({"id": "t", "token": "hush"}),
            Account.from_dict({"sid": "a", "auth_token": "hush", "signing_key": "hush"}),
        ):
            assert "hush" not in repr(record)
            assert "hush" in record.to_json()

    @pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
    def test_a_copy_acts(self, call: CallRecord, copied: Callable[[Any], Any]) -> None:
        original = real(call)
        twin = copied(original)
        assert twin == original
        assert twin is not original
        assert type(twin) is type(original)
        assert twin._client is original._client
        assert twin._path == original._path == {"Sid": "call-1"}

    def test_a_pickle_does_not_act(self, connect: Connect, call: CallRecord) -> None:
        """What has been stored has no client, and no secret."""
        original = real(call)
        stored = pickle.dumps(original)
        assert b"PTsecret" not in stored
        assert PROJECT.encode() not in stored
        restored = pickle.loads(stored)
        assert restored == original
        assert restored.duration == 20
        with pytest.raises(SignalWireError, match="no client") as caught:
            asyncio.run(restored.delete()) if connect.asynchronous else restored.delete()
        assert caught.value.sent == "no"

    def test_a_pickle_acts_through_a_client_by_its_sid(
        self, client: Client, call: CallRecord, server: Server
    ) -> None:
        restored = pickle.loads(pickle.dumps(real(call)))
        client.calls(restored.sid).delete()
        assert server.requests[0].path == f"{ACCOUNT}/Calls/call-1.json"

    def test_both_kinds_of_client_return_the_same(self, call: CallRecord) -> None:
        assert isinstance(real(call), (CallRecord, AsyncCallRecord))
        assert isinstance(real(call), Call)


class TestMaking:
    """Models can be made by hand, for tests of one's own."""

    def test_from_attributes(self) -> None:
        uris = CallSubresourceUris(recordings="/r")
        made = make_call(
            price=Decimal("-0.02"), date_created=datetime(2018, 9, 25, 23, tzinfo=UTC), subresource_uris=uris
        )
        assert made["from"] == "f"
        assert made.price == Decimal("-0.02")
        assert made.date_created == datetime(2018, 9, 25, 23, tzinfo=UTC)
        assert made.subresource_uris == uris
        assert Call.from_dict(json.loads(made.to_json())) == made

    def test_names_that_there_are_not(self) -> None:
        with pytest.raises(TypeError, match="form_"):
            make_call(form_="x")
        make: Any = Call
        with pytest.raises(TypeError, match="'sid'"):
            make(from_="f")


def make_call(**more: Any) -> Call:
    """A call with what it must have, and more."""
    return Call(
        account_sid="a",
        api_version="v",
        direction="inbound",
        from_="f",
        sid="s",
        status="queued",
        to="t",
        uri="u",
        **more,
    )
