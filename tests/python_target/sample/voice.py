"""The tree of the sample API: records within records, files, namespaces."""

from __future__ import annotations

from dialwright import ir

from .making import BOOLEAN, DECIMAL, INTEGER, MOMENT, NEXT_URI, STRING, field, form, identifier, paging
from .schemas import CALL_STATUS

BASE = "/v1/Accounts/{AccountSid}"
REFERENCE = "voice-rest-api"

CALL = ir.Named("Call")
RECORDING = ir.Named("Recording")
METHOD = ir.Named("HttpMethod")

_CALLS = ir.Resource(
    key="voice.calls",
    words=("calls",),
    description="Phone calls.",
    item=ir.Item(parameter=identifier(), property="sid"),
    operations=(
        ir.Operation(
            method="POST",
            path=f"{BASE}/Calls.json",
            words=("create",),
            summary="Place a call",
            description="Give `Url` or `ApplicationSid`, not both.",
            body=form(
                field("Url"),
                field("ApplicationSid"),
                field("To", required=True),
                field("From", required=True),
                field("Method", METHOD, "How to ask `Url`.", default="POST"),
                field("StatusCallbackEvent", ir.ListOf(ir.Constant(("initiated", "answered")))),
                field("MaxPrice", DECIMAL),
                field("Record", BOOLEAN, default=False),
                field("Timeout", INTEGER, minimum=1, maximum=600, default=60),
                field("class"),
                field("self"),
                field("options"),
                field("Form"),
            ),
            rules=(ir.Rule(kind="exactly-one-of", fields=("Url", "ApplicationSid")),),
            result=CALL,
            record="voice.calls",
            source=ir.Source(REFERENCE, "Create a Call"),
        ),
        ir.Operation(
            method="GET",
            path=f"{BASE}/Calls.json",
            words=("list",),
            summary="List the calls.",
            query=(
                field("Status", CALL_STATUS),
                field("StartTime<", MOMENT, words=("start", "time", "before")),
                field("StartTime>", MOMENT, words=("start", "time", "after")),
                field("From"),
                field("Limit", INTEGER),
                *paging(),
            ),
            result=CALL,
            record="voice.calls",
            pagination=NEXT_URI,
            idempotent=True,
        ),
        ir.Operation(
            method="GET",
            path=f"{BASE}/Calls/{{Sid}}.json",
            words=("fetch",),
            summary="Read a call.",
            path_parameters=(identifier(),),
            query=(field("Verbose", BOOLEAN),),
            result=CALL,
            record="voice.calls",
            idempotent=True,
        ),
        ir.Operation(
            method="POST",
            path=f"{BASE}/Calls/{{Sid}}.json",
            words=("update",),
            summary="Change a call.",
            path_parameters=(identifier(),),
            body=form(field("Status", ir.Constant(("canceled", "completed")))),
            result=CALL,
            record="voice.calls",
            idempotent=True,
        ),
        ir.Operation(
            method="DELETE",
            path=f"{BASE}/Calls/{{Sid}}.json",
            words=("delete",),
            summary="Delete a call.",
            path_parameters=(identifier(),),
            idempotent=True,
        ),
        ir.Operation(
            method="GET",
            path=f"{BASE}/Calls/{{Sid}}/Keys.json",
            words=("keys",),
            summary="Read the keys that were pressed.",
            path_parameters=(identifier(),),
            result=ir.ListOf(STRING),
            idempotent=True,
            deprecated=True,
        ),
        ir.Operation(
            method="GET",
            path=f"{BASE}/Calls/{{Sid}}/Events.json",
            words=("list", "events"),
            summary="List what happened to a call.",
            path_parameters=(identifier(),),
            query=(field("Kind"), *paging()),
            result=ir.Named("Number"),
            pagination=NEXT_URI,
            idempotent=True,
        ),
    ),
)

_CALL_RECORDINGS = ir.Resource(
    key="voice.calls.recordings",
    words=("recordings",),
    description="Recordings of a call.",
    item=ir.Item(parameter=identifier(), property="sid"),
    parents=("CallSid",),
    operations=(
        ir.Operation(
            method="POST",
            path=f"{BASE}/Calls/{{CallSid}}/Recordings.json",
            words=("create",),
            path_parameters=(identifier("CallSid"),),
            body=form(field("Trim", ir.Constant(("trim-silence", "do-not-trim")))),
            result=RECORDING,
            record="voice.calls.recordings",
        ),
        ir.Operation(
            method="POST",
            path=f"{BASE}/Calls/{{CallSid}}/Recordings/{{Sid}}.json",
            words=("update",),
            path_parameters=(identifier("CallSid"), identifier()),
            body=form(field("Status", required=True)),
            result=RECORDING,
            record="voice.calls.recordings",
        ),
    ),
)

