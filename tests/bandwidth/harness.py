"""Clients of the voice API for the tests: synchronous and asynchronous ones, used alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

import client.harness as shared
from client.harness import real
from dialwright_bandwidth import AsyncBandwidth, Bandwidth
from dialwright_bandwidth._runtime import AsyncResource
from dialwright_bandwidth.voice import AsyncClient, Client
from runtime.server import Received

__all__ = ["CALLS", "SECRET", "TOKEN", "USER", "Awaited", "Connect", "Sent", "real", "sent"]

USER = "u-abc123"
TOKEN = "t-token0123456789"
SECRET = "s-secret9876543210"
CALLS = f"/users/{USER}/calls"

Sent = tuple[str, str, dict[str, str], Any]
"""What came of a request: method, path, query, and the JSON of its body (None where it has none)."""


class Awaited(shared.Awaited):
    """An asynchronous object of the client, to be used as its synchronous twin is."""

    asynchronous = (AsyncClient, AsyncBandwidth, AsyncResource)


class Connect(shared.Connect):
    """Makes clients of one kind that talk to one server."""

    twins: ClassVar[Mapping[type[Any], type[Any]]] = {Client: AsyncClient, Bandwidth: AsyncBandwidth}
    awaited: ClassVar[type[shared.Awaited]] = Awaited
    credentials: ClassVar[Mapping[str, str]] = {"user_id": USER, "api_token": TOKEN, "api_secret": SECRET}


def sent(request: Received) -> Sent:
    """A request, as the tests state it."""
    query = dict(request.query)
    assert len(query) == len(request.query), "no parameter is sent twice"
    return request.method, request.path, query, json.loads(request.body) if request.body else None
