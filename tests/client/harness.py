"""Clients for the tests: synchronous and asynchronous ones, used alike, and connected to a server here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Generator, Iterator
from contextlib import ExitStack
from inspect import isawaitable, ismethod
from typing import Any, TypeVar, cast

from dialwright_signalwire import AsyncPage, AsyncSignalWire, SignalWire
from dialwright_signalwire._runtime import AsyncByteStream, AsyncItem, AsyncResource, SyncClient
from dialwright_signalwire.rest import AsyncClient, AsyncRestClient, Client, RestClient
from runtime.server import Server

__all__ = ["ACCOUNT", "PROJECT", "TOKEN", "Awaited", "Connect", "real"]

PROJECT = "project-1"
TOKEN = "PTsecret0123456789"
ACCOUNT = f"/api/laml/2010-04-01/Accounts/{PROJECT}"

C = TypeVar("C", bound=SyncClient)

_TWINS: dict[type[SyncClient], type[Any]] = {
    SignalWire: AsyncSignalWire,
    RestClient: AsyncRestClient,
    Client: AsyncClient,
}
_ASYNCHRONOUS = (*_TWINS.values(), AsyncResource, AsyncItem, AsyncPage, AsyncByteStream)
_END = object()


class Awaited:
    """An asynchronous object, to be used as its synchronous twin is, so that one test is for both.

    What a method returns is awaited where it can be, an asynchronous iterator is iterated, and what comes of
    either is wrapped again where it is asynchronous too.
    """

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
        target = self._target
        return self._walk(target) if isinstance(target, AsyncIterator) else map(self._wrapped, target)

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
        if isinstance(value, _ASYNCHRONOUS):
            return Awaited(value, self._runner)
        if isinstance(value, AsyncIterator):
            return self._walk(cast("AsyncIterator[Any]", value))
        if isinstance(value, list):
            return [self._wrapped(item) for item in cast("list[Any]", value)]
        return value

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


class Connect:
    """Makes clients of one kind that talk to one server, and has them closed when the test is over.

    Args:
        server: The server.
        closing: What closes the clients.
        runner: What runs asynchronous clients; None makes synchronous ones.
    """

    def __init__(self, server: Server, closing: ExitStack, runner: asyncio.Runner | None) -> None:
        self._server = server
        self._closing = closing
        self._runner = runner

    def __call__(self, surface: type[C], **settings: Any) -> C:
        """A client of this surface, or its asynchronous twin."""
        given: dict[str, Any] = {"project": PROJECT, "token": TOKEN, "base_url": self._server.url, **settings}
        if self._runner is None:
            return self._closing.enter_context(surface(**given))
        twin = Awaited(_TWINS[surface](**given), self._runner)
        return self._closing.enter_context(cast(C, twin))

    @property
    def asynchronous(self) -> bool:
        return self._runner is not None
