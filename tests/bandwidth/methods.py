"""Every method that sends one request: what it takes, in the printed order, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from .harness import CALLS, Sent

__all__ = ["METHODS", "Argument", "Method"]

Result: TypeAlias = Literal["id", "id or none", "record", "records", "nothing"]

CALL = f"{CALLS}/c-1"
WHISPER = {"sentence": "Hi", "gender": "male", "locale": "en_UK", "voice": "bridget", "loopEnabled": True}


@dataclass(frozen=True)
class Argument:
    """An argument that is sent: its name, its name on the wire, and a value to try it with."""

    name: str
    wire: str
    value: Any


@dataclass(frozen=True)
class Method:
    """A method and the request that it sends.

    Args:
        name: The method.
        verb: HTTP method.
        path: Path, with the values of `address` in it.
        result: What it returns.
        address: Arguments that are part of the path, which come first.
        arguments: The others, in order.
        required: How many of `arguments` must be given.
        always: What the body holds whatever is given.
        usual: What the body holds unless something else is given.
        keywords: Arguments that are given by keyword alone.
        extra: Whether further keywords are passed on.
    """

    name: str
    verb: str
    path: str
    result: Result
    address: Mapping[str, str] = field(default_factory=dict[str, str])
    arguments: tuple[Argument, ...] = ()
    required: int = 0
    always: Mapping[str, object] = field(default_factory=dict[str, object])
    usual: Mapping[str, object] = field(default_factory=dict[str, object])
    keywords: tuple[Argument, ...] = ()
    extra: bool = False

    def __str__(self) -> str:
        return self.name

    @property
    def needed(self) -> tuple[Argument, ...]:
        """The arguments without which it cannot be called."""
        return self.arguments[: self.required]

    @property
    def least(self) -> dict[str, Any]:
        """The fewest arguments, by name, in order."""
        return {**self.address, **{each.name: each.value for each in self.needed}}

    @property
    def most(self) -> dict[str, Any]:
        """All arguments that have a place, by name, in order."""
        return {**self.address, **{each.name: each.value for each in self.arguments}}

    def request(self, *given: Argument, extra: Mapping[str, object] | None = None) -> Sent:
        """What is sent where these arguments are given."""
        fields = {each.wire: each.value for each in given}
        if self.verb == "GET":
            values = {**fields, **(extra or {})}
            return "GET", self.path, {name: str(value) for name, value in values.items()}, None
        return self.verb, self.path, {}, {**self.usual, **self.always, **fields, **(extra or {})}


def _call(name: str, result: Result, path: str = "", *arguments: Argument, **facts: Any) -> Method:
    """A method of one call."""
    verb = "GET" if result in ("record", "records") else "POST"
    return Method(name, verb, CALL + path, result, {"call_id": "c-1"}, arguments, **facts)


def _helper(name: str, **body: object) -> Method:
    """A method that does one thing to a call."""
    return _call(name, "nothing", always=body)


def _gather(name: str, result: Result, *arguments: Argument, **facts: Any) -> Method:
    verb = "GET" if result == "record" else "POST"
    address = {"call_id": "c-1", "gather_id": "g-1"}
    return Method(name, verb, f"{CALL}/gather/g-1", result, address, arguments, **facts)


FROM = Argument("from_", "from", "+15550101")
TO = Argument("to", "to", "+15550100")
TAG = Argument("tag", "tag", "mine")
CALLBACK = Argument("callback_url", "callbackUrl", "https://example.com/events")
RECORDED = Argument("recording_enabled", "recordingEnabled", True)
FORMAT = Argument("recording_file_format", "recordingFileFormat", "mp3")
WHISPERED = Argument("whisper_audio", "whisperAudio", WHISPER)
BRIDGE = Argument("bridge_id", "bridgeId", "b-1")
CONFERENCE = Argument("conference_id", "conferenceId", "conf-1")
FILE = Argument("file_url", "fileUrl", "https://example.com/a.mp3")
SENTENCE = Argument("sentence", "sentence", "Hello")
GENDER = Argument("gender", "gender", "male")
LOCALE = Argument("locale", "locale", "es")
VOICE = Argument("voice", "voice", "jorge")

METHODS = [
    Method(
        "list_calls",
        "GET",
        CALLS,
        "records",
        arguments=(
            BRIDGE,
            CONFERENCE,
            FROM,
            TO,
            Argument("size", "size", 1000),
            Argument("sort_order", "sortOrder", "asc"),
        ),
        extra=True,
    ),
    Method(
        "create_call",
        "POST",
        CALLS,
        "id",
        arguments=(
            FROM,
            TO,
            Argument("call_timeout", "callTimeout", "30"),
            CALLBACK,
            Argument("callback_timeout", "callbackTimeout", 5000),
            Argument("callback_http_method", "callbackHttpMethod", "GET"),
            Argument("fallback_url", "fallbackUrl", "https://example.com/fallback"),
            BRIDGE,
            CONFERENCE,
            RECORDED,
            FORMAT,
            Argument("recording_max_duration", "recordingMaxDuration", "60"),
            Argument("transcription_enabled", "transcriptionEnabled", True),
            TAG,
            Argument("sip_headers", "sipHeaders", {"X-Header": "1"}),
        ),
        required=2,
        usual={"recordingEnabled": False, "transcriptionEnabled": False},
        extra=True,
    ),
    _call("get_call", "record"),
    _call(
        "update_call",
        "id or none",
        "",
        Argument("state", "state", "transferring"),
        RECORDED,
        FORMAT,
        Argument("transfer_to", "transferTo", "+15550102"),
        Argument("transfer_caller_id", "transferCallerId", "+15550103"),
        WHISPERED,
        CALLBACK,
        extra=True,
    ),
    _call(
        "play_audio_to_call",
        "nothing",
        "/audio",
        FILE,
        SENTENCE,
        GENDER,
        LOCALE,
        VOICE,
        Argument("loop_enabled", "loopEnabled", True),
        keywords=(TAG,),
        extra=True,
    ),
    _call(
        "send_dtmf_to_call",
        "nothing",
        "/dtmf",
        Argument("dtmf_out", "dtmfOut", "12#"),
        required=1,
        extra=True,
    ),
    _call("list_call_recordings", "records", "/recordings"),
    _call("list_call_transcriptions", "records", "/transcriptions"),
    _call("list_call_events", "records", "/events"),
    Method("get_call_event", "GET", f"{CALL}/events/e-1", "record", {"call_id": "c-1", "event_id": "e-1"}),
    _call(
        "create_call_gather",
        "id",
        "/gather",
        Argument("max_digits", "maxDigits", 4),
        Argument("inter_digit_timeout", "interDigitTimeout", 2.5),
        Argument("terminating_digits", "terminatingDigits", "#*"),
        TAG,
        extra=True,
    ),
    _gather("get_call_gather", "record"),
    _gather("update_call_gather", "nothing", Argument("state", "state", "completed"), extra=True),
    _helper("answer_call", state="active"),
    _helper("reject_call", state="rejected"),
    _helper("hangup_call", state="completed"),
    _helper("enable_call_recording", recordingEnabled=True),
    _helper("disable_call_recording", recordingEnabled=False),
    _call(
        "transfer_call",
        "id",
        "",
        Argument("to", "transferTo", "+15550102"),
        Argument("caller_id", "transferCallerId", "+15550103"),
        WHISPERED,
        CALLBACK,
        required=1,
        always={"state": "transferring"},
        extra=True,
    ),
    _call("play_audio_file_to_call", "nothing", "/audio", FILE, TAG, required=1),
    _call(
        "speak_sentence_to_call",
        "nothing",
        "/audio",
        SENTENCE,
        GENDER,
        VOICE,
        LOCALE,
        TAG,
        required=1,
        usual={"gender": "female", "voice": "susan", "locale": "en_US"},
    ),
]
"""All but `toggle_call_recording`, which sends two, and what builds something, which sends none."""
