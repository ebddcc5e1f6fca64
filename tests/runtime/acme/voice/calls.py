"""Place calls, and read and change the ones in progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime import (
    AsyncItem,
    AsyncResource,
    Item,
    Pagination,
    Request,
    Resource,
    Rule,
    Shape,
)
from ..models.call import Call

if TYPE_CHECKING:
    from builtins import list as List
    from collections.abc import AsyncIterator, Iterator, Sequence

    from .._runtime import AsyncPage, DateLike, Options, Page
    from ..models.call import CallStatus
    from ..models.leg import CallLeg

__all__ = ["AsyncCallContext", "AsyncCallRecord", "AsyncCalls", "CallContext", "CallRecord", "Calls"]

_CALLS = "/api/Accounts/{AccountSid}/Calls.json"
_CALL = "/api/Accounts/{AccountSid}/Calls/{Sid}.json"
_LEG = "/api/Accounts/{AccountSid}/Calls/{Sid}/Leg.json"
_PAGES = Pagination(
    style="next-uri", items="calls", next="next_page_uri", page_size="PageSize", page_number="Page"
)
_SOURCE = Rule("exactly-one-of", {"Url": "url", "ApplicationSid": "application_sid"})
_CALL_LEG: Shape[CallLeg | None] = Shape("CallLeg | None")


class CallContext(Item):
    """One call, by its identifier: `client.voice.calls("sid")`."""

    def fetch(self, *, options: Options | None = None) -> CallRecord:
        """Read the call."""
        return self._send(Request("GET", _CALL, CallRecord, path=self._path), options)

    def update(
        self,
        *,
        status: CallStatus | None = None,
        url: str | None = None,
        options: Options | None = None,
    ) -> CallRecord:
        """Change the call; doing so twice does no more."""
        form = {"Status": status, "Url": url}
        return self._send(
            Request("POST", _CALL, CallRecord, path=self._path, form=form, idempotent=True), options
        )

    def delete(self, *, options: Options | None = None) -> None:
        """Forget the call."""
        self._send(Request("DELETE", _CALL, None, path=self._path), options)

    def leg(self, *, options: Options | None = None) -> CallLeg | None:
        """Read the part of the call that is being spoken on."""
        return self._send(Request("GET", _LEG, _CALL_LEG, path=self._path), options)


class CallRecord(Call, CallContext):
    """A call as the service answered it, with what can be done to it."""

    _item = ("Sid", "sid")


class Calls(Resource):
    """Phone calls of the account."""

    def __call__(self, sid: str) -> CallContext:
        """Pick one call by its identifier; nothing is sent."""
        return CallContext(self._client, self._pick("Sid", sid))

    def create(
        self,
        *,
        to: str,
        from_: str,
        url: str | None = None,
        application_sid: str | None = None,
        record: bool | None = None,
        status_callback_event: Sequence[str] | None = None,
        options: Options | None = None,
    ) -> CallRecord:
        """Place a call. Give `url` or `application_sid`."""
        form = {
            "To": to,
            "From": from_,
            "Url": url,
            "ApplicationSid": application_sid,
            "Record": record,
            "StatusCallbackEvent": status_callback_event,
        }
        return self._send(
            Request("POST", _CALLS, CallRecord, path=self._path, form=form, rules=(_SOURCE,)), options
        )

    def fetch(self, sid: str, *, options: Options | None = None) -> CallRecord:
        """Read a call."""
        return self(sid).fetch(options=options)

    def list(
        self,
        *,
        status: CallStatus | None = None,
        start_time_before: DateLike | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        options: Options | None = None,
    ) -> List[CallRecord]:
        """Read the calls."""
        query = {"Status": status, "StartTime<": start_time_before, "PageSize": page_size}
        return self._list(
            Request("GET", _CALLS, CallRecord, path=self._path, query=query, pages=_PAGES), limit, options
        )

    def stream(
        self,
        *,
        status: CallStatus | None = None,
        start_time_before: DateLike | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        options: Options | None = None,
    ) -> Iterator[CallRecord]:
        """Read the calls as they are needed."""
        query = {"Status": status, "StartTime<": start_time_before, "PageSize": page_size}
        return self._stream(
            Request("GET", _CALLS, CallRecord, path=self._path, query=query, pages=_PAGES), limit, options
        )

    def page(
        self,
        *,
        status: CallStatus | None = None,
        page_size: int | None = None,
        page_number: int | None = None,
        options: Options | None = None,
    ) -> Page[CallRecord]:
        """Read one page of the calls."""
        query = {"Status": status, "PageSize": page_size, "Page": page_number}
        return self._page(
            Request("GET", _CALLS, CallRecord, path=self._path, query=query, pages=_PAGES), options
        )

    def get_page(self, url: str, *, options: Options | None = None) -> Page[CallRecord]:
        """Resume at a page whose address was kept."""
        return self._get_page(url, Request("GET", _CALLS, CallRecord, path=self._path, pages=_PAGES), options)


class AsyncCallContext(AsyncItem):
    """One call, by its identifier: `client.voice.calls("sid")`."""

    async def fetch(self, *, options: Options | None = None) -> AsyncCallRecord:
        """Read the call."""
        return await self._send(Request("GET", _CALL, AsyncCallRecord, path=self._path), options)

    async def update(
        self,
        *,
        status: CallStatus | None = None,
        url: str | None = None,
        options: Options | None = None,
    ) -> AsyncCallRecord:
        """Change the call; doing so twice does no more."""
        form = {"Status": status, "Url": url}
        return await self._send(
            Request("POST", _CALL, AsyncCallRecord, path=self._path, form=form, idempotent=True), options
        )

    async def delete(self, *, options: Options | None = None) -> None:
        """Forget the call."""
        await self._send(Request("DELETE", _CALL, None, path=self._path), options)


class AsyncCallRecord(Call, AsyncCallContext):
    """A call as the service answered it, with what can be done to it."""

    _item = ("Sid", "sid")


class AsyncCalls(AsyncResource):
    """Phone calls of the account."""

    def __call__(self, sid: str) -> AsyncCallContext:
        """Pick one call by its identifier; nothing is sent."""
        return AsyncCallContext(self._client, self._pick("Sid", sid))

    async def create(
        self,
        *,
        to: str,
        from_: str,
        url: str | None = None,
        application_sid: str | None = None,
        record: bool | None = None,
        status_callback_event: Sequence[str] | None = None,
        options: Options | None = None,
    ) -> AsyncCallRecord:
        """Place a call. Give `url` or `application_sid`."""
        form = {
            "To": to,
            "From": from_,
            "Url": url,
            "ApplicationSid": application_sid,
            "Record": record,
            "StatusCallbackEvent": status_callback_event,
        }
        return await self._send(
            Request("POST", _CALLS, AsyncCallRecord, path=self._path, form=form, rules=(_SOURCE,)), options
        )

    async def fetch(self, sid: str, *, options: Options | None = None) -> AsyncCallRecord:
        """Read a call."""
        return await self(sid).fetch(options=options)

    async def list(
        self,
        *,
        status: CallStatus | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        options: Options | None = None,
    ) -> List[AsyncCallRecord]:
        """Read the calls."""
        query = {"Status": status, "PageSize": page_size}
        return await self._list(
            Request("GET", _CALLS, AsyncCallRecord, path=self._path, query=query, pages=_PAGES),
            limit,
            options,
        )

    def stream(
        self,
        *,
        status: CallStatus | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        options: Options | None = None,
    ) -> AsyncIterator[AsyncCallRecord]:
        """Read the calls as they are needed."""
        query = {"Status": status, "PageSize": page_size}
        return self._stream(
            Request("GET", _CALLS, AsyncCallRecord, path=self._path, query=query, pages=_PAGES),
            limit,
            options,
        )

    async def page(
        self,
        *,
        page_size: int | None = None,
        page_number: int | None = None,
        options: Options | None = None,
    ) -> AsyncPage[AsyncCallRecord]:
        """Read one page of the calls."""
        query = {"PageSize": page_size, "Page": page_number}
        return await self._page(
            Request("GET", _CALLS, AsyncCallRecord, path=self._path, query=query, pages=_PAGES), options
        )

    async def get_page(self, url: str, *, options: Options | None = None) -> AsyncPage[AsyncCallRecord]:
        """Resume at a page whose address was kept."""
        return await self._get_page(
            url, Request("GET", _CALLS, AsyncCallRecord, path=self._path, pages=_PAGES), options
        )
