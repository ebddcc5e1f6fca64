"""The generated SignalWire client against the server: what is made can be listed, read and changed."""

from __future__ import annotations

import wave
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dialwright.mock.server import MockServer
from dialwright_signalwire import SignalWire
from dialwright_signalwire.errors import (
    AuthenticationError,
    BadRequestError,
    NotFoundError,
    UnprocessableError,
)

from .asking import PROJECT, TOKEN, Asker
from .conftest import SIGNALWIRE

URL = "https://example.com/voice"
HERE = {"AccountSid": PROJECT}


@pytest.fixture
def client(signalwire: MockServer) -> Generator[SignalWire]:
    with SignalWire(project=PROJECT, token=TOKEN, base_url=signalwire.url, max_retries=0) as client:
        yield client


@pytest.fixture(autouse=True)
def nothing_is_wrong_unseen(signalwire: MockServer) -> Generator[None]:
    """What a test does not expect must not have been wrong."""
    yield
    assert signalwire.engine.journal.violations == []


def expect(server: MockServer, *names: str) -> None:
    """The fields that were wrong, and no others."""
    assert [violation.field for violation in server.engine.journal.violations] == [*names]
    server.engine.journal.clear()


class TestCalls:
    def test_a_call_is_placed_listed_read_changed_and_deleted(
        self, signalwire: MockServer, client: SignalWire
    ) -> None:
        call = client.compat.calls.create(to="+15550100", from_="+15550101", url=URL, timeout=20)
        assert (call.to, call.from_, call.status, call.direction) == (
            *("+15550100", "+15550101", "queued", "outbound"),
        )
        assert call.account_sid == PROJECT
        assert call.date_created is not None
        assert abs(call.date_created - datetime.now(UTC)) < timedelta(minutes=5)
        assert call["date_created"].endswith(" +0000")
        assert call.uri == f"/api/laml/2010-04-01/Accounts/{PROJECT}/Calls/{call.sid}.json"
        assert call["subresource_uris"]["recordings"].endswith(f"/Calls/{call.sid}/Recordings.json")
        assert client.compat.calls.list() == [call]
        assert client.compat.calls.fetch(call.sid) == call
        assert call.update(status="completed").status == "completed"
        call.delete()
        assert client.compat.calls.list() == []
        with pytest.raises(NotFoundError):
            client.compat.calls.fetch(call.sid)
        expect(signalwire, "Sid")

    def test_a_call_that_is_over_cannot_be_changed(self, signalwire: MockServer, client: SignalWire) -> None:
        call = client.compat.calls.create(to="+15550100", from_="+15550101", url=URL)
        call.update(status="completed")
        with pytest.raises(BadRequestError, match="completed"):
            call.update(url=URL)
        expect(signalwire, "Sid")

    def test_lists_are_filtered(self, signalwire: MockServer, client: SignalWire) -> None:
        first = client.compat.calls.create(to="+15550100", from_="+15550101", url=URL)
        second = client.compat.calls.create(to="+15550102", from_="+15550101", url=URL)
        second.update(status="canceled")

        def sids(**query: Any) -> list[str]:
            return [call.sid for call in client.compat.calls.list(**query)]

        assert sids() == [second.sid, first.sid]
        assert sids(to="+15550100") == [first.sid]
        assert sids(status="canceled", from_="+15550101") == [second.sid]
        assert sids(status="busy") == []
        signalwire.engine.change("Call", first.sid, start_time="Mon, 02 Nov 2026 09:30:00 +0000")
        assert sids(start_time="2026-11-02") == [first.sid]
        assert sids(start_time_after="2026-11-02") == [first.sid]
        assert sids(start_time_before="2026-11-02") == [first.sid]
        assert sids(start_time_after="2026-11-03") == []
        assert sids(start_time_before="2026-11-01") == []
        assert sids(start_time_before=datetime(2026, 11, 2, 9, 29, tzinfo=UTC)) == []

    def test_recordings_of_a_call_are_the_accounts_too(
        self, signalwire: MockServer, client: SignalWire, tmp_path: Path
    ) -> None:
        call = client.compat.calls.create(to="+15550100", from_="+15550101", url=URL)
        recording = client.compat.calls(call.sid).recordings.create(recording_channels="dual")
        assert (recording.call_sid, recording.status, recording.channels) == (call.sid, "in-progress", 2)
        assert [one.sid for one in client.compat.recordings.list(call_sid=call.sid)] == [recording.sid]
        assert client.compat.recordings.list(call_sid="other") == []
        paused = client.compat.calls(call.sid).recordings(recording.sid).update(status="paused")
        assert paused.status == "paused"
        assert client.compat.recordings.fetch(recording.sid).status == "paused"
        path = client.compat.recordings(recording.sid).download(tmp_path / "sound.wav")
        with wave.open(str(path)) as sound:
            assert (sound.getnchannels(), sound.getframerate()) == (2, 8000)
        with pytest.raises(NotFoundError):
            client.compat.calls("nobody").recordings.create()
        expect(signalwire, "CallSid")

    def test_commands_find_calls_of_either_api(self, client: SignalWire) -> None:
        call = client.compat.calls.create(to="+15550100", from_="+15550101", url=URL)
        client.calling.play(call.sid, play=[{"type": "tts", "text": "Hello."}])
        leg = client.calling.dial(to="+15550100", from_="+15550101", url=URL)
        assert leg.direction == "outbound-api"
        assert leg.charge == Decimal(0)
        assert client.calling.end(leg.id).id == leg.id


