"""httpx2 and json, with nothing on top: what everything else is compared with."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

from ..answers import CALL_SID, PAGE_SIZE, PROJECT, TOKEN, page_text

ACCOUNT = f"/api/laml/2010-04-01/Accounts/{PROJECT}"
CALL, CALLS = f"{ACCOUNT}/Calls/{CALL_SID}.json", f"{ACCOUNT}/Calls.json"


def _client(address: str) -> Any:
    return import_module("httpx2").Client(base_url=address, auth=(PROJECT, TOKEN))


def fetch(address: str) -> Callable[[], object]:
    """Read a Call."""
    client = _client(address)

    def work() -> object:
        call = json.loads(client.get(CALL).content)
        return call["sid"], call["status"]

    return work


def listing(address: str) -> Callable[[], object]:
    """Read a page of Calls."""
    client = _client(address)

    def work() -> object:
        page = json.loads(client.get(CALLS, params={"PageSize": PAGE_SIZE}).content)
        return [(call["sid"], call["status"]) for call in page["calls"]]

    return work


def command(address: str) -> Callable[[], object]:
    """Send a Calling command."""
    client = _client(address)
    body = {"command": "calling.end", "id": CALL_SID, "params": {"reason": "busy"}}

    def work() -> object:
        leg = json.loads(client.post("/api/calling/calls", json=body).content)
        return leg["id"], leg["status"]

    return work


def concurrent(address: str) -> Callable[[], object]:
    """Read 50 Calls at once. The pool keeps as many connections as ours does: the default would reopen 30."""
    httpx2 = import_module("httpx2")
    runner = asyncio.Runner()
    limits = httpx2.Limits(max_connections=100, max_keepalive_connections=100)
    client: Any = httpx2.AsyncClient(base_url=address, auth=(PROJECT, TOKEN), limits=limits)

    async def one() -> object:
        call = json.loads((await client.get(CALL)).content)
        return call["sid"], call["status"]

    async def all_of_them() -> object:
        return await asyncio.gather(*(one() for _ in range(50)))

    return lambda: runner.run(all_of_them())


def decode(address: str) -> Callable[[], object]:
    """Decode a page of Calls."""
    text = page_text()
    return lambda: len(json.loads(text)["calls"])


def decode_all(address: str) -> Callable[[], object]:
    """Decode a page of Calls, and read every field once."""
    text = page_text()

    def work() -> object:
        calls = json.loads(text)["calls"]
        for call in calls:
            for name in call:
                call[name]
        return len(calls)

    return work


def hold(address: str) -> Callable[[bytes], list[Any]]:
    """Hold the Calls of a page."""

    def work(text: bytes) -> list[Any]:
        calls: list[Any] = json.loads(text)["calls"]
        return calls

    return work


hold_all = hold  # there is nothing left to decode when a field is read
