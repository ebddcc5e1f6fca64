"""The readers of the reference's oddities, on text of our own that has the same ones."""

from __future__ import annotations

import json

import pytest

from .exchange import Answer, Request, parse_curl
from .printed import expected_output, shown_fields, shows_records
from .reference import Section, indent, read_reference
from .server import empty_page, records

HOST = "https://example.signalwire.com"

REFERENCE = """\
Compatibility REST API
Every sample begins at the same place.
Trying it
curl https://example.signalwire.com/things \\
-X GET \\
-u "YourProjectID:YourAuthToken"
Prose follows, and with it no sample in another language.
from signalwire.rest import Client as signalwire_client
Properties
A sample thing returned from the API.
{
"sid": "sample",
"date_created": "Thur, 20 Sept 2018 10:00:00 +0000"
}
Create a Thing
Create a Thing
curl https://example.signalwire.com/things/{AccountSid}/Things.JSON \\
-X POST \\
--data-urlencode "Loud=True"
-u "YourProjectID:YourAuthToken"
const client = RestClient()
from signalwire.rest import Client as signalwire_client
thing = signalwire_client("YourProjectID", "YourAuthToken").things \\
.create(loud=True)
print(thing.sid)
require 'signalwire/sdk'
<?php
print($thing->sid);
<?
Response
201 CREATED
{
"sid": "created",
}
List All Things
List All Things
curl https://example.signalwire.com/things/{AccountSid}/Things.json?Day>=2018-08-01&Size=1 \\
-X GET
const client = RestClient()
from signalwire.rest import Client as signalwire_client
for record in signalwire_client("YourProjectID", "YourAuthToken").things.list():
print(record.sid)
<?php
Response
200 OK
{
"next_page_uri": "/things?Page=1",
"things": [
{
"sid": "listed"
},
{...}
]
}
Nothing more is said about the list.
Example: Retrieve a Thing
curl -L https://example.signalwire.com/things/{AccountSid}/Things/{Sid}.json \\
-X GET
Example: List the Things of Another
List the Things of Another
curl https://example.signalwire.com/others/{OtherSid}/Things.json \\
-X GET \\
-d "Name=A" \\
-d "Body=B"
Delete a Thing
Delete a Thing
curl https://example.signalwire.com/things/{AccountSid}/Things/{Sid}.json \\
-X DELETE
Response
204 No Content
"""


@pytest.fixture(scope="module")
def sections() -> dict[str, Section]:
    return read_reference(REFERENCE)


def test_sections_are_found_by_their_headings(sections: dict[str, Section]) -> None:
    assert list(sections) == [
        "Trying it",
        "Create a Thing",
        "List All Things",
        "Example: Retrieve a Thing",
        "Example: List the Things of Another",
        "Delete a Thing",
    ]


def test_a_sample_belongs_to_the_curl_sample_right_above_it(sections: dict[str, Section]) -> None:
    assert [name for name, section in sections.items() if section.snippet] == [
        "Create a Thing",
        "List All Things",
    ]
    assert sections["Create a Thing"].snippet == (
        "from signalwire.rest import Client as signalwire_client\n"
        'thing = signalwire_client("YourProjectID", "YourAuthToken").things \\\n'
        ".create(loud=True)\n"
        "print(thing.sid)\n"
    )


def test_the_body_of_a_loop_is_indented_again() -> None:
    lines = ["things = []", "for record in things:", "print(record.sid)"]
    assert indent(lines) == "things = []\nfor record in things:\n    print(record.sid)\n"


def test_an_answer_is_read_although_a_block_above_is_not_closed(sections: dict[str, Section]) -> None:
    answer = sections["Create a Thing"].answer
    assert (answer.status, json.loads(answer.body)) == (201, {"sid": "created"})
    assert sections["Delete a Thing"].answer == Answer(204)