class TestPages:
    @pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
    def test_every_record_comes_once_whatever_the_size(self, client: SignalWire, size: int) -> None:
        made = [client.compat.queues.create(friendly_name=f"q{number}").sid for number in range(7)]
        assert [queue.sid for queue in client.compat.queues.stream(page_size=size)] == made[::-1]

    def test_what_is_made_or_deleted_meanwhile_shifts_nothing(self, client: SignalWire) -> None:
        made = [client.compat.queues.create(friendly_name=f"q{number}") for number in range(6)]
        page = client.compat.queues.page(page_size=2)
        assert [queue.friendly_name for queue in page] == ["q5", "q4"]
        for number in range(6, 9):
            client.compat.queues.create(friendly_name=f"q{number}")
        made[4].delete()
        following = page.next_page()
        assert following is not None
        assert [queue.friendly_name for queue in following] == ["q3", "q2"]

    def test_filters_go_on_to_the_next_page(self, client: SignalWire) -> None:
        for number in range(4):
            client.compat.calls.create(to=f"+1555010{number % 2}", from_="+15550101", url=URL)
        found = list(client.compat.calls.stream(to="+15550100", page_size=1))
        assert [call.to for call in found] == ["+15550100"] * 2

    def test_links_in_an_object_of_their_own_are_whole(self, ask: Asker, client: SignalWire) -> None:
        for number in range(3):
            client.compat.laml_bins.create(name=f"bin {number}")
        page = ask.get("/LamlBins?PageSize=2").json
        assert page["meta"]["next_page_url"].startswith("http://127.0.0.1:")
        assert page["meta"]["key"] == "laml_bins"
        assert page["next_page_uri"].startswith("/api/laml/")
        assert len(list(client.compat.laml_bins.stream(page_size=2))) == 3

    def test_a_page_has_nothing_beside_the_records_that_clients_could_take_for_them(self, ask: Asker) -> None:
        known = {"uri", "first_page_uri", "last_page_uri", "next_page_uri", "previous_page_uri"}
        known |= {"page", "page_size", "num_pages", "total", "start", "end"}
        for name in ("Calls", "Recordings", "Queues", "Applications", "Conferences"):
            assert {*ask.get(f"/{name}.json").json} - known == {name.lower()}

    def test_a_page_tells_where_it_stands(self, ask: Asker, client: SignalWire) -> None:
        for number in range(5):
            client.compat.queues.create(friendly_name=f"q{number}")
        page = ask.get("/Queues.json?PageSize=2&Page=1").json
        numbers = ("page", "page_size", "start", "end", "total", "num_pages")
        assert [page[name] for name in numbers] == [1, 2, 2, 3, 5, 3]
        assert [queue["friendly_name"] for queue in page["queues"]] == ["q2", "q1"]
        last = ask.get(page["last_page_uri"].removeprefix(ask.prefix)).json
        assert [queue["friendly_name"] for queue in last["queues"]] == ["q0"]
        assert last["next_page_uri"] is None


