"""Clients for the tests: synchronous and asynchronous ones, used alike, and connected to a server here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from inspect import isawaitable, ismethod
from operator import attrgetter
from typing import Any, ClassVar, TypeAlias, TypeVar, cast

import pytest

from dialwright_signalwire import AsyncPage, AsyncSignalWire, SignalWire
from dialwright_signalwire._runtime import AsyncByteStream, AsyncItem, AsyncResource, SyncClient
from dialwright_signalwire.compat.calls import Calls
from dialwright_signalwire.rest import AsyncClient, AsyncRestClient, Client, RestClient
from runtime.server import Server

__all__ = [
    "ACCOUNT",
    "ANYTHING",
    "PROJECT",
    "SPACES",
    "TOKEN",
    "TWINS",
    "Awaited",
    "Connect",
    "Surface",
    "calls_of",
    "every_surface",
    "operation",
    "real",
]

PROJECT = "project-1"
TOKEN = "PTsecret0123456789"
ACCOUNT = f"/api/laml/2010-04-01/Accounts/{PROJECT}"

LISTS = (
    "accounts applications available_phone_numbers calls conferences countries faxes incoming_phone_numbers"
    " laml_bins media media_list messages participants queue_members queues recordings transcriptions"
)
ANYTHING: dict[str, object] = {"next_page_uri": None, **{name: list[object]() for name in LISTS.split()}}
"""An answer that is an empty page of any list, and an odd record of any kind."""

Surface: TypeAlias = type[SignalWire] | type[RestClient] | type[Client]

SPACES: dict[Surface, str] = {SignalWire: "space", RestClient: "host", Client: "signalwire_space_url"}
"""The clients there are, and what each calls the space."""

every_surface = pytest.mark.parametrize("surface", SPACES)

C = TypeVar("C", bound=AbstractContextManager[object])

TWINS: dict[type[SyncClient], type[Any]] = {
    SignalWire: AsyncSignalWire,
    RestClient: AsyncRestClient,
    Client: AsyncClient,
}
_END = object()


class Awaited:
    """An asynchronous object, to be used as its synchronous twin is, so that one test is for both.

    What a method returns is awaited where it can be, an asynchronous iterator is iterated, and what comes of
    either is wrapped again where it is asynchronous too.
    """

    asynchronous: ClassVar[tuple[type, ...]] = (
        *TWINS.values(),
        AsyncResource,
        AsyncItem,
        AsyncPage,
        AsyncByteStream,
    )
    _target: Any
    _runner: asyncio.Runner

    def __init__(self, target: Any, runner: asyncio.Runner) -> None:
        object.__setattr__(self, "_target", target)
        object.__setattr__(self, "_runner", runner)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        return self._method(value) if ismethod(value) else self._wrapped(value)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self._target, name, value)

    def __call__(self, *args: object, **arguments: object) -> Any:
        return self._wrapped(self._target(*args, **arguments))

    def __enter__(self) -> Any:
        return self._wrapped(self._target.__aenter__())

    def __exit__(self, *failure: object) -> None:
        self._wrapped(self._target.__aexit__(*failure))

    def __iter__(self) -> Iterator[Any]:
        return self if hasattr(self._target, "__anext__") else map(self._wrapped, self._target)

    def __next__(self) -> Any:
        return next(self._walk(self._target))

    def __getitem__(self, key: object) -> Any:
        return self._wrapped(self._target[key])

    def __len__(self) -> int:
        return len(self._target)

    def __repr__(self) -> str:
        return repr(self._target)

    def _method(self, method: Any) -> Any:
        def call(*args: object, **arguments: object) -> Any:
            return self._wrapped(method(*args, **arguments))

        return call

    def _wrapped(self, value: Any) -> Any:
        if isawaitable(value):
            return self._wrapped(self._run(value))
        if isinstance(value, self.asynchronous):
            return type(self)(value, self._runner)
        if hasattr(value, "__anext__"):
            return self._walk(value)
        return [*map(self._wrapped, value)] if issubclass(type(value), list) else value

    def _walk(self, iterator: AsyncIterator[Any]) -> Generator[Any]:
        while (item := self._run(anext(iterator, _END))) is not _END:
            yield self._wrapped(item)

    def _run(self, awaitable: Awaitable[Any]) -> Any:
        async def wait() -> Any:
            return await awaitable

        return self._runner.run(wait())


def real(value: Any) -> Any:
    """The object itself, where it may be wrapped."""
    return object.__getattribute__(value, "_target") if isinstance(value, Awaited) else value


def calls_of(client: object, surface: Surface) -> Calls:
    """The calls of a client, wherever its surface has them."""
    return cast(Calls, attrgetter("calls" if surface is Client else "compat.calls")(client))


def operation(line: str) -> tuple[str, str]:
    """Method and path of `GET /*/Calls.json`, where `*` is the client's account."""
    method, _, path = line.partition(" ")
    return method, "/api/laml/2010-04-01/Accounts" + path.replace("/*", f"/{PROJECT}")


class Connect:
    """Makes clients of one kind that talk to one server, and has them closed when the test is over.

    Args:
        server: The server.
        closing: What closes the clients.
        runner: What runs asynchronous clients; None makes synchronous ones.
    """

    twins: ClassVar[Mapping[type[Any], type[Any]]] = TWINS
    awaited: ClassVar[type[Awaited]] = Awaited
    credentials: ClassVar[Mapping[str, str]] = {"project": PROJECT, "token": TOKEN}

    def __init__(self, server: Server, closing: ExitStack, runner: asyncio.Runner | None) -> None:
        self._server = server
        self._closing = closing
        self._runner = runner

    def __call__(self, surface: type[C], **settings: Any) -> C:
        """A client of this surface, or its asynchronous twin."""
        given: dict[str, Any] = {**self.credentials, "base_url": self._server.url, **settings}
        if self._runner is None:
            client = surface(**given)
        else:
            client = cast(C, self.awaited(self.twins[surface](**given), self._runner))
        self._closing.enter_context(client)
        return client

    @property
    def asynchronous(self) -> bool:
        return self._runner is not None