def test_what_is_left_out_of_a_printed_list_is_left_out(sections: dict[str, Section]) -> None:
    assert records(sections["List All Things"].answer.body) == [{"sid": "listed"}]


def test_a_section_without_an_answer_takes_the_nearest(sections: dict[str, Section]) -> None:
    assert json.loads(sections["Example: Retrieve a Thing"].answer.body)["sid"] == "sample"
    listed = sections["List All Things"].answer
    assert sections["Example: List the Things of Another"].answer == listed


def test_two_sections_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two sections are called 'Trying it'"):
        read_reference(REFERENCE + REFERENCE)


def test_unquoted_ampersands_and_angles_belong_to_the_address(sections: dict[str, Section]) -> None:
    assert sections["List All Things"].request.query == {"Day>": "2018-08-01", "Size": "1"}


def test_data_of_a_get_is_its_query(sections: dict[str, Section]) -> None:
    request = sections["Example: List the Things of Another"].request
    assert (request.query, request.form) == ({"Name": "A", "Body": "B"}, {})


def test_a_line_without_its_backslash_goes_on(sections: dict[str, Section]) -> None:
    assert sections["Create a Thing"].request == Request(
        "POST", "/things/{AccountSid}/Things.JSON", form={"Loud": "True"}
    )


def test_the_escape_of_the_interactive_shell_is_no_text() -> None:
    curl = f'curl {HOST}/things -X POST --data-urlencode "Body=Hello\\!"'
    assert parse_curl(curl).form == {"Body": "Hello!"}


def test_a_request_is_read_as_it_should_be_sent(sections: dict[str, Section]) -> None:
    documented = sections["Create a Thing"].request.documented({"AccountSid": "YourProjectID"})
    assert documented == Request("POST", "/things/YourProjectID/Things.json", form={"Loud": "true"})


def test_placeholders_stand_for_themselves_and_midnights_for_days() -> None:
    request = Request("GET", "/things/{Sid}", {"Day": "2018-09-25T00:00:00Z", "At": "2018-09-25T00:00:01Z"})
    assert request.documented({}) == Request(
        "GET", "/things/Sid", {"Day": "2018-09-25", "At": "2018-09-25T00:00:01Z"}
    )


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (f"wget {HOST}", "not a curl command"),
        (f"curl {HOST} --json {{}}", "unknown option '--json'"),
        (f"curl {HOST}/?A=1 -d A=2", "'A' is sent twice"),
    ],
)
def test_what_no_sample_says_is_refused(command: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_curl(command)


def test_what_a_sample_prints_follows_from_the_answer(sections: dict[str, Section]) -> None:
    listing = sections["List All Things"]
    assert listing.snippet is not None
    assert expected_output(listing.snippet, listing.answer.body) == "listed\n"
    sample = sections["Example: Retrieve a Thing"].answer.body
    assert expected_output("print(thing.date_created)", sample) == "2018-09-20 10:00:00+00:00\n"
    assert expected_output("client.things('Sid').delete()", "") == ""


def test_a_printed_record_is_read_by_its_fields() -> None:
    assert shows_records("print(numbers)")
    assert not shows_records("print(number.sid)")
    assert shown_fields("[Thing(sid='one', size=2, price=Decimal('0.1')), Thing(sid='two')]\n") == [
        {"sid": "one", "size": 2},
        {"sid": "two"},
    ]
    with pytest.raises(ValueError, match="not a record"):
        shown_fields("Thing('one')")


def test_the_last_page_is_empty_in_either_style() -> None:
    uri = json.loads(empty_page('{"things": [{}], "next_page_uri": "/things?Page=1"}'))
    assert uri == {"things": [], "next_page_uri": None}
    meta = json.loads(empty_page('{"things": [{}], "meta": {"next_page_url": "/things?Page=1", "page": 0}}'))
    assert meta == {"things": [], "meta": {"next_page_url": None, "page": 0}}
    with pytest.raises(ValueError, match="no list"):
        empty_page('{"sid": "one"}')