_RECORDINGS = ir.Resource(
    key="voice.recordings",
    words=("recordings",),
    item=ir.Item(parameter=identifier(), property="sid"),
    operations=(
        ir.Operation(
            method="GET",
            path=f"{BASE}/Recordings.json",
            words=("list",),
            summary="List the recordings, of one call if so desired.",
            query=paging(),
            narrowings=(
                ir.Narrowing(
                    parameter=field("CallSid", STRING, "Only those of this call."),
                    path=f"{BASE}/Calls/{{CallSid}}/Recordings.json",
                ),
            ),
            result=RECORDING,
            record="voice.recordings",
            pagination=NEXT_URI,
            idempotent=True,
        ),
        ir.Operation(
            method="GET",
            path=f"{BASE}/Recordings/{{Sid}}.wav",
            words=("download",),
            summary="Download the sound.",
            path_parameters=(identifier(),),
            representations=(
                ir.Representation(
                    name="wav", path=f"{BASE}/Recordings/{{Sid}}.wav", media_types=("audio/wav",)
                ),
                ir.Representation(
                    name="mp3", path=f"{BASE}/Recordings/{{Sid}}.mp3", media_types=("audio/mpeg",)
                ),
            ),
            idempotent=True,
        ),
        ir.Operation(
            method="POST",
            path=f"{BASE}/Recordings/{{Sid}}/Call.json",
            words=("call", "back"),
            summary="Call whoever was recorded.",
            path_parameters=(identifier(),),
            result=CALL,
            record="voice.calls",
        ),
    ),
)

_FAXES = ir.Resource(
    key="voice.faxes",
    words=("faxes",),
    item=ir.Item(parameter=identifier("FaxSid"), property="sid"),
    places=("voice.fax.faxes",),
    operations=(
        ir.Operation(
            method="GET",
            path=f"{BASE}/Faxes/{{FaxSid}}.json",
            words=("fetch",),
            path_parameters=(identifier("FaxSid"),),
            result=ir.Named("Fax"),
            record="voice.faxes",
            idempotent=True,
        ),
    ),
)

_FAX_MEDIA = ir.Resource(
    key="voice.faxes.media",
    words=("media",),
    item=ir.Item(parameter=identifier("MediaSid"), property="sid"),
    parents=("FaxSid",),
    operations=(
        ir.Operation(
            method="GET",
            path=f"{BASE}/Faxes/{{FaxSid}}/Media/{{MediaSid}}",
            words=("download",),
            path_parameters=(identifier("FaxSid"), identifier("MediaSid")),
            representations=(
                ir.Representation(
                    name="", path=f"{BASE}/Faxes/{{FaxSid}}/Media/{{MediaSid}}", media_types=("image/tiff",)
                ),
            ),
            idempotent=True,
        ),
        ir.Operation(
            method="GET",
            path=f"{BASE}/Faxes/{{FaxSid}}/Media/{{MediaSid}}.json",
            words=("fetch",),
            path_parameters=(identifier("FaxSid"), identifier("MediaSid")),
            result=ir.Named("FaxMedia"),
            record="voice.faxes.media",
            idempotent=True,
        ),
    ),
)

_COUNTRIES = ir.Resource(
    key="voice.available_numbers",
    words=("available", "numbers"),
    item=ir.Item(parameter=identifier("IsoCountry"), property="country_code"),
    operations=(
        ir.Operation(
            method="GET",
            path=f"{BASE}/Numbers/{{IsoCountry}}.json",
            words=("fetch",),
            path_parameters=(identifier("IsoCountry"),),
            result=ir.Named("Country"),
            record="voice.available_numbers",
            idempotent=True,
        ),
    ),
)

_LOCAL = ir.Resource(
    key="voice.available_numbers.local",
    words=("local",),
    parents=("IsoCountry",),
    operations=(
        ir.Operation(
            method="GET",
            path=f"{BASE}/Numbers/{{IsoCountry}}/Local.json",
            words=("list",),
            path_parameters=(identifier("IsoCountry"),),
            query=(field("InRegion"),),
            result=ir.Named("Number"),
            pagination=ir.Pagination(style="none", items=("numbers", "available_numbers")),
            idempotent=True,
        ),
    ),
)

VOICE = (_CALLS, _CALL_RECORDINGS, _RECORDINGS, _FAXES, _FAX_MEDIA, _COUNTRIES, _LOCAL)
