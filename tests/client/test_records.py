"""Records: they act, they are values, and they keep whatever the service sent."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dialwright_signalwire.compat.calls import AsyncCallRecord, CallRecord
from dialwright_signalwire.errors import ArgumentError, SignalWireError
from dialwright_signalwire.models import Account, Call, CallSubresourceUris, Message, Token
from dialwright_signalwire.rest import Client
from runtime.server import Server, answer

from .harness import ACCOUNT, PROJECT, Connect, real
from .test_tree import ANYTHING, operation

CALL: dict[str, Any] = {
    "sid": "call-1",
    "status": "queued",
    "from": "+15550101",
    "to": "+15550100",
    "duration": "20",
    "price": -0.02,
    "date_created": "Tue, 25 Sept 2018 23:00:00 +0000",
    "subresource_uris": {"recordings": "/r", "other": "/o"},
    "brand_new": {"list": [1, 2]},
}


@pytest.fixture
def call(client: Client, server: Server) -> CallRecord:
    """A call as the service answered it; the service then answers each change with nothing odd."""
    server.then(answer(200, CALL))
    record = client.calls.fetch("call-1")
    server.requests.clear()
    server.then(answer(200, {**CALL, **ANYTHING, "status": "completed"}))
    return record


class TestActing:
    def test_a_call(self, call: CallRecord, server: Server) -> None:
        assert call.update(status="completed").status == "completed"
        assert call.status == "queued"  # a record does not change; the answer is another one
        assert call.fetch().sid == "call-1"
        call.delete()
        assert [(request.method, request.path) for request in server.requests] == [
            operation(f"{method} /*/Calls/call-1.json") for method in ("POST", "GET", "DELETE")
        ]
        assert server.requests[0].form == [("Status", "completed")]

    def test_the_answer_acts_too(self, call: CallRecord, server: Server) -> None:
        call.update(url="https://example.com").update(status="canceled").delete()
        assert {request.path for request in server.requests} == {f"{ACCOUNT}/Calls/call-1.json"}
        assert len(server.requests) == 3

    def test_what_belongs_to_a_call(self, call: CallRecord, server: Server) -> None:
        call.recordings.create(trim="do-not-trim")
        call.recordings("r").update(status="paused")
        call.streams.create(url="wss://example.com")
        call.streams("s").update(status="stopped")
        assert [(request.method, request.path) for request in server.requests] == [
            operation(f"POST /*/Calls/call-1/{inner}.json")
            for inner in ("Recordings", "Recordings/r", "Streams", "Streams/s")
        ]


RECORDS: list[tuple[dict[str, str], Callable[[Client], Any], Callable[[Any], object], str]] = [
    (
        {"sid": "c1"},
        lambda client: client.calls.create(from_="f", to="t", url="u"),
        lambda call: call.update(status="canceled"),
        "POST /*/Calls/c1.json",
    ),
    (
        {"sid": "r1"},
        lambda client: client.recordings.fetch("r1"),
        lambda recording: recording.delete(),
        "DELETE /*/Recordings/r1.json",
    ),
    (
        {"sid": "r1"},
        lambda client: client.recordings.fetch("r1"),
        lambda recording: recording.transcriptions.list(),
        "GET /*/Recordings/r1/Transcriptions.json",
    ),
    (
        {"sid": "r1"},
        lambda client: client.calls("c1").recordings.create(),
        lambda recording: recording.update(status="stopped"),
        "POST /*/Calls/c1/Recordings/r1.json",
    ),
    (
        {"sid": "m1"},
        lambda client: client.messages.create(from_="f", to="t", body="b"),
        lambda message: message.media.list(),
        "GET /*/Messages/m1/Media.json",
    ),
    (
        {"sid": "m1"},
        lambda client: client.messages.fetch("m1"),
        lambda message: message.update(body=""),
        "POST /*/Messages/m1.json",
    ),
    (
        {"sid": "d1"},
        lambda client: client.messages("m1").media.fetch("d1"),
        lambda media: media.delete(),
        "DELETE /*/Messages/m1/Media/d1.json",
    ),
    (
        {"sid": "d1"},
        lambda client: client.messages("m1").media.fetch("d1"),
        lambda media: b"".join(media.iter_bytes()),
        "GET /*/Messages/m1/Media/d1",
    ),
    (
        {"sid": "c1"},
        lambda client: client.conferences.fetch("c1"),
        lambda conference: conference.participants("p1").update(muted=True),
        "POST /*/Conferences/c1/Participants/p1.json",
    ),
    (
        {"call_sid": "p1"},
        lambda client: client.conferences("c1").participants.fetch("p1"),
        lambda participant: participant.delete(),
        "DELETE /*/Conferences/c1/Participants/p1.json",
    ),
    (
        {"sid": "s1"},
        lambda client: client.conferences("c1").streams.create(url="wss://example.com"),
        lambda stream: stream.update(status="stopped"),
        "POST /*/Conferences/c1/Streams/s1.json",
    ),
    (
        {"sid": "r1", "conference_sid": "another"},
        lambda client: client.conferences("c1").recordings.fetch("r1"),
        lambda recording: recording.update(status="paused"),
        "POST /*/Conferences/c1/Recordings/r1.json",
    ),
    (
        {"sid": "f1"},
        lambda client: client.fax.faxes.fetch("f1"),
        lambda fax: fax.media("d1").delete(),
        "DELETE /*/Faxes/f1/Media/d1.json",
    ),
    (
        {"sid": "d1"},
        lambda client: client.fax.faxes("f1").media.fetch("d1"),
        lambda media: media.delete(),
        "DELETE /*/Faxes/f1/Media/d1.json",
    ),
    (
        {"sid": "n1"},
        lambda client: client.imported_phone_numbers.create(number="n", number_type="longcode"),
        lambda number: number.update(friendly_name="f"),
        "POST /*/IncomingPhoneNumbers/n1.json",
    ),
    (
        {"sid": "q1"},
        lambda client: client.queues.create(friendly_name="f"),
        lambda queue: queue.members.fetch("Front"),
        "GET /*/Queues/q1/Members/Front.json",
    ),
    (
        {"call_sid": "c1"},
        lambda client: client.queues("q1").members.fetch("Front"),
        lambda member: member.update(url="u"),
        "POST /*/Queues/q1/Members/c1.json",
    ),
    (
        {"sid": "t1"},
        lambda client: client.transcriptions.fetch("t1"),
        lambda transcription: transcription.delete(),
        "DELETE /*/Transcriptions/t1.json",
    ),
    (
        {"sid": "b1"},
        lambda client: client.laml_bins.create(name="n"),
        lambda laml_bin: laml_bin.update(name="m"),
        "POST /*/LamlBins/b1",
    ),
    (
        {"sid": "a1"},
        lambda client: client.applications.fetch("a1"),
        lambda application: application.delete(),
        "DELETE /*/Applications/a1.json",
    ),
    (
        {"sid": "a1"},
        lambda client: client.api.accounts.fetch("a1"),
        lambda account: account.update(friendly_name="f"),
        "POST /a1.json",
    ),
    (
        {"id": "t1"},
        lambda client: client.tokens.create(name="n", permissions=[]),
        lambda token: token.delete(),
        "DELETE /*/tokens/t1",
    ),
    (
        {"country_code": "CA"},
        lambda client: client.available_phone_numbers.fetch("CA"),
        lambda country: country.local.list(),
        "GET /*/AvailablePhoneNumbers/CA/Local.json",
    ),
]


@pytest.mark.parametrize(("record", "get", "act", "line"), RECORDS, ids=[line for *_, line in RECORDS])
def test_every_kind_acts(
    client: Client,
    server: Server,
    record: dict[str, str],
    get: Callable[[Client], Any],
    act: Callable[[Any], object],
    line: str,
) -> None:
    server.then(answer(200, record), answer(200, ANYTHING))
    act(get(client))
    request = server.requests[1]
    assert (request.method, request.path) == operation(line)


def test_what_starts_a_recording_can_finish_it(client: Client, server: Server, tmp_path: Path) -> None:
    """The recording that `create` returns is the one that `client.recordings` knows."""
    server.then(answer(200, {"sid": "r1"}), answer(200, b"sound"))
    recording: Any = client.calls("c1").recordings.create()
    recording.download(tmp_path / "a.wav")
    assert server.requests[1].path == f"{ACCOUNT}/Recordings/r1.wav"


def test_the_client_s_own_account_is_asked(client: Client, server: Server) -> None:
    """A record may name another account, such as that of a subproject; its path is that of the client."""
    server.then(answer(200, {"sid": "c1", "account_sid": "another"}))
    client.calls.fetch("c1").delete()
    assert server.requests[1].path == f"{ACCOUNT}/Calls/c1.json"


@pytest.mark.parametrize("sid", [None, {"a": 1}, "", "..", "a/../b", "a?b"])
def test_a_record_with_an_odd_identifier(client: Client, server: Server, sid: object) -> None:
    """It is refused, or stays within its segment: it never leads to something else."""
    server.then(answer(200, {"sid": sid}), answer(204))
    record = client.calls.fetch("call-1")
    try:
        record.delete()
    except ArgumentError:
        assert len(server.requests) == 1
    else:
        path = server.requests[1].path
        assert path.startswith(f"{ACCOUNT}/Calls/")
        assert path.count("/") == ACCOUNT.count("/") + 2


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
        with pytest.raises(AttributeError, match="satus"):
            getattr(call, "satus")


class TestValues:
    def test_equality(self, call: CallRecord, connect: Connect) -> None:
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
        assert repr(call("x") if callable(call) else call) == repr(call)
        assert len(repr(Call.from_dict({"sid": "x" * 10_000}))) < 200

    def test_repr_tells_no_secret(self) -> None:
        for record in (
            Token.from_dict({"id": "t", "token": "hush"}),
            Account.from_dict({"sid": "a", "auth_token": "hush", "signing_key": "hush"}),
        ):
            assert "hush" not in repr(record)
            assert "hush" in record.to_json()

    @pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
    def test_a_copy_acts(self, call: CallRecord, server: Server, copied: Callable[[Any], Any]) -> None:
        original = real(call)
        twin = copied(original)
        assert twin == original
        assert twin is not original
        assert type(twin) is type(original)
        assert twin._client is original._client
        assert twin._path == original._path == {"Sid": "call-1"}

    def test_a_pickle_does_not_act(self, call: CallRecord) -> None:
        """What has been stored has no client, and no secret."""
        original = real(call)
        stored = pickle.dumps(original)
        assert b"PTsecret" not in stored
        assert PROJECT.encode() not in stored
        restored = pickle.loads(stored)
        assert restored == original
        assert restored.duration == 20
        with pytest.raises(SignalWireError, match="no client") as caught:
            restored.delete() if isinstance(restored, CallRecord) else restored.delete().send(None)
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
        made = make_call(price=Decimal("-0.02"), date_created=datetime(2018, 9, 25, 23, tzinfo=UTC), subresource_uris=uris)
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
        account_sid="a", api_version="v", direction="inbound", from_="f", sid="s", status="queued", to="t", uri="u", **more
    )
