"""Every list of the API, in every form the references give it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dialwright_signalwire.rest import Client
from runtime.server import Step, answer

from .harness import ACCOUNT

__all__ = ["CALLS", "LISTS", "Kind"]

ACCOUNTS = "/api/laml/2010-04-01/Accounts.json"


@dataclass(frozen=True)
class Kind:
    """A list of the API."""

    path: str
    at: Callable[[Client], Any]
    items: str
    """Where a page has its records."""
    next: str = "next_page_uri"
    """Where it has the address of the next page."""
    identifier: str = "sid"
    """What tells its records apart."""

    def page(self, *identifiers: str, following: object = None) -> Step:
        """A page as the service answers it, with keys beside the records, lists among them."""
        records = [{self.identifier: identifier} for identifier in identifiers]
        outer, _, inner = self.next.rpartition(".")
        where = {outer: {"page": 0, inner: following}} if outer else {"page": 0, inner: following}
        return answer(200, {"uri": self.path, "notes": [], self.items: records, **where})

    def identifiers(self, records: Any) -> list[str]:
        """Which records these are."""
        return [getattr(record, self.identifier) for record in records]


META = "meta.next_page_url"
CALLS = Kind(f"{ACCOUNT}/Calls.json", lambda client: client.calls, "calls")
LISTS: list[Kind] = [
    CALLS,
    Kind(ACCOUNTS, lambda client: client.accounts, "accounts"),
    Kind(f"{ACCOUNT}/Applications.json", lambda client: client.applications, "applications"),
    Kind(f"{ACCOUNT}/Conferences.json", lambda client: client.conferences, "conferences"),
    Kind(
        f"{ACCOUNT}/Conferences/a/Participants.json",
        lambda client: client.conferences("a").participants,
        "participants",
        identifier="call_sid",
    ),
    Kind(
        f"{ACCOUNT}/Conferences/a/Recordings.json",
        lambda client: client.conferences("a").recordings,
        "recordings",
    ),
    # The reference and the published definition differ in where the next page of these two is.
    Kind(f"{ACCOUNT}/Faxes.json", lambda client: client.faxes, "faxes", META),
    Kind(f"{ACCOUNT}/Faxes.json", lambda client: client.fax.faxes, "faxes"),
    Kind(f"{ACCOUNT}/LamlBins", lambda client: client.laml_bins, "laml_bins", META),
    Kind(f"{ACCOUNT}/LamlBins", lambda client: client.laml_bins, "laml_bins"),
    # And in what the records of these two are called.
    Kind(f"{ACCOUNT}/Faxes/a/Media.json", lambda client: client.faxes("a").media, "media"),
    Kind(f"{ACCOUNT}/Faxes/a/Media.json", lambda client: client.faxes("a").media, "fax_media"),
    Kind(f"{ACCOUNT}/Messages/a/Media.json", lambda client: client.messages("a").media, "media_list"),
    Kind(f"{ACCOUNT}/Messages/a/Media.json", lambda client: client.messages("a").media, "media"),
    Kind(
        f"{ACCOUNT}/IncomingPhoneNumbers.json",
        lambda client: client.incoming_phone_numbers,
        "incoming_phone_numbers",
    ),
    Kind(f"{ACCOUNT}/Messages.json", lambda client: client.messages, "messages"),
    Kind(f"{ACCOUNT}/Queues.json", lambda client: client.queues, "queues"),
    Kind(
        f"{ACCOUNT}/Queues/a/Members.json",
        lambda client: client.queues("a").members,
        "queue_members",
        identifier="call_sid",
    ),
    Kind(f"{ACCOUNT}/Recordings.json", lambda client: client.recordings, "recordings"),
    Kind(
        f"{ACCOUNT}/Recordings/a/Transcriptions.json",
        lambda client: client.recordings("a").transcriptions,
        "transcriptions",
    ),
    Kind(f"{ACCOUNT}/Transcriptions.json", lambda client: client.transcriptions, "transcriptions"),
]
