"""Every operation has its place in the tree, and every place leads to its operation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml

from dialwright_signalwire import SignalWire
from dialwright_signalwire.rest import Client
from runtime.server import Server, answer

from .harness import PROJECT, Connect

Use: TypeAlias = Callable[[Client], object]

SPEC = Path(__file__).resolve().parents[2] / "spec" / "signalwire"
METHODS = {"get", "post", "put", "patch", "delete"}

LISTS = (
    "accounts applications available_phone_numbers calls conferences countries faxes incoming_phone_numbers"
    " laml_bins media media_list messages participants queue_members queues recordings transcriptions"
)
ANYTHING = {"next_page_uri": None, **dict.fromkeys(LISTS.split(), [])}
"""An answer that is an empty page of any list, and an odd record of any kind."""

PLACES: list[tuple[str, Use]] = [
    # Accounts, which the client's own account does not enclose.
    ("GET .json", lambda client: client.accounts.list()),
    ("GET .json", lambda client: client.api.accounts.list()),
    ("POST .json", lambda client: client.api.accounts.create(friendly_name="f")),
    ("GET /a.json", lambda client: client.api.accounts("a").fetch()),
    ("GET /a.json", lambda client: client.api.accounts.fetch("a")),
    ("GET /a.json", lambda client: client.accounts("a").fetch()),
    ("POST /a.json", lambda client: client.accounts("a").update(friendly_name="f")),
    # Applications
    ("POST /*/Applications.json", lambda client: client.applications.create(friendly_name="f")),
    ("GET /*/Applications.json", lambda client: client.applications.list()),
    ("GET /*/Applications/a.json", lambda client: client.applications("a").fetch()),
    ("GET /*/Applications/a.json", lambda client: client.applications.fetch("a")),
    ("POST /*/Applications/a.json", lambda client: client.applications("a").update(friendly_name="f")),
    ("DELETE /*/Applications/a.json", lambda client: client.applications("a").delete()),
    # Numbers to buy
    ("GET /*/AvailablePhoneNumbers.json", lambda client: client.available_phone_numbers.list()),
    ("GET /*/AvailablePhoneNumbers/US.json", lambda client: client.available_phone_numbers("US").fetch()),
    ("GET /*/AvailablePhoneNumbers/US.json", lambda client: client.available_phone_numbers.fetch("US")),
    (
        "GET /*/AvailablePhoneNumbers/US/Local.json",
        lambda client: client.available_phone_numbers("US").local.list(in_region="WA"),
    ),
    (
        "GET /*/AvailablePhoneNumbers/US/TollFree.json",
        lambda client: client.available_phone_numbers("US").toll_free.list(),
    ),
    # Calls
    ("POST /*/Calls.json", lambda client: client.calls.create(from_="f", to="t", url="u")),
    ("GET /*/Calls.json", lambda client: client.calls.list()),
    ("GET /*/Calls.json", lambda client: client.calls.page()),
    ("GET /*/Calls/a.json", lambda client: client.calls("a").fetch()),
    ("GET /*/Calls/a.json", lambda client: client.calls.fetch("a")),
    ("GET /*/Calls/a.json", lambda client: client.calls.fetch(sid="a")),
    ("POST /*/Calls/a.json", lambda client: client.calls("a").update(status="completed")),
    ("DELETE /*/Calls/a.json", lambda client: client.calls("a").delete()),
    ("POST /*/Calls/a/Recordings.json", lambda client: client.calls("a").recordings.create()),
    (
        "POST /*/Calls/a/Recordings/b.json",
        lambda client: client.calls("a").recordings("b").update(status="paused"),
    ),
    ("POST /*/Calls/a/Streams.json", lambda client: client.calls("a").streams.create(url="wss://example.com")),
    (
        "POST /*/Calls/a/Streams/b.json",
        lambda client: client.calls("a").streams("b").update(status="stopped"),
    ),
    # Conferences
    ("GET /*/Conferences.json", lambda client: client.conferences.list()),
    ("GET /*/Conferences/a.json", lambda client: client.conferences("a").fetch()),
    ("GET /*/Conferences/a.json", lambda client: client.conferences.fetch("a")),
    ("POST /*/Conferences/a.json", lambda client: client.conferences("a").update(status="completed")),
    ("GET /*/Conferences/a/Participants.json", lambda client: client.conferences("a").participants.list()),
    (
        "GET /*/Conferences/a/Participants/b.json",
        lambda client: client.conferences("a").participants("b").fetch(),
    ),
    (
        "GET /*/Conferences/a/Participants/b.json",
        lambda client: client.conferences("a").participants.fetch("b"),
    ),
    (
        "POST /*/Conferences/a/Participants/b.json",
        lambda client: client.conferences("a").participants("b").update(muted=True),
    ),
    (
        "DELETE /*/Conferences/a/Participants/b.json",
        lambda client: client.conferences("a").participants("b").delete(),
    ),
    ("GET /*/Conferences/a/Recordings.json", lambda client: client.conferences("a").recordings.list()),
    ("GET /*/Conferences/a/Recordings/b.json", lambda client: client.conferences("a").recordings("b").fetch()),
    (
        "POST /*/Conferences/a/Recordings/b.json",
        lambda client: client.conferences("a").recordings("b").update(status="paused"),
    ),
    (
        "DELETE /*/Conferences/a/Recordings/b.json",
        lambda client: client.conferences("a").recordings("b").delete(),
    ),
    (
        "POST /*/Conferences/a/Streams.json",
        lambda client: client.conferences("a").streams.create(url="wss://example.com"),
    ),
    (
        "POST /*/Conferences/a/Streams/b.json",
        lambda client: client.conferences("a").streams("b").update(status="stopped"),
    ),
    # Faxes
    ("POST /*/Faxes.json", lambda client: client.fax.faxes.create(media_url="m", to="t")),
    ("GET /*/Faxes.json", lambda client: client.fax.faxes.list()),
    ("GET /*/Faxes.json", lambda client: client.faxes.list()),
    ("GET /*/Faxes/a.json", lambda client: client.fax.faxes("a").fetch()),
    ("GET /*/Faxes/a.json", lambda client: client.faxes("a").fetch()),
    ("GET /*/Faxes/a.json", lambda client: client.faxes.fetch("a")),
    ("POST /*/Faxes/a.json", lambda client: client.fax.faxes("a").update(status="canceled")),
    ("DELETE /*/Faxes/a.json", lambda client: client.fax.faxes("a").delete()),
    ("GET /*/Faxes/a/Media.json", lambda client: client.fax.faxes("a").media.list()),
    ("GET /*/Faxes/a/Media/b.json", lambda client: client.faxes("a").media("b").fetch()),
    ("GET /*/Faxes/a/Media/b.json", lambda client: client.fax.faxes("a").media.fetch("b")),
    ("DELETE /*/Faxes/a/Media/b.json", lambda client: client.faxes("a").media("b").delete()),
    # Numbers of the account
    (
        "POST /*/IncomingPhoneNumbers.json",
        lambda client: client.incoming_phone_numbers.create(phone_number="n"),
    ),
    ("GET /*/IncomingPhoneNumbers.json", lambda client: client.incoming_phone_numbers.list()),
    ("GET /*/IncomingPhoneNumbers/a.json", lambda client: client.incoming_phone_numbers("a").fetch()),
    ("GET /*/IncomingPhoneNumbers/a.json", lambda client: client.incoming_phone_numbers.fetch("a")),
    ("POST /*/IncomingPhoneNumbers/a.json", lambda client: client.incoming_phone_numbers("a").update()),
    ("DELETE /*/IncomingPhoneNumbers/a.json", lambda client: client.incoming_phone_numbers("a").delete()),
    (
        "POST /*/ImportedPhoneNumbers.json",
        lambda client: client.imported_phone_numbers.create(number="n", number_type="longcode"),
    ),
    # LaML bins, whose addresses lack the extension but for the first
    ("POST /*/LamlBins.json", lambda client: client.laml_bins.create(name="n")),
    ("GET /*/LamlBins", lambda client: client.laml_bins.list()),
    ("GET /*/LamlBins/a", lambda client: client.laml_bins("a").fetch()),
    ("GET /*/LamlBins/a", lambda client: client.laml_bins.fetch("a")),
    ("POST /*/LamlBins/a", lambda client: client.laml_bins("a").update(contents="<Response/>")),
    ("DELETE /*/LamlBins/a", lambda client: client.laml_bins("a").delete()),
    # Messages
    ("POST /*/Messages.json", lambda client: client.messages.create(from_="f", to="t", body="b")),
    ("GET /*/Messages.json", lambda client: client.messages.list()),
    ("GET /*/Messages/a.json", lambda client: client.messages("a").fetch()),
    ("GET /*/Messages/a.json", lambda client: client.messages.fetch("a")),
    ("POST /*/Messages/a.json", lambda client: client.messages("a").update(body="")),
    ("DELETE /*/Messages/a.json", lambda client: client.messages("a").delete()),
    ("GET /*/Messages/a/Media.json", lambda client: client.messages("a").media.list()),
    ("GET /*/Messages/a/Media/b.json", lambda client: client.messages("a").media("b").fetch()),
    ("GET /*/Messages/a/Media/b.json", lambda client: client.messages("a").media.fetch("b")),
    ("GET /*/Messages/a/Media/b", lambda client: list(client.messages("a").media("b").iter_bytes())),
    ("DELETE /*/Messages/a/Media/b.json", lambda client: client.messages("a").media("b").delete()),
    # Recordings and transcriptions
    ("GET /*/Recordings.json", lambda client: client.recordings.list()),
    ("GET /*/Recordings/a.json", lambda client: client.recordings("a").fetch()),
    ("GET /*/Recordings/a.json", lambda client: client.recordings.fetch("a")),
    ("GET /*/Recordings/a.wav", lambda client: list(client.recordings("a").iter_bytes())),
    ("GET /*/Recordings/a.mp3", lambda client: list(client.recordings("a").iter_bytes(format="mp3"))),
    ("DELETE /*/Recordings/a.json", lambda client: client.recordings("a").delete()),
    ("GET /*/Recordings/a/Transcriptions.json", lambda client: client.recordings("a").transcriptions.list()),
    (
        "GET /*/Recordings/a/Transcriptions.json",
        lambda client: client.transcriptions.list(recording_sid="a"),
    ),
    ("GET /*/Transcriptions.json", lambda client: client.transcriptions.list()),
    ("GET /*/Transcriptions/a.json", lambda client: client.transcriptions("a").fetch()),
    ("GET /*/Transcriptions/a.json", lambda client: client.transcriptions.fetch("a")),
    ("DELETE /*/Transcriptions/a.json", lambda client: client.transcriptions("a").delete()),
    # Queues
    ("POST /*/Queues.json", lambda client: client.queues.create(friendly_name="f")),
    ("GET /*/Queues.json", lambda client: client.queues.list()),
    ("GET /*/Queues/a.json", lambda client: client.queues("a").fetch()),
    ("GET /*/Queues/a.json", lambda client: client.queues.fetch("a")),
    ("POST /*/Queues/a.json", lambda client: client.queues("a").update(max_size=3)),
    ("DELETE /*/Queues/a.json", lambda client: client.queues("a").delete()),
    ("GET /*/Queues/a/Members.json", lambda client: client.queues("a").members.list()),
    ("GET /*/Queues/a/Members/Front.json", lambda client: client.queues("a").members("Front").fetch()),
    ("GET /*/Queues/a/Members/b.json", lambda client: client.queues("a").members.fetch("b")),
    ("POST /*/Queues/a/Members/b.json", lambda client: client.queues("a").members("b").update(url="u")),
    # Tokens
    ("POST /*/tokens", lambda client: client.tokens.create(name="n", permissions=["calling"])),
    ("PATCH /*/tokens/a", lambda client: client.tokens("a").update(name="n")),
    ("DELETE /*/tokens/a", lambda client: client.tokens("a").delete()),
]


def operation(line: str) -> tuple[str, str]:
    """Method and path of a line above; `*` is the client's account."""
    method, _, path = line.partition(" ")
    return method, "/api/laml/2010-04-01/Accounts" + path.replace("/*", f"/{PROJECT}")


