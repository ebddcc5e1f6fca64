"""Content that is handed on as it comes: bytes, which may also be saved to a file that is either complete or
not there, or whatever a reader makes of them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from .address import split_url
from .body import Unpacker
from .call import Call, foreign, without_frames
from .errors import ArgumentError, ClientError, RedirectError
from .prepare import prepare, prepare_elsewhere
from .response import Headers

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from .address import Address
    from .files import Target
    from .options import Options
    from .request import Request
    from .session import AsyncSession, Session
    from .settings import Settings
    from .transport import AsyncTransportResponse, TransportResponse

__all__ = ["AsyncByteStream", "AsyncStream", "ByteStream", "Stream", "save", "save_async"]

MOST_REDIRECTS = 5
_ROOM = 64 * 1024


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Reader(Protocol[T_co]):
    """Makes something of the parts of an answer."""

    is_over: bool
    """Whether nothing that comes matters any more."""

    def feed(self, part: bytes) -> Iterator[T_co]:
        """What is complete with this part."""
        ...

    def finish(self) -> Iterator[T_co]:
        """What the end completes."""
        ...


class Chunks:
    """Cuts what comes into chunks of one size."""

    is_over = False

    def __init__(self, size: int) -> None:
        if size < 1:
            raise ArgumentError(f"chunk_size must be at least 1, not {size!r}.")
        self._size = size
        self._ready = bytearray()

    def feed(self, part: bytes) -> Iterator[bytes]:
        """The chunks that are complete with this part."""
        self._ready += part
        while len(self._ready) >= self._size:
            yield bytes(self._ready[: self._size])
            del self._ready[: self._size]

    def finish(self) -> Iterator[bytes]:
        """What is left."""
        if self._ready:
            yield bytes(self._ready)


class _Stream(Generic[T]):
    """What the two kinds of stream share: where to go, and what to make of what comes."""

    def __init__(
        self, settings: Settings, request: Request[Any], options: Options | None, reader: Reader[T]
    ) -> None:
        self._settings = settings
        self._request = request
        self._options = options
        self._reader = reader
        self._call: Call
        self._hops = 0
        self._unpacker = Unpacker("")

    def _begin(self, headers: Sequence[tuple[str, str]]) -> None:
        """Get ready for the body of an answer."""
        self._unpacker = Unpacker(Headers(headers).get("content-encoding", "").strip().lower())

    def _first_call(self) -> Call:
        return prepare(self._settings, self._request, self._options, streamed=True)

    def _elsewhere(self, status: int, headers: Sequence[tuple[str, str]]) -> Call:
        """The call for the place to which an answer redirects."""
        where = split_url(Headers(headers).get("location", ""), self._call.url)
        self._hops += 1
        if where and self._hops <= MOST_REDIRECTS and self._may_follow(where[0]):
            return prepare_elsewhere(self._settings, self._request, self._options, *where)
        problem = "too often" if self._hops > MOST_REDIRECTS else "where it is not followed"
        error = RedirectError(f"The service redirects {problem}.", status=status)
        raise error.during(self._request.method, self._request.template)

    def _may_follow(self, address: Address) -> bool:
        """Only a GET is sent elsewhere, and only over https, or from this machine to itself."""
        base = self._settings.address(self._request.server)
        local = base.scheme == "http" and base.is_local and address.is_local
        return self._request.method == "GET" and (address.scheme == "https" or local)

    def _take(self, chunk: bytes) -> Iterator[T]:
        """Unpack a chunk of the answer; what is complete of what it holds."""
        while chunk and not self._reader.is_over:
            part, chunk = self._unpacker.feed(chunk, _ROOM)
            yield from self._reader.feed(part)

    def _rest(self) -> Iterator[T]:
        if not self._reader.is_over:
            self._unpacker.finish()
            yield from self._reader.finish()


class Stream(_Stream[T], Iterator[T]):
    """Content as it comes. Nothing is sent before the first of it is asked for.

    Use it in a `with` statement, or to its end, so that its connection is given back.
    """

    def __init__(
        self, session: Session, request: Request[Any], options: Options | None, reader: Reader[T]
    ) -> None:
        super().__init__(session.settings, request, options, reader)
        self._session = session
        self._chunks = self._iterate()

    def __next__(self) -> T:
        return next(self._chunks)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop, and give the connection back."""
        self._chunks.close()

    def _open(self) -> TransportResponse:
        while True:
            response = self._session.open(self._call)
            if response.status < 300:
                return response
            response.close()
            self._call = self._elsewhere(response.status, response.headers)

    def _iterate(self) -> Generator[T]:
        self._call = self._first_call()
        response = self._open()
        try:
            self._begin(response.headers)
            for part in response.body:
                yield from self._take(part)
                if self._reader.is_over:
                    break
            yield from self._rest()
            return
        except ClientError as error:
            failure = without_frames(error)
        except OSError as error:
            failure = foreign(error)
        finally:
            response.close()
        failure.sent = "yes"
        raise self._call.failed(failure)


class AsyncStream(_Stream[T], AsyncIterator[T]):
    """Content as it comes. Nothing is sent before the first of it is asked for.

    Use it in an `async with` statement, or to its end, so that its connection is given back.
    """

    def __init__(
        self, session: AsyncSession, request: Request[Any], options: Options | None, reader: Reader[T]
    ) -> None:
        super().__init__(session.settings, request, options, reader)
        self._session = session
        self._chunks = self._iterate()

    async def __anext__(self) -> T:
        return await anext(self._chunks)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Stop, and give the connection back."""
        await self._chunks.aclose()

    async def _open(self) -> AsyncTransportResponse:
        while True:
            response = await self._session.open(self._call)
            if response.status < 300:
                return response
            await response.close()
            self._call = self._elsewhere(response.status, response.headers)

    async def _iterate(self) -> AsyncGenerator[T]:
        self._call = self._first_call()
        response = await self._open()
        try:
            self._begin(response.headers)
            async for part in response.body:
                for chunk in self._take(part):
                    yield chunk
                if self._reader.is_over:
                    break
            for chunk in self._rest():
                yield chunk
            return
        except ClientError as error:
            failure = without_frames(error)
        except OSError as error:
            failure = foreign(error)
        finally:
            await response.close()
        failure.sent = "yes"
        raise self._call.failed(failure)


class ByteStream(Stream[bytes]):
    """Binary content as it comes. Nothing is sent before the first chunk is asked for.

    Use it in a `with` statement, or to its end, so that its connection is given back.
    """

    def __init__(
        self, session: Session, request: Request[Any], chunk_size: int, options: Options | None
    ) -> None:
        super().__init__(session, request, options, Chunks(chunk_size))


class AsyncByteStream(AsyncStream[bytes]):
    """Binary content as it comes. Nothing is sent before the first chunk is asked for.

    Use it in an `async with` statement, or to its end, so that its connection is given back.
    """

    def __init__(
        self, session: AsyncSession, request: Request[Any], chunk_size: int, options: Options | None
    ) -> None:
        super().__init__(session, request, options, Chunks(chunk_size))


def save(stream: ByteStream, target: Target) -> Path:
    """Write a stream to a file."""
    try:
        with stream:
            for chunk in stream:
                target.write(chunk)
        return target.commit()
    finally:
        target.discard()


async def save_async(stream: AsyncByteStream, target: Target) -> Path:
    """Write a stream to a file, without making the event loop wait for the disk."""
    from asyncio import to_thread

    try:
        async with stream:
            async for chunk in stream:
                await to_thread(target.write, chunk)
        return await to_thread(target.commit)
    finally:
        target.discard()
