"""The client puts on the wire what the table of documented requests says, asked in our own words.

This needs no reference, so it holds where the reference may not be kept; it covers what has no Python sample.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from .calls import calls
from .exchange import Answer, Request
from .outcomes import placeholders
from .reference import Section
from .server import PROJECT, TOKEN, SampleServer, serving
from .table import ANY_TEXT, TABLE, facts, load_table, render_table

if TYPE_CHECKING:
    from dialwright_signalwire.rest import Client

ROWS = load_table()

_LISTS = [
    "accounts",
    "applications",
    "available_phone_numbers",
    "calls",
    "conferences",
    "countries",
    "faxes",
    "incoming_phone_numbers",
    "laml_bins",
    "media",
    "media_list",
    "messages",
    "participants",
    "queue_members",
    "queues",
    "recordings",
    "transcriptions",
]

_RECORD = {"sid": "Sid", "country_code": "US"}
# One answer that serves every request: a record, and a last page of each list with one record.
_ANSWER = Answer(
    200,
    json.dumps(
        {
            **_RECORD,
            **{key: [_RECORD] for key in _LISTS},
            "next_page_uri": None,
            "meta": {"next_page_url": None},
        }
    ),
)


@contextmanager
def asking(answer: Answer) -> Generator[tuple[Client, SampleServer]]:
    """A client whose service is the local server."""
    from dialwright_signalwire.rest import Client

    with serving(answer) as server, Client(PROJECT, TOKEN, base_url=server.url) as client:
        yield client, server


def sent(request: Request, documented: Request) -> Request:
    """A request as it was sent, running text aside where the table does not keep its wording."""
    request = request.with_days()
    form = {
        name: ANY_TEXT if value and documented.form.get(name) == ANY_TEXT else value
        for name, value in request.form.items()
    }
    return Request(request.method, request.path, request.query, form)


def test_the_table_is_that_of_the_reference(reference: dict[str, Section]) -> None:
    written = render_table(facts(section) for section in reference.values())
    assert TABLE.read_text(encoding="utf-8") == written, "run `python -m tests.samples.table`"


def test_there_is_a_call_for_every_documented_request(package: Path) -> None:
    with asking(_ANSWER) as (client, server):
        assert sorted(calls(client)) == sorted(ROWS)
    assert server.requests == []


@pytest.mark.parametrize("name", ROWS)
def test_the_client_sends_what_is_documented(name: str, package: Path) -> None:
    documented = ROWS[name].request.documented(placeholders(name))
    answer = Answer(204) if documented.method == "DELETE" else _ANSWER
    with asking(answer) as (client, server):
        result = calls(client)[name]()
    assert server.faults == []
    assert [sent(request, documented) for request in server.requests] == [documented]
    if isinstance(result, list):
        assert len(cast("list[object]", result)) == 1, "a list has the one record of its one page"


@pytest.mark.parametrize(("beep", "wire"), [(True, "true"), (False, "false")])
def test_beep_alone_is_an_update(beep: bool, wire: str, package: Path) -> None:
    with asking(_ANSWER) as (client, server):
        client.conferences("ConferenceSid").participants("CallSid").update(beep=beep)
    assert [request.form for request in server.requests] == [{"Beep": wire}]
