"""The schemas of the sample API."""

from __future__ import annotations

from dialwright import ir

from .making import ANY, BOOLEAN, DATE, DATE_TIME, DECIMAL, INTEGER, STRING, field

CALL_STATUS = ir.Named("CallStatus")

ENUMS = (
    ir.Enum(
        key="CallStatus",
        words=("call", "status"),
        values=("queued", "in-progress", "completed"),
        description="Where a call stands.",
        open=True,
    ),
    ir.Enum(key="HttpMethod", words=("http", "method"), values=("GET", "POST"), description="How to ask."),
    ir.Enum(
        key="Ending",
        words=("ending",),
        values=tuple(f"because of reason number {number}" for number in range(8)),
        description="Why it ended; used by one schema alone.",
        open=True,
    ),
    ir.Enum(key="Level", words=("level",), values=(1, 2, 3), open=True),
)

UNIONS = (
    ir.Union(
        key="CallLeg",
        words=("call", "leg"),
        options=(ir.Named("SessionLeg"), ir.Named("DeviceLeg")),
        tag="type",
        mapping={"session": "SessionLeg", "device": "DeviceLeg"},
        description="One end of a call.",
    ),
    ir.Union(
        key="Playable",
        words=("playable",),
        options=(ir.Named("PlayAudio"), ir.Named("PlaySpeech")),
        tag="type",
        description="Something to play.",
    ),
)


def _call() -> ir.Model:
    clashes = ("items", "keys", "get", "list", "date", "str", "class", "self", "options", "to_dict", "wire")
    return ir.Model(
        key="Call",
        words=("call",),
        description='A call, with fields that bear unlucky names: `from`, "class".',
        response=True,
        fields=(
            field("sid", STRING, "The call's identifier.", required=True),
            field("from", STRING, "Who calls."),
            *(field(name) for name in clashes),
            field("recordings", INTEGER, "How many there are; `calls(sid).recordings` has them."),
            field("status", CALL_STATUS),
            field("level", ir.Named("Level")),
            field("duration", INTEGER, default=0, minimum=0, maximum=14400),
            field("price", ir.Nullable(DECIMAL)),
            field("date_created", ir.Nullable(DATE_TIME)),
            field("day", DATE),
            field("formatted_from", aliases=("from_formatted",)),
            field("auth_token", secret=True),
            field("subresource_uris", ir.Named("CallSubresourceUris")),
            field("legs", ir.ListOf(ir.Named("CallLeg"))),
            field("first_leg", ir.Nullable(ir.Named("CallLeg"))),
            field("labels", ir.MapOf(STRING)),
            field("extra", ANY),
            field("either", ir.Either((INTEGER, STRING, ir.ListOf(INTEGER)))),
            field("+1", INTEGER, words=("1",)),
            field("-1", INTEGER, words=("1",)),
            field("callerName", STRING, 'Ends in a quote: "so it does"'),
            field(
                "caller_name",
                STRING,
                "Back\\slash, tab\tand \u202ereversed, and so much to say that the text goes over the end "
                "of the line, where it is wrapped.\n\n- one\n- two\n\n```\n  kept\n```",
            ),
        ),
        source=ir.Source("voice-api-reference", "The Call Object"),
    )


MODELS = (
    _call(),
    ir.Model(
        key="CallSubresourceUris",
        words=("call", "subresource", "uris"),
        response=True,
        fields=(field("recordings"),),
    ),
    ir.Model(
        key="SessionLeg",
        words=("session", "leg"),
        response=True,
        fields=(field("type", ir.Constant(("session",)), required=True), field("session", required=True)),
    ),
    ir.Model(
        key="DeviceLeg",
        words=("device", "leg"),
        response=True,
        fields=(
            field("type", ir.Constant(("device",)), required=True),
            field("children", ir.ListOf(ir.Named("DeviceLeg"))),
        ),
    ),
    ir.Model(
        key="CallEnded",
        words=("call", "ended"),
        description="What is sent when a call has ended.",
        response=True,
        fields=(field("CallSid", required=True), field("Ending", ir.Named("Ending"))),
    ),
    ir.Model(
        key="Recording",
        words=("recording",),
        response=True,
        fields=(field("sid", required=True), field("call_sid"), field("status", CALL_STATUS)),
    ),
    ir.Model(key="Fax", words=("fax",), response=True, fields=(field("sid", required=True),)),
    ir.Model(key="FaxMedia", words=("fax", "media"), response=True, fields=(field("sid", required=True),)),
    ir.Model(
        key="Country", words=("country",), response=True, fields=(field("country_code", required=True),)
    ),
    ir.Model(key="Number", words=("number",), response=True, fields=(field("phone_number"),)),
    ir.Model(key="Page", words=("page",), response=True, description="Called like a class of the runtime."),
    ir.Model(
        key="Line",
        words=("line",),
        request=True,
        response=True,
        fields=(
            field("id", required=True),
            field("fromNumber", ir.Nullable(STRING)),
            field("page", ir.Named("Page")),
            field("open", BOOLEAN),
        ),
    ),
    ir.Model(
        key="PlayAudio",
        words=("play", "audio"),
        request=True,
        fields=(field("type", ir.Constant(("audio",)), required=True), field("url", required=True)),
    ),
    ir.Model(
        key="PlaySpeech",
        words=("play", "speech"),
        request=True,
        description="Speech, with keys that no class body can have.",
        fields=(
            field("type", ir.Constant(("speech",)), required=True),
            field("from", ir.Nullable(STRING)),
            field("say-as", STRING),
            field("then", ir.ListOf(ir.Named("Playable"))),
        ),
    ),
)
