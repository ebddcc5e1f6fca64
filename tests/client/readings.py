"""What the service really sends, where the references differ from it, from each other and from themselves.

Each line is a record as the service may send it, and what one of its attributes is then.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from dialwright_signalwire import models
from dialwright_signalwire._runtime import Model

__all__ = ["LINES"]

Line: TypeAlias = tuple[type[Model], dict[str, Any], str, object]

URIS = "subresource_uris"

DURATIONS: list[Line] = [
    (model, {"duration": sent}, "duration", read)
    for model in (models.Call, models.Recording, models.Transcription, models.Fax)
    for sent, read in (
        (20, 20),
        ("20", 20),
        ("0", 0),
        (20.0, 20),
        (None, None),
        ("", None),
        ("20 s", None),
        (["20"], None),
    )
]

PRICES: list[Line] = [
    (model, {"price": sent}, "price", read and Decimal(read))
    for model in (models.Call, models.Recording, models.Transcription, models.Fax, models.Message)
    for sent, read in (
        (-0.005, "-0.005"),
        (0.003, "0.003"),
        ("-0.0025", "-0.0025"),
        ("0.0", "0.0"),
        (-0.00025, "-0.00025"),
        (1, "1"),
        (None, None),
        ("", None),
        ("free", None),
        ("NaN", None),
        (True, None),
    )
]

SIDS: list[Line] = [
    (model, {"sid": sid}, "sid", read)
    for model in (models.Call, models.Message, models.Recording, models.Fax, models.Media, models.Queue)
    for sid, read in (
        ("b3877c40-da60-4998-90ad-b792e98472me", "b3877c40-da60-4998-90ad-b792e98472me"),
        ("b29b0f42-44d7-4b5d-a8f9-3c1c4a7f6cpa7", "b29b0f42-44d7-4b5d-a8f9-3c1c4a7f6cpa7"),
        ("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
        ("CA0123456789", "CA0123456789"),
        (17, "17"),
    )
]

CALLS: list[Line] = [
    (models.Call, {"formatted_from": "(555) 010-1"}, "formatted_from", "(555) 010-1"),
    (models.Call, {"from_formatted": "(555) 010-1"}, "formatted_from", "(555) 010-1"),
    (models.Call, {"formatted_from": None, "from_formatted": "(555) 010-1"}, "formatted_from", "(555) 010-1"),
    (models.Call, {}, "formatted_from", None),
    (models.Call, {"formatted_to": "sip:a"}, "formatted_to", "sip:a"),
    (models.Call, {"to_formatted": "sip:a"}, "formatted_to", "sip:a"),
    (models.Call, {"status": "no-answer"}, "status", "no-answer"),
    (models.Call, {"status": "put-on-ice"}, "status", "put-on-ice"),
    (models.Call, {"direction": "outbound-api"}, "direction", "outbound-api"),
    (models.Call, {"answered_by": None}, "answered_by", None),
    (models.Call, {"answered_by": "human"}, "answered_by", "human"),
    (models.Call, {"answered_by": "fax"}, "answered_by", "fax"),
    (models.Call, {"annotation": None}, "annotation", None),
    (models.Call, {"caller_name": None}, "caller_name", None),
    (models.Call, {"group_sid": None}, "group_sid", None),
    (models.Call, {"parent_call_sid": None}, "parent_call_sid", None),
    (models.Call, {"phone_number_sid": None}, "phone_number_sid", None),
    (models.Call, {"url": "/calls/1"}, "url", "/calls/1"),
    (models.Call, {"start_time": None}, "start_time", None),
    (models.Call, {"api_version": "2010-04-01T00:00:00.000Z"}, "api_version", "2010-04-01T00:00:00.000Z"),
    (models.Call, {"sip_result_code": "200"}, "sip_result_code", 200),
    (models.Call, {"sip_result_code": None}, "sip_result_code", None),
    (models.Call, {"audio_in_mos": 4.5}, "audio_in_mos", 4.5),
    (models.Call, {"audio_in_mos": "4.5"}, "audio_in_mos", 4.5),
    (models.Call, {"audio_rtt_avg": None}, "audio_rtt_avg", None),
    (models.Call, {URIS: {"feedback": "/f", "feedback_summaries": "/s"}}, f"{URIS}.feedback_summaries", "/s"),
    (models.Call, {URIS: None}, URIS, None),
    (models.Call, {URIS: "/nowhere"}, URIS, None),
]

MESSAGES: list[Line] = [
    (models.Message, {"status": "receiving"}, "status", "receiving"),
    (models.Message, {"status": "initiated"}, "status", "initiated"),
    (models.Message, {"direction": ""}, "direction", ""),
    (models.Message, {"direction": "outbound-reply"}, "direction", "outbound-reply"),
    (models.Message, {"body": None}, "body", None),
    (models.Message, {"body": ""}, "body", ""),
    (models.Message, {"date_sent": None}, "date_sent", None),
    (models.Message, {"error_code": None}, "error_code", None),
    (models.Message, {"error_code": 30008}, "error_code", "30008"),
    (models.Message, {"error_code": "30008"}, "error_code", "30008"),
    (models.Message, {"error_message": None}, "error_message", None),
    (models.Message, {"messaging_service_sid": None}, "messaging_service_sid", None),
    (models.Message, {"num_media": "1"}, "num_media", 1),
    (models.Message, {"num_segments": 2}, "num_segments", 2),
    (
        models.Media,
        {"date_created": "Thur, 27 Sept 2018 19:00:00 +0000"},
        "date_created",
        datetime(2018, 9, 27, 19, tzinfo=UTC),
    ),
]

FAXES: list[Line] = [
    (models.Fax, {"num_pages": None}, "num_pages", None),
    (models.Fax, {"num_pages": "3"}, "num_pages", 3),
    (models.Fax, {"num_pages": 3}, "num_pages", 3),
    (models.Fax, {"price_unit": None}, "price_unit", None),
    (models.Fax, {"quality": None}, "quality", None),
    (models.Fax, {"quality": "superfine"}, "quality", "superfine"),
    (models.Fax, {"api_version": "v1"}, "api_version", "v1"),
    (models.Fax, {"error_code": 34002}, "error_code", "34002"),
    (models.Fax, {"error_message": None}, "error_message", None),
    (models.Fax, {"media_url": None}, "media_url", None),
    (models.Fax, {"links": {"media": "/m"}}, "links.media", "/m"),
    (models.Fax, {"url": "https://example.com/f"}, "url", "https://example.com/f"),
    (
        models.Fax,
        {"date_created": "2018-11-26T20:00:00Z"},
        "date_created",
        datetime(2018, 11, 26, 20, tzinfo=UTC),
    ),
    (models.FaxMedia, {"uri": "/m"}, "uri", "/m"),
    (models.FaxMedia, {}, "uri", None),
    (models.FaxMedia, {"url": "/m"}, "url", "/m"),
]

RECORDINGS: list[Line] = [
    (models.Recording, {"channels": 1}, "channels", 1),
    (models.Recording, {"channels": "2"}, "channels", 2),
    (models.Recording, {"channel": "0"}, "channel", 0),
    (models.Recording, {"source": "OutboundAPI"}, "source", "OutboundAPI"),
    (models.Recording, {"source": "OutBoundApi"}, "source", "OutBoundApi"),
    (models.Recording, {"source": "StartCallRecordingApi"}, "source", "StartCallRecordingApi"),
    (models.Recording, {"source": "StartConferenceRecordingAPI"}, "source", "StartConferenceRecordingAPI"),
    (models.Recording, {"source": "Dictaphone"}, "source", "Dictaphone"),
    (models.Recording, {"status": "absent"}, "status", "absent"),
    (models.Recording, {"status": "failed"}, "status", "failed"),
    (models.Recording, {"error_code": None}, "error_code", None),
    (models.Recording, {"error_code": 11}, "error_code", "11"),
    (models.Recording, {"call_sid": None}, "call_sid", None),
    (models.Recording, {"conference_sid": None}, "conference_sid", None),
    (
        models.Recording,
        {"end_time": "Wed, 26 Sept 2018 22:00:00 +0000"},
        "end_time",
        datetime(2018, 9, 26, 22, tzinfo=UTC),
    ),
    (models.Recording, {URIS: {"transcriptions": "/t"}}, f"{URIS}.transcriptions", "/t"),
    (models.Recording, {"encryption_details": None}, "encryption_details", None),
    (models.Recording, {"trim": "trim-silence"}, "trim", "trim-silence"),
    (models.Transcription, {"transcription_text": None}, "transcription_text", None),
    (models.Transcription, {"transcription_text": "(blank)"}, "transcription_text", "(blank)"),
    (models.Transcription, {"status": "in-progress"}, "status", "in-progress"),
    (models.Transcription, {"api_version": "2008-08-01"}, "api_version", "2008-08-01"),
    (models.Transcription, {"type": "fast"}, "type", "fast"),
]

CONFERENCES: list[Line] = [
    (models.Conference, {"friendly_name": None}, "friendly_name", None),
    (models.Conference, {"region": "us1"}, "region", "us1"),
    (models.Conference, {"region": "mars1"}, "region", "mars1"),
    (models.Conference, {"status": "init"}, "status", "init"),
    (models.Conference, {"api_version": "2010-04-01"}, "api_version", "2010-04-01"),
    (models.Conference, {URIS: {"participants": "/p"}}, f"{URIS}.participants", "/p"),
    (models.Participant, {"status": "complete"}, "status", "complete"),
    (models.Participant, {"status": "completed"}, "status", "completed"),
    (models.Participant, {"hold_url": "/h"}, "hold_url", "/h"),
    (models.Participant, {"call_sid_to_coach": None}, "call_sid_to_coach", None),
    (models.Participant, {"muted": "true"}, "muted", True),
    (models.Participant, {"muted": "False"}, "muted", False),
    (models.Participant, {"hold": False}, "hold", False),
]

NUMBERS: list[Line] = [
    (models.IncomingPhoneNumber, {"sms_url": None}, "sms_url", None),
    (models.IncomingPhoneNumber, {"sms_url": ""}, "sms_url", ""),
    (models.IncomingPhoneNumber, {"status_callback": ""}, "status_callback", ""),
    (models.IncomingPhoneNumber, {"origin": "origin"}, "origin", "origin"),
    (models.IncomingPhoneNumber, {"emergency_status": "Pending"}, "emergency_status", "Pending"),
    (models.IncomingPhoneNumber, {"emergency_address_sid": None}, "emergency_address_sid", None),
    (models.IncomingPhoneNumber, {"voice_application_sid": None}, "voice_application_sid", None),
    (models.IncomingPhoneNumber, {"voice_caller_id_lookup": None}, "voice_caller_id_lookup", None),
    (models.IncomingPhoneNumber, {"verification_status": "verified"}, "verification_status", "verified"),
    (models.IncomingPhoneNumber, {"country_code": "US"}, "country_code", "US"),
    *(
        (model, {"capabilities": {name: True}}, f"capabilities.{name.lower()}", True)
        for model in (models.IncomingPhoneNumber, models.AvailablePhoneNumber)
        for name in ("voice", "Voice", "sms", "SMS", "mms", "MMS", "fax", "Fax")
    ),
    (models.AvailablePhoneNumber, {"capabilities": {}}, "capabilities.fax", None),
    (models.AvailablePhoneNumber, {"lata": None}, "lata", None),
    (models.AvailablePhoneNumber, {"lata": 672}, "lata", "672"),
    (models.AvailablePhoneNumber, {"latitude": None}, "latitude", None),
    (models.AvailablePhoneNumber, {"latitude": "47.6"}, "latitude", "47.6"),
    (models.AvailablePhoneNumber, {"longitude": -122.33}, "longitude", "-122.33"),
    (models.AvailablePhoneNumber, {"postal_code": None}, "postal_code", None),
    (models.AvailablePhoneNumber, {"locality": "Seattle"}, "locality", "Seattle"),
    (models.AvailablePhoneNumber, {"beta": False}, "beta", False),
    (models.PhoneNumberCountry, {"beta": None}, "beta", None),
    (models.PhoneNumberCountry, {URIS: {"toll_free": "/t.json"}}, f"{URIS}.toll_free", "/t.json"),
    (models.PhoneNumberCountry, {"uri": "/2010-04-01/Accounts/AC1"}, "uri", "/2010-04-01/Accounts/AC1"),
]

OTHERS: list[Line] = [
    (models.Account, {"status": "closed"}, "status", "closed"),
    (models.Account, {"status": "suspended"}, "status", "suspended"),
    (models.Account, {"type": "Trial"}, "type", "Trial"),
    (models.Account, {"signing_key": None}, "signing_key", None),
    (models.Account, {"subproject": True}, "subproject", True),
    (models.Account, {"region_preference": "us"}, "region_preference", "us"),
    (models.Account, {"owner_account_sid": "o"}, "owner_account_sid", "o"),
    (models.Account, {URIS: {"signing_keys": "/k"}}, f"{URIS}.signing_keys", "/k"),
    (models.Account, {URIS: {"keys": "/k"}}, f"{URIS}.keys_", "/k"),
    (models.Account, {URIS: {"sandbox": "/s"}}, f"{URIS}.sandbox", "/s"),
    (models.Application, {"voice_url": None}, "voice_url", None),
    (models.Application, {"sms_fallback_url": None}, "sms_fallback_url", None),
    (models.Application, {"status_callback": None}, "status_callback", None),
    (models.Application, {"voice_method": None}, "voice_method", None),
    (models.Application, {"voice_method": "GET"}, "voice_method", "GET"),
    (models.Application, {"sms_status_callback_method": "PUT"}, "sms_status_callback_method", "PUT"),
    (models.Application, {"message_status_callback": "/m"}, "message_status_callback", "/m"),
    (models.LamlBin, {"date_last_accessed": None}, "date_last_accessed", None),
    (models.LamlBin, {"num_requests": "5"}, "num_requests", 5),
    (models.Queue, {"max_size": None}, "max_size", None),
    (models.Queue, {"max_size": "100"}, "max_size", 100),
    (models.Queue, {"account_sid": "a"}, "account_sid", "a"),
    (models.Queue, {"uri": "/q"}, "uri", "/q"),
    (models.Queue, {"api_version": "2010-04-01"}, "api_version", "2010-04-01"),
    (models.QueueMember, {"method": "POST"}, "method", "POST"),
    (models.QueueMember, {"url": "/m"}, "url", "/m"),
    (models.QueueMember, {"queue_sid": "q"}, "queue_sid", "q"),
    (models.QueueMember, {"member_type": "call"}, "member_type", "call"),
    (models.QueueMember, {"wait_time": "124"}, "wait_time", 124),
    (models.Token, {"permissions": ["calling", "new"]}, "permissions", ["calling", "new"]),
]

MOMENT = datetime(2018, 9, 20, 10, tzinfo=UTC)
DATES: list[Line] = [
    (models.Call, {"date_created": sent}, "date_created", read)
    for sent, read in (
        ("Thu, 20 Sep 2018 10:00:00 +0000", MOMENT),
        ("Thu, 20 Sept 2018 10:00:00 +0000", MOMENT),
        ("Thur, 20 Sept 2018 10:00:00 +0000", MOMENT),
        ("Mon, 20 Sept 2018 10:00:00 +0000", MOMENT),  # it was a Thursday
        ("20 Sep 2018 10:00:00 +0000", MOMENT),
        ("Thu, 20 Sep 2018 10:00:00 GMT", MOMENT),
        ("Thu, 20 Sep 2018 12:00:00 +0200", MOMENT),
        ("Thu, 20 Sep 2018 03:00:00 -0700", MOMENT),
        ("Mon, 4 Oct 2018 20:00:46 +0000", datetime(2018, 10, 4, 20, 0, 46, tzinfo=UTC)),
        ("Tue, 04 Aug 2018 18:39:19 +0000", datetime(2018, 8, 4, 18, 39, 19, tzinfo=UTC)),
        ("2018-09-20T10:00:00Z", MOMENT),
        ("2018-09-20T10:00:00.000Z", MOMENT),
        ("2018-09-20T10:00:00+00:00", MOMENT),
        ("2018-09-20T12:00:00+02:00", MOMENT),
        ("2018-09-20T10:00:00", MOMENT),
        ("2018-09-20 10:00:00", MOMENT),
        (" 2018-09-20T10:00:00Z ", MOMENT),
        ("2018-09-20", datetime(2018, 9, 20, tzinfo=UTC)),
        ("Thu, 31 Feb 2018 10:00:00 +0000", None),
        ("Thu, 20 Foo 2018 10:00:00 +0000", None),
        ("yesterday", None),
        ("", None),
        ("9" * 5000, None),
        (1537437600, None),
        (None, None),
    )
]

LINES = [
    *CALLS,
    *MESSAGES,
    *FAXES,
    *RECORDINGS,
    *CONFERENCES,
    *NUMBERS,
    *OTHERS,
    *DATES,
    *DURATIONS,
    *PRICES,
    *SIDS,
]
