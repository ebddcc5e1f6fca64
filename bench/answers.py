"""What the local server answers: records as the APIs document them, with values of our own."""

from __future__ import annotations

import json
from typing import Any

PROJECT = "6b74f6f8-6ef6-4b1a-a2b7-3b6c9a2f0001"
TOKEN = "PT00112233445566778899aabbccddeeff0011223344556677"
PAGE_SIZE = 50
CALL_SID = "3fa9d6c4-5f53-4a1c-9a0e-000000000000"

_ACCOUNT = f"/api/laml/2010-04-01/Accounts/{PROJECT}"


def call(number: int = 0) -> dict[str, Any]:
    """A Call of the Compatibility API; different numbers give different records."""
    sid = f"{CALL_SID[:24]}{number:012x}"
    day, minute, second = 1 + number % 28, number // 60 % 60, number % 60
    path = f"{_ACCOUNT}/Calls/{sid}"
    return {
        "account_sid": PROJECT,
        "annotation": None,
        "answered_by": None,
        "api_version": "2010-04-01",
        "caller_name": None,
        "date_created": f"Mon, {day:02} Jun 2026 10:{minute:02}:{second:02} +0000",
        "date_updated": f"Mon, {day:02} Jun 2026 11:{minute:02}:{second:02} +0000",
        "direction": "outbound",
        "duration": 60 + number % 600,
        "end_time": f"Mon, {day:02} Jun 2026 11:{minute:02}:{second:02} +0000",
        "forwarded_from": None,
        "from": f"+1555{1000000 + number}",
        "formatted_from": f"+1 555-{1000000 + number}",
        "group_sid": None,
        "parent_call_sid": None,
        "phone_number_sid": f"7c1e2f34-0a5b-4c6d-8e9f-{number:012x}",
        "price": f"-0.{number % 90000:05}",
        "price_unit": "USD",
        "sid": sid,
        "start_time": f"Mon, {day:02} Jun 2026 10:{minute:02}:{second:02} +0000",
        "status": "completed",
        "subresource_uris": {"notifications": None, "recordings": f"{path}/Recordings.json"},
        "to": f"+1555{2000000 + number}",
        "formatted_to": f"+1 555-{2000000 + number}",
        "uri": f"{path}.json",
        "audio_in_mos": 4.5 - number % 10 / 100,
        "audio_out_lost": number % 7,
        "audio_out_jitter_min": 0.25,
        "audio_out_jitter_max": 3.75,
        "audio_out_jitter_avg": 1.5 + number % 10 / 10,
        "audio_rtt_min": 20.25,
        "audio_rtt_max": 80.5,
        "audio_rtt_avg": 41.125,
        "sip_result_code": 200,
    }


def page(number: int = 0) -> dict[str, Any]:
    """A page of 50 Calls, the last of its list."""
    uri = f"{_ACCOUNT}/Calls.json?PageSize={PAGE_SIZE}&Page={number}"
    first = number * PAGE_SIZE
    return {
        "uri": uri,
        "first_page_uri": f"{_ACCOUNT}/Calls.json?PageSize={PAGE_SIZE}&Page=0",
        "next_page_uri": None,
        "previous_page_uri": None,
        "page": number,
        "page_size": PAGE_SIZE,
        "start": first,
        "end": first + PAGE_SIZE - 1,
        "calls": [call(first + index) for index in range(PAGE_SIZE)],
    }


def page_text(number: int = 0) -> bytes:
    """The page as it arrives."""
    return json.dumps(page(number)).encode()


def leg() -> dict[str, Any]:
    """What a Calling command answers."""
    return {
        "id": CALL_SID,
        "from": "+15551000000",
        "to": "+15552000000",
        "status": "ended",
        "direction": "outbound",
        "duration": 60,
        "duration_ms": 60125,
        "billing_ms": 120000,
        "source": "realtime_api",
        "type": "relay_pstn_call",
        "charge": 0.01,
        "charge_details": [{"description": "Voice", "charge": 0.01}],
        "created_at": "2026-06-01T10:00:00Z",
    }


def bandwidth_call(number: int = 0) -> dict[str, Any]:
    """A call of Bandwidth's API, version 1."""
    identifier = f"c-{number:024x}"
    address = f"https://api.catapult.inetwork.com/v1/users/u-bench/calls/{identifier}"
    return {
        "activeTime": "2026-06-01T10:00:05Z",
        "chargeableDuration": 60,
        "direction": "out",
        "endTime": "2026-06-01T10:01:05Z",
        "events": f"{address}/events",
        "from": f"+1555{1000000 + number}",
        "id": identifier,
        "recordingEnabled": False,
        "recordingFileFormat": "wav",
        "recordings": f"{address}/recordings",
        "startTime": "2026-06-01T10:00:00Z",
        "state": "completed",
        "to": f"+1555{2000000 + number}",
        "transcriptionEnabled": False,
        "transcriptions": f"{address}/transcriptions",
    }


def body_for(method: str, path: str) -> bytes | None:
    """The body of the answer to a request; None where there is nothing at that path."""
    answer: object = None
    if method == "POST" and path.endswith("/calling/calls"):
        answer = leg()
    elif path.endswith("/Calls.json"):
        answer = page()
    elif "/Calls/" in path:
        answer = call()
    elif path.endswith("/calls"):
        answer = [bandwidth_call(number) for number in range(PAGE_SIZE)]
    elif "/calls/" in path:
        answer = bandwidth_call()
    return None if answer is None else json.dumps(answer).encode()
