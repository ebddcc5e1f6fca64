"""What generated resources and items extend: they say what to send, and this sends it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from .errors import ArgumentError
from .model import Bound, Model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping
    from os import PathLike
    from pathlib import Path

    from .client import AsyncClient, SyncClient
    from .download import AsyncByteStream, ByteStream
    from .events import AsyncEventStream, AsyncJsonStream, EventStream, JsonStream
    from .options import Options
    from .paging import AsyncPage, Page
    from .request import Request

__all__ = ["AsyncItem", "AsyncResource", "Item", "Resource"]

T = TypeVar("T")


class _Values(dict[str, "str | int"]):
    """Path values of a record; asking for one that the record never had says so."""

    def __missing__(self, name: str) -> str | int:
        raise ArgumentError(f"The record does not say its {name!r}, so nothing can be done to it.")


class _Detached:
    """Stands for the client of a record that has none."""

    def __getattr__(self, name: str) -> Any:
        raise ArgumentError(
            "The record has no client, because it was unpickled or made by hand: pick it from a client by its"
            " identifier to act on it."
        )


class _Place:
    """A place in the tree: a collection, an item, or a record, which is an item that is a model too."""

    _above: Mapping[str, str | int | None] = {}
    """The path values with which it was made; of a record, those of the request that returned it."""

    _misnomers: ClassVar[Mapping[str, str]] = {}
    """Names that documents wrongly print for its methods -> the right ones."""

    _item: ClassVar[tuple[str, str] | None] = None
    """Of a record: the path parameter that picks it, and the property that holds its value."""

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            """Say which name is right; a type checker knows that there is no such attribute."""
            right = self._misnomers.get(name)
            hint = f". It is called {right!r}." if right else ""
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}{hint}")

    @cached_property
    def _path(self) -> Mapping[str, str | int]:
        """The path values by which the service finds it."""
        values = _Values((name, value) for name, value in self._above.items() if value is not None)
        if self._item is not None and isinstance(self, Model):
            parameter, wire = self._item
            identifier = self.__raw__.get(wire)
            if isinstance(identifier, (str, int)):
                values[parameter] = identifier
        return values

    def _pick(self, name: str, value: str | int) -> dict[str, str | int]:
        """The path values of one item of this place."""
        return {**self._path, name: value}

    def _choose(self, choices: Mapping[str, str], argument: str, value: str) -> str:
        """What stands for one of several values of an argument."""
        chosen = choices.get(value)
        if chosen is None:
            raise ArgumentError(f"{argument} must be one of {', '.join(choices)}, not {value!r}.")
        return chosen

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._path.items())})"
        )


class _Actor(_Place):
    """What acts through a client."""

    _client: SyncClient

    def __init__(self, client: SyncClient, path: Mapping[str, str | int] | None = None) -> None:
        self._client = client
        self._above = path or {}

    def _send(self, request: Request[T], options: Options | None) -> T:
        result = self._client.__session__.send(request, options)
        self._adopter(request)(result)
        return result

    def _download(
        self, request: Request[bytes], path: str | PathLike[str], overwrite: bool, options: Options | None
    ) -> Path:
        from .download import save
        from .files import Target

        return save(self._iter_bytes(request, 65536, options), Target(path, overwrite))

    def _iter_bytes(self, request: Request[bytes], chunk_size: int, options: Options | None) -> ByteStream:
        from .download import ByteStream

        return ByteStream(self._client.__session__, request, chunk_size, options)

    def _events(self, request: Request[T], options: Options | None) -> EventStream[T]:
        from .events import EventStream

        return EventStream(self._client.__session__, request, options)

    def _values(self, request: Request[T], options: Options | None) -> JsonStream[T]:
        from .events import JsonStream

        return JsonStream(self._client.__session__, request, options)

    def _list(self, request: Request[T], limit: int | None, options: Options | None) -> list[T]:
        # What is wrong with the arguments shows at once, for the first page is asked for at once.
        return list(self._records(request, limit, options))

    def _stream(self, request: Request[T], limit: int | None, options: Options | None) -> Iterator[T]:
        from .prepare import prepare

        # Whatever is wrong with the arguments shows here, rather than when the first record is asked for.
        prepare(self._client.__session__.settings, request, options)
        return self._records(request, limit, options)

    def _records(self, request: Request[T], limit: int | None, options: Options | None) -> Iterator[T]:
        from .paging import checked_limit, walk

        session = self._client.__session__
        return walk(session, request, options, self._adopter(request), checked_limit(limit))

    def _page(self, request: Request[T], options: Options | None) -> Page[T]:
        return self._client.__session__.page(request, options, self._adopter(request))

    def _get_page(self, url: str | None, request: Request[T], options: Options | None) -> Page[T]:
        return self._client.__session__.page_at(url, request, options, self._adopter(request), "/")

    def _adopter(self, request: Request[Any]) -> Callable[[object], None]:
        """What makes a record that a request returned act through the same client."""

        def adopt(result: object) -> None:
            if isinstance(result, Item):
                object.__setattr__(result, "_client", self._client)
                object.__setattr__(result, "_above", request.path)

        return adopt


class Resource(_Actor):
    """A collection of the API."""


class Item(_Actor, Bound):
    """One thing of the API, by its identifier."""

    _client: SyncClient = cast("SyncClient", _Detached())


class _AsyncActor(_Place):
    """The twin of `_Actor`."""

    _client: AsyncClient

    def __init__(self, client: AsyncClient, path: Mapping[str, str | int] | None = None) -> None:
        self._client = client
        self._above = path or {}

    async def _send(self, request: Request[T], options: Options | None) -> T:
        result = await self._client.__session__.send(request, options)
        self._adopter(request)(result)
        return result

    async def _download(
        self, request: Request[bytes], path: str | PathLike[str], overwrite: bool, options: Options | None
    ) -> Path:
        from .download import save_async
        from .files import Target

        return await save_async(self._iter_bytes(request, 65536, options), Target(path, overwrite))

    def _iter_bytes(
        self, request: Request[bytes], chunk_size: int, options: Options | None
    ) -> AsyncByteStream:
        from .download import AsyncByteStream

        return AsyncByteStream(self._client.__session__, request, chunk_size, options)

    def _events(self, request: Request[T], options: Options | None) -> AsyncEventStream[T]:
        from .events import AsyncEventStream

        return AsyncEventStream(self._client.__session__, request, options)

    def _values(self, request: Request[T], options: Options | None) -> AsyncJsonStream[T]:
        from .events import AsyncJsonStream

        return AsyncJsonStream(self._client.__session__, request, options)

    async def _list(self, request: Request[T], limit: int | None, options: Options | None) -> list[T]:
        return [item async for item in self._records(request, limit, options)]

    def _stream(self, request: Request[T], limit: int | None, options: Options | None) -> AsyncIterator[T]:
        from .prepare import prepare

        # Whatever is wrong with the arguments shows here, rather than when the first record is asked for.
        prepare(self._client.__session__.settings, request, options)
        return self._records(request, limit, options)

    def _records(self, request: Request[T], limit: int | None, options: Options | None) -> AsyncIterator[T]:
        from .paging import checked_limit, walk_async

        session = self._client.__session__
        return walk_async(session, request, options, self._adopter(request), checked_limit(limit))

    async def _page(self, request: Request[T], options: Options | None) -> AsyncPage[T]:
        return await self._client.__session__.page(request, options, self._adopter(request))

    async def _get_page(self, url: str | None, request: Request[T], options: Options | None) -> AsyncPage[T]:
        return await self._client.__session__.page_at(url, request, options, self._adopter(request), "/")

    def _adopter(self, request: Request[Any]) -> Callable[[object], None]:
        """What makes a record that a request returned act through the same client."""

        def adopt(result: object) -> None:
            if isinstance(result, AsyncItem):
                object.__setattr__(result, "_client", self._client)
                object.__setattr__(result, "_above", request.path)

        return adopt


class AsyncResource(_AsyncActor):
    """A collection of the API."""


class AsyncItem(_AsyncActor, Bound):
    """One thing of the API, by its identifier."""

    _client: AsyncClient = cast("AsyncClient", _Detached())