class TestMessages:
    def test_a_message_with_media(self, client: SignalWire) -> None:
        media = ["https://example.com/a.jpg", "https://example.com/b.mp3"]
        message = client.compat.messages.create(to="+15550100", from_="+15550101", media_url=media)
        assert (message.num_media, message.body, message.status) == (2, None, "queued")
        kinds = [medium.content_type for medium in message.media.list()]
        assert sorted(kinds) == ["audio/mpeg", "image/jpeg"]
        assert {medium.parent_sid for medium in message.media.list()} == {message.sid}

    @pytest.mark.parametrize(
        ("body", "segments"), [("x" * 160, 1), ("x" * 161, 2), ("ü" * 70, 1), ("ü" * 71, 2)]
    )
    def test_a_long_text_is_several_parts(self, client: SignalWire, body: str, segments: int) -> None:
        message = client.compat.messages.create(to="+15550100", from_="+15550101", body=body)
        assert (message.body, message.num_segments) == (body, segments)

    def test_a_text_is_replaced_and_redacted(self, client: SignalWire) -> None:
        message = client.compat.messages.create(to="+15550100", from_="+15550101", body="secret")
        assert message.update(body="other").body == "other"
        assert message.update(body="").body == ""
        assert client.compat.messages.fetch(message.sid).body == ""

    def test_only_one_that_is_not_under_way_can_be_deleted(
        self, signalwire: MockServer, client: SignalWire
    ) -> None:
        message = client.compat.messages.create(to="+15550100", from_="+15550101", body="x")
        with pytest.raises(BadRequestError, match="under way"):
            message.delete()
        expect(signalwire, "MessageSid")
        signalwire.engine.change("Message", message.sid, status="delivered")
        message.delete()
        assert client.compat.messages.list() == []


class TestQueues:
    def test_only_an_empty_one_can_be_deleted(self, signalwire: MockServer, client: SignalWire) -> None:
        queue = client.compat.queues.create(friendly_name="support", max_size=5)
        for call in ("call-1", "call-2"):
            signalwire.add("QueueMember", {"AccountSid": PROJECT, "QueueSid": queue.sid}, id=call)
            signalwire.advance(10)
        assert client.compat.queues.fetch(queue.sid).current_size == 2
        assert client.compat.queues.fetch(queue.sid).average_wait_time == 15
        with pytest.raises(BadRequestError, match="empty"):
            queue.delete()
        expect(signalwire, "QueueSid")
        for _ in range(2):
            client.compat.queues(queue.sid).members("Front").update(url=URL)
        queue.delete()
        assert client.compat.queues.list() == []

    def test_members_leave_once_in_the_order_in_which_they_came(
        self, signalwire: MockServer, client: SignalWire
    ) -> None:
        queue = client.compat.queues.create(friendly_name="support")
        for call in ("call-1", "call-2", "call-3"):
            signalwire.add("QueueMember", {"AccountSid": PROJECT, "QueueSid": queue.sid}, id=call)
        members = client.compat.queues(queue.sid).members
        assert [(one.call_sid, one.position) for one in members.list()] == [
            ("call-1", 1),
            ("call-2", 2),
            ("call-3", 3),
        ]
        assert members("call-2").update(url=URL).position == 2
        with pytest.raises(BadRequestError, match="left the queue"):
            members("call-2").update(url=URL)
        with pytest.raises(NotFoundError):
            members.fetch("call-2")
        expect(signalwire, "CallSid", "CallSid")
        assert members("Front").fetch().call_sid == "call-1"
        assert [one.call_sid for one in members.list()] == ["call-1", "call-3"]

    def test_lists_ask_for_the_most_that_they_hold(self, client: SignalWire) -> None:
        for size in (5, 10):
            client.compat.queues.create(friendly_name=str(size), max_size=size)
        assert [queue.max_size for queue in client.compat.queues.list(max_size=7)] == [5]


