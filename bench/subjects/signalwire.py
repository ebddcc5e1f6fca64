"""signalwire 2.1.1, the vendor's former package, which patches twilio 6."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from ..answers import CALL_SID, PAGE_SIZE, PROJECT, TOKEN


def _client(address: str) -> Any:
    rest: Any = import_module("signalwire.rest")
    client = rest.Client(PROJECT, TOKEN, signalwire_space_url="example.signalwire.com")
    client.api.base_url = f"{address}/api/laml"
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
