"""signalwire-sdk 3, the vendor's present package: it has the Calling API, and no Compatibility API."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from ..answers import CALL_SID, PROJECT, TOKEN


def command(address: str) -> Callable[[], object]:
    """Send a Calling command."""
    rest: Any = import_module("signalwire.rest")
    client = rest.RestClient(project=PROJECT, token=TOKEN, host=address.removeprefix("http://"))

    def work() -> object:
        leg = client.calling.end(CALL_SID, reason="busy")
        return leg["id"], leg["status"]

    return work