class TestTheRest:
    def test_the_project_is_an_account_and_sees_only_its_own(
        self, signalwire: MockServer, client: SignalWire
    ) -> None:
        assert [account.sid for account in client.compat.accounts.list()] == [PROJECT]
        made = client.compat.accounts.create(friendly_name="child")
        assert made.owner_account_sid == PROJECT
        with SignalWire(project="other", token="x", base_url=signalwire.url, max_retries=0) as other:
            assert [account.sid for account in other.compat.accounts.list()] == ["other"]
            with pytest.raises(NotFoundError):
                other.compat.accounts.fetch(made.sid)
        expect(signalwire, "Sid")

    def test_numbers_are_searched_bought_and_given_up(self, client: SignalWire) -> None:
        found = client.compat.available_phone_numbers("US").local.list(area_code="425", contains="77")
        assert len({one.phone_number for one in found}) == len(found) == 10
        assert all(one.phone_number.startswith("+1425") for one in found)
        assert all(one.phone_number.endswith("77") for one in found)
        number = client.compat.incoming_phone_numbers.create(phone_number=found[0].phone_number)
        assert number.phone_number == number.friendly_name == found[0].phone_number
        assert number.update(friendly_name="front desk").friendly_name == "front desk"
        listed = client.compat.incoming_phone_numbers.list(friendly_name="front desk")
        assert [one.sid for one in listed] == [number.sid]
        number.delete()
        assert client.compat.incoming_phone_numbers.list() == []

    def test_an_imported_number_is_one_of_the_accounts(self, client: SignalWire) -> None:
        number = client.compat.imported_phone_numbers.create(number="+15550177", number_type="longcode")
        assert client.compat.incoming_phone_numbers.fetch(number.sid).phone_number == "+15550177"

    def test_a_fax_has_its_document(self, signalwire: MockServer, client: SignalWire) -> None:
        fax = client.compat.faxes.create(to="+15550100", from_="+15550101", media_url=URL)
        assert fax["date_created"].endswith("Z")
        assert fax.api_version == "v1"
        assert [one.sid for one in client.compat.faxes(fax.sid).media.list()] == [fax.media_sid]
        assert fax.update(status="canceled").status == "canceled"
        with pytest.raises(BadRequestError):
            fax.update(status="canceled")
        expect(signalwire, "FaxSid")

    def test_faxes_are_listed_by_when_they_were_made(
        self, signalwire: MockServer, client: SignalWire
    ) -> None:
        fax = client.compat.faxes.create(to="+15550100", from_="+15550101", media_url=URL)
        signalwire.engine.change("Fax", fax.sid, date_created="2026-11-02T09:30:00Z")

        def count(**query: Any) -> int:
            return len(client.compat.faxes.list(**query))

        assert count(date_created_on_or_before="2026-11-02") == 1
        assert count(date_created_after="2026-11-02") == 0
        assert count(date_created_after="2026-11-01") == 1
        assert count(date_created_on_or_before="2026-11-01") == 0

    def test_participants_are_below_their_conference(
        self, signalwire: MockServer, client: SignalWire
    ) -> None:
        conference = signalwire.add("Conference", HERE, {"friendly_name": "room"})["sid"]
        scope = {"AccountSid": PROJECT, "ConferenceSid": conference}
        signalwire.add("Participant", scope, id="call-1")
        participants = client.compat.conferences(conference).participants
        assert participants("call-1").update(muted=True).muted is True
        assert [one.call_sid for one in participants.list(muted=True)] == ["call-1"]
        assert participants.list(muted=False) == []
        participants("call-1").delete()
        assert participants.list() == []
        with pytest.raises(NotFoundError):
            client.compat.conferences("nowhere").participants.list()
        expect(signalwire, "ConferenceSid")

    def test_transcriptions_are_of_their_recording(self, signalwire: MockServer, client: SignalWire) -> None:
        recording = signalwire.add("Recording", HERE)["sid"]
        made = signalwire.add("Transcription", HERE, {"recording_sid": recording})["sid"]
        signalwire.add("Transcription", HERE, {"recording_sid": "other"})
        assert [one.sid for one in client.compat.transcriptions.list(recording_sid=recording)] == [made]
        assert len(client.compat.transcriptions.list()) == 2

    def test_tokens_are_changed_by_json(self, client: SignalWire) -> None:
        token = client.compat.tokens.create(name="ci", permissions=["calling"])
        changed = client.compat.tokens(token.id).update(permissions=["calling", "fax"])
        assert changed.permissions == ["calling", "fax"]

    def test_an_application_has_the_defaults_of_the_document(self, client: SignalWire) -> None:
        application = client.compat.applications.create(friendly_name="a", sms_url=URL)
        assert (application.sms_url, application.sms_method, application.voice_method) == (
            URL,
            "POST",
            "POST",
        )


class TestErrors:
    def test_they_are_typed_and_name_the_field(self, signalwire: MockServer, client: SignalWire) -> None:
        with pytest.raises(BadRequestError, match="Timeout must be at least 1") as refused:
            client.compat.calls.create(to="+15550100", from_="+15550101", url=URL, timeout=0)
        assert refused.value.status == 400
        with pytest.raises(UnprocessableError, match="volume"):
            client.calling.play_volume("x", control_id="c", volume=100)
        expect(signalwire, "Timeout", "params.volume")

    def test_wrong_credentials_are_told(self) -> None:
        with (
            MockServer(SIGNALWIRE, credentials=(PROJECT, TOKEN)) as server,
            SignalWire(project=PROJECT, token="wrong", base_url=server.url, max_retries=0) as client,
            pytest.raises(AuthenticationError),
        ):
            client.compat.calls.list()
