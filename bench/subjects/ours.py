"""The generated client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..answers import CALL_SID, PAGE_SIZE, PROJECT, TOKEN, page_text

if TYPE_CHECKING:
    from dialwright_signalwire import SignalWire
    from dialwright_signalwire.models import Call


def _client(address: str) -> SignalWire:
    from dialwright_signalwire import SignalWire

    return SignalWire(project=PROJECT, token=TOKEN, base_url=address)


def fetch(address: str) -> Callable[[], object]:
    """Read a Call."""
    calls = _client(address).compat.calls

    def work() -> object:
        call = calls.fetch(CALL_SID)
        return call.sid, call.status

    return work


def listing(address: str) -> Callable[[], object]:
    """Read a page of Calls."""
    calls = _client(address).compat.calls
    return lambda: [(call.sid, call.status) for call in calls.list(page_size=PAGE_SIZE)]


def command(address: str) -> Callable[[], object]:
    """Send a Calling command."""
    calling = _client(address).calling

    def work() -> object:
        leg = calling.end(CALL_SID, reason="busy")
        return leg.id, leg.status

    return work


def concurrent(address: str) -> Callable[[], object]:
    """Read 50 Calls at once."""
    from dialwright_signalwire import AsyncSignalWire

    runner = asyncio.Runner()
    calls = AsyncSignalWire(project=PROJECT, token=TOKEN, base_url=address).compat.calls

    async def one() -> object:
        call = await calls.fetch(CALL_SID)
        return call.sid, call.status

    async def all_of_them() -> object:
        return await asyncio.gather(*(one() for _ in range(50)))

    return lambda: runner.run(all_of_them())


def _decoder() -> Callable[[bytes], list[Any]]:
    """What a list makes of the body of a page, from its bytes to its records."""
    from dialwright_signalwire._runtime.decode import decoder_for, list_of
    from dialwright_signalwire._runtime.response import read_json
    from dialwright_signalwire.compat.calls import CallRecord

    records = list_of(decoder_for(CallRecord))
    return lambda text: records(read_json(text)["calls"], False)


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
            _read_every_field(call)
        return len(calls)

    return work


def hold(address: str) -> Callable[[bytes], list[Any]]:
    """Hold the Calls of a page, no field of them read yet."""
    return _decoder()


def hold_all(address: str) -> Callable[[bytes], list[Any]]:
    """Hold the Calls of a page, every field of them read once."""
    records = _decoder()

    def work(text: bytes) -> list[Any]:
        calls = records(text)
        for call in calls:
            _read_every_field(call)
        return calls

    return work


def _read_every_field(call: Call) -> None:
    for name in call.__fields__:
        getattr(call, name)
