"""Misuses of the client, one a line, each with the codes that type checkers give it. Nothing here is run."""

from __future__ import annotations

from datetime import datetime

from dialwright_signalwire import AsyncSignalWire, Options, SignalWire, webhooks
from dialwright_signalwire import Signalwire as A  # mypy: attr-defined | pyright: reportAttributeAccessIssue
from dialwright_signalwire.errors import Err as B  # mypy: attr-defined | pyright: reportAttributeAccessIssue
from dialwright_signalwire.models import AvailablePhoneNumber, Call
from dialwright_signalwire.models import Cal as C  # mypy: attr-defined | pyright: reportAttributeAccessIssue
from dialwright_signalwire.rest import AsyncClient, Client

print(A, B, C)


def wrong_keywords(client: Client) -> None:
    client.calls.create(to="a", from_="b", ulr="c")  # mypy: call-arg | pyright: reportCallIssue
    client.calls.create(to="a", From="b", url="c")  # mypy: call-arg | pyright: reportCallIssue
    client.calls("a").update(staus="completed")  # mypy: call-arg | pyright: reportCallIssue
    client.calls.list(start_time_since="2026-11-21")  # mypy: call-arg | pyright: reportCallIssue
    client.messages.list(size=3)  # mypy: call-arg | pyright: reportCallIssue
    client.conferences("c").participants("p").update(mute=True)  # mypy: call-arg | pyright: reportCallIssue
    client.with_options(retries=3)  # mypy: call-arg | pyright: reportCallIssue
    Options(retries=3)  # mypy: call-arg | pyright: reportCallIssue
    SignalWire(space_url="example")  # mypy: call-arg | pyright: reportCallIssue


def missing_arguments(client: Client) -> None:
    client.calls.create(from_="a", url="b")  # mypy: call-arg | pyright: reportCallIssue
    client.calls.fetch()  # mypy: call-arg | pyright: reportCallIssue
    client.calls()  # mypy: call-arg | pyright: reportCallIssue
    client.queues.create()  # mypy: call-arg | pyright: reportCallIssue
    client.messages("a").update()  # mypy: call-arg | pyright: reportCallIssue
    client.recordings("a").download()  # mypy: call-arg | pyright: reportCallIssue
    client.calls.get_page()  # mypy: call-arg | pyright: reportCallIssue


def too_many_arguments(client: Client) -> None:
    client.calls.create("a", to="b", from_="c")  # mypy: misc | pyright: reportCallIssue
    client.calls.list(None)  # mypy: call-arg | pyright: reportCallIssue
    client.calls("a").fetch(None)  # mypy: call-arg | pyright: reportCallIssue
    client.messages("a").delete(None)  # mypy: call-arg | pyright: reportCallIssue


def wrong_values(client: Client) -> None:
    client.calls.list(status="hanging")  # mypy: arg-type | pyright: reportArgumentType
    client.calls("a").update(status="queued")  # mypy: arg-type | pyright: reportArgumentType
    client.calls.create(to="a", from_="b", trim="trim")  # mypy: arg-type | pyright: reportArgumentType
    client.calls.create(
        to="a",
        from_="b",
        status_callback_event=["ring"],  # mypy: list-item | pyright: reportArgumentType
    )
    client.faxes.create(media_url="a", to="b", quality="poor")  # mypy: arg-type | pyright: reportArgumentType
    client.applications("a").update(voice_method="PUT")  # mypy: arg-type | pyright: reportArgumentType
    client.recordings("a").download("b", format="ogg")  # mypy: arg-type | pyright: reportArgumentType
    client.recordings("a").iter_bytes(format="flac")  # mypy: arg-type | pyright: reportArgumentType
    client.messages("a").media("b").download("c", format="mp3")  # mypy: call-arg | pyright: reportCallIssue


def wrong_types(client: Client) -> None:
    client.calls.create(to="a", from_="b", record="yes")  # mypy: arg-type | pyright: reportArgumentType
    client.calls.create(to=15550100, from_="b")  # mypy: arg-type | pyright: reportArgumentType
    client.calls.list(limit="20")  # mypy: arg-type | pyright: reportArgumentType
    client.calls.list(start_time=20261121)  # mypy: arg-type | pyright: reportArgumentType
    client.calls("a").fetch(options={"timeout": 5})  # mypy: arg-type | pyright: reportArgumentType
    client.messages.create(to="a", media_url=[1])  # mypy: list-item | pyright: reportArgumentType
    client.calls(17)  # mypy: arg-type | pyright: reportArgumentType
    Client(timeout="5")  # mypy: arg-type | pyright: reportArgumentType
    Options(timeout="5")  # mypy: arg-type | pyright: reportArgumentType


