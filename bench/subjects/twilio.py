"""twilio 9, whose API the Compatibility API follows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

from ..answers import CALL_SID, PAGE_SIZE, PROJECT, TOKEN, page_text


def _client(address: str, **options: object) -> Any:
    client: Any = import_module("twilio.rest").Client(PROJECT, TOKEN, **options)
    client.api.base_url = address
    return client


def fetch(address: str) -> Callable[[], object]:
    """Read a Call."""
    client = _client(address)

    def work() -> object:
        call = client.calls(CALL_SID).fetch()
        return call.sid, call.status

    return work


def listing(address: str) -> Callable[[], object]:
    """Read a page of Calls."""
    client = _client(address)
    return lambda: [(call.sid, call.status) for call in client.calls.list(page_size=PAGE_SIZE)]


def concurrent(address: str) -> Callable[[], object]:
    """Read 50 Calls at once."""
    runner = asyncio.Runner()

    async def connect() -> Any:
        http = import_module("twilio.http.async_http_client").AsyncTwilioHttpClient()
        return _client(address, http_client=http)

    client = runner.run(connect())

    async def one() -> object:
        call = await client.calls(CALL_SID).fetch_async()
        return call.sid, call.status

    async def all_of_them() -> object:
        return await asyncio.gather(*(one() for _ in range(50)))

    return lambda: runner.run(all_of_them())


def _decoder() -> Callable[[bytes], list[Any]]:
    calls = import_module("twilio.rest.api.v2010.account.call")
    version = _client("").api.v2010
    return lambda text: [
        calls.CallInstance(version, call, account_sid=PROJECT) for call in json.loads(text)["calls"]
    ]


def decode(address: str) -> Callable[[], object]:
    """Decode a page of Calls."""
    text, records = page_text(), _decoder()
    return lambda: len(records(text))


def decode_all(address: str) -> Callable[[], object]:
    """Decode a page of Calls, and read every field once."""
    text, records = page_text(), _decoder()

    def work() -> object:
        calls = records(text)
        for call in calls:
            for name in call.__dict__:
                getattr(call, name)
        return len(calls)

    return work


def hold(address: str) -> Callable[[bytes], list[Any]]:
    """Hold the Calls of a page."""
    return _decoder()


hold_all = hold  # there is nothing left to decode when a field is read
