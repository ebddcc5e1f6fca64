"""Records act: what the service returned can be changed, deleted, and asked for what belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dialwright_signalwire.compat.calls import CallRecord
from dialwright_signalwire.errors import ArgumentError
from dialwright_signalwire.rest import Client
from runtime.server import Server, answer

from .harness import ACCOUNT, ANYTHING, operation


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