@pytest.mark.parametrize(("line", "use"), PLACES, ids=[line for line, _ in PLACES])
def test_a_place(client: Client, server: Server, line: str, use: Use) -> None:
    server.then(answer(204) if line.startswith("DELETE") else answer(200, ANYTHING))
    result = use(client)
    assert [(request.method, request.path) for request in server.requests] == [operation(line)]
    assert (result is None) == line.startswith("DELETE")


def documented() -> Iterator[tuple[str, str]]:
    """Method and path of every operation of the specification."""
    paths = yaml.safe_load((SPEC / "openapi.yaml").read_text(encoding="utf-8"))["paths"]
    for path, reference in paths.items():
        file, _, pointer = reference["$ref"].partition("#/paths/")
        item: dict[str, Any] = yaml.safe_load((SPEC / file).read_text(encoding="utf-8"))["paths"][pointer]
        yield from ((method.upper(), path) for method in METHODS & item.keys())


def test_every_operation_is_above() -> None:
    above = {operation(line) for line, _ in PLACES}
    missing = [
        (method, path)
        for method, path in documented()
        if not any(
            method == used and re.fullmatch(re.sub(r"\\\{\w+\\\}", r"[^/.]+", re.escape(path)), place)
            for used, place in above
        )
    ]
    assert missing == []


def test_picking_sends_nothing(connect: Connect, server: Server) -> None:
    picked = connect(SignalWire).compat.conferences("c").participants("p")
    assert "ConferenceSid='c', CallSid='p'" in repr(picked)
    assert server.requests == []
