"""What a client is asked to do while the service fails."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeVar

from dialwright_signalwire import AsyncSignalWire, SignalWire
from dialwright_signalwire._runtime import AsyncResource, Options, Pagination, Request, Resource
from dialwright_signalwire.errors import ClientError
from dialwright_signalwire.models import Call

__all__ = ["ACTIONS", "Action", "AsyncClient", "Client", "create", "delete", "dial", "fetch", "outcome"]

Result = TypeVar("Result")

TO = "+15550100"
FROM = "+15550101"
URL = "https://example.com/"

_LINKED = Request("GET", "/linked", Call, pages=Pagination(style="link-header", items=""))


class Linked(Resource):
    """A list whose pages say in their Link header where the next one is."""

    def list(self) -> list[Call]:
        return self._list(_LINKED, None, None)


class AsyncLinked(AsyncResource):
    """The twin of `Linked`."""

    async def list(self) -> list[Call]:
        return await self._list(_LINKED, None, None)


class Client(SignalWire):
    """The generated client, with one list more."""

    @cached_property
    def linked(self) -> Linked:
        return Linked(self)

    def create_at_once(self, numbers: Sequence[str]) -> list[str | ClientError]:
        """Place calls, each in a thread; what came of each."""
        with ThreadPoolExecutor(len(numbers)) as threads:
            return list(threads.map(partial(outcome, create, self), numbers))


class AsyncClient(AsyncSignalWire):
    """The twin of `Client`."""

    @cached_property
    def linked(self) -> AsyncLinked:
        return AsyncLinked(self)

    async def create_at_once(self, numbers: Sequence[str]) -> list[str | ClientError]:
        """Place calls, each in a task; what came of each."""
        return await asyncio.gather(*map(self._attempt, numbers))

    async def _attempt(self, to: str) -> str | ClientError:
        try:
            return (await self.compat.calls.create(to=to, from_=FROM, url=URL)).sid
        except ClientError as error:
            return error


@dataclass(frozen=True)
class Action:
    """Something that a client can do."""

    what: str
    """What it is."""

    perform: Callable[[Client], object]

    result: object
    """What comes of it where all is well."""

    places: bool = False
    """Whether it places a call."""


def create(client: Client, to: str = TO, options: Options | None = None) -> str:
    """Place a call."""
    made = client.compat.calls.create(to=to, from_=FROM, url=URL, options=options)
    return made.sid


def dial(client: Client, to: str = TO, options: Options | None = None) -> object:
    """Place a call with the other API."""
    made: Any = client.calling.dial(to=to, from_=FROM, url=URL, options=options)
    return made["id"]


def outcome(way: Callable[..., Result], *args: object) -> Result | ClientError:
    """What comes of something, which may be an error."""
    try:
        return way(*args)
    except ClientError as error:
        return error


def fetch(client: Client) -> str:
    return client.compat.calls.fetch("call-1").sid


def delete(client: Client) -> None:
    client.compat.recordings("recording-1").delete()


def end(client: Client) -> object:
    made: Any = client.calling.end("call-1")
    return made["id"]


def delete_then_create(client: Client) -> str:
    delete(client)
    return create(client)


def fetch_twice(client: Client) -> list[str]:
    return [fetch(client), client.compat.calls.fetch("call-2").sid]


def fetch_then_create(client: Client) -> list[str]:
    first = fetch(client)
    time.sleep(0.1)  # so that what the service did meanwhile has arrived
    return [first, create(client)]


def stream(client: Client) -> list[str]:
    return [call.sid for call in client.compat.calls.stream(limit=100)]


def stream_faxes(client: Client) -> list[str]:
    return [fax.sid for fax in client.compat.faxes.stream(limit=100)]


def linked(client: Client) -> int:
    return len(client.linked.list())


def download(client: Client) -> bytes:
    with client.compat.recordings("recording-1").iter_bytes() as chunks:
        return b"".join(chunks)


def hear(client: Client) -> int:
    with client.compat.recordings("recording-1").iter_bytes() as chunks:
        return sum(map(len, chunks))


ACTIONS = {
    "fetch": Action("`compat.calls.fetch`, a GET, which may be repeated", fetch, "call-1"),
    "create": Action("`compat.calls.create`, a POST that places a call", create, f"call-{TO}", True),
    "dial": Action("`calling.dial`, a POST that places a call", dial, f"call-{TO}", True),
    "end": Action("`calling.end`, a POST that may be repeated", end, "call-1"),
    "delete": Action("`compat.recordings(sid).delete`, a DELETE", delete, None),
    "delete_then_create": Action("both, on one connection", delete_then_create, f"call-{TO}", True),
    "fetch_twice": Action("two calls fetched, on one connection", fetch_twice, ["call-1", "call-2"]),
    "fetch_then_create": Action(
        "both, with a pause between", fetch_then_create, ["call-1", f"call-{TO}"], True
    ),
    "list": Action("`compat.calls.stream`", stream, ["a", "b"]),
    "faxes": Action("`compat.faxes.stream`", stream_faxes, ["a", "b"]),
    "linked": Action("a list that goes on as the Link header says", linked, 2),
    "download": Action("`compat.recordings(sid).iter_bytes`, read to the end", download, b"sound"),
    "hear": Action("the same, a longer one", hear, 20_000_000),
}
