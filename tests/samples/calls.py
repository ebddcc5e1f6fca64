"""One call of the client for every documented request, by section.

Nothing is sent before a call is made: picking a record (`client.calls("Sid")`) sends nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from dialwright_signalwire.rest import Client

__all__ = ["Calls", "calls"]

Calls: TypeAlias = dict[str, Callable[[], object]]

_VOICE = "http://your-application.com/docs/voice.xml"


def calls(client: Client) -> Calls:
    """Every documented request, as a call of the client."""
    return {
        **_accounts(client),
        **_applications(client),
        **_available_numbers(client),
        **_calls(client),
        **_participants(client),
        **_conferences(client),
        **_faxes(client),
        **_incoming_numbers(client),
        **_bins(client),
        **_messages(client),
        **_recordings(client),
        **_transcriptions(client),
        **_queues(client),
        **_queue_members(client),
    }


def _accounts(client: Client) -> Calls:
    one = client.api.accounts("YourProjectID")
    return {
        "Authentication": lambda: client.request("GET", "/api/laml/2010-04-01/Accounts"),
        "Retrieve an Account": one.fetch,
        "List All Accounts": client.accounts.list,
        "Update an Account": lambda: one.update(friendly_name="Project Skynet"),
    }


def _applications(client: Client) -> Calls:
    one = client.applications("Sid")
    return {
        "Create an Application": lambda: client.applications.create(friendly_name="Application1"),
        "Retrieve an Application": lambda: client.applications.fetch("Sid"),
        "List All Applications": lambda: list(client.applications.stream()),
        "Update an Application": lambda: one.update(sms_url="http://your-application.com/docs/sms.xml"),
        "Example: Update an Application's VoiceUrl": lambda: one.update(voice_url=_VOICE),
        "Delete an Application": one.delete,
    }


def _available_numbers(client: Client) -> Calls:
    countries = client.available_phone_numbers
    one = countries("US")
    return {
        "List of AvailablePhoneNumber Resources": countries.list,
        "Example: List of AvailablePhoneNumber Resources in US": lambda: countries.fetch("US"),
        "Search for Local AvailablePhoneNumbers": lambda: one.local.list(in_region="WA"),
        "Example: Find Local Numbers by Number Pattern": lambda: one.local.list(
            area_code="510", contains="555"
        ),
        "Find All Toll-Free Numbers": one.toll_free.list,
        "Example: Find a Toll-Free Number by String": lambda: one.toll_free.list(contains="WIN"),
    }


def _calls(client: Client) -> Calls:
    one = client.calls("Sid")
    return {
        "Create a Call": lambda: client.calls.create(to="+13105678901", from_="+13103384645", url=_VOICE),
        "Retrieve a Call": lambda: client.calls.fetch("Sid"),
        "List All Calls": lambda: list(client.calls.stream()),
        "Update a Call": one.update,
        "Example: Terminate a Call": lambda: one.update(status="completed"),
        "Delete a Call": one.delete,
    }


def _participants(client: Client) -> Calls:
    several = client.conferences("ConferenceSid").participants
    one = several("CallSid")
    coach = "CallSidToCoach"
    hold_url = "http://www.your-application.com/hold"
    return {
        "Retrieve a Participant": one.fetch,
        "List All Active Participants": several.list,
        "Update a Participant": one.update,
        "Example: Coaching a Participant": lambda: one.update(
            call_sid_to_coach=coach, coaching=True, muted=False, beep=False
        ),
        "Example: Monitoring a Conference": lambda: one.update(
            call_sid_to_coach=coach, coaching=True, muted=True, beep=False
        ),
        "Example: Barge a Conference": lambda: one.update(coaching=False, muted=False),
        "Example: Mute a Participant": lambda: one.update(muted=True),
        "Example: Put a Participant on Hold": lambda: one.update(hold=True, hold_url=hold_url),
        "Delete a Participant": one.delete,
    }


def _conferences(client: Client) -> Calls:
    one = client.conferences("Sid")
    return {
        "Retrieve a Conference": lambda: client.conferences.fetch("Sid"),
        "List All Conferences": client.conferences.list,
        "Update a Conference": one.update,
        "Example: Terminate a Conference": lambda: one.update(status="completed"),
    }


def _faxes(client: Client) -> Calls:
    one = client.faxes("FaxSid")
    return {
        "Send a Fax": lambda: client.faxes.create(
            to="+13104456789", from_="+13103383454", media_url="https://example.com/fax.pdf"
        ),
        "Retrieve a Fax": lambda: client.fax.faxes.fetch("FaxSid"),
        "Update a Fax": lambda: one.update(status="canceled"),
        "List All Faxes": client.fax.faxes.list,
        "Delete a Fax": one.delete,
        "Retrieve a Fax Media Instance": lambda: one.media.fetch("MediaSid"),
        "List All Media of a Fax": one.media.list,
        "Delete a Fax Media": one.media("MediaSid").delete,
    }


def _incoming_numbers(client: Client) -> Calls:
    one = client.incoming_phone_numbers("IncomingPhoneNumberSid")
    return {
        "Create an IncomingPhoneNumber": lambda: client.incoming_phone_numbers.create(
            phone_number="+13103386745", friendly_name="IncomingPhoneNumber1"
        ),
        "Retrieve an IncomingPhoneNumber": one.fetch,
        "List All IncomingPhoneNumbers": client.incoming_phone_numbers.list,
        "Update an IncomingPhoneNumber": one.update,
        "Example: Update an IncomingPhoneNumber's VoiceUrl": lambda: one.update(
            account_sid="b3877c40-da60-4998-90ad-b792e98472ac", voice_url=_VOICE
        ),
        "Delete an IncomingPhoneNumber": one.delete,
    }


def _bins(client: Client) -> Calls:
    contents = "<Response><Hangup/></Response>"
    one = client.laml_bins("5184b831-184f-4209-872d-ccdccc80f2f1")
    return {
        "Create a Compatibility XML Bin": lambda: client.laml_bins.create(
            name="Death Star IVR", contents=contents
        ),
        "Retrieve a Compatibility XML Bin": one.fetch,
        "Update a Compatibility XML Bin": lambda: one.update(name="Hoth IVR"),
        "Delete a Compatibility XML Bin": one.delete,
        "List all Compatibility XML Bins": lambda: client.laml_bins.list(name="Star"),
    }


def _messages(client: Client) -> Calls:
    one = client.messages("MessageSid")
    sender = "+15551234567"
    return {
        "Create a message": lambda: client.messages.create(
            to="+15557654321", from_=sender, body="Hello World!"
        ),
        "Retrieve a message": one.fetch,
        "Update a message": lambda: one.update(body="Overridden"),
        "Example: Redact a message": lambda: one.update(body=""),
        "Delete a message": one.delete,
        "List all messages": lambda: list(client.messages.stream()),
        "Example: Filter By Date and From": lambda: client.messages.list(
            from_=sender, date_sent_after=date(2018, 8, 1)
        ),
        "Retrieve a media object": lambda: one.media.fetch("MediaSid"),
        "Delete a media object": one.media("MediaSid").delete,
        "List all media": one.media.list,
    }


def _recordings(client: Client) -> Calls:
    of_call = client.calls("CallSid").recordings
    call = "43bb71ee-553f-4074-bb20-8e2747647cce"
    day = datetime(2018, 9, 25, tzinfo=UTC)
    return {
        "Create a Recording": lambda: of_call.create(
            recording_channels="dual",
            recording_status_callback="http://your-application.com/callback",
            recording_status_callback_event="completed,in-progress",
            recording_track="both",
            trim="do-not-trim",
        ),
        "Retrieve a Recording": lambda: client.recordings.fetch("Sid"),
        "Update a Recording": lambda: of_call("Sid").update(status="paused", pause_behavior="skip"),
        "List All Recordings of an Account": client.recordings.list,
        "Example: List All Recordings of a Call": lambda: client.recordings.list(call_sid=call),
        "Example: List All Recordings on September 25, 2018": lambda: client.recordings.list(
            date_created=day
        ),
        "Delete a Recording": client.recordings("Sid").delete,
    }


def _transcriptions(client: Client) -> Calls:
    recording = "b3877c40-da60-4998-90ad-b792e98472re"
    return {
        "Retrieve a Transcription": lambda: client.transcriptions.fetch("Sid"),
        "List All Transcriptions": client.transcriptions.list,
        "Example: List All Transcriptions from a Recording": lambda: client.transcriptions.list(
            recording_sid=recording
        ),
        "Delete a Recording Transcription": client.transcriptions("Sid").delete,
    }


def _queues(client: Client) -> Calls:
    one = client.queues("QueueSid")
    return {
        "Create a Queue": lambda: client.queues.create(friendly_name="Queue1"),
        "Retrieve a Queue": one.fetch,
        "Update a Queue": one.update,
        "Update the Size of a Queue": lambda: one.update(max_size=200),
        "List All Queues": client.queues.list,
        "Delete a Queue": one.delete,
    }


def _queue_members(client: Client) -> Calls:
    several = client.queues("QueueSid").members
    one = several("CallSid")
    front = several("Front")
    return {
        "Retrieve Members Waiting in a Queue": client.queues(
            "b3877c40-da60-4998-90ad-b792e98472qu"
        ).members.list,
        "Retrieve a Queue Member": one.fetch,
        "Update a Queue Member": one.update,
        "Example: Dequeue From Front of Queue": lambda: front.update(method="POST", url=_VOICE),
        "Example: Dequeue Particular Member": lambda: one.update(method="POST", url=_VOICE),
        "List All Queue Members": several.list,
    }