def wrong_names(client: Client, front: SignalWire, call: Call, number: AvailablePhoneNumber) -> None:
    print(client.cals)  # mypy: attr-defined | pyright: reportAttributeAccessIssue
    print(front.calls)  # mypy: attr-defined | pyright: reportAttributeAccessIssue
    print(client.calls.creat)  # mypy: attr-defined | pyright: reportAttributeAccessIssue
    print(client.calls("a").recordngs)  # mypy: attr-defined | pyright: reportAttributeAccessIssue
    print(call.from_number)  # mypy: attr-defined | pyright: reportAttributeAccessIssue
    print(call.subresource_uris.recordings)  # mypy: union-attr | pyright: reportOptionalMemberAccess
    print(number.fetch)  # mypy: attr-defined | pyright: reportAttributeAccessIssue
    print(client.queues("a").members.create)  # mypy: attr-defined | pyright: reportAttributeAccessIssue
    print(client.tokens.list)  # mypy: attr-defined | pyright: reportAttributeAccessIssue
    print(client.recordings("a").update)  # mypy: attr-defined | pyright: reportAttributeAccessIssue


def wrong_uses_of_results(client: Client) -> None:
    client.calls.fetch("a").status = "completed"  # mypy: misc | pyright: reportAttributeAccessIssue
    client.calls.fetch("a")["status"] = "completed"  # mypy: index | pyright: reportIndexIssue
    del client.calls.fetch("a").status  # mypy: - | pyright: reportAttributeAccessIssue
    print(client.calls.fetch("a").duration + 1)  # mypy: operator | pyright: reportOptionalOperand
    print(client.calls.fetch("a").sid + 1)  # mypy: operator | pyright: reportOperatorIssue
    print(client.calls("a").delete())  # mypy: func-returns-value | pyright: -
    print(client.calls.stream()[0])  # mypy: index | pyright: reportIndexIssue
    print(client.calls.page().next_page().items)  # mypy: union-attr | pyright: reportOptionalMemberAccess
    began: datetime = client.calls.fetch("a").start_time  # mypy: assignment | pyright: reportAssignmentType
    print(began, Call(sid="a", nothing=True))  # mypy: call-arg | pyright: reportCallIssue


def wrong_uses_of_webhooks(url: str, headers: dict[str, str], body: bytes) -> None:
    webhooks.receive(url, headers, body)  # mypy: call-arg | pyright: reportCallIssue
    webhooks.receive(url, headers, body, key="a")  # mypy: call-arg | pyright: reportCallIssue
    webhooks.receive(url, headers, body, "a", url)  # mypy: call-arg | pyright: reportCallIssue
    webhooks.receive(url, headers, body, None)  # mypy: arg-type | pyright: reportArgumentType
    webhooks.receive(url, headers, None, "a")  # mypy: arg-type | pyright: reportArgumentType
    webhooks.receive(url, None, body, "a")  # mypy: arg-type | pyright: reportArgumentType
    webhooks.verify(7, headers, body, "a")  # mypy: arg-type | pyright: reportArgumentType
    webhooks.verify(url, headers, {"a": 1}, "a")  # mypy: arg-type | pyright: reportArgumentType
    webhooks.sign(url, body, ["a"])  # mypy: arg-type | pyright: reportArgumentType
    event = webhooks.receive(url, headers, body, "a")
    print(event.call_sid)  # mypy: union-attr | pyright: reportAttributeAccessIssue
    print(webhooks.receive_all)  # mypy: attr-defined | pyright: reportAttributeAccessIssue
    print(webhooks.verify(url, headers, body, "a"))  # mypy: func-returns-value | pyright: -


async def not_awaited(client: AsyncClient, front: AsyncSignalWire) -> None:
    print(client.calls.fetch("a").sid)  # mypy: attr-defined | pyright: reportAttributeAccessIssue
    client.calls.create(to="a", from_="b", url="c")  # mypy: unused-coroutine | pyright: reportUnusedCoroutine
    for call in client.calls.stream():  # mypy: attr-defined | pyright: reportGeneralTypeIssues
        print(call)
    for call in client.calls.list():  # mypy: attr-defined | pyright: reportGeneralTypeIssues
        print(call)
    with client.recordings("a").iter_bytes() as s:  # mypy: attr-defined | pyright: reportGeneralTypeIssues
        print(s)
    with front:  # mypy: attr-defined | pyright: reportGeneralTypeIssues
        pass


async def awaited_in_vain(client: Client, later: AsyncClient) -> None:
    await client.calls.fetch("a")  # mypy: misc | pyright: reportGeneralTypeIssues
    await client.calls.list()  # mypy: misc | pyright: reportGeneralTypeIssues
    await later.calls.stream()  # mypy: misc | pyright: reportGeneralTypeIssues
    async for call in client.calls.stream():  # mypy: attr-defined | pyright: reportGeneralTypeIssues
        print(call)
    async with client:  # mypy: attr-defined | pyright: reportGeneralTypeIssues
        pass
