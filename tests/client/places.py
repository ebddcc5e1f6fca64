"""A use of every operation, in every place it has in the tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from dialwright_signalwire.rest import Client

__all__ = ["PLACES", "Use"]

Use: TypeAlias = Callable[[Client], object]

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
    (
        "POST /*/Calls/a/Streams.json",
        lambda client: client.calls("a").streams.create(url="wss://example.com"),
    ),
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
    (
        "GET /*/Conferences/a/Recordings/b.json",
        lambda client: client.conferences("a").recordings("b").fetch(),
    ),
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
