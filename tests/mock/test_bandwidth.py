"""The generated Bandwidth client against the server."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from dialwright.mock.server import MockServer
from dialwright_bandwidth.errors import AuthenticationError, BadRequestError, NotFoundError
from dialwright_bandwidth.voice import Client

from .asking import Asker, fields
from .conftest import BANDWIDTH

USER = "u-1"


@pytest.fixture
def api(bandwidth: MockServer) -> Generator[Client]:
    with Client(USER, "t-1", "secret", base_url=bandwidth.url, max_retries=0) as client:
        yield client


def test_a_call_is_placed_and_read(bandwidth: MockServer, api: Client) -> None:
    id = api.create_call("+15550101", "+15550100", callback_url="https://example.com/events", tag="mine")
    assert id.startswith("c-")
    call = api.get_call(id)
    assert call["state"] == "started"
    assert call["direction"] == "out"
    assert call["tag"] == "mine"
    assert call["events"] == f"{bandwidth.url}/users/{USER}/calls/{id}/events"
    assert call["start_time"].endswith("Z")
    assert call["recording_enabled"] is False
    assert bandwidth.engine.journal.violations == []


def test_lists_go_on_over_every_page(bandwidth: MockServer, api: Client) -> None:
    made = [api.create_call("+15550101", f"+1555010{number}") for number in range(7)]
    assert [call["id"] for call in api.list_calls(size=3)] == made[::-1]
    assert [call["id"] for call in api.list_calls(size=3, sort_order="asc")] == made
    assert [call["id"] for call in api.list_calls(to="+15550103")] == [made[3]]
    assert bandwidth.engine.journal.violations == []


def test_lists_without_parameters_have_pages_too(bandwidth: MockServer, api: Client) -> None:
    id = api.create_call("+15550101", "+15550100")
    for number in range(120):
        bandwidth.add("Event", {"userId": USER, "callId": id}, {"name": f"event {number}"})
    names = [event["name"] for event in api.list_call_events(id)]
    assert names == ["create", *(f"event {number}" for number in range(120))]
    assert bandwidth.engine.journal.violations == []


def test_a_call_takes_no_state_that_it_has(bandwidth: MockServer, api: Client) -> None:
    id = api.create_call("+15550101", "+15550100")
    api.answer_call(id)
    assert api.get_call(id)["state"] == "active"
    with pytest.raises(BadRequestError) as refused:
        api.answer_call(id)
    assert refused.value.code == "call-invalid-state"
    api.hangup_call(id)
    with pytest.raises(BadRequestError):
        api.enable_call_recording(id)
    assert [violation.field for violation in bandwidth.engine.journal.violations] == ["state", "state"]


def test_a_transfer_places_another_call(api: Client) -> None:
    id = api.create_call("+15550101", "+15550100")
    api.answer_call(id)
    other = api.transfer_call(id, "+15550102")
    assert other != id
    assert api.get_call(other)["to"] == "+15550102"
    assert api.get_call(id)["state"] == "transferring"


def test_recording_is_turned_on_and_off(api: Client) -> None:
    id = api.create_call("+15550101", "+15550100")
    api.enable_call_recording(id)
    assert api.get_call(id)["recording_enabled"] is True
    api.toggle_call_recording(id)
    assert api.get_call(id)["recording_enabled"] is False


def test_a_gather_is_made_and_ended(bandwidth: MockServer, api: Client) -> None:
    call = api.create_call("+15550101", "+15550100")
    id = api.create_call_gather(call, max_digits=4)
    gather = api.get_call_gather(call, id)
    assert gather["call"] == f"{bandwidth.url}/users/{USER}/calls/{call}"
    api.update_call_gather(call, id, state="completed")
    ended = api.get_call_gather(call, id)
    assert ended["state"] == "completed"
    assert ended["completed_time"]


def test_what_is_done_to_a_call_needs_a_call(bandwidth: MockServer, api: Client) -> None:
    api.play_audio_file_to_call(api.create_call("+15550101", "+15550100"), "https://example.com/a.mp3")
    with pytest.raises(NotFoundError):
        api.send_dtmf_to_call("c-nobody", "1234")
    assert [violation.field for violation in bandwidth.engine.journal.violations] == ["callId"]


def test_refusals_have_the_form_of_the_document(ask_bandwidth: Asker) -> None:
    answer = ask_bandwidth("POST", "/calls", json_body={"from": 1, "recordingFileFormat": "ogg"})
    assert answer.status == 400
    assert {*answer.json} == {"code", "message"}
    assert answer.json["code"] == "missing-required-parameter"
    assert sorted(fields(ask_bandwidth.journal()[-1])) == ["from", "recordingFileFormat", "to"]


def test_credentials_are_asked_for(ask_bandwidth: Asker) -> None:
    assert ask_bandwidth.get("/calls", headers={"Authorization": None}).status == 401


def test_wrong_credentials_are_told() -> None:
    with (
        MockServer(BANDWIDTH, credentials=("t-1", "secret")) as server,
        Client(USER, "t-1", "other", base_url=server.url, max_retries=0) as client,
        pytest.raises(AuthenticationError),
    ):
        client.get_call("c-1")
