"""Typed uses of the client, as its users write them: type checkers find nothing wrong here.

`assert_type` says what a checker must make of an expression. Nothing in here is run.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from http.client import HTTPMessage
from pathlib import Path
from ssl import SSLContext
from typing import Any, assert_type

from dialwright_signalwire import (
    APIError,
    AsyncPage,
    AsyncSignalWire,
    ErrorDetail,
    NotFoundError,
    Options,
    OutcomeUnknownError,
    Page,
    RawResponse,
    Receipt,
    RequestEvent,
    ResponseEvent,
    ResponseHead,
    SignalWire,
    WebhookError,
    WebhookSignatureError,
    error_codes,
    webhooks,
)
from dialwright_signalwire.compat.call_recordings import CallRecordingRecord
from dialwright_signalwire.compat.calls import AsyncCallRecord, CallContext, CallRecord, Calls
from dialwright_signalwire.compat.fax_media import FaxMediaRecord
from dialwright_signalwire.compat.message_media import AsyncMessageMediaRecord, MessageMediaRecord
from dialwright_signalwire.compat.recordings import RecordingRecord
from dialwright_signalwire.models import (
    AvailablePhoneNumber,
    Call,
    CallStatusCallback,
    CallSubresourceUris,
    FaxStatusCallback,
    MessageStatusCallback,
    RecordingStatusCallback,
    TranscriptionStatusCallback,
)
from dialwright_signalwire.rest import AsyncClient, AsyncRestClient, Client, RestClient
from dialwright_signalwire.webhooks import WebhookBody, WebhookHeaders, WebhookPayload


def making() -> None:
    assert_type(SignalWire().compat.calls, Calls)
    assert_type(RestClient("project", "token", host="example").compat.calls, Calls)
    assert_type(Client("project", "token", signalwire_space_url="example.signalwire.com").calls, Calls)
    patient = SignalWire(space="example", timeout=None, max_retries=0, headers={"X-Trace": "1"}, strict=True)
    assert_type(patient.with_options(timeout=5).compat.calls, Calls)
    assert_type(Client().with_options(max_retries=1), Client)
    with SignalWire(base_url="http://127.0.0.1:8080") as client:
        assert_type(client, SignalWire)


def going_there(context: SSLContext) -> None:
    SignalWire(ssl_context=context, proxy="http://user:password@proxy.example:3128")
    AsyncSignalWire(proxy="", on_request=trace, on_response=print)
    SignalWire(on_request=lambda event: None).with_options(on_request=None, on_response=traced)


def trace(event: RequestEvent) -> dict[str, str]:
    return {"traceparent": f"{event.method} {event.path} {event.attempt}", "x": str(event.state)}


def traced(event: ResponseEvent) -> None:
    assert_type(event.status, int | None)
    assert_type(event.error, str | None)
    assert_type(event.seconds, float)
    assert_type(event.request_id, str | None)


def receipts(client: SignalWire) -> None:
    receipt = Receipt()
    client.compat.calls.list(options=Options(receipt=receipt))
    assert_type(receipt.status, int | None)
    assert_type(receipt.headers["date"], str)
    assert_type(receipt.attempts, int)
    assert_type(receipt.responses, list[ResponseHead])
    assert_type(receipt.responses[0].status, int)


def calling(client: Client) -> Decimal | None:
    call = client.calls.create(
        to="+15550100",
        from_="+15550101",
        url="https://example.com/voice",
        machine_detection="Enable",
        max_price_per_minute=Decimal("0.05"),
        record=True,
        status_callback_event=["initiated", "answered"],
        timeout=30,
        options=Options(timeout=5, headers={"X-Trace": "1"}, extra_body={"Beta": True}),
    )
    assert_type(call, CallRecord)
    assert_type(call.sid, str)
    assert_type(call.from_, str)
    assert_type(call.duration, int | None)
    assert_type(call.date_created, datetime | None)
    assert_type(call.subresource_uris, CallSubresourceUris | None)
    assert_type(call.update(status="completed"), CallRecord)
    assert_type(call.recordings.create(trim="do-not-trim"), CallRecordingRecord)
    assert_type(call["from"], Any)
    assert_type(call.to_dict(), dict[str, Any])
    assert_type(call.to_json(), str)
    if "brand_new" in call and call.status == "a status of tomorrow":
        call.delete()
    kept: Call = call
    return kept.price


def listing(client: Client) -> Iterator[str]:
    assert_type(client.calls("a"), CallContext)
    assert_type(client.calls("a").fetch(), CallRecord)
    assert_type(client.calls.fetch("a"), CallRecord)
    assert_type(client.calls.fetch(sid="a"), CallRecord)
    assert_type(client.calls.list(status="in-progress", limit=20, page_size=50), list[CallRecord])
    client.calls.list(
        start_time=date(2026, 11, 21), start_time_after=datetime.now(UTC), end_time="2026-11-21"
    )
    page: Page[CallRecord] | None = client.calls.page(page_number=2, page_token="PA1")
    while page is not None:
        assert_type(page.items, list[CallRecord])
        assert_type(page.next_url, str | None)
        yield from (call.sid for call in page)
        page = page.next_page()
    assert_type(client.calls.get_page("https://example.signalwire.com/"), Page[CallRecord])
    for message in client.messages.stream(date_sent_before=date(2026, 1, 1)):
        assert_type(message.media.list(), list[MessageMediaRecord])
        assert_type(message.num_segments, int)
        yield message.body or ""


def places(client: Client, front: SignalWire) -> None:
    client.api.accounts("a").fetch().update(friendly_name="Skynet")
    client.fax.faxes.create(media_url="https://example.com/a.pdf", to="+15550100", quality="fine")
    assert_type(front.compat.fax.faxes("f").media.fetch("m"), FaxMediaRecord)
    client.conferences("c").participants("p").update(muted=True)
    client.conferences("c").participants.list(hold=False)
    numbers = client.available_phone_numbers("US").local.list(in_region="WA")
    assert_type(numbers, list[AvailablePhoneNumber])
    client.incoming_phone_numbers.create(phone_number=numbers[0].phone_number, voice_method="GET")
    client.queues("q").members("Front").update(url="https://example.com", method="POST")
    client.transcriptions.list(recording_sid="r")
    client.messages("m").update(body="")
    assert_type(client.messages("m").delete(), None)


def downloading(client: Client, folder: Path) -> int:
    recording = client.recordings.fetch("r")
    assert_type(recording, RecordingRecord)
    assert_type(recording.download(folder / "a.mp3", format="mp3", overwrite=True), Path)
    client.messages("m").media("d").download("a.png")
    with recording.iter_bytes(format="wav", chunk_size=1024) as stream:
        return sum(len(chunk) for chunk in stream)


def failing(client: Client) -> str:
    try:
        client.messages.create(to="+15550100", from_="+15550101", body="Hello")
    except OutcomeUnknownError as error:
        assert_type(error.request_id, str | None)
        return f"{error.method} {error.path}"
    except NotFoundError as error:
        return str(error.status)
    except APIError as error:
        assert_type(error.errors, tuple[ErrorDetail, ...])
        return "short" if error.code == error_codes.BODY_TOO_LONG else error.more_info or error.message
    response = client.request("GET", "/api/laml/2010-04-01/Accounts/{AccountSid}", query={"Beta": True})
    assert_type(response, RawResponse)
    assert_type(response.status, int)
    return response.headers["content-type"] + response.text


def receiving(
    message: HTTPMessage, pairs: list[tuple[bytes, bytes]], form: dict[str, list[str]]
) -> str | int:
    try:
        event = webhooks.receive("https://example.com/a", message, b"CallStatus=ringing", "key")
    except WebhookSignatureError as error:
        return error.message
    except WebhookError:
        return 400
    assert_type(event, WebhookPayload)
    if isinstance(event, CallStatusCallback):
        assert_type(event.sequence_number, int | None)
        return event.call_sid or event["CallSid"]
    assert_type(
        event,
        RecordingStatusCallback | FaxStatusCallback | MessageStatusCallback | TranscriptionStatusCallback,
    )
    fax = webhooks.receive_fax_status("https://example.com/a", pairs, form, ["new", "old"], public_url=None)
    assert_type(fax, FaxStatusCallback)
    body: WebhookBody = [("CallStatus", "ringing")]
    headers: WebhookHeaders = webhooks.sign("https://example.com/a", body, "key")
    webhooks.verify("https://example.com/a", headers, "{}", ("key",), public_url="https://example.com/b")
    return fax.fax_status or fax.num_pages or 0


async def making_later() -> None:
    async with AsyncSignalWire("project", "token", "example") as client:
        assert_type(client, AsyncSignalWire)
        assert_type(await client.compat.calls.fetch("a"), AsyncCallRecord)
    await AsyncRestClient(host="example").close()


async def using_later(client: AsyncClient, folder: Path) -> AsyncIterator[str]:
    call = await client.calls.create(to="+15550100", from_="sip:a@example.com", application_sid="a")
    assert_type(call, AsyncCallRecord)
    assert_type(await call.update(status="canceled"), AsyncCallRecord)
    assert_type(await client.calls("a").fetch(), AsyncCallRecord)
    assert_type(await client.calls.list(limit=3), list[AsyncCallRecord])
    page: AsyncPage[AsyncCallRecord] | None = await client.calls.page(page_size=10)
    while page is not None:
        yield page[0].sid
        page = await page.next_page()
    async for message in client.messages.stream():
        assert_type(await message.media.list(), list[AsyncMessageMediaRecord])
    recording = client.recordings("r")
    assert_type(await recording.download(folder / "a.wav"), Path)
    async with recording.iter_bytes() as stream:
        async for chunk in stream:
            assert_type(chunk, bytes)
    assert_type(await client.request("GET", "/"), RawResponse)
    same: Call = call
    yield same.sid


def testing() -> Call:
    """A record of one's own, for a test of one's own."""
    return Call(
        account_sid="a",
        api_version="2010-04-01",
        direction="inbound",
        from_="+15550101",
        sid="c",
        status="queued",
        to="+15550100",
        uri="/",
        price=Decimal("0.01"),
    )
