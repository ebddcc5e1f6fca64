"""The methods of Bandwidth's voice API, called by bandwidth-sdk.

As it is, it sends null for whatever is not given, and the server refuses that. So the first call is placed by
the package as it is, and the rest goes without the nulls.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from peers.steps import ORIGIN, add, advance, take

FILE = "https://example.com/a.mp3"

api: Any = import_module("bandwidth.voice").Client(
    user_id="u-1", api_token="t", api_secret="s", api_endpoint=ORIGIN
)
take("create_call as it is", lambda: api.create_call(from_="+15550101", to="+15550100"))
plain = api._request


def request(method: str, url: str, *args: Any, json: dict[str, Any] | None = None, **kwargs: Any) -> Any:
    """What the client sends, without what is not given."""
    given = {name: value for name, value in json.items() if value is not None} if json is not None else None
    return plain(method, url, *args, json=given, **kwargs)


api._request = request
call = take("create_call", lambda: api.create_call(from_="+15550101", to="+15550100"))
advance(4)
take("get_call", lambda: api.get_call(call))
take("list_calls", lambda: list(api.list_calls()))
take("enable_call_recording", lambda: api.enable_call_recording(call))
take("disable_call_recording", lambda: api.disable_call_recording(call))
take("toggle_call_recording", lambda: api.toggle_call_recording(call))
take("play_audio_to_call", lambda: api.play_audio_to_call(call, file_url=FILE))
take("play_audio_file_to_call", lambda: api.play_audio_file_to_call(call, FILE))
take("speak_sentence_to_call", lambda: api.speak_sentence_to_call(call, "Hello."))
take("send_dtmf_to_call", lambda: api.send_dtmf_to_call(call, "12#"))
gather = take("create_call_gather", lambda: api.create_call_gather(call, max_digits=2)) or "none"
take("get_call_gather", lambda: api.get_call_gather(call, gather))
take("update_call_gather", lambda: api.update_call_gather(call, gather, state="completed"))
events = take("list_call_events", lambda: list(api.list_call_events(call)))
take("get_call_event", lambda: api.get_call_event(call, events[0]["id"]))
take("transfer_call", lambda: api.transfer_call(call, "+15550102"))
advance(5)
take("hangup_call", lambda: api.hangup_call(call))
advance(5)
take("list_call_recordings", lambda: list(api.list_call_recordings(call)))
take("list_call_transcriptions", lambda: list(api.list_call_transcriptions(call)))
add("Call", {"userId": "u-1"}, "c-2")
take("answer_call", lambda: api.answer_call("c-2"))
add("Call", {"userId": "u-1"}, "c-3")
take("reject_call", lambda: api.reject_call("c-3"))
