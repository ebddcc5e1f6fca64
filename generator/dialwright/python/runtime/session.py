"""Carrying calls out: settings and a transport, synchronous and not.

The two classes differ in `await` only; what an outcome means is decided in `call`. Whatever a transport
raises is turned into a value where it is caught, and raised elsewhere.
"""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING, TypeVar

from .call import Call, Outcome, Reading, foreign, without_frames
from .errors import ClientError
from .paging import AsyncPage, Page
from .prepare import prepare, prepare_link
from .response import RawResponse
from .result import read_result
from .transport import AsyncTransportResponse, TransportResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from .options import Options
    from .request import Request
    from .settings import Settings
    from .transport import AsyncTransport, Transport

__all__ = ["AsyncSession", "Session"]

T = TypeVar("T")


class Session:
    """Carries out calls over a transport."""

    def __init__(self, settings: Settings, transport: Transport) -> None:
        self.settings = settings
        self.transport = transport

    def send(self, request: Request[T], options: Options | None) -> T:
        """Carry out a request and read its result."""
        call = prepare(self.settings, request, options)
        return read_result(call, request, self.perform(call))

    def page(self, request: Request[T], options: Options | None, adopt: Callable[[T], None]) -> Page[T]:
        """Fetch the first page of a list. `adopt` is given each record."""
        call = prepare(self.settings, request, options)
        return Page(call, request, self.perform(call), options, self, adopt)

    def page_at(
        self,
        url: str | None,
        request: Request[T],
        options: Options | None,
        adopt: Callable[[T], None],
        current: str,
    ) -> Page[T]:
        """Fetch the page at an address that was in the answer to `current`."""
        call = prepare_link(self.settings, request, options, current, url)
        return Page(call, request, self.perform(call), options, self, adopt)

    def perform(self, call: Call) -> RawResponse:
        """Send a call until it is over, and return the answer that succeeded."""
        with call:
            while True:
                begun = self._begin(call)
                outcome = begun if isinstance(begun, ClientError) else self._read(call, begun)
                verdict = call.judge(outcome)
                if isinstance(verdict, RawResponse):
                    return verdict
                sleep(verdict)

    def open(self, call: Call) -> TransportResponse:
        """Send a call until it is over, and return the answer or redirect, its body still to be read."""
        with call:
            while True:
                begun = self._begin(call)
                if isinstance(begun, TransportResponse) and begun.status < 400:
                    call.opened(begun.status, begun.headers)
                    return begun
                outcome = begun if isinstance(begun, ClientError) else self._read(call, begun)
                verdict = call.judge(outcome)
                assert not isinstance(verdict, RawResponse)
                sleep(verdict)

    def _begin(self, call: Call) -> TransportResponse | ClientError:
        if call.grant is not None:
            self._authorize(call)
        # What a hook raises here is not taken for a failure of the transport.
        request = call.attempt()
        try:
            return self.transport.send(request)
        except ClientError as error:
            return without_frames(error)
        except OSError as error:
            return foreign(error)

    def _authorize(self, call: Call) -> None:
        from .tokens import authorize

        failure = authorize(self, call)
        if failure is not None:
            raise call.failed(failure)

    def _read(self, call: Call, response: TransportResponse) -> Outcome:
        reading = Reading(call, response.status, response.headers)
        try:
            for chunk in response.body:
                if not reading.feed(chunk):
                    break
            return reading.finish()
        except ClientError as error:
            failure = without_frames(error)
        except OSError as error:
            failure = foreign(error)
        finally:
            response.close()
        return reading.broken(failure)


class AsyncSession:
    """The twin of `Session`."""

    def __init__(self, settings: Settings, transport: AsyncTransport) -> None:
        self.settings = settings
        self.transport = transport

    async def send(self, request: Request[T], options: Options | None) -> T:
        """Carry out a request and read its result."""
        call = prepare(self.settings, request, options)
        return read_result(call, request, await self.perform(call))

    async def page(
        self, request: Request[T], options: Options | None, adopt: Callable[[T], None]
    ) -> AsyncPage[T]:
        """Fetch the first page of a list. `adopt` is given each record."""
        call = prepare(self.settings, request, options)
        return AsyncPage(call, request, await self.perform(call), options, self, adopt)

    async def page_at(
        self,
        url: str | None,
        request: Request[T],
        options: Options | None,
        adopt: Callable[[T], None],
        current: str,
    ) -> AsyncPage[T]:
        """Fetch the page at an address that was in the answer to `current`."""
        call = prepare_link(self.settings, request, options, current, url)
        return AsyncPage(call, request, await self.perform(call), options, self, adopt)

    async def perform(self, call: Call) -> RawResponse:
        """Send a call until it is over, and return the answer that succeeded."""
        with call:
            while True:
                begun = await self._begin(call)
                outcome = begun if isinstance(begun, ClientError) else await self._read(call, begun)
                verdict = call.judge(outcome)
                if isinstance(verdict, RawResponse):
                    return verdict
                await _sleep(verdict)

    async def open(self, call: Call) -> AsyncTransportResponse:
        """Send a call until it is over, and return the answer or redirect, its body still to be read."""
        with call:
            while True:
                begun = await self._begin(call)
                if isinstance(begun, AsyncTransportResponse) and begun.status < 400:
                    call.opened(begun.status, begun.headers)
                    return begun
                outcome = begun if isinstance(begun, ClientError) else await self._read(call, begun)
                verdict = call.judge(outcome)
                assert not isinstance(verdict, RawResponse)
                await _sleep(verdict)

    async def _begin(self, call: Call) -> AsyncTransportResponse | ClientError:
        if call.grant is not None:
            await self._authorize(call)
        # What a hook raises here is not taken for a failure of the transport.
        request = call.attempt()
        try:
            return await self.transport.send(request)
        except ClientError as error:
            return without_frames(error)
        except OSError as error:
            return foreign(error)

    async def _authorize(self, call: Call) -> None:
        from .tokens import authorize_async

        failure = await authorize_async(self, call)
        if failure is not None:
            raise call.failed(failure)

    async def _read(self, call: Call, response: AsyncTransportResponse) -> Outcome:
        reading = Reading(call, response.status, response.headers)
        try:
            async for chunk in response.body:
                if not reading.feed(chunk):
                    break
            return reading.finish()
        except ClientError as error:
            failure = without_frames(error)
        except OSError as error:
            failure = foreign(error)
        finally:
            await response.close()
        return reading.broken(failure)


async def _sleep(seconds: float) -> None:
    import asyncio

    await asyncio.sleep(seconds)
