"""bandwidth-sdk 3.1.0, for Bandwidth's API of version 1: its own calls, and a connection for each request."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from ..answers import PAGE_SIZE


def _client(address: str) -> Any:
    return import_module("bandwidth").client("voice", "u-bench", "token", "secret", api_endpoint=address)


def fetch(address: str) -> Callable[[], object]:
    """Read a call."""
    client = _client(address)

    def work() -> object:
        call = client.get_call(f"c-{0:024x}")
        return call["id"], call["state"]

    return work


def listing(address: str) -> Callable[[], object]:
    """Read a page of calls."""
    client = _client(address)
    return lambda: [(call["id"], call["state"]) for call in client.list_calls(size=PAGE_SIZE)]
