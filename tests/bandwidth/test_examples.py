"""The examples of the voice reference: they run as printed, send what they say, and print what they say.

Four of them use a name that is not that of the method under which they stand; that alone is corrected.
"""

from __future__ import annotations

from typing import Any, cast

import pytest

from dialwright_bandwidth._runtime import Model
from dialwright_bandwidth.voice import Client
from runtime.server import Server

from .harness import CALLS, Sent, sent
from .reference import Example, Section
from .service import Service

RIGHT_NAMES = {
    "send_dtmf_to_cal(": "send_dtmf_to_call(",
    "get_call_recordings(": "list_call_recordings(",
    "get_call_transcriptions(": "list_call_transcriptions(",
    "get_call_events(": "list_call_events(",
}

CALL = f"{CALLS}/c-abc123"
NUMBER = "+19192223333"
NOT_RECORDED = {"recordingEnabled": False, "transcriptionEnabled": False}


def get(path: str, **query: str) -> Sent:
    return "GET", path, query, None


def post(path: str, **body: object) -> Sent:
    return "POST", path, {}, body


def listing(**query: str) -> list[Sent]:
    return [("GET", CALLS, query, None), ("GET", CALLS, {**query, "page": "3"}, None)]


READ = get(CALL)
SENTENCE = {
    "sentence": "Hello from Bandwidth",
    "gender": "Female",
    "locale": "en_UK",
    "voice": "Bridget",
    "loopEnabled": True,
}

REQUESTS: dict[str, list[list[Sent]]] = {
    "list_calls": [
        listing(**{"from": NUMBER, "size": "1000"}),
        [get(CALLS, to=NUMBER, size="2")],
    ],
    "create_call": [
        [
            post(
                CALLS,
                **{"from": "+1234567890", "to": "+1234567891"},
                callbackUrl="http://yoursite.com/calls",
                **NOT_RECORDED,
            ),
            READ,
        ]
    ],
    "get_call": [[READ]],
    "update_call": [[READ, post(CALL, state="completed"), READ]],
    "play_audio_to_call": [
        [
            post(f"{CALLS}/call_id/audio", fileUrl="http://host/path/file.mp3"),
            post(f"{CALLS}/call_id/audio", sentence="Press 0 to complete call", gender="female"),
            post(f"{CALLS}/call_id/audio", fileUrl="http://host/path/file.mp3"),
            post(f"{CALLS}/call_id/audio", sentence="Hello", gender="female", voice="susan", locale="en_US"),
        ]
    ],
    "send_dtmf_to_call": [[post(f"{CALLS}/c-callId/dtmf", dtmfOut="1234")]],
    "list_call_recordings": [[get(f"{CALLS}/callId/recordings")]],
    "list_call_transcriptions": [[get(f"{CALLS}/callId/transcriptions")]],
    "list_call_events": [[get(f"{CALLS}/callId/events")]],
    "get_call_event": [[get(f"{CALLS}/callId/events/eventId")]],
    "create_call_gather": [[post(f"{CALLS}/callId/gather", maxDigits=1)]],
    "get_call_gather": [[get(f"{CALLS}/callId/gather/gatherId")]],
    "update_call_gather": [[post(f"{CALLS}/callId/gather/gatherId", state="completed")]],
    "answer_call": [[post(f"{CALLS}/callId", state="active")]],
    "reject_call": [[post(f"{CALLS}/callId", state="rejected")]],
    "hangup_call": [[post(f"{CALLS}/callId", state="completed")]],
    "enable_call_recording": [[post(f"{CALLS}/c-callId", recordingEnabled=True)]],
    "disable_call_recording": [[post(f"{CALLS}/c-callId", recordingEnabled=False)]],
    "toggle_call_recording": [
        [
            post(CALLS, to=NUMBER, **{"from": "+18281114444"}, **NOT_RECORDED),
            READ,
            READ,
            post(CALL, recordingEnabled=True),
            READ,
            READ,
            post(CALL, recordingEnabled=False),
            READ,
        ]
    ],
    "transfer_call": [
        [
            get(f"{CALLS}/c-callId"),
            post(
                f"{CALLS}/c-callId",
                state="transferring",
                transferTo="+1234564890",
                transferCallerId="+15550101",
                whisperAudio=SENTENCE,
            ),
        ],
        [
            get(f"{CALLS}/c-callId"),
            post(
                f"{CALLS}/c-callId",
                state="transferring",
                transferTo="+1234564890",
                whisperAudio={"fileUrl": "http://my_site.com/file.mp3", "loopEnabled": True},
            ),
        ],
    ],
}
"""What each example sends, in order. That of a list is read to its end."""

EVERY = [(method, number) for method, examples in REQUESTS.items() for number in range(len(examples))]


def calls_before(example: Example) -> list[dict[str, Any]]:
    """The calls that there must be for an example to print what it says."""
    if example.outputs == ["240"]:
        return [{"id": f"c-{number}", "from": NUMBER, "chargeable_duration": 60} for number in range(4)]
    calls: list[dict[str, Any]] = []
    for output in example.outputs:
        if not isinstance(output, str):
            calls += output if isinstance(output, list) else [output]
    return calls


def plain(value: object) -> object:
    """What was printed, as the reference shows it."""
    if isinstance(value, Model):
        return dict(cast("Any", value))
    return [*map(plain, cast("list[object]", value))] if isinstance(value, list) else str(value)


def run(code: str, api: Client) -> tuple[list[object], dict[str, Any]]:
    """What a piece of code prints, and its variables."""
    printed: list[object] = []

    def show(value: object) -> None:
        printed.append(plain(value))

    variables: dict[str, Any] = {"api": api, "call_id": "c-abc123", "print": show}
    exec(compile(code, "example", "exec"), variables)
    return printed, variables


def corrected(code: str) -> str:
    for wrong, right in RIGHT_NAMES.items():
        code = code.replace(wrong, right)
    return code


@pytest.mark.parametrize(("method", "number"), EVERY)
def test_it_runs(
    api: Client, server: Server, reference: dict[str, Section], method: str, number: int
) -> None:
    example = reference[method].examples[number]
    server.then(Service(calls_before(example)))
    printed, variables = run(corrected(example.code), api)
    assert printed == example.outputs
    if "list" in variables:
        assert server.requests == []
        assert [record["id"] for record in variables["list"]] == ["one", "two"]
    assert [sent(request) for request in server.requests] == REQUESTS[method][number]


def test_there_is_no_other_example(reference: dict[str, Section]) -> None:
    found = [(method, number) for method in reference for number in range(len(reference[method].examples))]
    assert found == EVERY


def test_no_other_name_is_wrong(reference: dict[str, Section]) -> None:
    code = [example.code for section in reference.values() for example in section.examples]
    for wrong, right in RIGHT_NAMES.items():
        assert sum(text.count(f"api.{wrong}") for text in code) == 1
        assert right.removesuffix("(") in reference


def test_results_of_the_examples(api: Client, server: Server, reference: dict[str, Section]) -> None:
    """What they do not print."""
    server.then(Service([]))
    gather = run(reference["create_call_gather"].examples[0].code, api)[1]["gather_id"]
    event = run(reference["get_call_event"].examples[0].code, api)[1]["data"]
    assert gather == "g-1"
    assert dict(event) == {"id": "eventId"}
